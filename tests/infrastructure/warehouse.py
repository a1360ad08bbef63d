"""A Postgres that stands in for RDS: passwords for some roles, trust for those of IAM.

The embedded build knows no TLS: that the connection is encrypted only RDS can show.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from tests.own_postgres import OwnPostgres, own_postgres

# IAM tokens are checked by RDS alone: who logs in by IAM there is trusted here.
RULES = """
local all all trust
host all administrator 127.0.0.1/32 trust
host all vigie_transformer,vigie_reader 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
"""


def connect(server: OwnPostgres, database: str = "datawarehouses", **options):
    """Connect as the server's own administrator, or as the options say."""
    known = {"user": "administrator", "host": "127.0.0.1", "port": server.port}
    connection = psycopg2.connect(**{**known, "dbname": database, **options})
    connection.autocommit = True
    return connection


def rows(server: OwnPostgres, query: str) -> list[tuple]:
    """Return a query's rows."""
    connection = connect(server)
    cursor = connection.cursor()
    cursor.execute(query)
    found = cursor.fetchall() if cursor.description else []
    connection.close()
    return found


@contextmanager
def rds() -> Iterator[OwnPostgres]:
    """Serve a Postgres with RDS's administrator and database until the block ends."""
    with own_postgres() as server:
        data = Path(server.folder) / "data"
        (data / "pg_hba.conf").write_text(RULES)
        cursor = connect(server, "postgres").cursor()
        cursor.execute("select pg_reload_conf()")
        # RDS's administrator may make roles and databases, and is no superuser.
        cursor.execute("create role vigie_administrator login createrole createdb")
        cursor.execute("create role rds_iam")
        cursor.execute("grant rds_iam to vigie_administrator with admin option")
        cursor.execute("create database datawarehouses owner vigie_administrator")
        yield server
