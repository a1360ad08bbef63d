"""Cuts a task into slices, and hands each out as a message.

An event is `{"mode": "full"}` or `{"mode": "slice", "from": day, "to": day}`, the last
day included; both take `"sources": […]`, and slices take `"days"`, how long each is.
"""

import hashlib
import json
import os
from datetime import UTC, date, datetime, timedelta
from typing import Any

from infrastructure.handlers.surroundings import client
from infrastructure.handlers.telling import tell

NIGHTLY = ("references", "france_travail", "wttj", "service_public")
BY_DATE = ("france_travail",)
DAYS_A_SLICE = 7


class UnreadableTask(Exception):
    """The event does not say what to collect; the message says what is missing."""


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Send a message for each slice; return how many."""
    slices = slices_of(event)
    begun = datetime.now(UTC).isoformat(timespec="minutes")
    for task in slices:
        hand_out({**task, "part": 1, "begun": event.get("begun", begun)})
    tell("planned", slices=len(slices), mode=event.get("mode"))
    return {"slices": len(slices)}


def slices_of(event: dict[str, Any]) -> list[dict[str, Any]]:
    """Cut a task: whole sources, or runs of days of what is listed by date.

    Raises: UnreadableTask for a mode, a source or dates that do not exist.
    """
    mode = event.get("mode", "full")
    known = NIGHTLY if mode == "full" else BY_DATE
    sources = event.get("sources") or known
    if unknown := set(sources) - set(known):
        raise UnreadableTask(
            f"mode {mode} knows no {', '.join(sorted(unknown))}; it knows "
            f"{', '.join(known)}"
        )
    if mode == "full":
        return [{"source": source, "mode": "full"} for source in sources]
    if mode != "slice":
        raise UnreadableTask(f"there is no mode {mode}; there are full and slice")
    return [
        {"source": source, "mode": "slice", "from": first, "to": last}
        for source in sources
        for first, last in runs_of_days(event)
    ]


def runs_of_days(event: dict[str, Any]) -> list[tuple[str, str]]:
    """Cut the days from `from` to `to`, both included, into runs."""
    try:
        first, end = (date.fromisoformat(event[name]) for name in ("from", "to"))
        days = int(event.get("days", DAYS_A_SLICE))
    except (KeyError, ValueError) as error:
        raise UnreadableTask(
            f"a slice wants from and to as YYYY-MM-DD ({error})"
        ) from error
    if not (first <= end and days > 0):
        raise UnreadableTask(f"nothing lies from {first} to {end} by {days} days")
    runs = []
    while first <= end:
        last = min(first + timedelta(days=days - 1), end)
        runs.append((first.isoformat(), last.isoformat()))
        first = last + timedelta(days=1)
    return runs


def hand_out(task: dict[str, Any]) -> None:
    """Put a task at the end of its source's line; the same one is not put twice."""
    body = json.dumps(task, sort_keys=True)
    client("sqs").send_message(
        QueueUrl=os.environ["SLICES_QUEUE_URL"],
        MessageBody=body,
        MessageGroupId=task["source"],
        MessageDeduplicationId=hashlib.sha256(body.encode()).hexdigest(),
    )
