"""Tells, once a day, what is out of order; says nothing when nothing is."""

import os
from typing import Any

from infrastructure.handlers.surroundings import client
from infrastructure.handlers.telling import stage, tell


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Send a digest of the alarms that are on, if any; each told of itself before."""
    lines = on_now()
    if lines:
        client("sns").publish(
            TopicArn=os.environ["DIGEST_TOPIC"],
            Subject=f"Vigie {stage()}: {len(lines)} out of order",
            Message="\n".join(lines),
        )
    tell("digest", anomalies=len(lines))
    return {"anomalies": len(lines)}


def on_now() -> list[str]:
    """Describe the alarms that are on."""
    pages = client("cloudwatch").get_paginator("describe_alarms")
    return [
        f"{alarm['AlarmName']}: {alarm.get('AlarmDescription', '')}"
        for page in pages.paginate(
            AlarmNamePrefix=f"vigie-{stage()}-", StateValue="ALARM"
        )
        for alarm in page["MetricAlarms"]
        if alarm["StateValue"] == "ALARM"
    ]
