"""An offer with all that is behind it; hostile words stay words in every part."""

import pytest
import streamlit as st

from streamlit_app.filters import Filters
from streamlit_app.questions import explorer
from streamlit_app.questions.explorer import Search
from tests.streamlit_app.test_pages import sql


@pytest.fixture
def open_offer(open_app, published):
    def open_(lake_row: int, **query: str):
        key = sql(
            published, f"select offer_key from fct_offers where lake_row = {lake_row}"
        )
        app = open_app("explorer")
        app.query_params["offer"] = key
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return open_


def words(app) -> str:
    return " ".join(entry.value for entry in [*app.markdown, *app.caption])


def test_an_offer_tells_its_duplicates_and_why(open_offer):
    app = open_offer(8)

    assert not app.exception
    shown = words(app)
    assert "même intitulé" in shown
    assert r"\<img\/src\=x\/onerror\=alert\(3\)\>" in shown
    assert "<img" not in shown.replace(r"\<img", "")
    assert "Comparées, et gardées à part" in shown


def test_the_skills_read_in_an_extract_are_marked(open_offer):
    shown = words(open_offer(11))

    assert ":blue-background[goût du travail]" in shown
    # Of a skill that has left the dictionary nothing is said.
    assert "-background[rigueur]" not in shown


def test_a_changed_text_is_told_in_the_readers_language(open_offer):
    shown = words(open_offer(11))

    before, after = "1\u202f683 signes (empreinte d5f2df8e)", "(empreinte 0a1b2c3d)"
    assert f"Texte : {before} → 1\u202f733 signes {after}" in shown
    assert "characters" not in shown


def test_an_offer_tells_the_diploma_asked_for(open_offer, published):
    row = sql(
        published,
        "select min(lake_row) from fct_offers where education_level = 'bac_2'",
    )

    facts = open_offer(row).table[0].value

    assert ["Formation", r"Bac\+2"] in facts.to_numpy().tolist()


def test_an_offer_says_which_row_of_the_lake_it_comes_from(open_offer, published):
    shown = [entry.value for entry in open_offer(11).code]

    content_hash = sql(
        published, "select content_hash from fct_offers where lake_row = 11"
    )
    assert shown[:3] == ["lake.parquet", "11", content_hash]


def test_an_offer_taken_down_is_told_without_employer_link_and_text(
    open_offer, published
):
    row = sql(published, "select min(lake_row) from fct_offers where is_anonymised")
    app = open_offer(row)

    assert not app.exception
    assert "sa licence ne laisse plus montrer" in words(app)
    assert "n’est plus montré" in words(app)
    assert not app.get("link_button")


def test_the_history_runs_from_publication_to_closing(open_offer, published):
    row = sql(
        published,
        "select lake_row from fct_offers where not is_open and lake_row % 20 = 0 "
        "and salary_basis = 'declared' limit 1",
    )

    shown = words(open_offer(row))

    parts = ("publiée, selon la source", "Salaire :", "vue pour la dernière", "fermée")
    assert all(part in shown for part in parts)
    assert r"∅ → 32000\-36000" in shown


def test_an_offer_that_came_back_tells_both_spells(open_offer):
    shown = words(open_offer(20))

    assert shown.index("fermée : une collecte certifiée") < shown.index("rouverte")


def test_a_link_to_an_offer_works_where_the_filters_leave_nothing(open_app, published):
    key = sql(published, "select offer_key from fct_offers where lake_row = 11")
    app = open_app("explorer", q="introuvable")
    app.query_params["q"] = "introuvable"
    app.query_params["offer"] = key
    app.run()

    assert app.info
    assert any(entry.value.startswith("####") for entry in app.markdown)


@pytest.fixture
def released(published, monkeypatch):
    monkeypatch.setattr(st, "session_state", {})
    return published


def test_counting_stops_one_above_the_bound(released, monkeypatch):
    monkeypatch.setattr(explorer, "MOST_COUNTED", 40)

    assert explorer.count(Search("", Filters())) == 41
    assert explorer.count(Search("introuvable", Filters())) == 0


def test_of_a_common_word_the_newest_are_ranked(released, monkeypatch):
    everything = explorer.found(Search("rigueur", Filters(), "newest"), rows=600)
    monkeypatch.setattr(explorer, "DOWNLOAD_ROWS", 30)

    ranked = explorer.found(Search("rigueur", Filters(), "relevance"), rows=600)

    assert set(ranked["offer_key"]) == set(everything["offer_key"][:30])


def test_pages_follow_one_another_without_a_gap(released):
    search = Search("", Filters(status="all"), "newest")
    first, second = (explorer.found(search, page=page) for page in (1, 2))
    both = explorer.found(search, rows=50)

    assert [*first["offer_key"], *second["offer_key"]] == list(both["offer_key"])
