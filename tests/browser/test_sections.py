"""Charts are drawn when the reader comes to them, and at once as they stay."""

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


@pytest.mark.parametrize("address", ["", "skills", "employers", "salaries", "trends"])
def test_the_first_chart_was_given_the_room_that_plotly_takes(reader, address):
    page = reader.open(address, locale="fr-FR")
    given, taken = page.locator(".js-plotly-plot").first.evaluate(
        "plot => [plot.layout.margin, plot._fullLayout._size]"
    )
    assert {side: round(taken[side]) for side in "lrtb"} == given


ROOMS = '[class*="st-key-room_"]'
