"""A warehouse that goes away in mid-session: told, and over without a restart."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_server_that_dies_is_told_and_the_page_comes_back(reader, warehouse):
    page = reader.open("places?contract=CDI")
    figures = page.get_by_test_id("stMetric")
    expect(figures.first).to_be_visible()
    warehouse.stop()
    try:
        page.get_by_role("radio", name="English").click()
        expect(page.get_by_text("The warehouse does not answer")).to_be_visible()
        expect(figures).to_have_count(0)
    finally:
        warehouse.start()

    page.get_by_role("button", name="Try again").click()

    expect(figures.first).to_be_visible()
    expect(page.get_by_text("The warehouse does not answer")).to_have_count(0)
    assert "contract=CDI" in page.url
