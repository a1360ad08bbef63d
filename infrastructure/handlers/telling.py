"""What jobs tell: one JSON object a line, some of which CloudWatch reads as metrics.

Only names, counts and times are told: no text of an offer, no person, no secret.
Source: the embedded metric format, CloudWatch user guide, consulted 2026-11.
"""

import json
import os
import sys
import time
from typing import Any

NAMESPACE = "Vigie"
UNITS = {"Seconds": "Seconds"}


def stage() -> str:
    """Return the stage that the job belongs to."""
    return os.environ.get("VIGIE_STAGE", "unknown")


def tell(event: str, **facts: Any) -> None:
    """Write a line of log."""
    write({"event": event, "stage": stage(), "at": time.time(), **facts})


def measure(event: str, metrics: dict[str, float], **dimensions: str) -> None:
    """Write a line that CloudWatch turns into metrics, one for each name."""
    dimensions = {"Stage": stage(), **dimensions}
    directive = {
        "Namespace": NAMESPACE,
        "Dimensions": [list(dimensions)],
        "Metrics": [
            {"Name": name, "Unit": UNITS.get(name, "Count")} for name in metrics
        ],
    }
    metadata = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]}
    write({"_aws": metadata, "event": event, **dimensions, **metrics})


def write(line: dict[str, Any]) -> None:
    """Write one object on a line of its own."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
