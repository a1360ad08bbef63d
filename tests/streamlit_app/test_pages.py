"""Every page over a real release: its figures are SQL's, hostile words stay words."""

import re

import pytest

from streamlit_app.texts import catalogue, number
from tests.streamlit_app.invented_release import RELEASE

PAGES = (
    "overview",
    "skills",
    "salaries",
    "places",
    "occupations",
    "employers",
    "trends",
    "explorer",
    "collection",
)


def figures(app) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def notes(app) -> dict[str, str]:
    return {
        metric.label: f"{metric.delta} {metric.proto.delta_description}"
        for metric in app.metric
    }


def sql(connection, query: str):
    with connection.cursor() as cursor:
        cursor.execute(f"set search_path to {RELEASE}; {query}")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_opens_in_both_languages(page, language, open_app):
    app = open_app(page, lang=language)

    assert not app.exception
    assert not app.error
    section = catalogue()[page]
    assert app.title[0].value == section["title"][language]


def test_the_key_figures_are_those_of_the_marts(open_app, published):
    app = open_app()
    shown = figures(app)

    opened = sql(published, "select count(*) from fct_openings where is_open")
    offers = sql(published, "select count(*) from fct_offers where is_open")
    new = sql(
        published,
        "select count(*) from fct_openings "
        "where opened_at > timestamptz '2026-02-22 06:00+00'",
    )
    assert shown["Postes ouverts"] == number(opened)
    assert f"{number(offers)} offres" in notes(app)["Postes ouverts"]
    assert shown["Nouveaux postes, 7 jours"] == number(new)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("J1506", "Métier J1506 du ROME · Soins paramédicaux · Santé"),
        ("K1302", "Métier K1302 du ROME · Services à la personne"),
    ],
)
def test_a_domain_without_a_name_is_left_out(code, said, open_app):
    assert said in [
        shown.value for shown in open_app("occupations", occupation=code).markdown
    ]


def test_a_filter_narrows_every_figure(open_app, published):
    shown = figures(open_app(contract="CDI"))

    opened = sql(
        published,
        "select count(*) from fct_openings where is_open and contract_family = 'CDI'",
    )
    assert shown["Postes ouverts"] == number(opened)


def test_offers_per_opening_are_told_of_the_whole_alone(open_app):
    told = notes(open_app())["Postes ouverts"]
    narrowed = notes(open_app(source="wttj"))["Postes ouverts"]

    everything = notes(open_app(status="all"))["Postes ouverts"]

    assert "par poste" in told
    assert everything == told
    assert "offres" in narrowed and "par poste" not in narrowed


def test_a_small_n_is_not_told_as_a_median(open_app):
    app = open_app(departement="975", occupation="N4101", contract="STAGE")
    shown = figures(app)

    assert shown["Salaire médian"] == "—"
    assert shown["Télétravail possible"] == "—"


def test_filters_that_leave_nothing_say_so(open_app, published):
    with published.cursor() as cursor:
        cursor.execute(
            f"insert into {RELEASE}.dim_sources values ('none', 'Vide') "
            "on conflict do nothing"
        )
    try:
        for page in ("overview", "explorer"):
            app = open_app(page, source="none")
            assert "Aucune offre pour ces filtres" in app.info[0].value
    finally:
        with published.cursor() as cursor:
            cursor.execute(f"delete from {RELEASE}.dim_sources where source = 'none'")


@pytest.mark.parametrize(
    ("words", "least"),
    [
        ("électricien", 1),
        ("ELECTRICIEN", 1),
        ("électriciens -chantier", 0),
        ("vendeur -conseils", 0),
        ("vendeur", 1),
        ("employeur 7", 1),
        ('"data engineer"', 1),
        ("comptable or infirmier", 1),
    ],
)
def test_search_folds_accents_and_reads_operators(words, least, open_app):
    app = open_app("explorer")

    app.text_input[0].set_value(words).run()

    assert not app.exception
    if least:
        assert len(app.dataframe[0].value) >= least
    else:
        assert app.info


@pytest.mark.parametrize(
    "words",
    [
        "'; drop table fct_offers; --",
        "%_\\",
        '"unclosed',
        "& | ! ( )",
        "a" * 500,
        "<script>",
        "🦆",
    ],
)
def test_hostile_searches_are_only_searches(words, open_app, published):
    app = open_app("explorer")

    app.text_input[0].set_value(words[:200]).run()

    assert not app.exception
    assert sql(published, "select count(*) from fct_offers") == 600


def test_an_offer_is_shown_from_its_link(open_app, published):
    key = sql(published, "select offer_key from fct_offers where lake_row = 7")
    app = open_app()
    app.query_params["offer"] = key
    app.switch_page("app_pages/explorer.py").run()
    app.query_params["offer"] = key
    app.run()

    headings = [entry.value for entry in app.markdown if entry.value.startswith("####")]
    assert headings == [r"#### \<script\>alert\(\"title\"\)\<\/script\> Data engineer"]
    shown = " ".join(entry.value for entry in app.markdown)
    assert r"\<img src\=x onerror\=alert\(2\)\>" in shown
    assert "<img" not in shown.replace(r"\<img", "")


def test_only_web_addresses_become_links(open_app, published):
    key = sql(published, "select offer_key from fct_offers where lake_row = 9")
    app = open_app("explorer")
    app.query_params["offer"] = key
    app.run()

    captions = [entry.value for entry in app.caption]
    assert "Cette offre n’a pas d’adresse publique." in captions
    assert not app.get("link_button")


def test_an_unknown_offer_is_said_to_be(open_app):
    app = open_app("explorer")
    app.query_params["offer"] = "wttj:' or 1=1 --\x00"
    app.run()

    assert not app.exception
    assert "Cette offre n’est pas dans la version publiée." in [
        entry.value for entry in app.caption
    ]


def test_the_collection_page_tells_the_checks(open_app):
    app = open_app("collection")

    words = " ".join(entry.value for entry in app.caption)
    assert r"raw\_wttj\.offers · 12/12" in words
    assert figures(app)["Collectées"] == number(3775)


def test_a_charts_rows_unfold_and_lead_to_their_offers(open_app, published):
    app = open_app(region="84")
    assert not app.dataframe

    app.session_state["rows_occupations"] = True
    app.run()

    rows = app.dataframe[0].value
    address = rows["see_offers"].iloc[0]
    assert re.fullmatch(r"explorer\?region=84&occupation=[A-N]\d{4}", address)
    code = address[-5:]
    assert rows["openings"].iloc[0] == sql(
        published,
        "select count(*) from fct_openings where is_open and region_code = '84' "
        f"and rome_code = '{code}'",
    )


def test_how_a_figure_is_computed_names_sources_and_tables(open_app):
    app = open_app(source="wttj")

    origins = {e.value for e in app.caption if e.value.startswith("Sources :")}
    assert any("Welcome to the Jungle" in origin for origin in origins)
    assert not any("France Travail" in origin for origin in origins)
