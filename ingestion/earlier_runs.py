"""What the lake says of the runs before this one: where to go on, and from when."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.documents import Leaf
from ingestion.lake import Lake, unreadable

RUN_ID_TIME = "%Y%m%dT%H%M%SZ"
# A run older than this is not gone on with: too much has moved since, and the run of
# the next day is one of its own.
RESUMED_WITHIN = timedelta(hours=12)
# How many runs are looked back through, two months of days; each lands one file.
RUNS_BACK = 60


@dataclass(frozen=True)
class UnfinishedRun:
    """A run that was killed or cut short, and the leaves it had landed."""

    run_id: str
    started_at: datetime
    leaves: list[Leaf]


def run_started_at(run_id: str) -> datetime:
    """Return the moment that a run's name begins with."""
    return datetime.strptime(run_id.split("-")[0], RUN_ID_TIME).replace(tzinfo=UTC)


def unfinished_run(
    lake: Lake, source: str, kind: str, now: datetime
) -> UnfinishedRun | None:
    """Return the latest run of a kind, a recent one that was killed or lacks parts.

    One that ended with all its parts leaves nothing to ask, even if it has no
    certificate: the next crawl begins anew.

    Raises: LakeUnavailable when the lake cannot be listed.
    """
    by_newest = rows_backwards(lake, source, "crawl_leaves")
    newest = next(by_newest, None)
    if newest is None or newest["run_id"].split("-")[1] != kind:
        return None
    run_id = newest["run_id"]
    started_at = run_started_at(run_id)
    if not timedelta(0) <= now - started_at <= RESUMED_WITHIN:
        return None
    leaves = {newest["leaf_id"]: newest}
    for row in by_newest:
        if row["run_id"] != run_id:
            break
        leaves.setdefault(row["leaf_id"], row)
    outcomes = {row["outcome"] for row in leaves.values()}
    if outcomes <= {"certified", "superseded"} and has_ended(lake, source, run_id):
        return None
    return UnfinishedRun(run_id, started_at, [leaf_of(row) for row in leaves.values()])


def has_ended(lake: Lake, source: str, run_id: str) -> bool:
    """Tell whether a run landed its own row, the last time without an error."""
    for run in islice(rows_backwards(lake, source, "crawl_runs"), RUNS_BACK):
        if run["run_id"] == run_id:
            return not run["error"]
    return False


def last_certified_at(lake: Lake, source: str) -> datetime | None:
    """Return when the latest certified crawl that reached its present began."""
    for run in islice(rows_backwards(lake, source, "crawl_runs"), RUNS_BACK):
        if run["certified"] and run["kind"] in ("full", "incremental"):
            return run["started_at"]
    return None


def rows_backwards(lake: Lake, source: str, table: str) -> Iterator[dict[str, Any]]:
    """Yield a table's rows, the last landed first; a file is read when it is reached.

    Raises: LakeUnavailable for a file that is damaged or gone.
    """
    for file in reversed(lake.files(source, table)):
        try:
            with lake.open(file) as handle:
                rows = pq.read_table(handle).to_pylist()
        except (OSError, pa.ArrowException) as error:
            raise unreadable(file.path, error) from error
        yield from reversed(rows)


def leaf_of(row: dict[str, Any]) -> Leaf:
    """Return a landed leaf as the object it was."""
    names = {field.name for field in fields(Leaf)}
    kept = {name: value for name, value in row.items() if name in names}
    return Leaf(**{**kept, "parameters": json.loads(row["parameters"])})
