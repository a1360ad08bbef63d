"""The raw gate passes a sound landing, and names what is wrong with any other."""

import json
import re

import pytest

from expectations.__main__ import run

BREAKS = {
    "a column of another type": (
        "alter table raw_wttj.offers alter lake_row type text",
        "raw_wttj.offers: expect_column_values_to_be_of_type | column lake_row",
    ),
    "a column that is gone": (
        "alter table raw_wttj.offers drop url",
        "raw_wttj.offers: expect_column_values_to_match_regex | column url",
    ),
    "a hash that is none": (
        "update raw_wttj.offers set content_hash = 'short' where lake_row = 3",
        'column content_hash | 1 of 40 rows unexpected | e.g. "short"',
    ),
    "an offer from the future": (
        "update raw_wttj.offers set fetched_at = '2027-01-01' where lake_row = 3",
        "no offer is fetched after its run ended | 1 rows unexpected",
    ),
    "a run that lost offers": (
        "update raw_wttj.crawl_runs set collected = 45",
        "a run collected and rejected the sum of its leaves",
    ),
    "a certificate that lies": (
        "update raw_wttj.crawl_leaves set announced_after = 60",
        "a certified leaf accounts for all that was announced",
    ),
    "a certificate without a count": (
        "update raw_wttj.crawl_leaves set collected = null",
        "a certified leaf accounts for all that was announced",
    ),
    "leaves that were lost": (
        "delete from raw_wttj.crawl_leaves",
        "a run collected and rejected the sum of its leaves",
    ),
    "versions that never landed": (
        "delete from raw_wttj.offers where lake_row > 30",
        "every version that was sighted has landed | 10 rows unexpected",
    ),
    "rejects that were dropped": (
        "delete from raw_wttj.rejects",
        "a run's rejects were all kept",
    ),
    "a run lost in rejects": (
        "update raw_wttj.crawl_runs set rejected = 30",
        "the newest run is not lost in rejects",
    ),
    "no offers though collected": (
        "delete from raw_service_public.offers",
        "raw_service_public.offers: expect_table_row_count_to_be_between | observed 0",
    ),
    "contacts that landed": (
        "update raw_france_travail.offers set payload = payload || "
        "'{\"contact\": {}}' where lake_row = 1",
        "no offer keeps its contact or agency | 1 rows unexpected",
    ),
    "an e-mail address that landed": (
        "update raw_wttj.offers set payload = payload || "
        '\'{"profile": "Write to ann@acme.example"}\' where lake_row = 1',
        "no text keeps an e-mail address | 1 rows unexpected",
    ),
    "creation dates in another form": (
        "update raw_france_travail.offers set payload = payload || "
        '\'{"dateCreation": "hier"}\'',
        'column created_at | 40 of 40 rows unexpected | e.g. "hier"',
    ),
    "a page that lost its fields": (
        "update raw_wttj.offers set payload = payload - 'published_at'",
        "published_at is stated in 95% of rows or more",
    ),
    "a list of communes cut short": (
        "delete from raw_references.entries where lake_row > 900",
        "the shipped list of communes is complete",
    ),
    "a table that is missing": (
        "drop table raw_wttj.sightings",
        "raw_wttj.sightings: the suite can be run",
    ),
}


def test_a_sound_landing_passes(warehouse, capsys):
    assert run("raw", as_json=True) == 0

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[-1]["gate"] == "raw"
    assert lines[-1]["failed"] == 0
    assert sum(line["passed"] for line in lines[:-1]) == lines[-1]["passed"]


LOSS = """
    delete from raw_wttj.offers where lake_row = 3;
    delete from raw_wttj.sightings
    where offer_id not in (select offer_id from raw_wttj.offers);
"""
# What an erasure leaves beside: the file's rows under its next name.
REWRITTEN = "update raw_wttj.offers set lake_file = 'offers/1.2-1.parquet';"
EMPTIED = """
    delete from raw_wttj.offers;
    insert into raw_wttj.lake_files values ('offers/1.2-1.parquet', 'offers', 0, now());
"""
REJECTS = """
    delete from raw_wttj.rejects;
    insert into raw_wttj.lake_files
    values ('rejects/1.2-1.parquet', 'rejects', 0, now());
"""
ARITHMETIC = {
    "offers": "a run's new versions are the offers it landed",
    "rejects": "a run's rejects were all kept",
}


