"""One simulated world for these tests: a fixed date, its truth in a file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from orchestration.simulated import Simulator, simulator
from tests.simulator.client import FranceTravailClient

TODAY = "2026-09-16"  # a Wednesday
OFFERS = "2000"


@dataclass(frozen=True)
class Served:
    """A running simulator, a client that holds a token, and what is true."""

    simulator: Simulator
    france_travail: FranceTravailClient
    truth: list[dict]

    @property
    def url(self) -> str:
        return self.simulator.url


@pytest.fixture(scope="session")
def served(tmp_path_factory) -> Iterator[Served]:
    truth = tmp_path_factory.mktemp("truth") / "truth.jsonl"
    options = ("--offers", OFFERS, "--today", TODAY, "--quota", "0")
    with simulator(*options, "--truth", str(truth)) as running:
        yield Served(running, FranceTravailClient(running), read_truth(truth))


@pytest.fixture(autouse=True)
def _back_to_today(request) -> Iterator[None]:
    """Leave the world as it was found: day 0, no fault."""
    yield
    if "served" in request.fixturenames:
        world = request.getfixturevalue("served")
        world.simulator.set_day(0)


def read_truth(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]
