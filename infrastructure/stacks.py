"""Stacks of CloudFormation: proposed, shown, applied, and mended when half done."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from infrastructure.account import Target
from infrastructure.blueprints import ORDER, Blueprint
from infrastructure.errors import InfrastructureError, StackFailed, explained, one_line

# A first creation that failed leaves a shell that can only be deleted.
SHELLS = {
    "REVIEW_IN_PROGRESS",
    "ROLLBACK_COMPLETE",
    "ROLLBACK_FAILED",
    "CREATE_FAILED",
    "DELETE_FAILED",
}
DONE = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"}
NO_CHANGE = ("didn't contain changes", "No updates are to be performed")
POLL_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 3600.0

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Change:
    """One thing that a change set would do."""

    action: str
    logical_id: str
    kind: str
    replaces: bool


@dataclass(frozen=True)
class Proposal:
    """A change set that waits to be applied."""

    stack: str
    change_set: str
    changes: tuple[Change, ...]


class Stacks:
    """The stacks of one stage."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.client = target.client("cloudformation")

    def name(self, concern: str) -> str:
        """Return a stack's name."""
        return f"{self.target.name}-{concern}"

    def describe(self, concern: str) -> dict[str, Any] | None:
        """Return what CloudFormation says of a stack; None when there is none."""
        try:
            with one_line("looking at stacks"):
                found = self.client.describe_stacks(StackName=self.name(concern))
        except StackFailed as error:
            if "does not exist" in str(error):
                return None
            raise
        stack = found["Stacks"][0]
        return None if stack["StackStatus"] == "DELETE_COMPLETE" else stack

    def must_stand(self) -> None:
        """Raise InfrastructureError where the stage was never deployed."""
        if not any(self.describe(concern) for concern in ORDER):
            raise self.absent()

    def absent(self) -> InfrastructureError:
        """Return what is to be said of a stage that is not deployed."""
        return InfrastructureError(
            f"{self.target.name} is not deployed; run: python -m infrastructure "
            f"deploy --stage {self.target.stage.name}"
        )

    def outputs(self, concern: str) -> dict[str, str]:
        """Return a stack's outputs; none where there is no stack."""
        stack = self.describe(concern) or {}
        return {
            output["OutputKey"]: output["OutputValue"]
            for output in stack.get("Outputs") or ()
        }

    def mend(self, concern: str) -> str | None:
        """Bring a half-done stack to where a change set can start; say what was done.

        Raises: StackFailed when it cannot be mended from here.
        """
        stack = self.describe(concern)
        status = stack["StackStatus"] if stack else ""
        if status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS":
            self.wait(concern, lambda done, total: None)
            return f"waited for {status}" + (
                f"; {mended}" if (mended := self.mend(concern)) else ""
            )
        if status in SHELLS:
            self.delete(concern)
            return f"removed what was left of a failed deploy ({status})"
        if status == "UPDATE_ROLLBACK_FAILED":
            with one_line(self.name(concern)):
                self.client.continue_update_rollback(StackName=self.name(concern))
            self.wait(concern, lambda done, total: None)
            return "finished a roll-back that had failed"
        return None

    def propose(
        self, blueprint: Blueprint, known: Mapping[str, str]
    ) -> Proposal | None:
        """Make a change set; None when nothing would change."""
        name, exists = self.name(blueprint.concern), self.describe(blueprint.concern)
        change_set = f"vigie-{time.time_ns()}"
        parameters = blueprint.parameters(known)
        request = {
            "StackName": name,
            "ChangeSetName": change_set,
            "ChangeSetType": "UPDATE" if exists else "CREATE",
            "TemplateBody": blueprint.body,
            "Parameters": [
                {"ParameterKey": key, "ParameterValue": value}
                for key, value in parameters.items()
            ],
            "Capabilities": ["CAPABILITY_NAMED_IAM"],
            "Tags": self.target.tags,
        }
        try:
            with one_line(name):
                self.client.create_change_set(**request)
                return self._examined(name, change_set)
        except StackFailed as error:
            if any(words in str(error) for words in NO_CHANGE):
                return None
            raise

    def _examined(self, name: str, change_set: str) -> Proposal | None:
        """Wait for a change set and read it; drop one that changes nothing."""
        ask = {"StackName": name, "ChangeSetName": change_set}
        answer = self.client.describe_change_set(**ask)
        while answer["Status"] in ("CREATE_PENDING", "CREATE_IN_PROGRESS"):
            time.sleep(POLL_SECONDS)
            answer = self.client.describe_change_set(**ask)
        if answer["Status"] == "FAILED":
            reason = answer.get("StatusReason", "")
            self.client.delete_change_set(**ask)
            if any(words in reason for words in NO_CHANGE):
                return None
            raise explained(name, reason)
        changes = tuple(
            Change(
                change["Action"],
                change["LogicalResourceId"],
                change["ResourceType"],
                change.get("Replacement") == "True",
            )
            for change in (c["ResourceChange"] for c in answer.get("Changes", ()))
        )
        return Proposal(name, change_set, changes)

    def withdraw(self, proposal: Proposal, concern: str) -> None:
        """Drop a change set that is not to be applied, and the shell it made."""
        with one_line(proposal.stack):
            self.client.delete_change_set(
                StackName=proposal.stack, ChangeSetName=proposal.change_set
            )
        stack = self.describe(concern)
        if stack and stack["StackStatus"] == "REVIEW_IN_PROGRESS":
            self.delete(concern)

    def apply(self, concern: str, proposal: Proposal, progress: Progress) -> None:
        """Apply a change set and wait for its end.

        Raises: StackFailed and its kin, with the first reason that AWS gives.
        """
        with one_line(proposal.stack):
            self.client.execute_change_set(
                StackName=proposal.stack, ChangeSetName=proposal.change_set
            )
        status = self.wait(concern, progress)
        if status not in DONE:
            raise explained(
                f"{proposal.stack} ended as {status}", self.first_failure(concern)
            )

    def wait(self, concern: str, progress: Progress) -> str:
        """Wait until a stack rests; return its status, empty when it is gone."""
        deadline = time.monotonic() + LONGEST_WAIT_SECONDS
        while time.monotonic() < deadline:
            stack = self.describe(concern)
            if stack is None:
                return ""
            self._tell(concern, progress)
            if not stack["StackStatus"].endswith("_IN_PROGRESS"):
                return stack["StackStatus"]
            time.sleep(POLL_SECONDS)
        raise StackFailed(
            f"{self.name(concern)} has not come to rest in an hour; look at its events "
            "in the console, then run the verb again: it goes on from there"
        )

    def _tell(self, concern: str, progress: Progress) -> None:
        with suppress(ClientError):
            found = self.client.describe_stack_resources(StackName=self.name(concern))
            states = [item["ResourceStatus"] for item in found["StackResources"]]
            progress(sum(state.endswith("COMPLETE") for state in states), len(states))

    def first_failure(self, concern: str) -> str:
        """Return the earliest reason among a stack's latest failures."""
        with one_line(self.name(concern)):
            found = self.client.describe_stack_events(StackName=self.name(concern))
        reasons: list[str] = []
        for event in found["StackEvents"]:
            reason = event.get("ResourceStatusReason", "")
            if event["ResourceStatus"].endswith("FAILED") and "cancelled" not in reason:
                reasons.append(f"{event['LogicalResourceId']}: {reason}")
            if reason == "User Initiated":
                break
        return reasons[-1] if reasons else "AWS gives no reason"

    def delete(self, concern: str, progress: Progress = lambda done, all: None) -> None:
        """Delete a stack and wait until it is gone.

        Raises: StackFailed when something of it stays.
        """
        with one_line(self.name(concern)):
            self.client.delete_stack(StackName=self.name(concern))
        status = self.wait(concern, progress)
        if status:
            raise StackFailed(
                f"{self.name(concern)} is not gone ({status}: "
                f"{self.first_failure(concern)}); remove that and run teardown again"
            )
