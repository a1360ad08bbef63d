"""Commands that are held at a statement of Postgres, and killed or let go there.

What a kill leaves does not hang on the second in which it comes.
"""

import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
from psycopg2.extensions import connection as Connection

from orchestration.steps import PROGRAMS, PROJECT_ROOT
from tests.conftest import Vigie

# Who holds this lock holds whoever comes to a place that was marked; any number.
HELD = "select pg_advisory_lock(7)"
WAIT = "perform pg_advisory_lock_shared(7), pg_advisory_unlock_shared(7);"


def connect(vigie: Vigie) -> Connection:
    """Connect as the administrator; each statement is its own transaction."""
    given = vigie.environment
    connection = psycopg2.connect(
        host=given["PGHOST"],
        port=given["PGPORT"],
        user=given["PGUSER"],
        password=given["PGPASSWORD"],
        dbname=given["PGDATABASE"],
    )
    connection.autocommit = True
    return connection


def execute(vigie: Vigie, sql: str) -> None:
    """Run statements as the administrator."""
    with closing(connect(vigie)) as connection:
        connection.cursor().execute(sql)


def mark_command(vigie: Vigie, moment: str, command: str, said: str = "") -> None:
    """Mark a command, such as CREATE VIEW, at its `ddl_command_start` or `_end`."""
    execute(
        vigie,
        f"""
        create function wait() returns event_trigger language plpgsql as $wait$
        begin
            if strpos(current_query(), '{said}') > 0 then {WAIT} end if;
        end $wait$;
        create event trigger marked on {moment} when tag in ('{command}')
        execute function wait();
        """,
    )


def mark_rows(vigie: Vigie, table: str) -> None:
    """Mark the moment in which rows were added to a table, and not yet committed."""
    execute(
        vigie,
        f"""
        create or replace function wait_for_rows() returns trigger language plpgsql
        as $wait$ begin {WAIT} return null; end $wait$;
        create trigger marked after insert on {table}
        execute function wait_for_rows();
        """,
    )


def dbt(*arguments: str) -> list[str]:
    """Return a dbt command."""
    return [str(PROGRAMS / "dbt"), *arguments]


def python(*arguments: str) -> list[str]:
    """Return the command that runs one of our packages."""
    return [str(PROGRAMS / "python"), "-m", *arguments]


def start(vigie: Vigie, command: list[str]) -> subprocess.Popen[str]:
    """Start a command."""
    return subprocess.Popen(
        command,
        cwd=PROJECT_ROOT,
        env=vigie.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run(vigie: Vigie, command: list[str], expected: int = 0) -> str:
    """Run a command to its end; return what it printed, in one line."""
    process = start(vigie, command)
    printed, _ = process.communicate(timeout=500)
    assert process.returncode == expected, printed
    return " ".join(printed.split())


@contextmanager
def held(
    vigie: Vigie, command: list[str], lock: str = HELD
) -> Iterator[tuple[subprocess.Popen[str], Connection]]:
    """Start a command, yield it where it waits for a lock, and kill it at last.

    With it comes the lock's holder, to close.
    """
    with closing(connect(vigie)) as holder:
        holder.autocommit = False
        holder.cursor().execute(lock)
        process = start(vigie, command)
        try:
            backend = waiting_backend(holder, process)
            yield process, holder
            process.kill()
            end(vigie, backend)
        finally:
            process.kill()
            process.wait()


def waiting_backend(holder: Connection, process: subprocess.Popen[str]) -> int:
    """Return the backend that waits for what this session holds, once one does."""
    cursor = holder.cursor()
    while process.poll() is None:
        cursor.execute(
            "select pid from pg_locks where not granted "
            "and pg_backend_pid() = any(pg_blocking_pids(pid))"
        )
        if waiting := cursor.fetchone():
            return waiting[0]
        time.sleep(0.05)
    raise AssertionError(f"it never came there: {process.communicate()[0]}")


def end(vigie: Vigie, backend: int) -> None:
    """End what a killed client asked for: the server would go through with it."""
    execute(vigie, f"select pg_terminate_backend({backend}, 60000)")
