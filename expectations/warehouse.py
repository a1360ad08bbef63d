"""Where the gate finds the warehouse: libpq's own variables, and the role it takes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import psycopg2
from psycopg2.extensions import connection as Connection
from sqlalchemy import URL

AS_TRANSFORMER = "-c role=vigie_transformer -c timezone=UTC"


class WarehouseNotConfigured(Exception):
    """PGHOST is missing: there is no warehouse to check."""


class WarehouseUnavailable(Exception):
    """The warehouse does not answer, or refuses the user or the role."""


@dataclass(frozen=True)
class Server:
    """Where the warehouse is; a host that starts with "/" is a socket folder."""

    host: str
    port: int
    user: str
    password: str | None
    database: str


def server() -> Server:
    """Read libpq's variables.

    Raises: WarehouseNotConfigured, when there is no PGHOST.
    """
    host = os.environ.get("PGHOST", "")
    if not host:
        raise WarehouseNotConfigured(
            'PGHOST is not set; run `eval "$(make -s env)"` first, or see .env.example'
        )
    return Server(
        host=host,
        port=int(os.environ.get("PGPORT") or "5432"),
        user=os.environ.get("PGUSER") or "postgres",
        password=os.environ.get("PGPASSWORD") or None,
        database=os.environ.get("PGDATABASE") or "postgres",
    )


def connection_url() -> str:
    """Write the address that Great Expectations opens.

    GX refuses an address without a host, so a socket folder travels as a query
    parameter, beside a placeholder host that libpq then ignores.
    """
    where = server()
    is_socket = where.host.startswith("/")
    socket = {"host": where.host} if is_socket else {}
    url = URL.create(
        "postgresql+psycopg2",
        username=where.user,
        password=where.password,
        host="localhost" if is_socket else where.host,
        port=where.port,
        database=where.database,
        query={"options": AS_TRANSFORMER} | socket,
    )
    # SQLAlchemy writes the spaces of a password as they are, and GX refuses them.
    return url.render_as_string(hide_password=False).replace(" ", "%20")


@contextmanager
def connected() -> Iterator[Connection]:
    """Open one short transaction as the transformer; commit when nothing raised.

    Raises: WarehouseUnavailable, with the server's own words.
    """
    where = server()
    try:
        connection = psycopg2.connect(
            host=where.host,
            port=where.port,
            user=where.user,
            password=where.password,
            dbname=where.database,
            options=AS_TRANSFORMER,
            connect_timeout=10,
        )
    except psycopg2.OperationalError as error:
        raise WarehouseUnavailable(first_line(error)) from error
    try:
        with connection:
            yield connection
    except psycopg2.Error as error:
        raise WarehouseUnavailable(first_line(error)) from error
    finally:
        connection.close()


def first_line(error: psycopg2.Error) -> str:
    """Return what Postgres says happened; the error's own name where it says nothing.

    The lines after it advise, or tell the same of another address.
    """
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def moment() -> datetime:
    """Return the server's own time."""
    with connected() as connection, connection.cursor() as cursor:
        cursor.execute("select now()")
        return cursor.fetchone()[0]


def marts_built_at() -> list[tuple[str, datetime | None]]:
    """List each mart with the moment of its build, as dbt noted it on the table."""
    with connected() as connection, connection.cursor() as cursor:
        cursor.execute(
            "select relname, obj_description(oid, 'pg_class')::timestamptz "
            "from pg_class "
            "where relnamespace = to_regnamespace('marts') and relkind = 'r'"
        )
        return cursor.fetchall()


def existing_tables() -> set[str]:
    """List every table and view as `schema.name`."""
    with connected() as connection, connection.cursor() as cursor:
        cursor.execute(
            "select table_schema || '.' || table_name from information_schema.tables"
        )
        return {name for (name,) in cursor.fetchall()}


def has_rows(table: str) -> bool:
    """Say whether a table of our own naming holds anything."""
    with connected() as connection, connection.cursor() as cursor:
        cursor.execute(f"select exists (select 1 from {table})")
        return bool(cursor.fetchone()[0])
