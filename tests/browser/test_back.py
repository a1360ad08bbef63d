"""Back undoes what the reader did last, and Forward does it again."""

import re

import pytest
from playwright.sync_api import Page, expect

from benchmarks.browser import wait_until_drawn
from tests.browser.test_journeys import (
    choose,
    click_on,
    most_asked_skill,
    query,
    words,
)

pytestmark = pytest.mark.browser


def filters_of(page: Page):
    return page.get_by_test_id("stSidebar").locator("[data-tag]")


def test_back_takes_a_filter_off_and_forward_puts_it_on(reader):
    page = reader.open()
    choose(page, "Contrat", "CDI")
    expect(page).to_have_url(re.compile("contract=CDI"))
    wait_until_drawn(page)

    page.go_back()
    expect(filters_of(page)).to_have_count(0)
    wait_until_drawn(page)
    assert "contract" not in query(page)

    page.go_forward()
    expect(filters_of(page)).to_have_text(["CDI"])
    expect(page).to_have_url(re.compile("contract=CDI"))


def test_back_from_a_cells_offers_leads_to_the_skills_as_they_were(reader, sql):
    page = reader.open("skills")
    click_on(page, 8, most_asked_skill(sql))
    expect(page.get_by_role("heading", level=1)).to_have_text(words("explorer"))
    expect(page).to_have_url(re.compile("skill="))
    wait_until_drawn(page)

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("skills"))
    expect(filters_of(page)).to_have_count(0)
    wait_until_drawn(page)
    assert not query(page)


def test_back_searches_again_what_was_searched_before(reader):
    page = reader.open("explorer")
    field = page.get_by_test_id("stTextInputField")
    for searched in ("vendeur", "comptable"):
        field.fill(searched)
        field.press("Enter")
        expect(page).to_have_url(re.compile(f"q={searched}"))
        wait_until_drawn(page)

    for step, searched in (
        (page.go_back, "vendeur"),
        (page.go_back, ""),
        (page.go_forward, "vendeur"),
    ):
        step()
        expect(field).to_have_value(searched)
        wait_until_drawn(page)
        assert query(page).get("q", [""]) == [searched]


def test_back_from_a_page_keeps_the_filters_that_it_was_opened_under(reader):
    page = reader.open("employers?contract=CDI")
    page.get_by_role("link", name=re.compile("Lieux$")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("places"))
    expect(page).to_have_url(re.compile("contract=CDI"))
    wait_until_drawn(page)

    # The change of page may have left an address without filters.
    for _ in range(2):
        if "/employers" not in page.url:
            page.go_back()
            page.wait_for_timeout(500)
            wait_until_drawn(page)
            expect(filters_of(page)).to_have_text(["CDI"])
    expect(page.get_by_role("heading", level=1)).to_have_text(words("employers"))
