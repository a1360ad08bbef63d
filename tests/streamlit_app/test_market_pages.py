"""Places, occupations and employers: their figures are SQL's, small n says nothing."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
import streamlit as st

from streamlit_app import filters, place_map
from streamlit_app.filters import Filters
from streamlit_app.questions import (
    employers,
    neighbours,
    occupations,
    places,
    salaries,
)
from streamlit_app.texts import number, share
from tests.streamlit_app.test_pages import figures, notes, sql


@pytest.fixture
def released(published, monkeypatch):
    """Ask questions without a page around them."""
    monkeypatch.setattr(st, "session_state", {})
    return published


def captions(app) -> str:
    return " ".join(entry.value for entry in app.caption)


def test_the_map_counts_what_sql_counts(released):
    areas = places.by_departement(Filters(contract=("CDI",))).set_index(
        "departement_code"
    )

    assert len(areas) == 101
    code = areas["openings"].idxmax()
    there = sql(
        released,
        "select count(*) from fct_openings where is_open and contract_family = 'CDI' "
        f"and departement_code = '{code}'",
    )
    assert areas["openings"][code] == there > 0
    assert areas["per_1000"][code] == pytest.approx(1000 * there / 650_000)
    assert not areas["is_chosen"].any()


def test_a_chosen_place_is_told_apart_and_the_map_keeps_the_others(released):
    areas = places.by_departement(Filters(region=("11",), departement=("75", "33")))

    assert set(areas["departement_code"][areas["is_chosen"]]) == {"75"}
    assert (areas["openings"] > 0).sum() > 50


def test_the_page_of_a_region_counts_its_openings(open_app, published):
    shown = figures(open_app("places", region="11"))

    there = sql(
        published,
        "select count(*) from fct_openings where is_open and region_code = '11'",
    )
    assert shown["Postes, ici"] == number(there)


def test_what_is_particular_to_a_place_rests_on_enough_openings(released):
    found = places.particular_occupations(Filters(region=("11",), status="all"))

    for row in found.itertuples():
        there = sql(
            released,
            "select count(*) from fct_openings where region_code = '11' "
            f"and rome_code = '{row.rome_code}'",
        )
        assert row.openings == there >= 20
    assert (found["lift"] > 1).all()


@pytest.mark.parametrize(
    ("before", "clicked", "after"),
    [((), ["33"], ("33",)), (("33",), ["33"], ()), (("75",), ["33"], ("33",))],
)
def test_a_click_on_the_map_chooses_or_lifts(before, clicked, after, monkeypatch):
    points = [{"customdata": [code, "name", 1, 0.1]} for code in clicked]
    chart = SimpleNamespace(selection=SimpleNamespace(points=points))
    state = {"filters": Filters(departement=before, region=("11",)), "map": chart}
    monkeypatch.setattr(st, "session_state", state)

    place_map.choose("map")

    assert filters.current() == Filters(departement=after)


@pytest.mark.parametrize("points", [[], [{}], [{"customdata": ["'; --"]}]])
def test_a_click_beside_the_map_changes_nothing(points, monkeypatch):
    chart = SimpleNamespace(selection=SimpleNamespace(points=points))
    state = {"filters": Filters(region=("11",)), "map": chart}
    monkeypatch.setattr(st, "session_state", state)

    place_map.choose("map")

    assert filters.current() == Filters(region=("11",))


def test_an_occupation_has_a_page_of_its_own(open_app, published):
    app = open_app("occupations", occupation="M1811")

    assert not app.exception
    assert app.title[0].value == "Data engineer"
    opened = sql(
        published,
        "select count(*) from fct_openings where is_open and rome_code = 'M1811'",
    )
    assert figures(app)["Postes"] == number(opened)


def test_an_occupation_tells_how_long_its_offers_stay(open_app):
    told = captions(open_app("occupations", occupation="M1811"))
    untold = captions(open_app("occupations", occupation="J1506"))

    assert "après 23 jours (intervalle à 95 % : 20 à plus que la durée suivie)" in told
    assert "jours (intervalle" not in untold


def test_an_occupations_lifetimes_say_what_they_do_not_follow(open_app):
    alone = captions(open_app("occupations", occupation="M1811"))
    narrowed = captions(open_app("occupations", occupation="M1811", region="84"))

    assert "ne suit pas" not in alone
    assert "ne suit pas les filtres : Région." in narrowed


def test_an_occupation_with_few_openings_gives_no_median(open_app):
    app = open_app("occupations", occupation="M1811", departement="975")
    if not app.metric:
        app = open_app("occupations", occupation="M1811", contract="STAGE")

    shown = figures(app)
    assert shown["Salaire médian"] == "—"
    assert "n < 20" in captions(app)


def test_an_occupations_pay_is_the_same_on_every_page(released):
    code = sql(
        released,
        "select rome_code from fct_openings where salary_basis = 'declared' "
        "and rome_code <> 'unknown' and contract_family not in ('ALTERNANCE', 'STAGE') "
        "group by 1 order by count(*) desc, 1 limit 1",
    )
    asked = Filters(source=("france_travail", "wttj", "service_public"))
    for every in (Filters(), asked):
        ranked = occupations.ranked(every).set_index("rome_code").loc[code]
        alone = salaries.overall(replace(every, occupation=(code,)))
        group = salaries.by_group(every, "occupation", "fr").set_index("code").loc[code]
        bands = salaries.by_experience(replace(every, occupation=(code,)))

        assert ranked["median_eur"] == alone["median_eur"] == group["median_eur"]
        assert ranked["paid"] == alone["n"] == group["n"] >= bands["n"].sum()


def test_neighbours_are_other_occupations_with_enough_openings(released):
    code = sql(
        released,
        "select dimension_code from agg_skill_demand "
        "where dimension = 'occupation' order by n desc, 1 limit 1",
    )
    near = neighbours.neighbours(code, "fr")

    assert len(near)
    assert code not in set(near["rome_code"])
    assert near["likeness"].between(0, 1.0000001).all()
    assert (near["n"] >= 20).all()


def test_agencies_are_counted_apart(open_app, published):
    app = open_app("employers")

    named = "from fct_openings where is_open and employer_id <> 'unknown'"
    employers_named = f"select count(distinct employer_id) {named}"
    direct = sql(published, f"{employers_named} and not is_agency")
    agencies = sql(published, f"{employers_named} and is_agency")
    by_agencies = sql(published, f"select avg(is_agency::integer) {named}")
    shown = figures(app)
    assert shown["Employeurs nommés"] == number(direct)
    assert agencies and shown["Part des agences"] == share(by_agencies)
    assert f"{agencies} agences" in notes(app)["Part des agences"]


def test_groups_of_employers_add_up(released):
    sizes = employers.by_size(Filters(status="all"))

    openings = sql(
        released,
        "select count(*) from fct_openings "
        "where employer_id <> 'unknown' and not is_agency",
    )
    assert sizes["openings"].sum() == openings


def test_the_ranking_of_employers_is_that_of_sql(released):
    ranked = employers.most_openings(Filters(), are_agencies=False, limit=5)

    for row in ranked.itertuples():
        openings = sql(
            released,
            "select count(*) from fct_openings "
            f"where is_open and employer_id = '{row.employer_id}'",
        )
        assert row.openings == openings
    assert ranked["openings"].is_monotonic_decreasing


def test_what_is_new_is_no_share_of_what_is_open(open_app, published):
    app = open_app("occupations", occupation="M1811")

    new = sql(
        published,
        "select count(*) from fct_openings where rome_code = 'M1811' "
        "and opened_at > timestamptz '2026-03-01 06:00+00' - interval '7 days'",
    )
    assert figures(app)["Nouveaux, 7 jours"] == number(new)
    # Some have closed since.
    assert "%" not in notes(app)["Nouveaux, 7 jours"]


def test_places_of_few_openings_have_no_shares(open_app, published):
    counted = (
        "select count(*) from fct_openings where is_open "
        "and rome_code = 'N4101' and contract_family = 'STAGE'"
    )
    assert 0 < sql(published, counted) < 20
    app = open_app("places", occupation="N4101", contract="STAGE")

    assert not app.exception
    for name in ("Postes localisés", "Premier département", "Part des dix premiers"):
        assert "%" not in f"{figures(app)[name]} {notes(app)[name]}"
        assert "n < 20" in notes(app)[name]


def test_regions_of_few_openings_are_not_ranked_per_inhabitant(open_app, published):
    app = open_app("places")
    app.session_state["places_measure"] = "map_per_1000"
    app.session_state["rows_regions"] = True
    app.run()

    assert not app.exception
    rows = next(frame.value for frame in app.dataframe if "per_1000" in frame.value)
    assert len(rows)
    assert (rows["openings"] >= 20).all()
