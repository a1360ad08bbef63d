"""A real Postgres with a small, sound landing of every source in it."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest
from psycopg2.extensions import connection as Connection

from ingestion import embedded_postgres

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def socket_folder() -> Iterator[str]:
    """Serve from a folder without spaces, wherever the checkout is."""
    with tempfile.TemporaryDirectory(prefix="vigie_gate_") as folder:
        server = embedded_postgres.start(Path(folder) / "pg")
        yield server.host
        embedded_postgres.stop(Path(folder) / "pg")


@pytest.fixture(scope="session")
def admin(socket_folder: str) -> Iterator[Connection]:
    connection = psycopg2.connect(
        host=socket_folder, user="postgres", dbname=embedded_postgres.DATABASE
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("create role vigie_loader; create role vigie_transformer")
        cursor.execute("create schema gates authorization vigie_transformer")
    yield connection
    connection.close()


@pytest.fixture
def warehouse(
    admin: Connection, socket_folder: str, monkeypatch: pytest.MonkeyPatch
) -> Connection:
    """Land everything anew, so that a test may break what it likes."""
    with admin.cursor() as cursor:
        for sql in ("landing.sql", "marts.sql"):
            cursor.execute((HERE / sql).read_text())
    monkeypatch.setenv("PGHOST", socket_folder)
    monkeypatch.setenv("PGPORT", "5432")
    monkeypatch.setenv("PGUSER", "postgres")
    monkeypatch.setenv("PGDATABASE", embedded_postgres.DATABASE)
    monkeypatch.delenv("PGPASSWORD", raising=False)
    return admin


@pytest.fixture
def judging_only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the raw gate judge a few sources alone: each costs a second."""

    def judge(*sources: str) -> None:
        monkeypatch.setattr("expectations.__main__.collected_sources", lambda: sources)

    return judge
