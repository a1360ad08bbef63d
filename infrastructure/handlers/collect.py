"""Collects one slice into the lake, and hands on what its time did not suffice for."""

import json
from typing import Any

from infrastructure.handlers.plan import hand_out
from infrastructure.handlers.surroundings import (
    Context,
    bring_credentials,
    seconds_left,
)
from infrastructure.handlers.telling import measure, tell
from ingestion import runs, settings
from ingestion.certificates import RunReport
from ingestion.errors import VigieError
from ingestion.lake import Lake
from ingestion.options import instant, last_instant

# At thirteen minutes each, a source may take most of a day.
LAST_PART = 80


def handle(event: dict[str, Any], context: Context) -> dict[str, Any]:
    """Collect the slices of an event: messages of the queue, or one task by itself.

    Raises: VigieError when a publisher or the lake fails; the queue tries again, and
            the next try goes on from what has landed.
    """
    tasks = [json.loads(record["body"]) for record in event.get("Records", ())]
    reports = [collect(task, context) for task in tasks or [event]]
    return {"reports": reports}


def collect(task: dict[str, Any], context: Context) -> dict[str, Any]:
    """Collect one slice within the time that is left, and tell what came of it."""
    source, part = task["source"], task.get("part", 1)
    bring_credentials()
    budget = runs.Budget(minutes=seconds_left(context) / 60)
    folder = settings.data_folder()
    try:
        with runs.exclusive(folder):
            report = runs.collect(
                task_of(task),
                Lake(settings.lake_url()),
                folder / "state",
                budget,
                lambda name, done, total: None,
            )
    except VigieError as error:
        measure("failed", {"FailedRuns": 1}, Source=source)
        tell("failed", source=source, reason=str(error))
        raise
    goes_on = is_cut_short(report) and part < LAST_PART
    if goes_on:
        hand_out({**task, "part": part + 1})
    measure("collected", counts(report, goes_on), Source=source)
    tell(
        "collected",
        source=source,
        run_id=report.run_id,
        certificate=report.certificate,
        part=part,
        goes_on=goes_on,
    )
    return {"source": source, "certified": report.certified, "goes_on": goes_on}


def task_of(task: dict[str, Any]) -> runs.Task:
    """Read a message as a task."""
    since = instant(task["from"]) if "from" in task else None
    until = last_instant(task["to"]) if "to" in task else None
    return runs.Task(task["source"], task.get("mode", "full"), since, until)


def is_cut_short(report: RunReport) -> bool:
    """Tell whether time alone ended a run."""
    return not report.certified and "--budget-minutes" in (report.cut_short or "")


def counts(report: RunReport, goes_on: bool) -> dict[str, float]:
    """Return a run's metrics; one that goes on is not yet uncertified."""
    return {
        "CertifiedRuns": int(report.certified),
        "UncertifiedRuns": int(not report.certified and not goes_on),
        "FailedRuns": int(report.status == "failed"),
        "Collected": report.collected,
        "Rejects": report.rejected,
        "NewVersions": report.new_versions,
        "Seconds": report.seconds,
    }