@pytest.mark.parametrize(
    "sql, table, named",
    [
        (LOSS, "offers", True),
        (LOSS + REWRITTEN, "offers", False),
        (EMPTIED, "offers", False),
        # More rows than a run says are no erasure.
        (
            REWRITTEN + "update raw_wttj.crawl_runs set new_versions = 39",
            "offers",
            True,
        ),
        ("delete from raw_wttj.rejects", "rejects", True),
        (REJECTS, "rejects", False),
    ],
)
def test_rows_may_be_fewer_where_an_erasure_took_them(
    sql, table, named, warehouse, judging_only, capsys
):
    judging_only("wttj")
    with warehouse.cursor() as cursor:
        cursor.execute(sql)
    run("raw", as_json=False)

    assert (ARITHMETIC[table] in capsys.readouterr().err) == named


OFFER_OF_ANOTHER_RUN = """
    update raw_wttj.offers set run_id = 'run-2' where lake_row = 3;
    update raw_wttj.crawl_runs set new_versions = 39;
"""
SIGHTED_BY_IT = """
    update raw_wttj.sightings set run_id = 'run-2' where offer_id in
    (select offer_id from raw_wttj.offers where run_id = 'run-2');
"""


def test_a_run_that_was_killed_does_not_close_the_gate(warehouse, judging_only, capsys):
    judging_only("wttj")
    with warehouse.cursor() as cursor:
        cursor.execute(OFFER_OF_ANOTHER_RUN)
    assert run("raw", as_json=False) == 1
    assert "every offer belongs to a run" in capsys.readouterr().err

    with warehouse.cursor() as cursor:
        cursor.execute(SIGHTED_BY_IT)
    assert run("raw", as_json=False) == 0


@pytest.mark.parametrize("broken", BREAKS, ids=str)
def test_a_broken_landing_is_named(broken, warehouse, judging_only, capsys):
    sql, expected = BREAKS[broken]
    judging_only(re.search(r"raw_(\w+)", sql)[1])
    with warehouse.cursor() as cursor:
        cursor.execute(sql)

    assert run("raw", as_json=False) == 1
    assert expected in capsys.readouterr().err


def test_a_slogan_is_no_address_and_a_handful_of_rows_has_no_shares(
    warehouse, judging_only
):
    judging_only("wttj", "service_public")
    with warehouse.cursor() as cursor:
        cursor.execute(
            "update raw_wttj.offers set payload = payload || "
            '\'{"profile": "Happy@work. Label HappyIndex@Work 2024"}\''
        )
        cursor.execute(
            "delete from raw_service_public.offers where lake_row > 8; "
            "delete from raw_service_public.sightings "
            "where offer_id not in (select offer_id from raw_service_public.offers); "
            "update raw_service_public.crawl_leaves set announced_after = 9, "
            "collected = 8; "
            "update raw_service_public.crawl_runs set collected = 8, new_versions = 8; "
            "update raw_service_public.offers set payload = payload - 'Versant'"
        )

    assert run("raw", as_json=False) == 0


def test_a_source_never_collected_is_reported_and_does_not_fail(warehouse, capsys):
    with warehouse.cursor() as cursor:
        cursor.execute("drop schema raw_wttj cascade")
        cursor.execute("truncate raw_service_public.crawl_runs")

    assert run("raw", as_json=False) == 0
    assert "wttj not collected, service_public not collected" in capsys.readouterr().out


def test_a_warehouse_without_any_source_fails(warehouse, capsys):
    with warehouse.cursor() as cursor:
        for source in ("france_travail", "wttj", "service_public"):
            cursor.execute(f"truncate raw_{source}.crawl_runs")

    assert run("raw", as_json=False) == 1
    assert "a source was collected" in capsys.readouterr().err


def test_results_are_kept(warehouse, judging_only):
    judging_only("wttj")
    with warehouse.cursor() as cursor:
        cursor.execute("update raw_wttj.crawl_leaves set outcome = 'lost'")
        cursor.execute("drop table if exists gates.expectation_results")

    run("raw", as_json=True)

    with warehouse.cursor() as cursor:
        cursor.execute(
            "select expectation, column_name, unexpected_count, row_count, "
            "unexpected_examples from gates.expectation_results "
            "where gate = 'raw' and not success and column_name is not null"
        )
        assert cursor.fetchall() == [
            ("expect_column_values_to_be_in_set", "outcome", 1, 1, '"lost"')
        ]
        cursor.execute(
            "select count(distinct gate_run_id) from gates.expectation_results"
        )
        assert cursor.fetchone() == (1,)
