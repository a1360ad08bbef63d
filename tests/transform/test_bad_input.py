"""Nonsense in raw: one build over it, every offer kept, every fault counted."""

import json
import os
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import psutil
import psycopg2
import pytest
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor
from psycopg2.extras import execute_values

from orchestration.steps import PROJECT_ROOT
from tests.conftest import Vigie, execute, plain_environment

DATABASE = "essai_insense"
RIGHT_TO_LEFT = "\u202egnitar\u202c"
SOUND = {
    "intitule": "Data engineer (H/F)",
    "description": "Vous construisez des entrepôts de données.",
    "dateCreation": "2026-03-01T10:00:00.000Z",
    "typeContrat": "CDI",
    "lieuTravail": {"libelle": "69 - LYON 03", "commune": "69383"},
    "entreprise": {"nom": "Maison"},
}
# What each offer has that is wrong, and what is counted of it.
FAULTS = {
    "contract": ({"typeContrat": "ZZZ"}, "contract_code_unknown"),
    "rome": ({"romeCode": "Z9999"}, "occupation_code_unknown"),
    "place": (
        {"lieuTravail": {"libelle": "Nulle part", "commune": "99999"}},
        "place_unresolved",
    ),
    "february": ({"dateCreation": "2026-02-30T10:00:00Z"}, "creation_date_unreadable"),
    "year": ({"dateCreation": "12026-01-01T10:00:00Z"}, "creation_date_unreadable"),
    "year_9999": ({"dateCreation": "9999-12-31T10:00:00Z"}, "creation_date_unreadable"),
    "words": ({"dateCreation": {"le": "bientôt"}}, "creation_date_unreadable"),
    "future": ({"dateCreation": "2031-01-01T10:00:00Z"}, "creation_date_to_come"),
    "reversed": (
        {"salaire": {"libelle": "Annuel de 50000,00 Euros à 30000,00 Euros"}},
        "salary_min_over_max",
    ),
    "million": (
        {"salaire": {"libelle": "Annuel de 1800000,00 Euros"}},
        "salary_implausible",
    ),
    "posts": ({"nombrePostes": -3}, "positions_impossible"),
    "novel": ({"description": "Un très long récit. " * 1_500_000}, "description_cut"),
    "markup": (
        {"intitule": "<script>alert(1)</script><b>Data</b> engineer"},
        "markup_in_title",
    ),
    "direction": ({"intitule": f"Data {RIGHT_TO_LEFT}"}, "direction_marks"),
    "masked": (
        {"description": "Joindre [nom] au [téléphone]."},
        "personal_data_masked",
    ),
}
# Wrong as well, without a count of its own: kept all the same.
ODD = {
    "number": {"nombrePostes": 10**30, "alternance": "peut-être"},
    "lists": {"intitule": ["a", "b"], "lieuTravail": "Lyon", "salaire": []},
    "empty": {name: None for name in SOUND},
    "spaces": {"intitule": "   ", "description": "\u2028\ufeff\u200d"},
    "long": {"intitule": "x" * 300_000, "entreprise": {"nom": "y" * 300_000}},
}


