"""The raw gate looks at what no build has read, and at little beside it."""

import pytest

from expectations.__main__ import run

READ = "update marts.fct_crawl_runs set run_id = 'run-1'"
UNSEEN = "update raw_wttj.sightings set seen_at = null"
# Recorded late; newer than all that were read, and cut off before its record.
LATE = "update raw_wttj.crawl_runs set run_id = 'run-0'"
CUT_OFF = "update raw_wttj.sightings set run_id = 'run-2'"
GONE_ON = "update raw_wttj.crawl_runs set ended_at = ended_at + interval '1 hour'"


@pytest.mark.parametrize(
    "sql, named",
    [
        ([UNSEEN], True),
        ([UNSEEN, READ], False),
        ([UNSEEN, READ, LATE, UNSEEN.replace("set ", "set run_id = 'run-0', ")], True),
        ([UNSEEN, READ, CUT_OFF], True),
        ([UNSEEN, READ, GONE_ON], True),
    ],
)
def test_sightings_are_looked_at_until_a_build_has_read_them(
    sql, named, warehouse, judging_only, capsys
):
    judging_only("wttj")
    with warehouse.cursor() as cursor:
        cursor.execute(";".join(sql))
    run("raw", as_json=False)

    unseen = "raw_wttj.sightings.unread: expect_column_values_to_not_be_null"
    assert (unseen in capsys.readouterr().err) == named


def test_the_newest_offers_are_judged_beside_those_that_no_build_has_read(
    warehouse, judging_only, monkeypatch, capsys
):
    judging_only("wttj")
    monkeypatch.setattr("expectations.unread.CROWD", 20)
    with warehouse.cursor() as cursor:
        cursor.execute(READ)
        cursor.execute(
            "update raw_wttj.offers set payload = payload - 'published_at', "
            "fetched_at = fetched_at - interval '1 second' where lake_row > 20"
        )
    assert run("raw", as_json=False) == 0
    with warehouse.cursor() as cursor:
        cursor.execute(
            "update raw_wttj.offers set payload = payload - 'published_at' "
            "where lake_row <= 2"
        )

    assert run("raw", as_json=False) == 1
    missing = "published_at is stated in 95% of rows or more"
    assert missing in capsys.readouterr().err
