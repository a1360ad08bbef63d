"""A data folder with its warehouse, and what each step on it costs."""

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg2

from benchmarks.collecting import MEBIBYTE, STEERING
from orchestration.simulated import simulator
from orchestration.steps import DBT_BUILD, PROGRAMS, PROJECT_ROOT

SAMPLE_SECONDS = 2.0


@dataclass
class Cost:
    """What a step took.

    Units: `seconds` on the clock; `cpu_seconds` of the command and of the server;
           `peak` their most memory in MiB, as proportional share (PSS); `by_node`
           seconds on the clock of each dbt node, tests together.
    """

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak: float = 0.0
    by_node: dict[str, float] = field(default_factory=dict)


class Bench:
    """A data folder, its warehouse, and the commands that are run on them."""

    def __init__(self, folder: Path) -> None:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(STEERING)}
        self.embedded = {**kept, "VIGIE_DATA_DIR": str(folder)}
        self.environment = dict(self.embedded)
        self.folder, self.target = folder, folder / "target"
        self.start()

    def start(self) -> None:
        """Start the server and take over the way to it."""
        self.server()
        lines = self.run(sys.executable, "-m", "ingestion", "env").splitlines()
        self.environment.update(
            shlex.split(line)[1].split("=", 1) for line in lines if "$" not in line
        )

    def server(self, *options: str) -> None:
        """Start, stop or remove the embedded server, whatever PGHOST says."""
        command = (sys.executable, "-m", "ingestion", "db", *options)
        self.run(*command, environment=self.embedded)

    def run(self, *command: str, environment: dict[str, str] | None = None) -> str:
        """Run a command; return what it printed.

        Raises: SystemExit with its last words when it fails.
        """
        done = subprocess.run(
            command,
            cwd=PROJECT_ROOT,
            env=environment or self.environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise SystemExit(f"{command}: {(done.stderr or done.stdout)[-2000:]}")
        return done.stdout

    def collect(self, offers: int) -> None:
        """Keep a stock in raw Postgres, and in the lake a day's change of it.

        A folder that holds both already is taken as it is.
        """
        complete = self.folder / "collected"
        if complete.exists():
            return
        with simulator("--offers", str(offers), "--quota", "500") as world:
            self.environment.update(world.environment)
            world.set_day(-1)
            self.run(sys.executable, "-m", "ingestion", "run", "--progress", "json")
            self.keep_stock()
            world.set_day(0)
            self.run(sys.executable, "-m", "ingestion", "collect", "--progress", "json")
        complete.touch()

    def keep_stock(self) -> None:
        """Copy the server's files, to begin each measurement with."""
        data, stock = self.server_folders()
        self.server("--stop")
        self.run("cp", "-a", str(data), str(stock))
        self.start()

    def restore_stock(self) -> None:
        """Put the server back to the stock before any build."""
        data, stock = self.server_folders()
        self.server("--stop")
        shutil.rmtree(data)
        self.run("cp", "-a", str(stock), str(data))
        self.start()

    def server_folders(self) -> tuple[Path, Path]:
        """Return where the server's files are, and where the stock's are kept."""
        data = Path(self.query("show data_directory"))
        return data, data.with_name("stock")

    def build(self) -> Cost:
        """Run `dbt build` as the chain does."""
        cost = self.measured(
            *(str(PROGRAMS / "dbt"), *DBT_BUILD, "--quiet"),
            *("--target-path", str(self.target)),
        )
        results = json.loads((self.target / "run_results.json").read_text())["results"]
        for result in results:
            kind, _, name = result["unique_id"].split(".")[:3]
            node = "(tests)" if kind == "test" else name
            spent = cost.by_node.get(node, 0.0)
            cost.by_node[node] = spent + result["execution_time"]
        return cost

    def measured(self, *command: str) -> Cost:
        """Run a command and watch what it and the server take."""
        cost = Cost()
        with self.watched(cost):
            self.run(*command)
        return cost

    @contextmanager
    def watched(self, cost: Cost) -> Iterator[None]:
        """Fill in the cost of a block."""
        processes = [self.postmaster(), psutil.Process()]
        stop, samples = threading.Event(), [0.0]
        watch = threading.Thread(target=sample, args=(stop, processes, samples))
        watch.start()
        started, spent = time.monotonic(), sum(map(cpu_seconds_of, processes))
        try:
            yield
        finally:
            cost.seconds = time.monotonic() - started
            cost.cpu_seconds = sum(map(cpu_seconds_of, processes)) - spent
            stop.set()
            watch.join()
            cost.peak = max(samples)

    def postmaster(self) -> psutil.Process:
        """Return the server's first process: the parent of any of its backends."""
        with self.connection() as connection:
            return psutil.Process(connection.info.backend_pid).parent()

    def connection(self) -> psycopg2.extensions.connection:
        """Connect as the administrator."""
        names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER"}
        return psycopg2.connect(
            dbname=self.environment["PGDATABASE"],
            **{name: self.environment[variable] for name, variable in names.items()},
        )

    def query(self, sql: str) -> str | int | None:
        """Return the first value that a query gives; None where it gives no row."""
        with self.connection() as connection, connection.cursor() as cursor:
            cursor.execute(sql)
            row = cursor.fetchone()
            return row[0] if row else None

    def count(self, node: str) -> int | None:
        """Return the rows of a model; None where it is no table."""
        table = self.query(
            "select oid::regclass::text from pg_class where relkind = 'r' "
            f"and relname = '{node}' and relnamespace::regnamespace::text "
            "in ('intermediate', 'marts')"
        )
        return self.query(f"select count(*) from {table}") if table else None


@contextmanager
def passing_bench() -> Iterator[Bench]:
    """Give a bench in a folder of its own; both are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="vigie_bench_") as folder:
        bench = Bench(Path(folder))
        try:
            yield bench
        finally:
            _, stock = bench.server_folders()
            bench.run("rm", "-rf", str(stock))
            bench.server("--remove")


def sample(
    stop: threading.Event, processes: list[psutil.Process], samples: list[float]
) -> None:
    """Add up the memory of processes and their children until told to stop."""
    while not stop.wait(SAMPLE_SECONDS):
        samples.append(sum(map(held_by, processes)) / MEBIBYTE)


def held_by(root: psutil.Process) -> int:
    """Return the proportional share of memory of a process and its children."""
    held = 0
    for process in [root, *root.children(recursive=True)]:
        try:
            held += process.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return held


def cpu_seconds_of(root: psutil.Process) -> float:
    """Return the processor time of a process and of its children, ended or not."""
    spent = 0.0
    for process in [root, *root.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        spent += sum(times[:4])
    return spent
