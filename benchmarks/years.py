"""What a day costs after years of days: `python -m benchmarks.years [days]`."""

import argparse
import sys
from pathlib import Path

from benchmarks.building import Bench, passing_bench
from benchmarks.transform import STEPS, print_step

OFFERS, DAYS = 10_000, 730
MADE_EARLIER = Path(__file__).with_name("years.sql")


def main() -> None:
    """Let one day pass where a run came before it, and where a run a day did."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.years")
    parser.add_argument(
        "days", nargs="?", type=int, default=DAYS, help="with a run each"
    )
    days = parser.parse_args().days
    with passing_bench() as bench:
        bench.collect(OFFERS)
        print(STEPS)
        spent = [cpu_seconds_of_day(bench, before) for before in (0, days)]
    print(f"\nafter {days} days {spent[1] / spent[0]:.2f} times the CPU seconds")


def cpu_seconds_of_day(bench: Bench, days: int) -> float:
    """Measure the gates and the build of a day that so many others came before."""
    bench.restore_stock()
    with bench.connection() as connection, connection.cursor() as cursor:
        cursor.execute(MADE_EARLIER.read_text(), {"days": days})
    bench.measured(sys.executable, "-m", "expectations", "raw")
    bench.build()
    bench.measured(sys.executable, "-m", "ingestion", "load")
    steps = {
        "gate on raw": bench.measured(sys.executable, "-m", "expectations", "raw"),
        "build": bench.build(),
        "gate on marts": bench.measured(sys.executable, "-m", "expectations", "marts"),
    }
    for step, cost in steps.items():
        print_step(f"{step}, {days} days", cost)
    return sum(cost.cpu_seconds for cost in steps.values())


if __name__ == "__main__":
    main()
