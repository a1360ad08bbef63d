"""Skills against statsmodels' intervals, and the lift's against its own algebra."""

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from tests.models.conftest import rows
from tests.models.invented_facts import AS_OF, OCCUPATIONS


@pytest.fixture(scope="module")
def openings(facts):
    """Return the openings with the groups and windows that they belong to."""
    frame = facts.openings.assign(
        grand_domain=facts.openings["rome_code"].map(OCCUPATIONS),
        all="all",
        age=[(AS_OF - at) / timedelta(days=1) for at in facts.openings["opened_at"]],
    )
    return frame.set_index("opening_id")


def of_group(openings: pd.DataFrame, dimension: str, code: str) -> pd.DataFrame:
    column = {"region": "region_code", "occupation": "rome_code"}
    return openings[openings[column.get(dimension, dimension)] == code]


def naming(facts, skill: str, requirement: str | None = None) -> set[str]:
    kept = facts.skills["skill_id"] == skill
    if requirement:
        kept &= facts.skills["requirement"] == requirement
    return set(facts.skills["opening_id"][kept])


def test_levels_and_growth_are_counted_in_the_right_windows(
    aggregates, facts, openings
):
    demand = rows(aggregates, "agg_skill_demand")

    assert set(demand["dimension"]) == {"all", "region", "grand_domain", "occupation"}
    for row in demand.itertuples():
        group = of_group(openings, row.dimension, row.dimension_code)
        asking = group[group.index.isin(naming(facts, row.skill_id))]
        required = naming(facts, row.skill_id, "required")
        before = (group["age"] >= 28) & (group["age"] < 56)

        assert row.openings == asking["is_open"].sum()
        assert row.n == group["is_open"].sum()
        assert row.required == asking["is_open"][asking.index.isin(required)].sum()
        assert row.openings == row.required + row.nice_to_have + row.mentioned
        assert (row.new_openings, row.new_n) == (
            (asking["age"] < 28).sum(),
            (group["age"] < 28).sum(),
        )
        assert row.before_openings == before[asking.index].sum()
        assert row.before_n == before.sum()
        assert not row.is_growth_observed


def test_intervals_of_shares_and_of_their_change_are_statsmodels(aggregates):
    demand = rows(aggregates, "agg_skill_demand")
    for row in demand[demand["n"] >= 20].itertuples():
        wilson = proportion_confint(row.openings, row.n, method="wilson")
        assert (row.share_low, row.share_high) == pytest.approx(wilson, abs=1e-9)
    told = demand[demand[["new_n", "before_n"]].min(axis=1) >= 20]
    assert len(told) > 10
    for row in told.itertuples():
        newcombe = confint_proportions_2indep(
            *(row.new_openings, row.new_n, row.before_openings, row.before_n),
            method="newcomb",
            compare="diff",
        )
        change = (row.share_change_low, row.share_change_high)
        assert change == pytest.approx(newcombe, abs=1e-9)


def test_a_skill_that_was_made_to_grow_is_seen_to(aggregates):
    demand = rows(aggregates, "agg_skill_demand", "all").set_index("skill_id")

    assert demand.loc["sk_sql", "share_change_low"] > 0
    assert demand.loc["sk_rare", "share_change_low"] < 0


def test_shares_of_small_groups_are_not_told(aggregates):
    demand = rows(aggregates, "agg_skill_demand")
    few = demand[demand["n"] < 20]

    assert len(few)
    assert few[["share", "share_low", "share_high"]].isna().all(None)
    few_new = demand[demand[["new_n", "before_n"]].min(axis=1) < 20]
    assert few_new[["new_n", "before_n"]].max(axis=None) >= 20
    assert few_new[["share_change", "share_change_low"]].isna().all(None)


def test_each_week_of_a_followed_skill_has_a_point(aggregates, facts, openings):
    trends = rows(aggregates, "agg_skill_trends")
    monday = openings["opened_at"].map(lambda at: (at - timedelta(at.weekday())).date())

    assert "sk_rare" not in set(trends["skill_id"])
    assert (trends["new_openings"] == 0).any()
    for (skill, dimension, code), told in trends.groupby(
        ["skill_id", "dimension", "dimension_code"]
    ):
        weeks = monday[of_group(openings, dimension, code).index]
        counted = weeks[weeks.index.isin(naming(facts, skill))].value_counts()
        told = told.set_index("week_start")

        assert told["n"].to_dict() == weeks.value_counts().to_dict()
        assert told["new_openings"][lambda n: n > 0].to_dict() == counted.to_dict()
    # One source has told nothing since Sunday morning.
    assert set(trends["week_start"][~trends["is_complete"]]) == {
        (AS_OF - timedelta(days=days)).date() for days in (2, 9)
    }
    assert trends["week_start"][trends["is_observed"]].min() == (
        (AS_OF - timedelta(days=9)).date()
    )


def lift_interval(both: int, a: int, b: int, n: int) -> tuple[float, float]:
    """Carry the multinomial's covariance through log(lift), derivatives by scipy."""
    cells = np.array([both, a - both, b - both, n - a - b + both]) / n

    def log_lift(p: np.ndarray) -> float:
        return float(np.log(p[0] / ((p[0] + p[1]) * (p[0] + p[2]))))

    slope = optimize.approx_fprime(cells, log_lift, 1e-9)
    covariance = (np.diag(cells) - np.outer(cells, cells)) / n
    reach = stats.norm.ppf(0.975) * np.sqrt(slope @ covariance @ slope)
    return np.exp(log_lift(cells) - reach), np.exp(log_lift(cells) + reach)


def test_pairs_are_counted_once_with_the_lifts_interval(aggregates, facts, openings):
    pairs = rows(aggregates, "agg_skill_pairs")

    assert {("sk_dbt", "sk_sql"), ("sk_excel", "sk_sql")} <= set(
        zip(pairs["skill_a_id"], pairs["skill_b_id"], strict=True)
    )
    assert (pairs["skill_a_id"] < pairs["skill_b_id"]).all()
    assert (pairs["openings_both"] >= 20).all()
    for row in pairs.itertuples():
        group = of_group(openings, row.dimension, row.dimension_code)
        group = set(group.index[group["is_open"]])
        a, b = (naming(facts, s) & group for s in (row.skill_a_id, row.skill_b_id))
        counts = (len(a & b), len(a), len(b), len(group))

        assert (row.openings_both, row.openings_a, row.openings_b, row.n) == counts
        expected = (counts[0] / counts[1]) / (counts[2] / counts[3])
        assert row.lift == pytest.approx(expected)
        interval = lift_interval(*counts)
        assert (row.lift_low, row.lift_high) == pytest.approx(interval, rel=1e-4)
        assert row.share_of_a == pytest.approx(counts[0] / counts[1])
        assert row.share_of_b == pytest.approx(counts[0] / counts[2])


def test_skills_drawn_together_lift_and_skills_drawn_apart_do_not(aggregates):
    pairs = rows(aggregates, "agg_skill_pairs", "all")
    pairs = pairs.set_index(["skill_a_id", "skill_b_id"])

    assert pairs.loc[("sk_dbt", "sk_sql"), "lift_low"] > 1
    assert pairs.loc[("sk_excel", "sk_sql"), "lift_high"] < 1
