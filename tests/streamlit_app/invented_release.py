"""Publish invented marts on a server, the way the real publication leaves them."""

import csv
from pathlib import Path

from psycopg2.extensions import connection as Connection
from psycopg2.extras import execute_values

from benchmarks.cubes import make_cubes

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"
RELEASE = "release_20260301063000"
AS_OF = "timestamptz '2026-03-01 06:00+00'"


def create_roles(connection: Connection) -> None:
    with connection.cursor() as cursor:
        cursor.execute("create role vigie_reader; create role vigie_transformer")
        cursor.execute("create schema published")
        cursor.execute("grant usage on schema published to vigie_reader")


def publish(
    connection: Connection, *, release: str = RELEASE, offers: int = 600
) -> None:
    """Fill one release and point the published views at it."""
    with connection.cursor() as cursor:
        cursor.execute(f"drop schema if exists {release} cascade")
        cursor.execute(f"create schema {release}")
        cursor.execute(f"set search_path to {release}")
        cursor.execute((HERE / "marts.sql").read_text())
        fill_from_seeds(cursor)
        invented = (HERE / "invented_rows.sql").read_text()
        cursor.execute(invented.replace("{offers}", str(offers)))
        cursor.execute("create index on fct_offer_texts using gin (search_vector)")
        make_cubes(cursor, AS_OF)
        cursor.execute("discard temp")
        cursor.execute("reset search_path")
        record(cursor, release)


def record(cursor, release: str) -> None:
    cursor.execute(
        "create table if not exists published.releases "
        "(release text primary key, published_at timestamptz, as_of timestamptz)"
    )
    cursor.execute(
        "insert into published.releases values "
        "(%s, to_timestamp(right(%s, 14), 'YYYYMMDDHH24MISS'), "
        f"{AS_OF}) on conflict do nothing",
        (release, release),
    )
    cursor.execute(f"grant usage on schema {release} to vigie_reader")
    cursor.execute(f"grant select on all tables in schema {release} to vigie_reader")
    cursor.execute("grant select on all tables in schema published to vigie_reader")


def fill_from_seeds(cursor) -> None:
    """Use the project's own code lists, so that labels are the real ones."""
    insert(cursor, "dim_sources", seed("offer_sources"), SOURCE_COLUMNS)
    insert(cursor, "dim_contracts", seed("contract_families"), CONTRACT_COLUMNS)
    skills = [row for row in seed("skills") if row["kind"] == "hard"][:60]
    insert(cursor, "dim_skills", skills, SKILL_COLUMNS)
    places = [
        row
        | {
            "place_id": f"D:{row['departement_code']}",
            "level": "departement",
            "population": 650_000,
        }
        for row in seed("departements")
        if row["departement_code"] not in OVERSEAS_COLLECTIVITIES
    ]
    insert(cursor, "dim_places", places, PLACE_COLUMNS)
    insert(cursor, "agg_model_quality", seed("model_quality"), QUALITY_COLUMNS)


OVERSEAS_COLLECTIVITIES = {"975", "977", "978", "984", "986", "987", "988", "989"}
SOURCE_COLUMNS = ("source", "source_label", "publisher", "licence", "site_url")
CONTRACT_COLUMNS = ("contract_family", "label_fr", "label_en")
SKILL_COLUMNS = ("skill_id", "label_fr", "label_en", "category", "kind")
QUALITY_COLUMNS = (
    "task",
    "measure",
    "basis",
    "labels",
    "value",
    "n",
    "interval_low",
    "interval_high",
    "measured_on",
)
PLACE_COLUMNS = (
    "place_id",
    "level",
    "departement_code",
    "departement_name",
    "region_code",
    "region_name",
    "population",
)


def seed(name: str) -> list[dict]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def insert(cursor, table: str, rows: list[dict], columns: tuple[str, ...]) -> None:
    execute_values(
        cursor,
        f"insert into {table} ({', '.join(columns)}) values %s",
        [tuple(row.get(column) for column in columns) for row in rows],
    )
