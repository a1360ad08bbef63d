"""Pay against numpy's percentiles and scipy's interval of a median."""

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from tests.models.conftest import rows
from tests.models.invented_facts import AS_OF, OCCUPATIONS

PERCENTILES = {"p10_eur": 10, "p25_eur": 25, "median_eur": 50, "p75_eur": 75}
PERCENTILES["p90_eur"] = 90


@pytest.fixture(scope="module")
def paid(facts):
    """Return the openings of the last year, with the middle of what they declare."""
    recent = facts.openings[facts.openings["opened_at"] > AS_OF - timedelta(days=365)]
    recent = recent.assign(
        middle=recent["salary_compared_eur"],
        grand_domain=recent["rome_code"].map(OCCUPATIONS),
        experience=recent["experience_min_months"].map(
            {
                0: "none",
                23: "under_2_years",
                24: "2_to_5_years",
                60: "5_to_10_years",
                120: "10_years_or_more",
            }
        ),
    )
    return recent.fillna({"experience": "unknown"})


def group(paid: pd.DataFrame, facts, dimension: str, code: str) -> pd.DataFrame:
    """Choose a group's openings in Python, where the models choose in SQL."""
    if dimension == "contract":
        return paid[paid["contract_family"] == code]
    salaried = paid[paid["contract_family"] != "STAGE"]
    if dimension == "all":
        return salaried
    if dimension == "skill":
        naming = facts.skills["opening_id"][facts.skills["skill_id"] == code]
        return salaried[salaried["opening_id"].isin(naming)]
    column = {"region": "region_code", "occupation": "rome_code"}
    return salaried[salaried[column.get(dimension, dimension)] == code]


def test_percentiles_and_the_median_interval_are_the_reference_libraries(
    aggregates, paid, facts
):
    told = rows(aggregates, "agg_salaries")
    published = told[told["n"] >= 20]

    assert set(published["dimension"]) == {
        *("all", "region", "grand_domain", "occupation", "experience"),
        *("contract", "skill"),
    }
    for row in published.itertuples():
        chosen = group(paid, facts, row.dimension, row.dimension_code)
        values = chosen["middle"].dropna()
        interval = stats.quantile_test(values, p=0.5).confidence_interval(0.95)

        assert (row.openings, row.n) == (len(chosen), len(values))
        assert row.declared_share == pytest.approx(len(values) / len(chosen))
        for name, percent in PERCENTILES.items():
            expected = np.percentile(values, percent)
            assert float(getattr(row, name)) == pytest.approx(expected, abs=0.51)
        assert float(row.median_low_eur) == pytest.approx(interval.low, abs=0.51)
        assert float(row.median_high_eur) == pytest.approx(interval.high, abs=0.51)


def test_no_group_is_told_that_holds_unknown_codes(aggregates):
    told = rows(aggregates, "agg_salaries")
    by_code = told[told["dimension"].isin(["region", "grand_domain", "occupation"])]

    assert not set(by_code["dimension_code"]) & {"unknown", "all", None}


def test_few_salaries_publish_counts_alone(aggregates, paid, facts):
    told = rows(aggregates, "agg_salaries")
    few = told[told["n"] < 20]

    assert {"region", "skill"} <= set(few["dimension"])
    assert few["openings"].notna().all()
    assert few[[*PERCENTILES, "median_low_eur", "median_high_eur"]].isna().all(None)


def test_bins_are_numpys_histogram_and_small_groups_have_none(aggregates, paid, facts):
    bins = rows(aggregates, "agg_salary_bins")
    for (dimension, code), told in bins.groupby(["dimension", "dimension_code"]):
        values = group(paid, facts, dimension, code)["middle"].dropna()
        counts, edges = np.histogram(values, bins=np.arange(0, 152_501, 2_500))
        expected = {int(e): c for e, c in zip(edges, counts, strict=False) if c}

        assert dict(zip(told["bin_low_eur"], told["openings"], strict=True)) == expected
        assert told["share"].sum() == pytest.approx(1)
        assert (told["n"] == len(values)).all()
    small = rows(aggregates, "agg_salaries", "region").query("n < 20")
    assert not set(small["dimension_code"]) & set(
        bins[bins["dimension"] == "region"]["dimension_code"]
    )


def test_half_a_range_and_part_time_are_nowhere_counted_as_a_salary(aggregates, facts):
    told = rows(aggregates, "agg_employer_cube")["paid_openings"].sum()
    bounds = facts.openings[["salary_annual_min_eur", "salary_annual_max_eur"]]

    assert told == facts.openings["salary_compared_eur"].notna().sum()
    assert (
        told
        < bounds.notna().all(axis=1).sum()
        < (facts.openings["salary_basis"] == "declared").sum()
    )
