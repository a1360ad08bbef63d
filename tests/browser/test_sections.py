"""What is below the fold is drawn when the reader comes to it."""

import pytest
from playwright.sync_api import expect

from benchmarks.browser import show_whole

pytestmark = pytest.mark.browser


def test_charts_are_drawn_as_they_come_into_sight(reader):
    page = reader.open(viewport={"width": 1280, "height": 500})
    charts, rooms = page.get_by_test_id("stPlotlyChart"), page.locator(ROOMS)
    at_first = charts.count()
    assert rooms.count()

    show_whole(page)
    expect(rooms).to_have_count(0)
    assert charts.count() > at_first


ROOMS = '[class*="st-key-room_"]'
