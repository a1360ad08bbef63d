"""Tells, once a day, what is out of order; says nothing when nothing is."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any

from infrastructure.handlers.surroundings import client
from infrastructure.handlers.telling import stage, tell

TO_ALARM = "to ALARM"


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Send a digest of alarms that are on, or were in the last day, if any."""
    lines = on_now() + were_on(datetime.now(UTC) - timedelta(days=1))
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
    ]


def were_on(since: datetime) -> list[str]:
    """Describe what went on since a moment, whether or not it is over."""
    found = client("cloudwatch").describe_alarm_history(
        HistoryItemType="StateUpdate", StartDate=since, EndDate=datetime.now(UTC)
    )
    return [
        f"{item['Timestamp']:%H:%M} UTC {item['AlarmName']}: {item['HistorySummary']}"
        for item in found["AlarmHistoryItems"]
        if item["AlarmName"].startswith(f"vigie-{stage()}-")
        and TO_ALARM in item["HistorySummary"]
    ]
