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
from tests.transform.faulty_offers import BY_SOURCE

DATABASE = "essai_insense"
SEEN = "2026-03-02 08:10+00"


@pytest.fixture(scope="module")
def built(password_server, empty_database, tmp_path_factory):
    """Land the faults of each source, and build once."""
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
    with connected(target) as connection, connection.cursor() as cursor:
        for source, faulty in BY_SOURCE.items():
            execute_values(
                cursor,
                f"""
                insert into raw_{source}.offers
                    (offer_id, content_hash, url, payload, fetched_at, run_id,
                    lake_file, lake_row)
                values %s
                """,
                [
                    (name, name, f"https://offres.example/{name}", json.dumps(payload))
                    for name, payload in faulty.payloads().items()
                ],
                f"(%s, %s, %s, %s, '{SEEN}', '{source}-1', 'lake.parquet', 1)",
            )
            cursor.execute(
                f"""
                insert into raw_{source}.sightings
                    (offer_id, content_hash, run_id, leaf_id, seen_at)
                select offer_id, content_hash, '{source}-1', 'leaf-1', '{SEEN}'
                from raw_{source}.offers
                """
            )
            cursor.execute(
                f"""
                insert into raw_{source}.crawl_runs
                    (run_id, source, kind, status, started_at, ended_at, certified)
                values ('{source}-1', '{source}', 'full', 'complete',
                    '2026-03-02 08:00+00', '2026-03-02 08:20+00', true)
                """
            )


def test_no_offer_is_dropped(built):
    kept = built.query("select source, offer_id from marts.fct_offers")

    assert set(kept) == {
        (source, name)
        for source, faulty in BY_SOURCE.items()
        for name in faulty.payloads()
    }


def test_each_fault_is_told_of_its_offer_and_counted(built):
    told = built.query(
        "select source, split_part(offer_key, ':', 2), issue "
        "from intermediate.int_offer_issues"
    )
    counts = {
        (source, metric): numerator
        for source, metric, numerator in built.query(
            "select source, metric, numerator from marts.agg_data_quality"
        )
    }
    expected = {
        (source, name, issue)
        for source, faulty in BY_SOURCE.items()
        for name, (_, issue) in faulty.faults.items()
    }

    assert expected <= set(told)
    for source, issue in {(source, issue) for source, _, issue in expected}:
        assert counts[source, issue] == sum(
            found[::2] == (source, issue) for found in told
        )


def test_a_fault_costs_its_own_value_only(built):
    offers = {
        row[:2]: row[2:]
        for row in built.query(
            """
            select source, offer_id, title, created_at is null, salary_annual_min_eur,
                positions, contract_family
            from marts.fct_offers
            """
        )
    }

    for source, contract in (
        ("france_travail", "CDI"),
        ("wttj", "CDI"),
        ("service_public", "CDD"),
    ):
        sound = ("Data engineer (H/F)", True, None, 1, contract)
        # Choisir le service public gives a second date.
        has_one_date = source != "service_public"
        assert offers[source, "february"] == (sound[0], has_one_date, *sound[2:])
        assert offers[source, "future"] == sound
        assert offers[source, "not_a_number"] == (sound[0], False, *sound[2:])
        assert offers[source, "markup"][0] == "alert(1) Data engineer"
        assert offers[source, "direction"][0] == "Data gnitar"
    for source in ("france_travail", "wttj"):
        assert offers[source, "reversed"] == (*sound[:1], False, None, 1, "CDI")
    assert offers["france_travail", "contract"][4] == "unknown"
    for posts in ("posts", "many_posts", "posts_in_words"):
        assert offers["france_travail", posts][3] == 1


# What makes a nested repetition run away, or looks like a pay, a delay, a tag.
RUNAWAYS = ("a" * 50_000 + "!", "1 " * 25_000 + "€", "1.000" * 10_000,
            "salaire " * 6_000, "experience " * 4_500 + "ans", "3 ans " * 8_000,
            "teletravail " * 4_000, " de" * 16_000 + "x", "<" * 50_000)  # fmt: skip
# Under this nobody waits, and a processor's time is too coarse to compare.
NOTHING_SECONDS = 0.1
# Twice the text takes a sound pattern twice the time, a runaway four times.
MOST_GROWTH = 3
TOKENS = re.compile(r"--[^\n]*|([eE]?)'((?:[^']|'')*)'|[^'-]+|-")


def regular_expressions(folder: Path) -> set[str]:
    """Return the regular expressions of the models as dbt ran them."""
    found = set()
    for path in folder.rglob("int_*.sql"):
        # Literals on lines of their own are one, as with || between them.
        whole = re.sub(r"'\s*(?:\|\||\n)\s*'", "", path.read_text())
        for token in TOKENS.finditer(whole):
            literal = (token[2] or "").replace("''", "'")
            if not token[1] and re.search(r"[\])}.][*+?{]|\(\?", literal):
                found.add(literal)
    return found


def test_no_text_makes_a_regular_expression_run_away(built):
    patterns = regular_expressions(Path(os.environ["DBT_TARGET_PATH"]) / "run")

    assert len(patterns) > 40
    with connected(built) as connection, connection.cursor() as cursor:
        assert not list(runaways(cursor, patterns))


def test_a_pattern_that_runs_away_is_told(built):
    # Every second word looks to the end of the text: a square, but a small one.
    pattern = "(?:experience ){2}(?=[a-z ]*$)"

    with connected(built) as connection, connection.cursor() as cursor:
        found = list(runaways(cursor, {pattern}))
    assert [text for _, text in found] == ["experience experienc"]


def runaways(cursor: Cursor, patterns: set[str]) -> Iterator[tuple[str, str]]:
    """Yield where the work grows faster than the text, on a machine of any speed."""
    cursor.execute("set statement_timeout = '60s'; select pg_backend_pid()")
    server = psutil.Process(cursor.fetchone()[0])

    def seconds(pattern: str, text: str) -> float:
        before = server.cpu_times().user
        cursor.execute("select regexp_count(%s, %s)", (text, pattern))
        return server.cpu_times().user - before

    def grows_with_text(pattern: str, text: str) -> bool:
        once = seconds(pattern, text)
        return (
            once <= NOTHING_SECONDS
            or seconds(pattern, text + text) <= MOST_GROWTH * once
        )

    for pattern, text in product(sorted(patterns), RUNAWAYS):
        # A processor that others share may take long once.
        if not any(grows_with_text(pattern, text) for _ in range(3)):
            yield pattern[:60], text[:20]
