"""Filters and URLs: a link means the same to everyone, and a bad one means nothing."""

import pytest

from streamlit_app.filters import Filters, from_query, to_query

FULL = Filters(
    source=("wttj", "france_travail"),
    region=("84", "11"),
    departement=("2A", "971"),
    domain=("M", "C15"),
    occupation=("M1811",),
    contract=("CDI",),
    status="all",
)


@pytest.mark.parametrize("filters", [Filters(), FULL], ids=["default", "full"])
def test_a_link_says_what_was_chosen(filters):
    assert from_query(to_query(filters)) == filters


def test_defaults_leave_the_url_clean():
    assert to_query(Filters()) == {}


@pytest.mark.parametrize(
    "value",
    ["", "'; drop table x; --", "<script>", "%00", "../..", "M1811 ", "9" * 99, "é"],
)
def test_bad_values_are_inert(value):
    names = ("source", "region", "departement", "domain", "occupation", "contract")
    query = {name: [value] for name in names}

    assert from_query(query | {"status": [value]}) == Filters()


def test_a_link_holds_a_bounded_number_of_values():
    many = {"departement": [f"{n:02}" for n in range(95)]}

    assert len(from_query(many).departement) == 30


def test_filters_survive_a_change_of_page_and_reach_the_url(open_app):
    app = open_app(region=["84"], status="all", occupation="nonsense")
    assert app.query_params["region"] == "84"
    assert "occupation" not in app.query_params

    app.switch_page("app_pages/collection.py").run()

    assert app.query_params["region"] == "84"
    assert app.session_state["filters"] == Filters(region=("84",), status="all")


def test_a_value_that_the_release_does_not_know_is_dropped(open_app):
    app = open_app(departement=["00", "69"])

    assert not app.exception
    assert app.query_params["departement"] == "69"


def test_clearing_forgets_everything(open_app):
    app = open_app(region="84", status="all")

    next(b for b in app.button if b.label == "Effacer les filtres").click().run()

    assert app.session_state["filters"] == Filters()
    assert "region" not in app.query_params
