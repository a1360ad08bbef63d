"""The marts gate passes sound marts, and names what is wrong with any others."""

import re

import pytest

from expectations.__main__ import run
from expectations.marts import marts_checks

BREAKS = {
    "an offer that was lost": (
        "delete from marts.fct_offers where offer_key = 'wttj:1'",
        "every offer of wttj that landed is in the mart, once",
    ),
    "an offer that was doubled": (
        "insert into marts.fct_offers select * from marts.fct_offers "
        "where offer_key = 'wttj:1'",
        "every offer of wttj that landed is in the mart, once",
    ),
    "monthly pay read as annual": (
        "insert into marts.fct_offers (source, title, place_id, contract_family, "
        "positions, salary_basis, salary_annual_min_eur, is_open) "
        "select 'wttj', 'x', 'FR', 'CDI', 1, 'declared', 2100, true "
        "from generate_series(1, 60)",
        "medians of declared pay are plausible",
    ),
    "titles that were lost": (
        "update marts.fct_offers set source = 'wttj', title = ''",
        "nearly all offers have a title",
    ),
    "places that were lost": (
        "update marts.fct_offers set source = 'wttj', place_id = 'unknown'",
        "places are known for most offers",
    ),
    "contracts that were lost": (
        "update marts.fct_offers set source = 'wttj', contract_family = 'unknown'",
        "contracts are known for most offers",
    ),
    "a source that closed overnight": (
        "update marts.fct_offers set source = 'wttj', is_open = false",
        "a source does not hold closed offers alone",
    ),
    "openings that do not add up": (
        "update marts.fct_openings set offers_count = 2",
        "openings count each offer once",
    ),
    "everything merged into one": (
        "delete from marts.fct_openings; insert into marts.fct_openings "
        "values ('one', 120, 3, true)",
        "deduplication keeps at least half of the offers apart",
    ),
    "an opening open without offers": (
        "update marts.fct_openings set is_open = true",
        "an opening is open exactly when one of its offers is",
    ),
    "an opening that counts a source too many": (
        "update marts.fct_openings set sources_count = 2",
        "an opening counts the sources of its offers",
    ),
    "a skill found everywhere": (
        "update marts.fct_opening_skills set skill_id = 'sk_1'",
        "no skill is in most of the openings",
    ),
    "activity that does not end at the open offers": (
        "update marts.agg_daily_activity set active_offers = 91 where source = 'all'",
        "the last day's active offers are the open ones",
    ),
    "a day in the future": (
        "update marts.agg_daily_activity set date_day = '2027-01-01'",
        "no day lies after the newest run",
    ),
    "shares of something else": (
        "update marts.agg_skill_demand set n = 80",
        "shares are over the open openings",
    ),
    "percentiles out of order": (
        "update marts.agg_salaries set p90_eur = 1",
        "percentiles are in order",
    ),
    "a median outside its interval": (
        "update marts.agg_salaries set median_low_eur = 45001",
        "the median is within its interval",
    ),
    "a bin that was lost": (
        "delete from marts.agg_salary_bins where bin_low_eur = 42500",
        "bins add up to the openings that declare pay",
    ),
    "skills asked and named that do not add up": (
        "update marts.agg_skill_demand set required = 13",
        "what openings ask, need or name adds up to those that name it",
    ),
    "a change outside its interval": (
        "update marts.agg_skill_demand set share_change = 0.1",
        "each interval holds its share or change",
    ),
    "a week in the future": (
        "update marts.agg_skill_trends set week_start = '2027-01-04'",
        "no week lies after the newest run",
    ),
    "two skills more often together than one is alone": (
        "update marts.agg_skill_pairs set openings_both = 26",
        "a pair is rarer than either skill, and its lift in its interval",
    ),
    "fewer openings estimated than seen": (
        "update marts.agg_source_coverage set n_low = 100",
        "no fewer openings are estimated than were seen",
    ),
    "a spell that ends before it began": (
        "update marts.fct_offer_lifecycle set closed_at = '2026-01-01 00:00+00' "
        "where not is_open",
        "a spell ends after it began, and before the next",
    ),
    "an offer without a last spell": (
        "update marts.fct_offer_lifecycle set is_last = false where is_open",
        "every offer has one last spell, open when the offer is",
    ),
    "offers that come back to life": (
        "update marts.agg_lifetimes set survival = 0.95 where day = 2",
        "survival falls, and lies in its interval",
    ),
    "a survival of a handful": (
        "update marts.agg_lifetimes set at_risk = 7 where day = 2",
        "few offers tell no survival",
    ),
    "an index of a day that is not over": (
        "update marts.agg_postings_index set date_day = '2026-03-02'",
        "no day of the index was watched in part only",
    ),
    "more in the régions than in all": (
        "update marts.agg_postings_index set postings = 25 where region_code = '84'",
        "régions add up to no more than all of them",
    ),
    "a share that was lost": (
        "update marts.agg_data_quality set share = null",
        "a share is its numerator over its denominator",
    ),
    "a mart that is missing": (
        "drop table marts.agg_salaries",
        "marts.agg_salaries: the suite can be run",
    ),
}
FEWER_OFFERS = (
    "update marts.fct_offers set is_open = false where offer_key ~ '[02468]$'"
)


def test_sound_marts_pass(warehouse, capsys):
    assert run("marts", as_json=False) == 0
    assert "0 failed" in capsys.readouterr().out


@pytest.mark.parametrize("broken", BREAKS, ids=str)
def test_broken_marts_are_named(broken, warehouse, monkeypatch, capsys):
    sql, expected = BREAKS[broken]
    mart = re.search(r"marts[.]\w+", sql)[0]
    monkeypatch.setattr(
        "expectations.__main__.marts_checks",
        lambda tables: [one for one in marts_checks(tables) if one.table == mart],
    )
    with warehouse.cursor() as cursor:
        cursor.execute(sql)

    assert run("marts", as_json=False) == 1
    assert expected in capsys.readouterr().err


def test_a_fall_in_volume_needs_a_certificate(warehouse, capsys):
    with warehouse.cursor() as cursor:
        cursor.execute(FEWER_OFFERS)
        cursor.execute("update marts.fct_crawl_runs set is_certified = false")

    run("marts", as_json=False)

    assert "below 80 % of the last release" in capsys.readouterr().err


def test_a_certified_fall_in_volume_is_news(warehouse, capsys):
    with warehouse.cursor() as cursor:
        cursor.execute(FEWER_OFFERS)

    run("marts", as_json=False)

    assert "below 80 % of the last release" not in capsys.readouterr().err


def test_the_first_release_has_nothing_to_compare_with(warehouse):
    with warehouse.cursor() as cursor:
        cursor.execute("drop schema published cascade")

    assert run("marts", as_json=False) == 0
