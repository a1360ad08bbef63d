"""Postgres by TLS: every program does as PGSSLMODE and PGSSLROOTCERT say."""

import psycopg2
import pytest

from orchestration.steps import PROJECT_ROOT
from streamlit_app import data
from tests.tls_door import tls_door

PROGRAMS = {
    "ingestion": ("ingestion", "rebuild", "references"),
    "expectations": ("expectations", "raw"),
    "dbt": ("dbt.cli.main", "debug", "--connection"),
}


@pytest.fixture
def door(password_server, tmp_path):
    """Stand in front of the tests' Postgres, certified by its address."""
    with tls_door(int(password_server["PGPORT"]), tmp_path) as made:
        yield made


@pytest.fixture
def verified(vigie, door):
    """Return the variables that verify the door by its authority."""
    return {
        "PGHOST": "127.0.0.1",
        "PGPORT": str(door.port),
        "PGSSLMODE": "verify-full",
        "PGSSLROOTCERT": str(door.authority),
        "VIGIE_POSTGRES_WAIT_SECONDS": "1",
        "DBT_PROJECT_DIR": str(PROJECT_ROOT),
        "DBT_PROFILES_DIR": str(PROJECT_ROOT),
    }


@pytest.fixture
def dashboard(vigie, verified, monkeypatch):
    """Return the dashboard's own way to connect, with some variables changed."""

    def connect(**changes):
        for name, value in {**vigie.environment, **verified, **changes}.items():
            if name.startswith("PG"):
                monkeypatch.setenv(name, value)
        return data.connect()

    return connect


def test_every_program_reaches_a_server_whose_name_is_verified(
    vigie, verified, dashboard
):
    assert dashboard().info.ssl_in_use
    exported = vigie.run("ingestion", "env", **verified).stdout
    assert f"export PGSSLROOTCERT={verified['PGSSLROOTCERT']}" in exported
    vigie.run(*PROGRAMS["ingestion"], **verified)
    vigie.run(*PROGRAMS["dbt"], **verified)
    # Nothing was collected: the gate connects, and says so.
    gate = vigie.run(*PROGRAMS["expectations"], check=False, **verified)
    assert "refuses" not in gate.stdout + gate.stderr


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_refuses_a_server_of_another_authority(
    vigie, verified, program, tmp_path
):
    (tmp_path / "other").mkdir()
    with tls_door(1, tmp_path / "other") as other:
        changes = {**verified, "PGSSLROOTCERT": str(other.authority)}
    done = vigie.run(*PROGRAMS[program], check=False, **changes)

    assert done.returncode
    assert "SSL error" in done.stdout + done.stderr


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"PGHOST": "localhost"}, "does not match host name"),
        ({"PGSSLMODE": "disable"}, "no encryption"),
        ({"PGSSLMODE": "verify-ca", "PGSSLROOTCERT": "/nowhere"}, "does not exist"),
    ],
)
def test_the_dashboard_refuses_another_name_and_is_refused_without_tls(
    dashboard, changes, said
):
    with pytest.raises(psycopg2.OperationalError, match=said):
        dashboard(**changes)


def test_a_server_without_tls_is_refused(vigie, dashboard):
    plain = vigie.environment["PGPORT"]
    with pytest.raises(psycopg2.OperationalError, match="does not support SSL"):
        dashboard(PGPORT=plain)
