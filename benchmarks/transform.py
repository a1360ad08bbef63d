"""What a whole `dbt build` costs, and what a day's change costs after it:
`python -m benchmarks.transform [offers]`. README.md explains the columns."""

import argparse
import os
import sys
from pathlib import Path

import psutil

from benchmarks.building import Bench, Cost, passing_bench
from orchestration.steps import PROGRAMS

OFFERS = 100_000
COLUMNS = f"{'node':44}  {'rows':>10}  {'whole s':>8}  {'day s':>7}"
STEPS = f"{'step':24}  {'seconds':>8}  {'CPU s':>8}  {'peak MiB':>8}"


def main() -> None:
    """Build a world whole, let a day pass, build again; print a row a node."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.transform")
    parser.add_argument(
        "offers", nargs="?", type=int, default=OFFERS, help="open at a time"
    )
    parser.add_argument(
        "--folder", type=Path, help="collect into it once; keep it for the next run"
    )
    given = parser.parse_args()
    if given.folder:
        given.folder.mkdir(parents=True, exist_ok=True)
        measure(Bench(given.folder.absolute()), given.offers)
        return
    with passing_bench() as bench:
        measure(bench, given.offers)


def measure(bench: Bench, offers: int) -> None:
    """Measure both builds of a world, and what follows each, and print them."""
    bench.collect(offers)
    bench.restore_stock()
    busy = os.getloadavg()[0] / (psutil.cpu_count() or 1)
    print(STEPS)
    gate_raw(bench)
    whole = bench.build()
    print_step("whole build", whole)
    gate_and_publish(bench)
    stock, texts = bench.count("int_offers_current"), bench.count("int_offer_texts")
    load = bench.measured(sys.executable, "-m", "ingestion", "load")
    print_step("load of the day", load)
    gate_raw(bench)
    day = bench.build()
    print_step("day's build", day)
    gate_and_publish(bench)
    changed = bench.count("int_offer_texts") - texts
    read = sum(
        whole.by_node[node] for node in ("int_skill_wordings", "int_offer_skills")
    )
    print()
    print_nodes(bench, whole, day)
    print(
        f"\n{stock} offers, a day of {changed} new versions; skills "
        f"{texts / read:.0f} texts/s; before it "
        f"began, {busy:.1f} processes wanted each processor"
    )


def gate_raw(bench: Bench) -> None:
    """Measure the first gate, on what was loaded since the last build."""
    gate = bench.measured(sys.executable, "-m", "expectations", "raw")
    print_step("  gate on raw", gate)


def gate_and_publish(bench: Bench) -> None:
    """Measure the second gate, and the copy that readers see."""
    gate = bench.measured(sys.executable, "-m", "expectations", "marts")
    print_step("  gate on marts", gate)
    publish = bench.measured(
        *(str(PROGRAMS / "dbt"), "run-operation", "publish", "--quiet"),
        *("--target-path", str(bench.target)),
    )
    print_step("  publish", publish)


def print_nodes(bench: Bench, whole: Cost, day: Cost) -> None:
    """Print a row a node, the costliest of either build first."""
    print(COLUMNS)
    nodes = {*whole.by_node, *day.by_node}
    spent = {
        node: (whole.by_node.get(node, 0.0), day.by_node.get(node, 0.0))
        for node in nodes
    }
    for node in sorted(nodes, key=lambda node: -max(spent[node])):
        in_whole, in_day = spent[node]
        rows = bench.count(node)
        print(
            f"{node:44}  {'' if rows is None else rows:>10}  {in_whole:8.1f}"
            f"  {in_day:7.1f}"
        )


def print_step(name: str, cost: Cost) -> None:
    """Print what a step took."""
    print(
        f"{name:24}  {cost.seconds:8.1f}  {cost.cpu_seconds:8.1f}  {cost.peak:8.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
