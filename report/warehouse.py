"""Reads the newest published release, as the reader: for the report and the notebooks.

All questions of a process are asked in one transaction of one release, so that two of
its figures never come from different data.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import psycopg2
from psycopg2 import errors, extensions

# Nobody waits in front of a report, so a question may take minutes.
OPTIONS = (
    "-c role=vigie_reader -c default_transaction_read_only=on "
    "-c default_transaction_isolation=repeatable\\ read "
    "-c statement_timeout=300000 -c timezone=UTC"
)
# The only release names that ever become part of a statement.
RELEASE_NAME = re.compile(r"release_\d{14}")
# Whoever else answered a collection is a stand-in of theirs.
PUBLISHERS = {
    "api.francetravail.io",
    "www.welcometothejungle.com",
    "www.data.gouv.fr",
}
# As `smallest_published_n` in the marts.
SMALLEST_N = 20


class NothingToRead(Exception):
    """The warehouse does not answer, or nothing is published; says what to do."""


@dataclass(frozen=True)
class Release:
    """What the figures rest on.

    Units: `stand_ins` are the hosts, other than the publishers, that offers were
           collected from; where there are any, offers are simulated or replayed.
    """

    schema: str
    published_at: datetime
    as_of: datetime
    sources: tuple[str, ...]
    stand_ins: tuple[str, ...]


class Warehouse:
    """A release, and the door to it."""

    def __init__(self) -> None:
        try:
            self.connection = psycopg2.connect(
                host=os.environ.get("PGHOST"),
                port=os.environ.get("PGPORT") or None,
                user=os.environ.get("PGUSER") or None,
                password=os.environ.get("PGPASSWORD") or None,
                dbname=os.environ.get("PGDATABASE") or None,
                options=OPTIONS,
                connect_timeout=5,
                application_name="vigie report",
            )
        except psycopg2.OperationalError as error:
            raise NothingToRead(why_unreachable(error)) from error
        extensions.register_type(AS_FLOAT, self.connection)
        self.release = self.newest_release()

    def ask(
        self, question: str, parameters: Mapping[str, Any] | None = None
    ) -> pd.DataFrame:
        """Answer a question, its %(names)s taken from the parameters.

        Raises: NothingToRead, where the release has no such table or column.
        """
        try:
            return self.answer(question, dict(parameters or {}))
        except (errors.UndefinedTable, errors.UndefinedColumn) as error:
            raise NothingToRead(
                f"the published release is older than what asks it ({first_line(error)}"
                "); build and publish again: `make build`"
            ) from error

    def answer(self, question: str, parameters: Mapping[str, Any]) -> pd.DataFrame:
        """Answer a question, or raise what Postgres says."""
        with self.connection.cursor() as cursor:
            cursor.execute(question, parameters)
            names = [column.name for column in cursor.description]
            return pd.DataFrame(cursor.fetchall(), columns=names)

    def newest_release(self) -> Release:
        """Turn to the newest release, and say what it is.

        Raises: NothingToRead, when there is none.
        """
        try:
            rows = self.answer(
                "select release, published_at, as_of from published.releases "
                "order by published_at desc limit 1",
                {},
            )
        except (errors.UndefinedTable, errors.InvalidSchemaName) as error:
            raise NothingToRead(NOTHING) from error
        if rows.empty:
            raise NothingToRead(NOTHING)
        schema, published_at, as_of = rows.iloc[0]
        if not RELEASE_NAME.fullmatch(schema):
            raise NothingToRead(f"{schema!r} is no name of a release")
        with self.connection.cursor() as cursor:
            cursor.execute(f"set search_path to {schema}")
        sources = self.ask("select source_label from dim_sources order by source")
        sites = self.ask(
            "select distinct site from fct_crawl_runs where site is not null"
        )
        hosts = {urlsplit(site).hostname or site for site in sites["site"]}
        stand_ins = tuple(sorted(hosts - PUBLISHERS))
        return Release(
            schema, published_at, as_of, tuple(sources["source_label"]), stand_ins
        )


NOTHING = "nothing is published yet; run `make demo` or `make run` first"


def why_unreachable(error: psycopg2.OperationalError) -> str:
    """Say in one line why there is no connection, and what to do."""
    # Before the first chain a server may run that has none of our roles.
    if 'role "vigie_reader" does not exist' in str(error):
        return NOTHING
    return (
        'the warehouse does not answer; start it with `eval "$(make -s env)"`: '
        + first_line(error)
    )


def first_line(error: psycopg2.Error) -> str:
    """Return what Postgres says happened; the lines after it advise."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


# Amounts and shares are read, not added up: floats are what charts take.
AS_FLOAT = extensions.new_type(
    extensions.DECIMAL.values,
    "numeric_as_float",
    lambda value, _: None if value is None else float(value),
)
