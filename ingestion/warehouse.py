"""The warehouse: how to reach it, its schemas and its three roles.

Every part of Vigie connects as PGUSER and takes on its own role at once
(`vigie_loader` here), so that one login does on a laptop, while in production each
job logs in as its role and can do nothing else.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg2
from psycopg2 import sql
from psycopg2.errors import LockNotAvailable
from psycopg2.extensions import connection as Connection

from ingestion import embedded_postgres, settings
from ingestion.errors import AlreadyRunning, WarehouseUnavailable
from ingestion.settings import WarehouseSettings

log = logging.getLogger(__name__)
LOADER, TRANSFORMER, READER = "vigie_loader", "vigie_transformer", "vigie_reader"
# Set for whoever logs in as the role, whichever program it is.
ROLE_SETTINGS = {
    LOADER: {"lock_timeout": "60s", "timezone": "UTC"},
    TRANSFORMER: {"lock_timeout": "60s", "timezone": "UTC"},
    READER: {
        "default_transaction_read_only": "on",
        "statement_timeout": "15s",
        "timezone": "UTC",
    },
}
CONNECT_SECONDS = 10
LONGEST_PAUSE_SECONDS = 15.0
# A server that restarts, fails over or is full: a refused connection comes without
# the name of an error, only with words.
PASSING = (
    "connection refused",
    "could not connect",
    "database system is",
    "server closed the connection",
    "remaining connection slots",
    "too many clients",
    "too many connections",
)


def reach() -> WarehouseSettings:
    """Return the configured server, starting the embedded one when none is named."""
    given = settings.warehouse()
    return given or embedded_postgres.start(settings.embedded_postgres_folder())


def dlt_credentials(server: WarehouseSettings) -> str:
    """Return the address by which dlt connects as the loader.

    dlt wants a host and a password even where a socket and trust need neither.
    """
    is_socket = server.host.startswith("/")
    host = "localhost" if is_socket else server.host
    socket = f"&host={quote(server.host, safe='')}" if is_socket else ""
    return (
        f"postgresql://{quote(server.user, safe='')}:"
        f"{quote(server.password or 'none', safe='')}@{host}:{server.port}/"
        f"{quote(server.database, safe='')}?connect_timeout={CONNECT_SECONDS}"
        f"&options={quote(session_options(LOADER), safe='')}{socket}"
    )


def session_options(role: str) -> str:
    """Return the options with which a connection takes on a role.

    A role that is taken on, and not logged in as, does not bring its settings.
    """
    brought = {"role": role, **ROLE_SETTINGS[role]}
    return " ".join(f"-c {name}={value}" for name, value in brought.items())


def opened(server: WarehouseSettings, options: str) -> Connection:
    """Open a connection; wait for a server that is restarting or full.

    Raises: WarehouseUnavailable, with the server's own words.
    """
    deadline, pause = time.monotonic() + settings.postgres_wait_seconds(), 1.0
    while True:
        try:
            return psycopg2.connect(
                host=server.host,
                port=server.port,
                user=server.user,
                password=server.password or None,
                dbname=server.database,
                connect_timeout=CONNECT_SECONDS,
                options=options,
            )
        except psycopg2.OperationalError as error:
            where, said = f"Postgres at {server.host}:{server.port}", first_line(error)
            passes = any(words in str(error).lower() for words in PASSING)
            if not passes or time.monotonic() + pause > deadline:
                raise WarehouseUnavailable(
                    f"{where} refuses {server.user} ({said}); check PGHOST, PGPORT, "
                    "PGUSER, PGPASSWORD and PGDATABASE, and that "
                    "`python -m ingestion db` made the roles"
                ) from error
            log.warning("%s: %s; trying again in %.0f s", where, said, pause)
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE_SECONDS)


@contextmanager
def connect(server: WarehouseSettings, role: str | None = None) -> Iterator[Connection]:
    """Open a connection that commits each statement, as `role` where one is given.

    Raises: WarehouseUnavailable, with the server's own words.
    """
    connection = opened(server, session_options(role) if role else "")
    try:
        connection.autocommit = True
        yield connection
    except psycopg2.Error as error:
        raise WarehouseUnavailable(
            f"Postgres at {server.host}:{server.port}: {first_line(error)}"
        ) from error
    finally:
        connection.close()


@contextmanager
def alone(
    server: WarehouseSettings, task: str, role: str | None = None
) -> Iterator[None]:
    """Let others who are at the same task wait, on whichever machine; a crash frees it.

    Raises: AlreadyRunning for whoever would wait for longer than for any lock.
    """
    with connect(server, role) as connection, connection.cursor() as cursor:
        try:
            cursor.execute("select pg_advisory_lock(hashtext(%s))", (task,))
        except LockNotAvailable as error:
            raise AlreadyRunning(
                f"another process is at work ({task}) in {server.database} on "
                f"{server.host}; wait for it to end"
            ) from error
        yield


def bootstrap(server: WarehouseSettings, schemas: list[str]) -> None:
    """Make the three roles, the raw schemas and the rights between them.

    May be repeated. Needs a login that may create roles the first time.

    Raises: WarehouseUnavailable when the server does not let us, or the database
            does not know French letters.
    """
    # Postgres does not let two sessions grant on one thing at once.
    with alone(server, "bootstrap"):
        with connect(server) as connection, connection.cursor() as cursor:
            refuse_unlettered(cursor, server.database)
            for role, role_settings in ROLE_SETTINGS.items():
                create_role(cursor, role, role_settings, server.user)
            database = sql.Identifier(server.database)
            for role in (LOADER, TRANSFORMER):
                cursor.execute(
                    sql.SQL("grant create, temporary on database {} to {}").format(
                        database, sql.Identifier(role)
                    )
                )
        with connect(server, LOADER) as connection, connection.cursor() as cursor:
            for schema in schemas:
                name = sql.Identifier(schema)
                cursor.execute(sql.SQL("create schema if not exists {}").format(name))
                grant_read(cursor, name)
        with connect(server, TRANSFORMER) as connection, connection.cursor() as cursor:
            cursor.execute("create schema if not exists gates")


def refuse_unlettered(cursor: psycopg2.extensions.cursor, database: str) -> None:
    """Refuse a database in which words would be read otherwise than they are written.

    Raises: WarehouseUnavailable.
    """
    cursor.execute("select lower('É')")
    [lowered] = cursor.fetchone()
    if lowered != "é":
        raise WarehouseUnavailable(
            f"the database {database} takes {lowered!r} for the small letter of 'É': "
            "it was created without a UTF-8 locale; create one with "
            "\"template template0 encoding 'UTF8' locale 'C.UTF-8'\" and name it in "
            "PGDATABASE"
        )


def create_role(
    cursor: psycopg2.extensions.cursor,
    role: str,
    role_settings: dict[str, str],
    login: str,
) -> None:
    """Make a role that may log in once it has a password, and let `login` take it."""
    cursor.execute("select 1 from pg_roles where rolname = %s", (role,))
    if cursor.fetchone():
        return
    name = sql.Identifier(role)
    cursor.execute(sql.SQL("create role {} login").format(name))
    for setting, value in role_settings.items():
        cursor.execute(
            sql.SQL("alter role {} set {} = {}").format(
                name, sql.Identifier(setting), sql.Literal(value)
            )
        )
    cursor.execute(sql.SQL("grant {} to {}").format(name, sql.Identifier(login)))


def grant_read(cursor: psycopg2.extensions.cursor, schema: sql.Identifier) -> None:
    """Let the transformer read what the loader makes in a schema, now and later."""
    reader = sql.Identifier(TRANSFORMER)
    for statement in (
        "grant usage on schema {} to {}",
        "grant select on all tables in schema {} to {}",
        "alter default privileges in schema {} grant select on tables to {}",
    ):
        cursor.execute(sql.SQL(statement).format(schema, reader))


def first_line(error: Exception) -> str:
    """Return what Postgres says, without its context lines."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
