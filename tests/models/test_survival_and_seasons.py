"""Each estimator against a reference library, on the same numbers."""

import csv
import math
from datetime import UTC, date, datetime, timedelta

import holidays
import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times
from statsmodels.tsa.seasonal import seasonal_decompose

from orchestration.steps import PROJECT_ROOT

DAY = timedelta(days=1)
LIFETIME_DAYS = 30.0
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)


def days_after(days):
    return EPOCH + timedelta(days=float(days))


def watched_spells(offers, runs, seed):
    """Draw lifetimes, and keep what daily runs from day 60 on see of them."""
    random = np.random.default_rng(seed)
    for number in range(offers):
        opened = random.uniform(0, 60 + runs)
        died = opened + random.exponential(LIFETIME_DAYS)
        seen = [day for day in range(60, 60 + runs) if opened <= day < died]
        if seen:
            closed = seen[-1] + 1 if seen[-1] + 1 < 60 + runs else None
            yield f"o{number}", opened, seen[0], seen[-1], closed


@pytest.fixture(scope="module")
def lifetimes(models):
    """Build agg_lifetimes over invented spells; return it beside their ages."""
    spells = list(watched_spells(offers=1500, runs=50, seed=7))
    models.invent(
        "intermediate.int_offer_spells",
        "offer_key text, source text, spell_number integer, close_reason text, "
        "is_last boolean, created_at timestamptz, first_seen_at timestamptz, "
        "opened_at timestamptz, open_known_at timestamptz, "
        "last_known_open_at timestamptz, closed_at timestamptz, "
        "close_known_at timestamptz",
        [
            (key, "wttj", 1, None if closed is None else "no_longer_listed", True)
            + tuple(map(days_after, (opened, first, opened, first, last)))
            + ((None if closed is None else days_after(closed)),) * 2
            for key, opened, first, last, closed in spells
        ],
    )
    models.invent(
        "intermediate.int_offer_lifecycles",
        "offer_key text, status text, reopenings integer",
        [(spell[0], "open" if spell[4] is None else "closed", 0) for spell in spells],
    )
    # One région of few: what may not be published.
    models.invent(
        "marts.fct_offers",
        "offer_key text, region_code text, contract_family text, rome_code text",
        [
            (spell[0], "94" if number < 15 else "11", "CDI", "unknown")
            for number, spell in enumerate(spells)
        ],
    )
    models.invent(
        "marts.dim_occupations",
        "rome_code text, grand_domain_code text",
        [("unknown", "unknown")],
    )
    models.build("fct_offer_lifecycle", "agg_lifetimes")
    ages = pd.DataFrame(
        [
            (
                math.ceil(first - opened),
                math.floor(last - opened)
                if closed is None
                else math.ceil((last + closed) / 2 - opened),
                closed is not None,
            )
            for _, opened, first, last, closed in spells
        ],
        columns=["entered", "left", "closed"],
    ).query("entered < left")
    columns = (
        "day, n, at_risk, closed, censored, survival, survival_low, survival_high, "
        "median_days, median_days_low, median_days_high, share_open_after_30_days"
    )
    rows = models.rows(
        f"select {columns} from marts.agg_lifetimes where dimension = 'all' order by 1"
    )
    return pd.DataFrame(rows, columns=columns.split(", ")).set_index("day"), ages


def reference_of(ages):
    fitter = KaplanMeierFitter()
    fitter.fit(ages["left"], event_observed=ages["closed"], entry=ages["entered"])
    return fitter


def test_survival_with_late_entry_and_its_interval_are_those_of_lifelines(lifetimes):
    ours, ages = lifetimes
    reference = reference_of(ages)
    told = ours[ours["survival"].notna()].index[1:]

    assert ours.loc[0, "survival"] == 1
    assert len(told) > 60
    assert (ours["n"] == len(ages)).all()
    expected = reference.survival_function_.iloc[:, 0].reindex(told, method="ffill")
    np.testing.assert_allclose(ours.loc[told, "survival"], expected, atol=1e-9)
    bounded = ours[ours["survival_low"].notna()].index
    assert len(bounded) > 60
    for place, column in enumerate(["survival_low", "survival_high"]):
        bound = reference.confidence_interval_.iloc[:, place]
        np.testing.assert_allclose(
            ours.loc[bounded, column],
            bound.reindex(bounded, method="ffill"),
            atol=1e-9,
        )


def test_the_median_and_its_interval_are_those_of_lifelines(lifetimes):
    ours, ages = lifetimes
    reference = reference_of(ages)
    interval = median_survival_times(reference.confidence_interval_)

    assert ours["median_days"].unique() == [reference.median_survival_time_]
    assert ours["median_days_low"].unique() == [interval.iloc[0, 0]]
    assert ours["median_days_high"].unique() == [interval.iloc[0, 1]]
    assert ours["share_open_after_30_days"].iloc[0] == pytest.approx(
        reference.predict(30), abs=1e-9
    )


