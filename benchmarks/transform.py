"""What a whole `dbt build` costs, and what a day's change costs after it:
`python -m benchmarks.transform [offers]`. README.md explains the columns."""

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg2

from benchmarks.collecting import MEBIBYTE, STEERING
from orchestration.simulated import Simulator, simulator
from orchestration.steps import PROGRAMS, PROJECT_ROOT

OFFERS = 100_000
SAMPLE_SECONDS = 2.0
SLOWEST_SHOWN = 40
COLUMNS = f"{'node':44}  {'rows':>10}  {'whole s':>8}  {'day s':>7}"


@dataclass(frozen=True)
class Built:
    """One `dbt build`: seconds in all and by node, and the most memory in MiB.

    Memory is the proportional share (PSS) of dbt and of every process of the server.
    """

    seconds: float
    by_node: dict[str, float]
    peak: float


class Bench:
    """A data folder of its own, with its warehouse, and the commands run on it."""

    def __init__(self, folder: Path) -> None:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(STEERING)}
        self.environment = {**kept, "VIGIE_DATA_DIR": str(folder)}
        self.target = folder / "target"
        self.run(sys.executable, "-m", "ingestion", "db")
        lines = self.run(sys.executable, "-m", "ingestion", "env").splitlines()
        self.environment.update(
            shlex.split(line)[1].split("=", 1) for line in lines if "$" not in line
        )

    def run(self, *command: str) -> str:
        """Run a command; return what it printed.

        Raises: SystemExit with its last words when it fails.
        """
        done = subprocess.run(
            command,
            cwd=PROJECT_ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise SystemExit(f"{command}: {(done.stderr or done.stdout)[-2000:]}")
        return done.stdout

    def collect(self, environment: dict[str, str]) -> float:
        """Collect and load all sources from a simulator; return the seconds."""
        self.environment.update(environment)
        started = time.monotonic()
        self.run(sys.executable, "-m", "ingestion", "run", "--progress", "json")
        return time.monotonic() - started

    def build(self) -> Built:
        """Run `dbt build` and watch the memory that it and its server hold."""
        stop, memory = threading.Event(), [0.0]
        watch = threading.Thread(target=self.watch, args=(stop, memory))
        watch.start()
        started = time.monotonic()
        try:
            command = ("build", "--quiet", "--target-path", str(self.target))
            self.run(str(PROGRAMS / "dbt"), *command)
        finally:
            stop.set()
            watch.join()
        seconds = time.monotonic() - started
        results = json.loads((self.target / "run_results.json").read_text())["results"]
        by_node = {
            result["unique_id"].split(".")[2]: result["execution_time"]
            for result in results
            if not result["unique_id"].startswith(("test.", "unit_test."))
        }
        by_node["(tests)"] = sum(
            result["execution_time"]
            for result in results
            if result["unique_id"].startswith(("test.", "unit_test."))
        )
        return Built(seconds, by_node, max(memory))

    def watch(self, stop: threading.Event, memory: list[float]) -> None:
        """Sample the memory of this folder's server and of dbt until told to stop."""
        roots = [self.postmaster(), psutil.Process()]
        while not stop.wait(SAMPLE_SECONDS):
            memory.append(sum(map(held_by, roots)) / MEBIBYTE)

    def postmaster(self) -> psutil.Process:
        """Return the server's first process: the parent of any of its backends."""
        with self.connection() as connection, connection.cursor() as cursor:
            cursor.execute("select pg_backend_pid()")
            return psutil.Process(cursor.fetchone()[0]).parent()

    def connection(self) -> psycopg2.extensions.connection:
        """Connect as the administrator."""
        names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER"}
        return psycopg2.connect(
            dbname=self.environment["PGDATABASE"],
            **{name: self.environment[variable] for name, variable in names.items()},
        )

    def count(self, node: str) -> int | None:
        """Return the rows of a model or seed; None where it is no table."""
        with self.connection() as connection, connection.cursor() as cursor:
            cursor.execute(
                "select oid::regclass::text from pg_class where relname = %s "
                "and relkind = 'r' and relnamespace::regnamespace::text in "
                "('intermediate', 'marts')",
                (node,),
            )
            found = cursor.fetchone()
            if found is None:
                return None
            cursor.execute(f"select count(*) from {found[0]}")
            return cursor.fetchone()[0]


def held_by(root: psutil.Process) -> int:
    """Return the proportional share of memory of a process and its children."""
    held = 0
    for process in [root, *root.children(recursive=True)]:
        try:
            held += process.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return held


def main() -> None:
    """Build a world whole, let a day pass, build again; print a row a node."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.transform")
    parser.add_argument("offers", nargs="?", type=int, default=OFFERS)
    given = parser.parse_args()
    world_options = ("--offers", str(given.offers), "--quota", "500")
    with (
        tempfile.TemporaryDirectory(prefix="vigie_transform_") as folder,
        simulator(*world_options) as world,
    ):
        bench = Bench(Path(folder))
        try:
            measure(bench, world)
        finally:
            bench.run(sys.executable, "-m", "ingestion", "db", "--remove")


def measure(bench: Bench, world: Simulator) -> None:
    """Measure both builds of a world and print them."""
    world.set_day(-1)
    print(f"collected and loaded in {bench.collect(world.environment):.0f} s")
    whole = bench.build()
    offers, texts = bench.count("int_offers_current"), bench.count("int_offer_texts")
    world.set_day(0)
    print(f"a day later: collected and loaded in {bench.collect({}):.0f} s")
    day = bench.build()
    changed = bench.count("int_offer_texts") - texts
    print(COLUMNS)
    slowest = sorted(whole.by_node, key=whole.by_node.get, reverse=True)
    for node in slowest[:SLOWEST_SHOWN]:
        print(
            f"{node:44}  {bench.count(node) or '':>10}  {whole.by_node[node]:8.1f}"
            f"  {day.by_node.get(node, 0.0):7.1f}"
        )
    skills = texts / whole.by_node["int_offer_skill_matches"]
    print(
        f"{offers} offers: whole {whole.seconds:.0f} s, peak {whole.peak:.0f} MiB; "
        f"a day of {changed} new versions: {day.seconds:.0f} s, "
        f"peak {day.peak:.0f} MiB; skills {skills:.0f} texts/s"
    )


if __name__ == "__main__":
    main()
