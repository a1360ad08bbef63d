"""Hostile words stay words: no dialog, no other host (see conftest.Reader), no link
that runs, whether they come from a publisher or in the address."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from benchmarks.browser import PAGES
from tests.browser.conftest import connected
from tests.streamlit_app import invented_release

pytestmark = pytest.mark.browser
HOSTILE = (
    '<script>alert(1)</script><img src="http://evil.example/i.png" '
    'onerror="alert(2)"><a href="javascript:alert(3)">a</a> '
    "![p](http://evil.example/p.png) [l](javascript:alert(4)) %s {x} ' _ \\"
)
LABELS = {
    "dim_employers": ("employer_name",),
    "dim_occupations": ("rome_label", "domain_label", "grand_domain_label"),
    "dim_skills": ("label_fr", "label_en"),
    "dim_contracts": ("label_fr", "label_en"),
    "dim_sources": ("source_label", "licence", "publisher"),
    "fct_offers": ("title", "employer_name"),
    "fct_openings": ("title", "employer_name"),
    "fct_offer_texts": ("extract",),
}
HARMFUL = """() => [...document.querySelectorAll('img, image, a, script, iframe')]
    .map(element => element.src || element.href?.baseVal || element.href || '')
    .filter(address => /^javascript:|^https?:..evil/i.test(address))"""
ADDRESSES = (
    f"explorer?q={quote(HOSTILE[:180])}",
    f"explorer?offer={quote(HOSTILE)}&lang={quote(HOSTILE)}",
    f"?contract={quote(HOSTILE)}&departement={quote(HOSTILE)}&skill={quote(HOSTILE)}",
    "places?departement=%27%20or%201=1--&region=%25&occupation=_____&source=%00",
    "explorer?q=%25_%27%22%5C",
)


@pytest.fixture(scope="module")
def hostile_release(warehouse):
    """Publish a release in which every publisher's word is hostile."""
    name = "release_20260303063000"
    with connected(warehouse) as connection, connection.cursor() as cursor:
        invented_release.publish(connection, release=name)
        cursor.execute(f"set search_path to {name}")
        for table, columns in LABELS.items():
            for column in columns:
                cursor.execute(
                    f"update {table} set {column} = %s || left({column}, 9)", (HOSTILE,)
                )
        cursor.execute("update fct_offers set url = 'javascript:alert(5)'")
        yield name
        cursor.execute(f"delete from published.releases where release = '{name}'")
        cursor.execute(f"drop schema {name} cascade")


def hover_over_charts(page: Page) -> None:
    for chart in page.locator(".js-plotly-plot").all()[:4]:
        chart.scroll_into_view_if_needed()
        chart.hover(position={"x": 200, "y": 100})


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_hostile_words_is_inert(name, reader, hostile_release):
    page = reader.open(PAGES[name])
    hover_over_charts(page)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate(HARMFUL) == []


def test_a_hostile_offer_is_inert(reader, sql, hostile_release):
    key = sql(f"select min(offer_key) from {hostile_release}.fct_offers where is_open")
    page = reader.open(f"explorer?offer={quote(key)}")

    title = page.get_by_role("heading", level=4)
    expect(title).to_contain_text("<script>alert(1)</script>")
    assert page.evaluate(HARMFUL) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_hostile_address_is_inert(address, reader):
    page = reader.open(address)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate(HARMFUL) == []
