"""What a day costs after years of days: `python -m benchmarks.years [days]`."""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.building import Bench, Cost

OFFERS, DAYS = 10_000, 730
COLUMNS = f"{'step':20}  {'days before':>11}  {'seconds':>8}  {'CPU s':>8}"
MADE_EARLIER = Path(__file__).with_name("years.sql")


def main() -> None:
    """Let one day pass where a run came before it, and where a run a day did."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.years")
    parser.add_argument(
        "days", nargs="?", type=int, default=DAYS, help="with a run each"
    )
    days = parser.parse_args().days
    with tempfile.TemporaryDirectory(prefix="vigie_years_") as folder:
        bench = Bench(Path(folder))
        try:
            bench.collect(OFFERS)
            print(COLUMNS)
            spent = [seconds_of_day(bench, before) for before in (0, days)]
            print(f"\nratio after {days} days: {spent[1] / spent[0]:.2f}")
        finally:
            _, stock = bench.server_folders()
            bench.run("rm", "-rf", str(stock))
            bench.server("--remove")


def seconds_of_day(bench: Bench, days: int) -> float:
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
        print_step(step, days, cost)
    return sum(cost.seconds for cost in steps.values())


def print_step(step: str, days: int, cost: Cost) -> None:
    """Print what a step took."""
    print(
        f"{step:20}  {days:11}  {cost.seconds:8.1f}  {cost.cpu_seconds:8.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
