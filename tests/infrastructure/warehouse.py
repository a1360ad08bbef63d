"""A Postgres that stands in for RDS: passwords for some roles, trust for those of IAM.

The embedded build knows no TLS: a door in front of it does, and refuses, as RDS with
rds.force_ssl, whoever does without.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from tests.own_postgres import own_postgres
from tests.tls_door import tls_door

# IAM tokens are checked by RDS alone: who logs in by IAM there is trusted here.
RULES = """
local all all trust
host all administrator 127.0.0.1/32 trust
host all vigie_transformer,vigie_reader 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
"""


@dataclass(frozen=True)
class Rds:
    """A server: `port` is its door, by TLS alone; `inside` is behind it.

    `authority` is the certificate by which its door can be verified.
    """

    port: int
    inside: int
    authority: Path


def connect(server: Rds, database: str = "datawarehouses", **options):
    """Connect as the server's own administrator, or as the options say."""
    known = {"user": "administrator", "host": "127.0.0.1", "port": server.inside}
    connection = psycopg2.connect(**{**known, "dbname": database, **options})
    connection.autocommit = True
    return connection


def rows(server: Rds, query: str) -> list[tuple]:
    """Return a query's rows."""
    connection = connect(server)
    cursor = connection.cursor()
    cursor.execute(query)
    found = cursor.fetchall() if cursor.description else []
    connection.close()
    return found


@contextmanager
def rds() -> Iterator[Rds]:
    """Serve a Postgres with RDS's administrator and database until the block ends."""
    with (
        own_postgres() as server,
        tempfile.TemporaryDirectory(prefix="vigie_tls_") as folder,
        tls_door(server.port, Path(folder)) as door,
    ):
        (Path(server.folder) / "data" / "pg_hba.conf").write_text(RULES)
        made = Rds(door.port, server.port, door.authority)
        cursor = connect(made, "postgres").cursor()
        cursor.execute("select pg_reload_conf()")
        # RDS's administrator may make roles and databases, and is no superuser.
        cursor.execute("create role vigie_administrator login createrole createdb")
        cursor.execute("create role rds_iam")
        cursor.execute("grant rds_iam to vigie_administrator with admin option")
        cursor.execute("create database datawarehouses owner vigie_administrator")
        yield made
