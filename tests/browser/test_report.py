"""The report as its readers open it: a file, without any network."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from report.page import page as report_page
from report.warehouse import Warehouse
from tests.browser.test_accessibility import GRAVE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def written(warehouse, tmp_path_factory) -> str:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in warehouse.environment.items():
            patch.setenv(name, value)
        opened = Warehouse()
        file = tmp_path_factory.mktemp("report") / "report.html"
        file.write_text(report_page(opened), encoding="utf-8")
        opened.connection.close()
    return file.as_uri()


@pytest.fixture
def page(chrome: Browser, written: str):
    """Open the report offline; no dialog, no error and no other address are allowed."""
    harm: list[str] = []
    context = chrome.new_context(
        offline=True, locale="fr-FR", viewport={"width": 1280, "height": 900}
    )
    opened = context.new_page()
    opened.on("request", lambda request: harm.append(request.url))
    opened.on("pageerror", lambda error: harm.append(str(error)))
    opened.on("console", lambda said: said.type == "error" and harm.append(said.text))

    def note_dialog(dialog) -> None:
        harm.append(f"dialog {dialog.message}")
        dialog.dismiss()

    opened.on("dialog", note_dialog)
    opened.goto(written)
    wait_until_chosen(opened, "all all all")
    yield opened
    context.close()
    assert harm == [written]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_is_accessible_by_day_and_by_night(page, scheme):
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page).response["violations"]

    assert not [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]
    ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(20, 20, 20)") == (scheme == "dark")


def wait_until_chosen(page: Page, choice: str) -> None:
    expect(page.locator("body")).to_have_attribute("data-drawn", choice)


def figure(page: Page, name: str) -> int:
    told = page.locator(f'output[data-figure="{name}"]').inner_text()
    return int(re.sub(r"\D", "", told))


def bars(page: Page, chart: str) -> list[str]:
    """Return the names beside a chart's bars, from below."""
    return page.evaluate(
        "name => Bokeh.documents[0].get_model_by_name(name).y_range.factors", chart
    )


def test_a_choice_changes_every_figure_to_what_sql_says(page, sql):
    everything = figure(page, "open_openings")
    page.get_by_label("Famille de métiers", exact=True).select_option(label="Santé")
    wait_until_chosen(page, "all J all")
    page.get_by_label("Contrat", exact=True).select_option(label="CDI")
    wait_until_chosen(page, "all J CDI")
    told = figure(page, "open_openings")

    where = "from fct_openings where is_open"
    assert everything == sql(f"select count(*) {where}")
    assert told == sql(
        f"select count(*) {where} and rome_code like 'J%' and contract_family = 'CDI'"
    )
    assert 0 < told < everything
    assert len(bars(page, "regions")) == sql(
        f"select count(distinct coalesce(region_code, '')) {where} "
        "and rome_code like 'J%' and contract_family = 'CDI'"
    )
    page.get_by_role("button", name="Tout effacer").click()
    wait_until_chosen(page, "all all all")
    assert figure(page, "open_openings") == everything


def test_a_click_on_a_bar_chooses_what_it_stands_for(page, sql):
    longest = bars(page, "domains")[-1].replace("'", "''")
    plot = page.locator(".domains canvas").last
    box = plot.bounding_box()
    # The longest bar is the first; its middle is inside whatever the labels take.
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + 26)

    expect(page.locator("body")).not_to_have_attribute("data-drawn", "all all all")
    assert figure(page, "open_openings") == sql(
        "select count(*) from fct_openings inner join dim_occupations "
        f"using (rome_code) where is_open and grand_domain_label = '{longest}'"
    )


def test_a_bar_tells_its_figures_when_pointed_at(page):
    box = page.locator(".domains canvas").last.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 26)

    expect(page.locator(".bk-Tooltip")).to_contain_text(bars(page, "domains")[-1])


def test_what_publishers_wrote_is_shown_as_text(page, sql):
    hostile = sql("select count(*) from fct_openings where is_open and title ~ '<'")
    told = page.evaluate(
        "() => Bokeh.documents[0].get_model_by_name('newest').source.data.title"
        ".filter(title => title.includes('<script>')).length"
    )
    page.locator(".newest").scroll_into_view_if_needed()

    assert told == hostile
    assert not page.locator(".newest img, .newest script").count()
    assert not page.locator(".newest a:not([href^='http'])").count()


def test_it_fits_a_telephone(page):
    page.set_viewport_size({"width": 390, "height": 844})

    wide = "document.documentElement.scrollWidth <= window.innerWidth"
    page.wait_for_function(wide)