def test_who_is_at_risk_is_who_was_watched_and_few_are_not_told(lifetimes):
    ours, ages = lifetimes
    for day, row in ours.iterrows():
        at_risk = ((ages["entered"] < day) & (ages["left"] >= day)).sum()
        leaving = ages["left"] == day
        assert row["at_risk"] == at_risk
        assert row["closed"] == (leaving & ages["closed"]).sum()
        assert row["censored"] == (leaving & ~ages["closed"]).sum()
    thin = ours[(ours["closed"] > 0) & (ours["at_risk"] < 20)].index
    assert ours["survival"].isna().tolist() == (ours.index >= thin.min()).tolist()


def test_the_lifetimes_that_were_planted_are_found(lifetimes):
    ours, _ = lifetimes
    # Of those gone within a day of their opening hardly one was ever seen.
    planted = {day: math.exp(-(day - 1) / LIFETIME_DAYS) for day in (10, 20, 30, 45)}
    for day, share in planted.items():
        assert ours.loc[day, "survival"] == pytest.approx(share, abs=0.04)


def test_a_group_of_few_offers_publishes_no_estimate(models, lifetimes):
    few = models.rows(
        "select max(n), count(survival), count(median_days) from marts.agg_lifetimes "
        "where dimension = 'region' and dimension_code = '94'"
    )
    assert few[0][0] < 20
    assert few[0][1:] == (0, 0)


def test_holidays_and_so_easter_are_those_of_the_holidays_package(models):
    invent_holidays(models)
    ours = models.rows(
        "select distinct holiday_date from intermediate.int_public_holidays"
    )

    assert {day for (day,) in ours} == set(holidays.France(years=range(2008, 2100)))


def invent_holidays(models):
    with (PROJECT_ROOT / "seeds/public_holidays.csv").open(encoding="utf-8") as file:
        rows = [
            tuple(value or None for value in row.values())
            for row in csv.DictReader(file)
        ]
    models.invent(
        "seeds.public_holidays",
        "holiday text, label_fr text, label_en text, month integer, day integer, "
        "days_after_easter integer",
        rows,
    )
    models.build("int_public_holidays")


def index_of(models, first_day, counts):
    """Open so many openings on each day from the first; return the index' parts."""
    last_day = first_day + len(counts) * DAY
    invent_holidays(models)
    end = datetime(*last_day.timetuple()[:3], 12, tzinfo=UTC)
    start = datetime(*first_day.timetuple()[:3], 6, tzinfo=UTC)
    models.invent("intermediate.int_as_of", "as_of timestamptz", [(end,)])
    runs = [("wttj", "full", True, moment, moment) for moment in (start, end)]
    columns = (
        "source text, kind text, is_certified boolean, started_at timestamptz, "
        "ended_at timestamptz"
    )
    models.invent("marts.fct_crawl_runs", columns, runs)
    models.invent("intermediate.int_crawl_runs", columns, runs)
    models.invent(
        "intermediate.int_source_horizons",
        "source text, told_until timestamptz",
        [("wttj", end)],
    )
    models.invent(
        "marts.dim_occupations",
        "rome_code text, grand_domain_code text",
        [("M1805", "M")],
    )
    models.invent(
        "intermediate.int_opening_spells",
        "opening_id text, source text, spell_number integer, opened_at timestamptz, "
        "open_known_at timestamptz, close_known_at timestamptz",
        [
            (f"{day}-{number}", "all", 1, opened, opened, opened + 3 * DAY)
            for day, count in enumerate(counts)
            for opened in [start + day * DAY]
            for number in range(count)
        ],
    )
    models.rows("drop table if exists marts.fct_openings cascade; select 1")
    models.rows(
        "create table marts.fct_openings as select opening_id, '11'::text as "
        "region_code, 'M1805'::text as rome_code from "
        "intermediate.int_opening_spells; select 1"
    )
    models.build(
        "dim_dates", "int_postings_daily", "int_postings_factors", "agg_postings_index"
    )
    factors = models.rows(
        "select date_day, postings, trend, weekday_factor, holiday_factor, week_factor "
        "from intermediate.int_postings_factors inner join "
        "intermediate.int_postings_daily using "
        "(measure, region_code, grand_domain_code, date_day) "
        "where measure = 'new' and region_code = '11' and grand_domain_code = 'M' "
        "order by 1"
    )
    names = ["day", "postings", "trend", "weekday", "holiday", "week"]
    return pd.DataFrame(factors, columns=names).set_index("day").astype(float)


