"""Every page for every reader: axe-core finds nothing grave, by day, by night, on a
phone, and no page scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from benchmarks.browser import PAGES, show_whole

pytestmark = pytest.mark.browser
GRAVE = {"serious", "critical"}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "color_scheme": "dark",
}
IS_WIDER = """() => [document.scrollingElement,
    document.querySelector('[data-testid="stMain"]')]
    .some(box => box.scrollWidth > box.clientWidth)"""
GROUND = """() => getComputedStyle(
    document.querySelector('[data-testid="stApp"]')).backgroundColor"""


def grave_faults(page: Page) -> list[str]:
    """Return what axe-core finds in the whole page: it judges only what is shown."""
    show_whole(page)
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:300]} {node.get('failureSummary', '')[:300]}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible(name, reader):
    assert not grave_faults(reader.open(PAGES[name]))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone_at_night(name, reader):
    page = reader.open(f"{PAGES[name]}?contract=CDI", **PHONE)

    assert page.evaluate(GROUND) == "rgb(16, 22, 29)"
    assert not page.evaluate(IS_WIDER)
    assert not grave_faults(page)