@pytest.fixture(scope="module")
def built(password_server, empty_database, tmp_path_factory):
    """Land the faults at one source, nothing at the others, and build once."""
    folder = tmp_path_factory.mktemp("bad_input")
    admin = Vigie(folder, {**password_server, "PGDATABASE": "postgres"})
    execute(admin, f"create database {DATABASE} template {empty_database}")
    target = Vigie(
        folder,
        {
            **plain_environment(),
            **password_server,
            "PGDATABASE": DATABASE,
            "VIGIE_DATA_DIR": str(folder),
            "DBT_PROFILES_DIR": str(PROJECT_ROOT),
            "DBT_TARGET": "ci",
        },
    )
    target.run("ingestion", "db")
    land(target)
    done = target.run("dbt.cli.main", "build", check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    yield target
    execute(admin, f"drop database {DATABASE} with (force)")


def connected(target: Vigie) -> Connection:
    return psycopg2.connect(
        host=target.environment["PGHOST"],
        port=target.environment["PGPORT"],
        user=target.environment["PGUSER"],
        password=target.environment["PGPASSWORD"],
        dbname=DATABASE,
    )


def land(target: Vigie) -> None:
    changes = {name: change for name, (change, _) in FAULTS.items()} | ODD
    payloads = [
        (name, name, "https://offres.example/" + name, json.dumps({**SOUND, **change}))
        for name, change in changes.items()
    ]
    seen = "2026-03-02 08:10+00"
    with connected(target) as connection, connection.cursor() as cursor:
        execute_values(
            cursor,
            """
            insert into raw_france_travail.offers
                (offer_id, content_hash, url, payload, fetched_at, run_id,
                lake_file, lake_row)
            values %s
            """,
            payloads,
            f"(%s, %s, %s, %s, '{seen}', 'run-1', 'lake.parquet', 1)",
        )
        cursor.execute(
            f"""
            insert into raw_france_travail.sightings
                (offer_id, content_hash, run_id, leaf_id, seen_at)
            select offer_id, content_hash, 'run-1', 'leaf-1', '{seen}'
            from raw_france_travail.offers
            """
        )
        cursor.execute(
            """
            insert into raw_france_travail.crawl_runs
                (run_id, source, kind, status, started_at, ended_at, certified)
            values ('run-1', 'france_travail', 'full', 'complete',
                '2026-03-02 08:00+00', '2026-03-02 08:20+00', true)
            """
        )


def test_no_offer_is_dropped(built):
    kept = built.query("select offer_id from marts.fct_offers")

    assert {name for (name,) in kept} == {*FAULTS, *ODD}


def test_each_fault_is_told_of_its_offer_and_counted(built):
    told = built.query(
        "select split_part(offer_key, ':', 2), issue from intermediate.int_offer_issues"
    )
    counts = dict(
        built.query(
            "select metric, numerator from marts.agg_data_quality "
            "where source = 'france_travail'"
        )
    )

    assert {(name, issue) for name, (_, issue) in FAULTS.items()} <= set(told)
    for issue in {issue for _, issue in FAULTS.values()}:
        assert counts[issue] == sum(found == issue for _, found in told) > 0


def test_a_fault_costs_its_own_value_only(built):
    offers = {
        row[0]: row[1:]
        for row in built.query(
            """
            select offer_id, title, created_at is null, salary_annual_min_eur,
                positions, contract_family
            from marts.fct_offers
            """
        )
    }

    assert offers["february"] == (SOUND["intitule"], True, None, 1, "CDI")
    assert offers["future"][1]
    assert offers["reversed"] == (SOUND["intitule"], False, None, 1, "CDI")
    assert offers["contract"][4] == "unknown"
    assert offers["posts"][3] == offers["number"][3] == 1
    assert offers["markup"][0] == "alert(1) Data engineer"
    assert offers["direction"][0] == "Data gnitar"


def test_an_empty_source_is_counted_as_empty(built):
    empty = built.query(
        "select source, numerator from marts.agg_data_quality "
        "where metric = 'source_empty' order by 1"
    )

    assert empty == [("france_travail", 0), ("service_public", 1), ("wttj", 1)]


# What makes a nested repetition run away, or looks like a pay, a delay, a tag.
RUNAWAYS = ("a" * 50_000 + "!", "1 " * 25_000 + "€", "1.000" * 10_000,
            "salaire " * 6_000, "experience " * 4_500 + "ans", "3 ans " * 8_000,
            "teletravail " * 4_000, " de" * 16_000 + "x", "<" * 50_000)  # fmt: skip
# Work that grows with the square of such a text takes seconds; the dearest sound
# pattern a twentieth of one, or twice that on a busy processor.
BOUND_SECONDS = 0.3
TOKENS = re.compile(r"--[^\n]*|([eE]?)'((?:[^']|'')*)'|[^'-]+|-")


def regular_expressions(folder: Path) -> set[str]:
    """Return the regular expressions of the models as dbt ran them."""
    found = set()
    for path in folder.rglob("int_*.sql"):
        whole = re.sub(r"'\s*\|\|\s*'", "", path.read_text())
        for token in TOKENS.finditer(whole):
            literal = (token[2] or "").replace("''", "'")
            if not token[1] and re.search(r"[\])}.][*+?{]|\(\?", literal):
                found.add(literal)
    return found


def test_no_text_makes_a_regular_expression_run_away(built):
    patterns = regular_expressions(Path(os.environ["DBT_TARGET_PATH"]) / "run")

    assert len(patterns) > 40
    with connected(built) as connection, connection.cursor() as cursor:
        assert not list(slow_ones(cursor, patterns))


def slow_ones(cursor: Cursor, patterns: set[str]) -> Iterator[tuple[float, str, str]]:
    """Yield what takes long of the server's own time, whoever else is busy."""
    cursor.execute("select pg_backend_pid()")
    server = psutil.Process(cursor.fetchone()[0])
    for pattern, text in product(sorted(patterns), RUNAWAYS):
        before = server.cpu_times().user
        cursor.execute("select regexp_count(%s, %s)", (text, pattern))
        taken = server.cpu_times().user - before
        if taken > BOUND_SECONDS:
            yield taken, pattern[:60], text[:20]