def shaped(first_day, days, holiday=1.0, seed=11):
    """Draw counts around a rising level that Mondays raise and Sundays lower."""
    random = np.random.default_rng(seed)
    weekdays = [1.4, 1.3, 1.2, 1.1, 1.0, 0.6, 0.4]
    france = holidays.France(years=range(2020, 2027))
    for number in range(days):
        day = first_day + number * DAY
        level = 25 * (1 + number / 500) * weekdays[day.weekday()]
        level *= 1 + 0.3 * math.sin(2 * math.pi * day.isocalendar().week / 52)
        yield max(1, int(random.poisson(level * (holiday if day in france else 1))))


def test_trend_and_weekday_factors_are_those_of_statsmodels(models):
    first_day = date(2025, 1, 6)  # eleven weeks without a holiday
    counts = list(shaped(first_day, 77))
    ours = index_of(models, first_day, counts)
    reference = seasonal_decompose(counts, model="multiplicative", period=7)

    assert ours["postings"].tolist() == counts
    np.testing.assert_allclose(ours["trend"], reference.trend, rtol=1e-9)
    np.testing.assert_allclose(ours["weekday"], reference.seasonal, rtol=1e-9)
    assert ours[["holiday", "week"]].isna().all(axis=None)


def test_holiday_factors_are_what_holidays_are_to_their_weekdays(models):
    first_day = date(2025, 4, 1)  # six holidays to 14 July
    counts = list(shaped(first_day, 106, holiday=0.3))
    ours = index_of(models, first_day, counts)
    france = holidays.France(years=2025)
    by_weekday = {weekday: [] for weekday in range(7)}
    on_holidays = []
    for number in range(3, len(counts) - 3):
        day = first_day + number * DAY
        ratio = counts[number] / (sum(counts[number - 3 : number + 4]) / 7)
        found = on_holidays if day in france else by_weekday[day.weekday()]
        found.append((day.weekday(), ratio))
    means = {key: np.mean([r for _, r in found]) for key, found in by_weekday.items()}
    usual = {key: mean / np.mean(list(means.values())) for key, mean in means.items()}
    expected = np.mean([ratio / usual[weekday] for weekday, ratio in on_holidays])

    told = ours["holiday"].dropna()
    assert set(told.index) == {day for day in ours.index if day in france}
    np.testing.assert_allclose(told, expected, rtol=1e-9)
    assert expected == pytest.approx(0.3, abs=0.12)


def test_week_factors_are_those_of_statsmodels_once_two_years_are_known(models):
    first_day = date(2021, 1, 4)  # three years of 52 weeks each
    counts = list(shaped(first_day, 3 * 364, holiday=0.3))
    ours = index_of(models, first_day, counts)
    daily = ours["postings"] / ours["weekday"] / ours["holiday"].fillna(1)
    weekly = daily.to_numpy().reshape(-1, 7).mean(axis=1)
    reference = seasonal_decompose(weekly, model="multiplicative", period=52)

    np.testing.assert_allclose(ours["week"][::7], reference.seasonal, rtol=1e-9)
    assert ours["week"].max() == pytest.approx(1.3, abs=0.1)


def test_the_index_is_100_over_its_base_and_seasons_leave_it(models):
    first_day = date(2025, 1, 6)
    index_of(models, first_day, [50, 40, 40, 40, 30, 10, 7] * 6)
    rows = models.rows(
        "select date_day, index_raw, index_adjusted, base_from, base_to, n_base "
        "from marts.agg_postings_index where measure = 'new' and region_code = 'all' "
        "and grand_domain_code = 'all' order by 1"
    )
    base = [raw for day, raw, *_ in rows if day <= first_day + 27 * DAY]

    assert np.mean(base) == pytest.approx(100)
    assert {row[3:] for row in rows} == {(first_day, first_day + 27 * DAY, 4 * 217)}
    np.testing.assert_allclose([row[2] for row in rows], 100)


@pytest.mark.parametrize(
    ("days", "raw", "adjusted"), [(28, 28, 28), (19, 19, 0), (6, 0, 0)]
)
def test_a_short_history_leaves_null_what_it_cannot_tell(models, days, raw, adjusted):
    index_of(models, date(2025, 1, 6), [30] * days)
    told = models.rows(
        "select count(*), count(index_raw), count(index_adjusted), count(week_factor) "
        "from marts.agg_postings_index where measure = 'new' and region_code = 'all' "
        "and grand_domain_code = 'all'"
    )
    assert told == [(days, raw, adjusted, 0)]


def test_the_active_are_those_open_at_the_end_of_the_day(models):
    first_day = date(2025, 1, 6)
    index_of(models, first_day, [30, 40, 50, 60, 70])
    stocks = models.rows(
        "select postings from marts.agg_postings_index where measure = 'active' "
        "and region_code = '11' and grand_domain_code = 'M' order by date_day"
    )
    assert [stock for (stock,) in stocks] == [30, 70, 120, 150, 180]
