"""A lake of two days of a small market, of which the first is published."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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
    """Collect, build and publish a day; collect another, three days later."""
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
        vigie.run("ingestion", "collect")
        yield vigie


@pytest.fixture
def published(observatory: Vigie, tmp_path: Path) -> Iterator[Vigie]:
    """Copy the lake and the warehouse for one test."""
    # Of one name for all tests: dbt would read all models anew for another.
    with copied(observatory, tmp_path / "data", "essai_copie") as copy:
        yield copy


@contextmanager
def copied(vigie: Vigie, folder: Path, database: str) -> Iterator[Vigie]:
    """Copy a lake and a warehouse; drop the warehouse afterwards."""
    shutil.copytree(vigie.folder, folder)
    admin = Vigie(folder, {**vigie.environment, "PGDATABASE": "postgres"})
    template = vigie.environment["PGDATABASE"]
    execute(admin, f"create database {database} template {template}")
    # Rights on a database are not copied with it.
    execute(admin, f"grant create on database {database} to vigie_transformer")
    own = {"VIGIE_DATA_DIR": str(folder), "PGDATABASE": database}
    yield Vigie(folder, {**vigie.environment, **own})
    execute(admin, f"drop database {database} with (force)")
