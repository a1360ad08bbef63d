"""Drift: what somebody changed by hand since the last deploy."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from infrastructure.account import Target
from infrastructure.blueprints import OPTIONAL, ORDER
from infrastructure.errors import StackFailed, one_line
from infrastructure.stacks import Stacks

POLL_SECONDS = 2.0
WAIT_SECONDS = 900


@dataclass(frozen=True)
class Drifted:
    """A resource that is not what its template says."""

    stack: str
    logical_id: str
    kind: str
    status: str
    differences: tuple[str, ...]


def drifted(target: Target) -> list[Drifted]:
    """Ask CloudFormation to compare every stack with what is really there.

    Raises: StackFailed when a comparison does not come to an end,
            InfrastructureError when the stage is not deployed.
    """
    stacks = Stacks(target)
    stacks.must_stand()
    found: list[Drifted] = []
    for concern in ORDER + OPTIONAL:
        if stacks.describe(concern) is not None:
            found += compare(target, stacks.name(concern))
    return found


def differing(client: Any, stack: str) -> Iterator[dict[str, Any]]:
    """Give what a comparison found, page after page."""
    asked: dict[str, Any] = {
        "StackName": stack,
        "StackResourceDriftStatusFilters": ["MODIFIED", "DELETED"],
    }
    while True:
        page = client.describe_stack_resource_drifts(**asked)
        yield from page["StackResourceDrifts"]
        if "NextToken" not in page:
            return
        asked["NextToken"] = page["NextToken"]


def compare(target: Target, stack: str) -> list[Drifted]:
    """Compare one stack."""
    client = target.client("cloudformation")
    with one_line(f"comparing {stack}"):
        asked = client.detect_stack_drift(StackName=stack)["StackDriftDetectionId"]
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            answer = client.describe_stack_drift_detection_status(
                StackDriftDetectionId=asked
            )
            if answer["DetectionStatus"] != "DETECTION_IN_PROGRESS":
                break
            if time.monotonic() > deadline:
                raise StackFailed(f"{stack} is still being compared; ask again later")
            time.sleep(POLL_SECONDS)
        if answer["DetectionStatus"] == "DETECTION_FAILED":
            reason = answer.get("DetectionStatusReason", "AWS gives no reason")
            raise StackFailed(f"{stack} could not be compared: {reason}")
        found = list(differing(client, stack))
    return [
        Drifted(
            stack,
            item["LogicalResourceId"],
            item["ResourceType"],
            item["StackResourceDriftStatus"],
            tuple(
                f"{change['PropertyPath']}: {change['ExpectedValue']} became "
                f"{change['ActualValue']}"
                for change in item.get("PropertyDifferences", ())
            ),
        )
        for item in found
    ]
