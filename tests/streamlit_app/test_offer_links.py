"""From a figure to its offers: a link selects what the figure counts."""

from urllib.parse import parse_qs

import pytest
import streamlit as st

from streamlit_app.filters import Filters, from_query
from streamlit_app.questions import explorer
from streamlit_app.questions.explorer import Search
from tests.streamlit_app.test_pages import sql


def table_of(app, *columns: str):
    return next(
        frame.value for frame in app.dataframe if set(columns) <= set(frame.value)
    )


def selected_by(address: str) -> Filters:
    path, query = address.split("?", 1)
    assert path == "explorer"
    return from_query(parse_qs(query))


def linked_query(app) -> dict[str, list[str]]:
    return parse_qs(app.get("page_link")[0].proto.query_string)


@pytest.fixture
def unfolded(open_app):
    """Open a page with a chart's rows unfolded."""

    def open_(page: str, rows: str, view: dict[str, str] | None = None, **query):
        app = open_app(page, **query)
        for name, value in {f"rows_{rows}": True, **(view or {})}.items():
            app.session_state[name] = value
        app.run()
        assert not app.exception
        return app

    return open_


@pytest.fixture
def count(published, monkeypatch):
    """Count what the explorer shows at an address."""

    def count_(address: str) -> int:
        with monkeypatch.context() as patched:
            patched.setattr(st, "session_state", {})
            return explorer.count(Search("", selected_by(address)))

    return count_


def test_a_departement_of_the_map_is_found_outside_the_chosen_region(unfolded, count):
    app = unfolded("places", "departements", region="11")

    rows = table_of(app, "departement_code", "see_offers")
    rows = rows[rows["openings"] > 0]
    assert len(rows) > 50
    for row in rows.head(20).itertuples():
        selection = selected_by(row.see_offers)
        assert selection == Filters(departement=(row.departement_code,))
        # An opening is one offer or more.
        assert count(row.see_offers) >= row.openings


def test_a_neighbour_is_told_and_found_whatever_the_filters(unfolded, count, published):
    code = sql(
        published,
        "select dimension_code from agg_skill_demand "
        "where dimension = 'occupation' order by n desc, 1 limit 1",
    )
    app = unfolded("occupations", "neighbours", occupation=code, contract="CDI")

    rows = table_of(app, "likeness", "see_offers")
    assert len(rows)
    for row in rows.itertuples():
        selection = selected_by(row.see_offers)
        assert selection == Filters(occupation=selection.occupation)
        assert count(row.see_offers) >= row.n


def test_pay_is_that_of_closed_offers_too(unfolded, count):
    sources = ("france_travail", "service_public", "wttj")
    app = unfolded("salaries", "salary_groups", source=list(sources))

    rows = table_of(app, "median_eur", "see_offers")
    assert len(rows)
    for row in rows.itertuples():
        selection = selected_by(row.see_offers)
        assert (selection.source, selection.status) == (sources, "all")
        assert count(row.see_offers) >= row.n
    assert linked_query(app) == {"source": list(sources), "status": ["all"]}


def test_lifetimes_are_those_of_closed_offers_too_and_follow_one_filter(unfolded):
    app = unfolded("trends", "lifetimes", {"lifetime_side": "contract"}, region="11")

    rows = table_of(app, "median_days", "see_offers")
    assert len(rows)
    for row in rows.itertuples():
        selection = selected_by(row.see_offers)
        assert selection == Filters(contract=selection.contract, status="all")


def test_no_address_selects_the_offers_of_a_week(unfolded):
    weeks = table_of(unfolded("trends", "trajectories"), "week_start")

    assert len(weeks)
    assert "see_offers" not in weeks


def test_a_link_keeps_the_language(unfolded):
    app = unfolded("skills", "heat", lang="en")

    address = table_of(app, "lift", "see_offers")["see_offers"].iloc[0]
    assert parse_qs(address.split("?", 1)[1])["lang"] == ["en"]
    shown = linked_query(unfolded("salaries", "salary_groups", lang="en"))
    assert shown == {"status": ["all"], "lang": ["en"]}
