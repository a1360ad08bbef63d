"""The chain's steps, and what each of their events means for the summary."""

import sys
from dataclasses import dataclass, field
from typing import Any

from orchestration.steps import DBT_BUILD, PROGRAMS, Chain, Shown, StepFailed

# What `python -m ingestion` answers when a source failed or is not certified.
INCOMPLETE = 3


@dataclass
class Outcome:
    """What the closing summary tells."""

    collected: dict[str, dict[str, int]] = field(default_factory=dict)
    certificates: dict[str, str] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    tests_passed: int = 0
    models_built: int = 0
    expectations_passed: dict[str, int] = field(default_factory=dict)


def python(*arguments: str) -> list[str]:
    """Return the command that runs one of our packages."""
    return [sys.executable, "-m", *arguments]


def collect_and_load(chain: Chain, outcome: Outcome, title: str) -> None:
    """Run `python -m ingestion run`; a source that failed is told in the summary."""

    def on_event(event: dict[str, Any], shown: Shown) -> None:
        shown.unit = "offers"
        if event["event"] == "advance":
            shown.done, shown.total = event["done"], event["total"]
            shown.note = event["source"]
        elif event["event"] == "collected":
            add_report(outcome, event)
            chain.console.print(f"    {event['source']}: {event['certificate']}")
            shown.done, shown.note = 0, ""
        elif event["event"] == "loaded":
            shown.done, shown.note = 0, f"({event['source']} loaded)"
        elif event["event"] == "failed":
            outcome.failures.append(f"{event['source']}: {event['reason']}")

    command = python("ingestion", "run", "--progress", "json")
    try:
        chain.run(title, command, on_event, accepted=(0, INCOMPLETE))
    except StepFailed as error:
        raise StepFailed("\n".join([str(error), *outcome.failures])) from error


def add_report(outcome: Outcome, report: dict[str, Any]) -> None:
    """Keep the counts of a source's last run; new versions add up over runs."""
    source = outcome.collected.setdefault(report["source"], {"new_versions": 0})
    for name in ("announced", "collected", "rejected"):
        source[name] = report[name]
    source["new_versions"] += report["new_versions"]
    outcome.certificates[report["source"]] = report["certificate"]


def gate(chain: Chain, outcome: Outcome, name: str) -> None:
    """Run one of the two gates; a failing expectation stops the chain."""

    def on_event(event: dict[str, Any], shown: Shown) -> None:
        if "passed" in event:
            outcome.expectations_passed[name] = event["passed"]
            shown.done, shown.unit = event["passed"], "expectations passed"

    chain.run(f"gate on {name}", python("expectations", name, "--json"), on_event)


def build(chain: Chain, outcome: Outcome) -> None:
    """Run `dbt build`: seeds, models and their data tests in the lineage's order."""
    failed: list[str] = []

    def on_event(event: dict[str, Any], shown: Shown) -> None:
        data, name = event.get("data", {}), event.get("info", {}).get("name", "")
        if event.get("info", {}).get("level") == "error":
            failed.append(event["info"]["msg"].strip())
        if name in ("LogModelResult", "LogSeedResult", "LogTestResult"):
            shown.done, shown.total = data.get("index", 0), data.get("total", 0)
            shown.unit = "nodes"
            passed = data.get("status") in ("pass", "success", "warn")
            if name == "LogTestResult":
                outcome.tests_passed += passed
            else:
                outcome.models_built += 1

    try:
        chain.run("dbt build", dbt(*DBT_BUILD), on_event)
    except StepFailed as error:
        raise StepFailed("\n".join(["dbt build failed", *failed[-20:]])) from error


def publish(chain: Chain) -> None:
    """Copy the marts into a new release and let readers see it, at once."""
    said: list[str] = []

    def on_event(event: dict[str, Any], shown: Shown) -> None:
        if event.get("info", {}).get("level") == "error":
            said.append(event["info"]["msg"].strip())

    try:
        chain.run("publish", dbt("run-operation", "publish"), on_event)
    except StepFailed as error:
        raise StepFailed("\n".join(["publish failed", *said[-10:]])) from error


def dbt(*arguments: str) -> list[str]:
    """Return a dbt command whose log is JSON lines."""
    return [str(PROGRAMS / "dbt"), "--log-format", "json", *arguments]


def build_and_publish(chain: Chain, outcome: Outcome) -> None:
    """Take what is in raw to the published marts, through both gates."""
    gate(chain, outcome, "raw")
    build(chain, outcome)
    gate(chain, outcome, "marts")
    publish(chain)
