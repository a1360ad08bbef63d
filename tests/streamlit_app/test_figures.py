"""What overview, skills, salaries and trends tell is what SQL on the marts tells."""

import numpy as np
import pandas as pd
import pytest
import streamlit as st
from scipy import stats

from streamlit_app.figure_row import life_figure
from streamlit_app.questions.key_figures import MEDIANS_COMPARED
from streamlit_app.questions.quantiles import LOW_RANK
from streamlit_app.texts import number
from streamlit_app.trend_cards import month_figure
from tests.streamlit_app.invented_release import AS_OF, RELEASE, make_cubes
from tests.streamlit_app.test_pages import figures, notes, sql

EVERY = ("overview", "skills", "salaries", "trends")
NARROW = {
    "nobody": {"departement": "75", "occupation": "N4101", "contract": "STAGE"},
    "a crossing": {"region": "84", "contract": ["CDI", "CDD"], "status": "all"},
    "a domain": {"domain": "M"},
    "a skill": {"skill": "sk_google_analytics"},
}


@pytest.mark.parametrize("page", EVERY)
@pytest.mark.parametrize("query", NARROW.values(), ids=NARROW)
def test_pages_bear_any_filter(page, query, open_app):
    app = open_app(page, **query)

    assert not app.exception
    assert not [entry for entry in app.subheader if "erreur" in entry.value]


def rows_of(app, key: str, column: str):
    """Unfold a chart's rows and return them: the table that has such a column."""
    app.session_state[f"rows_{key}"] = True
    app.run()
    assert not app.exception
    return next(frame.value for frame in app.dataframe if column in frame.value)


def test_a_stock_is_compared_with_the_end_of_a_collection(open_app, published):
    began = "timestamptz '2026-02-22 05:44+00'"
    with published.cursor() as cursor:
        cursor.execute(
            f"update {RELEASE}.fct_crawl_runs set kind = 'full' "
            "where run_id like '%%-7' or run_id like '%%-1'"
        )
        cursor.execute(f"set search_path to {RELEASE}")
        make_cubes(cursor, AS_OF)
        cursor.execute(f"grant select on all tables in schema {RELEASE} to public")
        cursor.execute("reset search_path")
    before = sql(
        published,
        f"select count(*) from fct_openings where open_known_at <= {began} "
        f"and coalesce(close_known_at > {began}, true) and opening_id not in "
        "(select counted_id from fct_reopenings where counted_kind = 'opening' "
        f"and close_known_at <= {began} and reopened_at > {began})",
    )
    opened = sql(published, "select count(*) from fct_openings where is_open")

    app = open_app()

    change = opened / before - 1
    told = notes(app)["Postes ouverts"]
    assert told.startswith(("+" if change >= 0 else "-") + number(100 * abs(change), 1))
    assert "22/02/2026" in told


def test_shares_and_lifts_of_a_crossing_are_ratios_of_counts(open_app, published):
    rows = rows_of(open_app("skills", status="all"), "heat", "lift")
    cell = rows[rows["lift"].notna()].iloc[0]

    named = "inner join fct_opening_skills using (opening_id) "
    named += "inner join dim_skills using (skill_id) "
    of_skill = f"label_fr = '{cell['label']}'"
    of_group = (
        "rome_code = (select rome_code from dim_occupations "
        f"where rome_label = '{cell['name']}')"
    )
    count = "select count(*)::float from fct_openings "
    both = sql(published, f"{count} {named} where {of_skill} and {of_group}")
    group = sql(published, f"{count} where {of_group}")
    skill = sql(published, f"{count} {named} where {of_skill}")
    everyone = sql(published, count)
    assert cell["share"] == pytest.approx(both / group)
    assert cell["lift"] == pytest.approx(both / group / (skill / everyone))


def test_a_filtered_demand_counts_as_the_aggregate_does(published):
    from streamlit_app.filters import Filters
    from streamlit_app.questions import skills

    one = Filters(domain=("M",))
    mart = skills.demand(one, ["hard"], "fr").set_index("skill_id")
    statement, parameters = skills.demand_of_some(one)
    counted = skills.ask(statement, parameters).set_index("skill_id")

    for column in ("openings", "required", "share", "n", "new_openings", "new_n"):
        assert mart[column].equals(counted.loc[mart.index, column]), column


def test_the_median_pay_of_a_crossing_is_sqls(open_app, published):
    app = open_app("salaries", contract=["CDI", "CDD"], source="france_travail")

    where = (
        "salary_basis = 'declared' and contract_family in ('CDI', 'CDD') "
        "and 'france_travail' = any(string_to_array(sources, ',')) "
    )
    part_time = f"{where} and working_time = 'part'"
    assert sql(published, f"select count(*) from fct_openings where {part_time}")
    where += "and working_time <> 'part'"
    median = sql(
        published,
        "select percentile_cont(0.5) within group "
        "(order by (salary_annual_min_eur + salary_annual_max_eur) / 2) "
        f"from fct_openings where {where}",
    )
    n = sql(published, f"select count(*) from fct_openings where {where}")
    assert figures(app)["Salaire médian"] == f"{number(round(median, -2))}\u202f€"
    assert notes(app)["Postes avec salaire"].startswith(f"{number(n)} sur ")
    bins = rows_of(app, "salary_bins", "bin_low_eur")
    assert bins["openings"].sum() == n


