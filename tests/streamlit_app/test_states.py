"""Nothing published, a server gone, a release replaced: a message, then recovery."""

import pytest
import streamlit as st

from streamlit_app import data
from tests.streamlit_app import invented_release as warehouse


def words(app) -> str:
    entries = [*app.subheader, *app.markdown]
    return " ".join(entry.value for entry in entries)


def test_nothing_published_yet_is_explained(open_app, published):
    with published.cursor() as cursor:
        cursor.execute("alter table published.releases rename to hidden")
        try:
            app = open_app()
            assert "Aucune donnée publiée" in words(app)
            assert not app.exception
        finally:
            cursor.execute("alter table published.hidden rename to releases")

    app.button[0].click().run()

    assert "Aucune donnée publiée" not in words(app)
    assert app.metric


def test_a_server_that_goes_away_is_explained_and_comes_back(
    open_app, published, monkeypatch, socket_folder
):
    app = open_app(contract="CDI")
    monkeypatch.setenv("PGHOST", f"{socket_folder}/gone")
    data.pool().empty()

    app.run()
    assert "L’entrepôt de données ne répond pas" in words(app)
    assert not app.exception

    monkeypatch.setenv("PGHOST", socket_folder)
    app.button[0].click().run()

    assert app.metric
    assert app.query_params["contract"] == "CDI"


def test_connections_that_were_cut_are_replaced_silently(open_app, published):
    app = open_app()
    with published.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where application_name = 'vigie dashboard'"
        )

    st.cache_data.clear()
    app.run()

    assert app.metric


def test_a_new_release_is_taken_as_a_whole(open_app, published):
    app = open_app()
    newer = "release_20260302063000"
    warehouse.publish(published, release=newer, offers=60)
    try:
        app.run()
        assert app.session_state["release"].schema == newer
        assert float(app.metric[1].value) < 60
    finally:
        with published.cursor() as cursor:
            cursor.execute(f"delete from published.releases where release = '{newer}'")
            cursor.execute(f"drop schema {newer} cascade")

    app.run()
    assert app.session_state["release"].schema == warehouse.RELEASE


def test_a_release_that_vanished_in_mid_run_is_explained(published):
    with pytest.raises(data.NothingPublished):
        data.answer("release_19990101000000", "select * from fct_offers", {})


@pytest.mark.parametrize(
    "schema", ["public", "release_2026; drop table x", "release_20260301063000 "]
)
def test_only_release_names_become_part_of_a_statement(schema, published):
    with pytest.raises(data.NothingPublished):
        data.answer(schema, "select 1", {})


def test_the_reader_cannot_write(published):
    import psycopg2

    with pytest.raises(psycopg2.errors.ReadOnlySqlTransaction):
        data.fetch(f"delete from {warehouse.RELEASE}.fct_offers", {})


def test_a_slow_question_is_told_apart(published):
    with pytest.raises(data.TooSlow):
        data.fetch("set local statement_timeout = 50; select pg_sleep(2)", {})


@pytest.mark.parametrize(
    ("site", "is_told"),
    [
        ("https://api.francetravail.io/partenaire/offresdemploi", False),
        ("http://127.0.0.1:8099/partenaire", True),
        (None, False),
    ],
)
def test_offers_that_are_not_the_publishers_are_told_apart(
    open_app, published, site, is_told
):
    with published.cursor() as cursor:
        cursor.execute("select max(release) from published.releases")
        schema = cursor.fetchone()[0]
        cursor.execute(f"update {schema}.fct_crawl_runs set site = %s", (site,))

    app = open_app()

    told = [entry.value for entry in app.info if "simulées" in entry.value]
    assert bool(told) == is_told


@pytest.mark.parametrize("page", ["overview", "occupations", "trends"])
def test_the_day_of_the_first_collection_has_nothing_to_compare_with(
    open_app, published, page
):
    newer = "release_20260302063000"
    warehouse.publish(published, release=newer, offers=60)
    try:
        with published.cursor() as cursor:
            cursor.execute(
                f"delete from {newer}.fct_crawl_runs "
                "where started_at < (select max(started_at) "
                f"from {newer}.fct_crawl_runs); "
                f"update {newer}.fct_crawl_runs set kind = 'full', is_certified = true"
            )
        app = open_app(page)
        assert "a rencontré une erreur" not in words(app)
        assert app.title
    finally:
        with published.cursor() as cursor:
            cursor.execute(f"delete from published.releases where release = '{newer}'")
            cursor.execute(f"drop schema {newer} cascade")
