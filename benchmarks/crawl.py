"""How fast France Travail is collected, how much of the quota is used, in how much
memory: `python -m benchmarks.crawl [offers …]`. README.md explains the columns."""

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.collecting import Collected, ask, collect, world_of

PUBLISHERS_QUOTA = 10
NO_QUOTA = 500
SIZES = [10_000, 100_000]
COLUMNS = (
    "quota/s   offers  collected  requests  seconds  offers/s  quota used"
    "  CPU s  peak MiB  2nd half  certified"
)


@dataclass(frozen=True)
class Measurement:
    """One crawl: what was there, what was asked for it, and what came of it."""

    quota: int
    offers: int
    requests: int
    collected: Collected

    def row(self) -> str:
        """Write the measurement under COLUMNS."""
        report, memory = self.collected.report, self.collected.memory
        seconds = report["seconds"]
        grown = max(memory[len(memory) // 2 :]) - max(memory[: len(memory) // 2])
        return (
            f"{self.quota:7}  {self.offers:7}  {report['collected']:9}"
            f"  {self.requests:8}  {seconds:7.1f}"
            f"  {report['collected'] / seconds:8.0f}"
            f"  {self.requests / (self.quota * seconds):10.1%}"
            f"  {self.collected.cpu_seconds:5.0f}  {self.collected.peak:8.0f}"
            f"  {grown:+8.0f}  {'yes' if report['certified'] else 'no'}"
        )


def measure(offers: int, quota: int, budget_minutes: float | None) -> Measurement:
    """Crawl a fresh world into a fresh lake.

    Raises: RuntimeError with the collector's last words when it fails.
    """
    options = ["--budget-minutes", str(budget_minutes)] if budget_minutes else []
    with world_of(offers, quota) as world, tempfile.TemporaryDirectory() as folder:
        collected = collect(world, Path(folder), *options)
        state = ask(world, "state")
    if not collected.report:
        raise RuntimeError(f"the collector failed: {collected.last_words}")
    return Measurement(
        quota, state["open"]["france_travail"], state["requests"], collected
    )


def main() -> None:
    """Print a row for each measurement as it ends."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl")
    parser.add_argument("offers", nargs="*", type=int, default=SIZES)
    parser.add_argument(
        "--quota", type=int, nargs="*", default=[PUBLISHERS_QUOTA, NO_QUOTA]
    )
    parser.add_argument(
        "--budget-minutes",
        type=float,
        default=3.0,
        help="how long a crawl at the publisher's quota may take (default: 3)",
    )
    given = parser.parse_args()
    print(COLUMNS, flush=True)
    for quota in given.quota:
        budget = given.budget_minutes if quota == PUBLISHERS_QUOTA else None
        for offers in given.offers:
            print(measure(offers, quota, budget).row(), flush=True)


if __name__ == "__main__":
    main()
