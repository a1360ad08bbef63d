"""A warehouse of two days of a small market, of which the first is published."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.simulated import simulator
from tests.conftest import Vigie, execute, fresh_vigie


@pytest.fixture(scope="session")
def observatory(
    password_server: dict[str, str],
    empty_database: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Vigie]:
    """Collect, build and publish a day; collect and load another, three days later."""
    parent = tmp_path_factory.mktemp("observatory")
    with (
        simulator("--offers", "300", "--quota", "500") as world,
        fresh_vigie(password_server, empty_database, parent) as vigie,
    ):
        vigie.environment.update(world.environment)
        world.set_day(-3)
        vigie.run("ingestion", "run")
        vigie.run("orchestration", "build")
        world.set_day(0)
        vigie.run("ingestion", "run")
        yield vigie


@pytest.fixture
def published(observatory: Vigie, tmp_path: Path) -> Iterator[Vigie]:
    """Copy the lake and the warehouse for one test."""
    folder, database = tmp_path / "data", f"essai_{abs(hash(str(tmp_path)))}"
    shutil.copytree(observatory.folder, folder)
    template = observatory.environment["PGDATABASE"]
    own = {"VIGIE_DATA_DIR": str(folder), "PGDATABASE": database}
    admin = Vigie(folder, {**observatory.environment, "PGDATABASE": "postgres"})
    execute(admin, f"create database {database} template {template}")
    yield Vigie(folder, {**observatory.environment, **own})
    execute(admin, f"drop database {database} with (force)")
