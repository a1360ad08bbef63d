"""Loads into raw Postgres what the lake holds and Postgres does not."""

import time
from typing import Any

from infrastructure.handlers.surroundings import (
    Context,
    seconds_left,
    warehouse_by_iam,
)
from infrastructure.handlers.telling import measure, tell
from ingestion import runs, settings
from ingestion.errors import VigieError
from ingestion.lake import Lake
from ingestion.loading import load
from ingestion.sources import SOURCES


def handle(event: dict[str, Any], context: Context) -> dict[str, Any]:
    """Load source by source until all is in or the time is up; the next run goes on.

    Raises: VigieError when the lake or Postgres refuses; nothing is lost.
    """
    deadline = time.monotonic() + seconds_left(context)
    server, lake = warehouse_by_iam(), Lake(settings.lake_url())
    state = settings.data_folder() / "state"
    rows: dict[str, int] = {}
    done = True
    try:
        with runs.exclusive(settings.data_folder()):
            for name in event.get("sources") or SOURCES:
                for loaded in load(name, SOURCES[name].tables, lake, server, state):
                    rows[name] = sum(loaded.rows.values())
                    if done := time.monotonic() < deadline:
                        continue
                    break
                if not done:
                    break
    except VigieError as error:
        measure("failed", {"FailedLoads": 1})
        tell("failed", reason=str(error))
        raise
    measure("loaded", {"Loads": 1, "RowsLoaded": sum(rows.values())})
    tell("loaded", rows=rows, done=done)
    return {"rows": rows, "done": done}
