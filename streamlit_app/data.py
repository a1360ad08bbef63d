"""The only door to the warehouse: read-only connections, and answers by release.

Every script run first reads which release is current, and asks all its questions of
that one release, so that two charts of a page never come from different data.
"""

import os
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
import psycopg2
import streamlit as st
from psycopg2 import errors, extensions
from psycopg2.extensions import connection as Connection

# The role may already limit itself; asked again here, because whoever configures
# PGUSER as a mightier login must not give the dashboard its rights.
OPTIONS = (
    "-c role=vigie_reader -c default_transaction_read_only=on "
    "-c statement_timeout=15000 -c timezone=UTC"
)
CONNECTIONS = 8
WAIT_SECONDS = 20
# The only release names that ever become part of a statement.
RELEASE_NAME = re.compile(r"release_\d{14}")
BROKEN = (psycopg2.OperationalError, psycopg2.InterfaceError)
GONE = (errors.UndefinedTable, errors.InvalidSchemaName, errors.InsufficientPrivilege)

Parameters = Mapping[str, Any]


class WarehouseUnavailable(Exception):
    """The warehouse does not answer; the next run of the script tries again."""


class TooSlow(Exception):
    """A question took longer than a reader should wait."""


class NothingPublished(Exception):
    """No release exists yet, or this one was replaced while it was being read."""


@dataclass(frozen=True)
class Release:
    """A published state of the marts; `as_of` is the end of its newest collection."""

    schema: str
    published_at: datetime
    as_of: datetime


class Pool:
    """A few connections shared by all sessions; a broken one is never handed back."""

    def __init__(self) -> None:
        self.free = threading.BoundedSemaphore(CONNECTIONS)
        self.idle: list[Connection] = []

    @contextmanager
    def lend(self) -> Iterator[Connection]:
        if not self.free.acquire(timeout=WAIT_SECONDS):
            raise TooSlow
        connection = None
        try:
            connection = self.idle.pop() if self.idle else connect()
            yield connection
            self.idle.append(connection)
        except BaseException:
            if connection is not None:
                connection.close()
            raise
        finally:
            self.free.release()

    def empty(self) -> None:
        """Drop what is idle: after a restart of the server none of it works."""
        while self.idle:
            self.idle.pop().close()


def connect() -> Connection:
    connection = psycopg2.connect(
        host=os.environ.get("PGHOST"),
        port=os.environ.get("PGPORT") or None,
        user=os.environ.get("PGUSER") or None,
        password=os.environ.get("PGPASSWORD") or None,
        dbname=os.environ.get("PGDATABASE") or None,
        options=OPTIONS,
        connect_timeout=5,
        application_name="vigie dashboard",
    )
    extensions.register_type(AS_FLOAT, connection)
    return connection


# Amounts and shares are read, not added up: floats are what the charts take.
AS_FLOAT = extensions.new_type(
    extensions.DECIMAL.values,
    "numeric_as_float",
    lambda value, _: None if value is None else float(value),
)


@st.cache_resource(show_spinner=False)
def pool() -> Pool:
    return Pool()


def fetch(statement: str, parameters: Parameters) -> pd.DataFrame:
    """Run one statement in its own read-only transaction.

    A connection that the server dropped is replaced once, silently: that is what a
    restart in mid-session looks like.
    Raises: WarehouseUnavailable, TooSlow, NothingPublished.
    """
    for is_last_try in (False, True):
        try:
            with pool().lend() as lent, lent as transaction:
                cursor = transaction.cursor()
                cursor.execute(statement, parameters)
                names = [column.name for column in cursor.description]
                return pd.DataFrame(cursor.fetchall(), columns=names)
        except errors.QueryCanceled as error:
            raise TooSlow from error
        except GONE as error:
            raise NothingPublished from error
        except BROKEN as error:
            pool().empty()
            if is_last_try:
                raise WarehouseUnavailable from error
    raise AssertionError("unreachable")


def newest_release() -> Release:
    """Ask, uncached, which release is current.

    Raises: NothingPublished, when there is none.
    """
    rows = fetch(
        "select release, published_at, as_of from published.releases "
        "order by published_at desc limit 1",
        {},
    )
    if rows.empty:
        raise NothingPublished
    schema, published_at, as_of = rows.iloc[0]
    if not RELEASE_NAME.fullmatch(schema):
        raise NothingPublished
    return Release(schema, published_at, as_of)


def begin_run() -> Release:
    """Fix the release for this run of the script."""
    release = newest_release()
    st.session_state["release"] = release
    return release


def release() -> Release:
    """Return the release of this run; a page run alone begins its own."""
    return st.session_state.get("release") or begin_run()


def ask(question: str, parameters: Parameters | None = None) -> pd.DataFrame:
    """Answer a question from this run's release, and remember the answer."""
    return answer(release().schema, question, dict(parameters or {}))


@st.cache_data(max_entries=2000, show_spinner=False)
def answer(schema: str, question: str, parameters: dict[str, Any]) -> pd.DataFrame:
    """Run a question inside a release's schema; cached by all three arguments."""
    if not RELEASE_NAME.fullmatch(schema):
        raise NothingPublished
    return fetch(f"set local search_path to {schema}; {question}", parameters)


def has_table(name: str) -> bool:
    """Say whether this run's release holds a table: older ones may lack a new mart."""
    found = ask("select to_regclass(%(name)s) is not null as found", {"name": name})
    return bool(found["found"].iloc[0])
