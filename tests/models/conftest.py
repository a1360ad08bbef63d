"""Aggregates built by dbt itself over small invented facts, on a real Postgres."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import psycopg2
import pytest
from psycopg2.extensions import connection as Connection

from orchestration.steps import PROJECT_ROOT
from tests.conftest import Vigie, execute, plain_environment
from tests.models import invented_facts
from tests.models.compiled import Models, compile_models
from tests.own_postgres import own_postgres

DATABASE = "essai_modeles"
MODELS = (
    "int_opening_salaries",
    "int_source_listings",
    "int_opening_flags",
    "int_first_collections",
    "agg_market_cube",
    "agg_employer_cube",
    "agg_skill_cube",
    "agg_skill_demand",
    "agg_skill_trends",
    "agg_skill_pairs",
    "agg_salaries",
    "agg_salary_bins",
    "agg_source_coverage",
    "agg_market_coverage",
)


@pytest.fixture(scope="session")
def facts() -> invented_facts.Facts:
    """Return the rows that the aggregates were built from."""
    return invented_facts.draw()


@pytest.fixture(scope="session")
def aggregates(
    facts: invented_facts.Facts, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Connection]:
    """Run the models over the invented facts; return a connection to the results."""
    with own_postgres() as server:
        connection = server.connect()
        invented_facts.write(connection, facts)
        run_models(server.environment, tmp_path_factory.mktemp("dbt"))
        yield connection
        connection.close()


def run_models(environment: dict[str, str], folder: Path) -> None:
    """Run the models alone: what they read is there already."""
    own_folder = ("--target-path", str(folder), "--log-path", str(folder))
    command = ("run", "--quiet", "--select", *MODELS, *own_folder)
    done = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", *command],
        cwd=PROJECT_ROOT,
        env={**os.environ, **environment, "DBT_TARGET": "dev"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def rows(connection: Connection, mart: str, dimension: str | None = None):
    """Return a mart's rows as a data frame, of one dimension where one is named."""
    with connection.cursor() as cursor:
        cursor.execute(f"select * from marts.{mart}")
        names = [column.name for column in cursor.description]
        frame = pd.DataFrame(cursor.fetchall(), columns=names)
    return frame if dimension is None else frame[frame["dimension"] == dimension]


@pytest.fixture(scope="session")
def models(
    password_server: dict[str, str],
    empty_database: str,
) -> Iterator[Models]:
    """Compile the models of time once; give a database to build them in."""
    admin = Vigie(Path(), {**password_server, "PGDATABASE": "postgres"})
    execute(admin, f"create database {DATABASE} template {empty_database}")
    environment = {
        **plain_environment(),
        **password_server,
        "PGDATABASE": DATABASE,
        "DBT_PROFILES_DIR": str(PROJECT_ROOT),
    }
    compiled = compile_models(environment)
    connection = psycopg2.connect(
        host=environment["PGHOST"],
        port=environment["PGPORT"],
        user=environment["PGUSER"],
        password=environment["PGPASSWORD"],
        dbname=DATABASE,
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        for schema in ("seeds", "intermediate", "marts"):
            cursor.execute(f"create schema if not exists {schema}")
            cursor.execute(f"grant all on schema {schema} to vigie_transformer")
        # As dbt does, which sees the columns of no table but its own.
        cursor.execute("set role vigie_transformer")
    yield Models(connection, compiled, environment)
    connection.close()
    execute(admin, f"drop database {DATABASE} with (force)")
