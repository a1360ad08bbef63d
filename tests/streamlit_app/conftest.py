"""A real Postgres with one small published release, and the app in front of it."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest
import streamlit as st
from psycopg2.extensions import connection as Connection
from streamlit.testing.v1 import AppTest

from ingestion import embedded_postgres
from streamlit_app import data, sections
from tests.streamlit_app import invented_release as warehouse

APP = Path(__file__).parents[2] / "streamlit_app" / "app.py"


@pytest.fixture(scope="session")
def socket_folder() -> Iterator[str]:
    """Serve from a folder without spaces, wherever the checkout is."""
    with tempfile.TemporaryDirectory(prefix="vigie_app_") as folder:
        server = embedded_postgres.start(Path(folder) / "pg")
        yield server.host
        data.pool().empty()
        embedded_postgres.stop(Path(folder) / "pg")


@pytest.fixture(scope="session")
def admin(socket_folder: str) -> Iterator[Connection]:
    connection = psycopg2.connect(
        host=socket_folder, user="postgres", dbname=embedded_postgres.DATABASE
    )
    connection.autocommit = True
    warehouse.create_roles(connection)
    warehouse.publish(connection)
    yield connection
    connection.close()


@pytest.fixture
def published(
    admin: Connection, socket_folder: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Connection]:
    """Point the app at the server, with nothing remembered from another test."""
    monkeypatch.setenv("PGHOST", socket_folder)
    monkeypatch.setenv("PGUSER", "postgres")
    monkeypatch.setenv("PGDATABASE", embedded_postgres.DATABASE)
    monkeypatch.delenv("PGPORT", raising=False)
    monkeypatch.delenv("PGPASSWORD", raising=False)
    st.cache_data.clear()
    yield admin
    data.pool().empty()


@pytest.fixture
def open_app(published: Connection) -> Callable[..., AppTest]:
    def open_(page: str | None = None, **query: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30)
        # Nothing comes into sight without a window.
        app.session_state[sections.WHOLE] = True
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        if page:
            app.switch_page(f"app_pages/{page}.py").run()
        return app

    return open_
