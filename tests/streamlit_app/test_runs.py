"""The table of runs is there when it is unfolded; what is listed may be closed."""

import streamlit as st

from streamlit_app.questions.collection import source_coverage
from streamlit_app.questions.watching import was_watched
from streamlit_app.texts import number
from tests.streamlit_app.invented_release import RELEASE
from tests.streamlit_app.test_pages import sql


def test_the_table_of_runs_is_drawn_when_it_is_unfolded(open_app, published):
    app = open_app("collection")
    assert not app.dataframe

    app.session_state["run_table"] = True
    app.run()

    assert not app.exception
    assert set(app.dataframe[0].value["source_label"]) >= {"France Travail"}


def test_a_source_that_lists_what_is_closed_says_so(open_app, published):
    began = "(select max(started_at) from fct_crawl_runs where kind = 'full')"
    of_wttj = "select count(*) from fct_offers where source = 'wttj' and"
    opened = sql(published, f"{of_wttj} is_open")
    listed = sql(published, f"{of_wttj} last_seen_at >= {began}")
    assert opened < listed

    app = open_app("collection")

    said = f"{number(opened)} offres ouvertes sur {number(listed)} listées"
    assert any(said in caption.value for caption in app.caption)


def test_estimated_openings_are_whole(published):
    told = source_coverage()[["n_estimated", "n_low", "n_high"]].dropna()

    assert len(told) == 2
    assert (told % 1 == 0).all(axis=None)


def test_windows_compare_where_each_was_collected_at_its_end(published):
    assert was_watched(12)
    assert not was_watched(14)  # it began thirteen days before

    flip = (
        f"update {RELEASE}.fct_crawl_runs set is_certified = not is_certified "
        "where source = 'wttj' and started_at between '2026-02-20' and '2026-02-25'"
    )
    with published.cursor() as cursor:
        cursor.execute(flip)
    st.cache_data.clear()
    try:
        assert not was_watched(12)
    finally:
        with published.cursor() as cursor:
            cursor.execute(flip)
