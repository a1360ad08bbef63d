"""Capture-recapture against its published formulas and a log-linear model."""

import itertools
import math
from collections import Counter

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from tests.models.conftest import rows
from tests.models.invented_facts import OCCUPATIONS, SOURCES

Z = stats.norm.ppf(0.975)


@pytest.fixture(scope="module")
def holders(facts):
    """Return for each group the openings that each source holds open."""
    openings = facts.openings[facts.openings["is_open"]].set_index("opening_id")
    listed = facts.listings[facts.listings["is_open"]]
    held = {
        source: set(listed["opening_id"][listed["source"] == source])
        for source in SOURCES
    }
    groups = {("all", "all"): set(openings.index)}
    for dimension, codes in {
        "region": openings["region_code"],
        "grand_domain": openings["rome_code"].map(OCCUPATIONS),
    }.items():
        for code in set(codes.dropna()) - {"unknown"}:
            groups[(dimension, code)] = set(openings.index[codes == code])
    return {
        key: {source: ids & members for source, ids in held.items()}
        for key, members in groups.items()
    }


def around_the_unseen(estimate: float, seen: int, variance: float):
    """Return the log-normal interval of Burnham et al. (1987), Chao's equation."""
    unseen = estimate - seen
    spread = math.exp(Z * math.sqrt(math.log(1 + variance / unseen**2)))
    return seen + unseen / spread, seen + unseen * spread


def test_two_sources_give_chapmans_estimate_and_interval(aggregates, holders):
    told = rows(aggregates, "agg_source_coverage")

    assert len(told) == 3 * len(holders)
    assert told["n_estimated"].notna().sum() >= 6
    for row in told.itertuples():
        held = holders[(row.dimension, row.dimension_code)]
        first, second = held[row.source_a], held[row.source_b]
        a, b, both = len(first), len(second), len(first & second)
        assert (row.n_a, row.n_b, row.n_both) == (a, b, both)
        assert row.n_seen == len(first | second)
        if both < 20:
            assert np.isnan(row.n_estimated) and np.isnan(row.coverage_both)
            continue
        estimate = (a + 1) * (b + 1) / (both + 1) - 1
        variance = (a + 1) * (b + 1) * (a - both) * (b - both)
        variance /= (both + 1) ** 2 * (both + 2)
        expected = around_the_unseen(estimate, len(first | second), variance)

        assert row.n_estimated == pytest.approx(estimate)
        assert (row.n_low, row.n_high) == pytest.approx(expected)
        assert row.coverage_a == pytest.approx(a / estimate)
        assert row.coverage_b == pytest.approx(b / estimate)
        assert row.coverage_both == pytest.approx(len(first | second) / estimate)


def independent_lists(held: dict[str, set[str]]) -> float:
    """Estimate the number of openings by a Poisson log-linear model of independence.

    Each history of being listed or not is a cell; that of no source is not seen, and
    is what the model's intercept stands for.
    """
    histories = [h for h in itertools.product([0, 1], repeat=len(held)) if any(h)]
    everything = set().union(*held.values())
    counts = [
        sum(
            all((opening in held[source]) == bool(on) for source, on in listed)
            for opening in everything
        )
        for listed in (list(zip(held, history, strict=True)) for history in histories)
    ]
    model = sm.GLM(
        counts, sm.add_constant(np.array(histories)), family=sm.families.Poisson()
    )
    return len(everything) + math.exp(model.fit(tol=1e-12).params[0])


def test_all_sources_give_the_log_linear_models_number(aggregates, holders):
    told = rows(aggregates, "agg_market_coverage")
    published = told[told["n_estimated"].notna()]

    assert {"all", "region", "grand_domain"} == set(published["dimension"])
    assert set(published["source"]) == {"all", *SOURCES}
    for (dimension, code), group in published.groupby(["dimension", "dimension_code"]):
        held = holders[(dimension, code)]
        seen = len(set().union(*held.values()))
        estimate = independent_lists(held)
        missed = [1 - len(ids) / estimate for ids in held.values()]
        variance = estimate / (
            1 / math.prod(missed) + len(held) - 1 - sum(1 / q for q in missed)
        )
        interval = around_the_unseen(estimate, seen, variance)

        shared = Counter(itertools.chain(*held.values()))
        for row in group.itertuples():
            size = seen if row.source == "all" else len(held[row.source])
            assert (row.n, row.n_seen) == (size, seen)
            assert row.n_shared == sum(times > 1 for times in shared.values())
            assert row.n_estimated == pytest.approx(estimate, rel=1e-6)
            assert (row.n_low, row.n_high) == pytest.approx(interval, rel=1e-5)
            assert row.coverage == pytest.approx(size / estimate, rel=1e-6)


def test_few_shared_openings_give_no_estimate(aggregates):
    told = rows(aggregates, "agg_market_coverage")
    few = told[told["n_shared"] < 20]

    assert len(few)
    assert few[["n_estimated", "n_low", "n_high", "coverage"]].isna().all(None)
