"""python -m expectations {raw,marts}: hold the warehouse against its suites."""

import argparse
import json
import os
import sys
import time
import uuid

# Set before GX is imported: it phones home unless told otherwise.
os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

from expectations.gate import run_checks
from expectations.marts import marts_checks
from expectations.raw import SOURCES, collected_sources, raw_checks
from expectations.results import Outcome, keep
from expectations.warehouse import (
    WarehouseNotConfigured,
    WarehouseUnavailable,
    existing_tables,
    marts_built_at,
    moment,
)


def main() -> int:
    """Return 0 when all passed, 1 when an expectation failed, 2 without an answer."""
    arguments = parse_arguments()
    try:
        return run(arguments.gate, as_json=arguments.json)
    except (WarehouseNotConfigured, WarehouseUnavailable) as error:
        print(f"vigie: {error}", file=sys.stderr)
        return 2


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m expectations", description=__doc__)
    parser.add_argument("gate", choices=["raw", "marts"])
    parser.add_argument(
        "--json", action="store_true", help="one JSON object a suite, then the counts"
    )
    return parser.parse_args()


def run(gate: str, *, as_json: bool) -> int:
    began_at, started = moment(), time.monotonic()
    judged = marts_built_at() if gate == "marts" else []
    collected = collected_sources()
    checks = raw_checks(collected) if gate == "raw" else marts_checks(existing_tables())
    missing = [source for source in SOURCES if source not in collected]
    outcomes = run_checks(checks, lambda suite, done: show(suite, done, as_json))
    if gate == "raw" and not set(collected) - {"references"}:
        nothing = Outcome("raw", "a source was collected", None, False, "none was")
        show("raw", [nothing], as_json)
        outcomes.append(nothing)
    keep(uuid.uuid4().hex, gate, outcomes, began_at, judged)
    failed = sum(not outcome.success for outcome in outcomes)
    counts = {
        "gate": gate,
        "passed": len(outcomes) - failed,
        "failed": failed,
        "not_collected": missing if gate == "raw" else [],
        "seconds": round(time.monotonic() - started, 1),
    }
    print(json.dumps(counts) if as_json else in_words(counts))
    return 1 if failed else 0


def show(suite: str, outcomes: list[Outcome], as_json: bool) -> None:
    """Report one suite: its counts for machines, its failures for people."""
    failures = [outcome for outcome in outcomes if not outcome.success]
    if as_json:
        passed = len(outcomes) - len(failures)
        line = {"suite": suite, "passed": passed, "failed": len(failures)}
        print(json.dumps(line), flush=True)
    for failure in failures:
        print(f"FAIL {failure.line()}", file=sys.stderr, flush=True)


def in_words(counts: dict) -> str:
    missing = "".join(f", {source} not collected" for source in counts["not_collected"])
    return (
        f"gate {counts['gate']}: {counts['passed']} expectations passed, "
        f"{counts['failed']} failed{missing}, {counts['seconds']} s"
    )


if __name__ == "__main__":
    sys.exit(main())
