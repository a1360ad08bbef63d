"""Enlarge a copy of what is published, to measure at a size that nobody built:
`python -m benchmarks.enlarging [offers]`. README.md says what it is good for."""

import argparse
import math
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import psycopg2
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor

from benchmarks.browser import ROOT
from benchmarks.cubes import make_cubes
from benchmarks.dashboard import warehouse_of

DATABASE = "vigie_enlarged"
SCRIPT = Path(__file__).with_name("enlarge.sql")
EMPLOYERS = 40


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.enlarging")
    parser.add_argument("offers", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--folder", type=Path, default=ROOT / "data" / "demo")
    given = parser.parse_args()
    server = warehouse_of(given.folder)
    published = server["PGDATABASE"]
    with closing(connected(server, "template1")) as admin, admin.cursor() as cursor:
        cursor.execute(f"drop database if exists {DATABASE}")
        try:
            cursor.execute(f"create database {DATABASE} template {published}")
        except psycopg2.errors.ObjectInUse:
            print("vigie: close the dashboard over this folder first", file=sys.stderr)
            return 1
    with closing(connected(server, DATABASE)) as copy, copy.cursor() as cursor:
        cursor.execute("select offers from published.releases order by 1 desc limit 1")
        copies = math.ceil(given.offers / cursor.fetchone()[0])
        script = SCRIPT.read_text().replace("{employers}", str(EMPLOYERS))
        cursor.execute(script.replace("{copies}", str(copies)))
        count_anew(cursor)
        cursor.execute("vacuum analyze")
    print(f"{DATABASE}: {copies} times what is published in {published}")
    return 0


def count_anew(cursor: Cursor) -> None:
    """Make anew, from the enlarged facts, what dbt makes from them."""
    cursor.execute("select max(release) from published.releases")
    release = cursor.fetchone()[0]
    cursor.execute(f"set search_path to {release}; set work_mem to '96MB'")
    make_cubes(cursor, "(select max(as_of) from published.releases)")
    cursor.execute(f"grant select on all tables in schema {release} to vigie_reader")


def connected(server: Mapping[str, str], database: str) -> Connection:
    connection = psycopg2.connect(
        host=server["PGHOST"],
        port=server["PGPORT"],
        user=server["PGUSER"],
        dbname=database,
    )
    connection.autocommit = True
    return connection


if __name__ == "__main__":
    sys.exit(main())
