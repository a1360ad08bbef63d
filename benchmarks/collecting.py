"""Runs the collector as anybody would, beside a simulator, and watches it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import psutil

from orchestration.simulated import Simulator, simulator
from orchestration.steps import PROJECT_ROOT

# The simulator shares its offers out among three publishers; a world of so many
# gives France Travail the number that was asked for.
WORLD_PER_OFFER = 1.42
SAMPLE_SECONDS = 0.1
MEBIBYTE = 1024 * 1024
# What steers a collector from outside must not reach the one that is measured.
STEERING = ("PG", "LAKE_URL", "VIGIE_", "SOURCES__", "AWS_")


@dataclass(frozen=True)
class Collected:
    """What one `collect` ended with.

    Units: `report` is the collector's own closing event (empty when it failed),
           `cpu_seconds` its processor time, `memory` its resident MiB at each sample.
    """

    report: dict[str, Any]
    last_words: str
    cpu_seconds: float
    memory: list[float]

    @property
    def peak(self) -> float:
        """The most memory it held at any sample, in MiB."""
        return max(self.memory, default=0.0)


@contextmanager
def world_of(offers: int, quota: int) -> Iterator[Simulator]:
    """Serve about so many France Travail offers until the block ends."""
    world = str(int(offers * WORLD_PER_OFFER))
    with simulator("--offers", world, "--quota", str(quota)) as running:
        yield running


def ask(world: Simulator, name: str, body: dict[str, Any] | None = None) -> Any:
    """Ask a control endpoint of the simulator, with a JSON body where one is given."""
    data = json.dumps(body).encode() if body is not None else None
    request = Request(f"{world.url}/_simulator/{name}", data=data)
    with urlopen(request, timeout=300) as answer:
        return json.load(answer)


def collect(world: Simulator, folder: Path, *options: str) -> Collected:
    """Run `python -m ingestion collect france_travail` with a folder of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(STEERING)}
    command = ["-m", "ingestion", "collect", "france_travail", "--progress", "json"]
    process = subprocess.Popen(
        [sys.executable, *command, *options],
        cwd=PROJECT_ROOT,
        env={**kept, **world.environment, "VIGIE_DATA_DIR": str(folder)},
        stdout=(folder / "stdout").open("w"),
        stderr=(folder / "stderr").open("w"),
    )
    memory, cpu_seconds = watched(process)
    events = [json.loads(line) for line in (folder / "stdout").open()]
    report = next((event for event in events if event["event"] == "collected"), {})
    said = (folder / "stderr").read_text().strip() or json.dumps(events[-1:])
    return Collected(report, said, cpu_seconds, memory)


def watched(process: subprocess.Popen) -> tuple[list[float], float]:
    """Sample a process until it ends; return its memory in MiB, and its CPU seconds."""
    memory, cpu_seconds = [], 0.0
    observed = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            memory.append(observed.memory_info().rss / MEBIBYTE)
            times = observed.cpu_times()
            cpu_seconds = times.user + times.system
        except psutil.NoSuchProcess:
            break
        time.sleep(SAMPLE_SECONDS)
    process.wait()
    return memory, cpu_seconds
