"""Commands over a warehouse that was built, and what they leave for readers."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from psycopg2.extensions import connection as Connection

from orchestration.steps import PROGRAMS, PROJECT_ROOT


def run(environment, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=PROJECT_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=400,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def native_environment(environment):
    lines = run(environment, "ingestion", "env").splitlines()
    pairs = [re.fullmatch(r"export (\w+)='?(.*?)'?", line) for line in lines]
    return {**environment, **{pair[1]: pair[2] for pair in pairs if pair[1] != "PATH"}}


def published(native, query):
    with (
        psycopg2.connect(
            host=native["PGHOST"],
            port=native["PGPORT"],
            user=native["PGUSER"],
            dbname=native["PGDATABASE"],
            options="-c role=vigie_reader",
        ) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(query)
        return cursor.fetchall()


def dbt(environment, *arguments):
    return subprocess.run(
        [PROGRAMS / "dbt", *arguments],
        cwd=PROJECT_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )


@contextmanager
def rebuilding(environment, mart, *, replacing=False) -> Iterator[Connection]:
    """Hold dbt's transaction on a mart open: it begins here, and ends with the block.

    `replacing`: as from the moment in which the new table takes the old one's name.
    """
    connection = psycopg2.connect(
        host=environment["PGHOST"],
        user=environment["PGUSER"],
        dbname=environment["PGDATABASE"],
        options="-c role=vigie_transformer",
    )
    with connection, connection.cursor() as cursor:
        cursor.execute("select now()")
        if replacing:
            cursor.execute(f"lock table marts.{mart} in access exclusive mode")
        yield connection
        cursor.execute(
            f"do $$ begin execute format('comment on table marts.{mart} is %L', now());"
            " end $$"
        )
    connection.close()


def waiting_for_a_lock(connection: Connection, seconds: float = 60) -> None:
    """Return once another session waits for what this one holds."""
    deadline = time.monotonic() + seconds
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(
                "select exists (select 1 from pg_locks where not granted "
                "and pg_backend_pid() = any(pg_blocking_pids(pid)))"
            )
            if cursor.fetchone()[0]:
                return
            time.sleep(0.1)
    raise AssertionError(f"no session waited within {seconds} s")