def test_a_distribution_of_too_few_is_not_shown(open_app):
    app = open_app("salaries", departement="69")

    assert figures(app)["Salaire médian"] == "—"
    assert any("n < 20" in entry.value for entry in app.caption)


def test_survival_is_told_with_its_median_and_interval(open_app):
    app = open_app("trends")

    assert figures(app)["Durée médiane en ligne"] == "23 jours"
    assert "20 – 26" in notes(app)["Durée médiane en ligne"]
    curve = rows_of(app, "lifetimes", "survival")
    assert curve["survival"].is_monotonic_decreasing


def test_a_chart_that_cannot_follow_a_filter_says_so(open_app):
    app = open_app("trends", contract="CDI", region="84")

    told = [e.value for e in app.caption if "ne suit pas" in e.value]
    assert any("Auvergne" in words and "Contrat" in words for words in told)
    assert "Ce graphique ne suit pas les filtres : Région, Contrat." in " ".join(told)
    assert figures(app)["Nouveaux postes, indice"] == "—"
    assert figures(app)["Durée médiane en ligne"] == "—"


@pytest.mark.parametrize("contract", [["ALTERNANCE"], ["ALTERNANCE", "STAGE"]])
def test_trainees_alone_are_told_what_they_are_paid(contract, open_app, published):
    app = open_app("salaries", contract=contract, source="france_travail")

    where = (
        "opened_at > timestamptz '2026-03-01 06:00+00' - interval '365 days' "
        f"and contract_family = any(array{contract}) "
        "and 'france_travail' = any(string_to_array(sources, ','))"
    )
    every = sql(published, f"select count(*) from fct_openings where {where}")
    where += " and salary_compared_eur is not null"
    n = sql(published, f"select count(*) from fct_openings where {where}")
    assert n
    told = notes(app)["Postes avec salaire"]
    assert told.startswith(f"{number(n)} sur {number(every)} ")


def test_trainees_are_left_out_beside_others(open_app, published):
    told = [
        notes(open_app("salaries", contract=contract, source="wttj"))
        for contract in (["CDI", "CDD"], ["CDI", "CDD", "STAGE", "ALTERNANCE"])
    ]

    assert told[0]["Postes avec salaire"] == told[1]["Postes avec salaire"]


def test_a_median_that_is_not_reached_is_not_said_to_rest_on_few(monkeypatch):
    monkeypatch.setattr(st, "session_state", {})
    ends = ("median_days", "median_days_low", "median_days_high")
    untold = dict.fromkeys((*ends, "share_open_after_30_days"))
    many, few = pd.Series({"n": 106, **untold}), pd.Series({"n": 6, **untold})

    for tell in (life_figure, month_figure):
        assert tell(many)[0] == tell(few)[0] == "—"
        assert "n = 106" in tell(many)[1]
        assert "n < 20" in tell(few)[1]


def test_a_median_has_one_interval_whatever_the_filters(published):
    of_n = f"array(select {LOW_RANK} from generate_series(20, 2000) as n)"
    told = np.array(sql(published, f"select {of_n}"))
    exact = stats.binom.ppf(0.025, np.arange(20, 2001), 0.5)

    # Nearly always the rank that agg_salaries sums exactly, and never a closer one.
    assert (told <= exact).all()
    assert (told == exact).mean() > 0.98


def test_a_change_of_medians_is_judged_by_the_interval_of_either(published):
    medians = (
        "with medians (is_new, median_eur, median_low_eur, median_high_eur) as (values "
        "(true, 26000::float, 25500::float, 26400::float), "
        "(false, 26400, 26100, 27000))"
    )
    with published.cursor() as cursor:
        cursor.execute(f"{medians} {MEDIANS_COMPARED}")
        now, before, low, high = cursor.fetchone()

    assert (now, before) == (26_000, 26_400)
    assert low == pytest.approx(-400 - np.hypot(500, 600))
    assert high == pytest.approx(-400 + np.hypot(400, 300))


def test_no_skill_is_left_out_of_the_count(open_app, published):
    many = "select 'sk_many_' || n from generate_series(1, 500) as n"
    with published.cursor() as cursor:
        cursor.execute(
            f"set search_path to {RELEASE}; "
            f"insert into dim_skills select id, id, id, null, 'hard' from ({many}) "
            "as many (id); insert into agg_skill_demand "
            "(skill_id, dimension, dimension_code, openings, n) "
            f"select id, 'all', 'all', 20, 400 from ({many}) as many (id)"
        )
    try:
        followed = sql(
            published,
            "select count(*) from agg_skill_demand where dimension = 'all' "
            "and openings >= 20",
        )
        assert figures(open_app("skills"))["Compétences suivies"] == number(followed)
    finally:
        with published.cursor() as cursor:
            for table in ("agg_skill_demand", "dim_skills"):
                cursor.execute(
                    f"delete from {RELEASE}.{table} where skill_id like 'sk_many_%'"
                )
