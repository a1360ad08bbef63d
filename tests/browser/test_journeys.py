"""What a reader does with the dashboard, in a real browser."""

import csv
import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from benchmarks.browser import FIRST_PAGE, PAGES, wait_until_drawn
from streamlit_app.texts import catalogue

pytestmark = pytest.mark.browser
OTHER_PAGES = [name for name in PAGES if name != FIRST_PAGE]


def words(page: str, language: str = "fr") -> str:
    return catalogue()[page]["title"][language]


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_test_id("stSidebar").get_by_label(label).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")


def figure(page: Page, label: str) -> str:
    metric = page.get_by_test_id("stMetric").filter(has_text=label).first
    return metric.get_by_test_id("stMetricValue").inner_text()


def test_the_navigation_leads_to_every_page_and_back(reader):
    page = reader.open()
    for name in OTHER_PAGES:
        title = catalogue()["app"][name]["fr"]
        page.get_by_role("link", name=re.compile(rf"{title}$")).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(words(name))
        assert urlsplit(page.url).path == f"/{name}"
        # A click on a link that is drawn anew at that moment is lost.
        wait_until_drawn(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(words(OTHER_PAGES[-2]))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_last_entry_of_the_navigation_keeps_off_the_edge(reader, language):
    page = reader.open(f"?lang={language}")
    bar = page.get_by_test_id("stTopNav").bounding_box()
    last = page.get_by_test_id("stTopNavLink").last.bounding_box()

    assert bar["y"] <= last["y"] < bar["y"] + bar["height"]
    assert last["x"] + last["width"] + 16 <= bar["x"] + bar["width"]


def test_filters_go_into_the_url_and_a_shared_link_brings_them_back(reader, sql):
    page = reader.open()
    choose(page, "Contrat", "CDI")
    expect(page).to_have_url(re.compile("contract=CDI"))
    opened = sql(
        "select count(*) from fct_openings where is_open and contract_family = 'CDI'"
    )
    first = page.get_by_test_id("stMetricValue").first
    expect(first).to_have_text(str(opened))

    shared = reader.open(page.url.removeprefix(reader.url).lstrip("/"))
    assert figure(shared, "Postes ouverts") == str(opened)
    shared.get_by_role("link", name=re.compile("Lieux$")).first.click()
    expect(shared.get_by_role("heading", level=1)).to_have_text(words("places"))
    expect(shared).to_have_url(re.compile("contract=CDI"))


def test_a_click_on_the_map_filters_and_another_lifts_it(reader, sql):
    code = sql(
        "select departement_code from fct_openings where is_open "
        "and departement_code !~ '^97' group by 1 order by count(*) desc limit 1"
    )
    page = reader.open("places")
    for wanted in ([code], None):
        # Each choice has a map of its own.
        chosen = "" if wanted else code
        expect(page.locator(f".st-key-map_of_{chosen}")).to_be_visible()
        wait_until_drawn(page)
        click_on(page, 4, code)
        page.wait_for_function(
            "wanted => new URLSearchParams(location.search).get('departement')"
            " === wanted",
            arg=wanted and wanted[0],
        )
        assert query(page).get("departement") == wanted


def most_asked_skill(sql) -> str:
    return sql(
        "select skill_id from agg_skill_demand inner join dim_skills using (skill_id) "
        "where dimension = 'all' and kind = 'hard' order by share desc, 1 limit 1"
    )


def test_a_click_on_a_cell_of_the_crossing_leads_to_its_offers(reader, sql):
    page = reader.open("skills")
    skill = most_asked_skill(sql)
    click_on(page, 8, skill)

    expect(page.get_by_role("heading", level=1)).to_have_text(words("explorer"))
    expect(page).to_have_url(re.compile(f"skill={skill}"))
    expect(page).to_have_url(re.compile(r"occupation=[A-N]\d{4}"))


def test_a_click_on_a_cell_keeps_the_language(reader, sql):
    page = reader.open("skills?lang=en")
    click_on(page, 8, most_asked_skill(sql))

    expect(page.get_by_role("heading", level=1)).to_have_text(words("explorer", "en"))
    expect(page).to_have_url(re.compile("lang=en"))


def test_the_overview_answers_by_its_name_too(reader):
    page = reader.open("overview?contract=CDI")
    expect(page.get_by_role("heading", level=1)).to_have_text(words("overview"))
    expect(page).to_have_url(re.compile("contract=CDI"))


def click_on(page: Page, length: int, code: str) -> None:
    """Click on a point once its chart answers to the mouse."""
    for _ in range(100):
        x, y = page.evaluate(WHERE_IS, [length, code])
        page.mouse.move(x - 1, y)
        page.mouse.move(x, y)
        if page.locator(".hoverlayer .hovertext").count():
            break
        page.wait_for_timeout(250)
    page.mouse.click(x, y)


# Where a point is in the window, as the chart's own scales tell: the first whose code
# is the wanted, on the chart whose points carry so many figures.
WHERE_IS = """([length, code]) => {
    const isWanted = trace => trace.customdata?.[0]?.length === length;
    const chart = [...document.querySelectorAll('.js-plotly-plot')].find(
        plot => plot.data.some(isWanted));
    const points = chart.data.find(isWanted);
    const place = points.customdata.findIndex(row => row[0] === code);
    chart.scrollIntoView({block: 'center'});
    const box = chart.getBoundingClientRect();
    const {xaxis, yaxis} = chart._fullLayout;
    return [
        box.left + xaxis._offset + xaxis.d2p(points.x[place]),
        box.top + yaxis._offset + yaxis.d2p(points.y[place]),
    ];
}"""


def test_the_language_switches_and_stays(reader):
    page = reader.open("skills")
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("skills", "en"))
    expect(page).to_have_url(re.compile("lang=en"))
    page.get_by_role("link", name=re.compile("Salaries$")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("salaries", "en"))
    expect(page).to_have_url(re.compile("lang=en"))


def test_offers_download_as_csv_that_computes_nothing(reader, sql):
    page = reader.open("explorer?status=all")
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV").first.click()
    content = started.value.path().read_bytes()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))

    assert started.value.suggested_filename == "vigie-offres.csv"
    assert len(rows) == sql("select count(*) from fct_offers")
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.startswith("'=HYPERLINK")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))]


def test_a_figure_leads_to_its_offers(reader):
    page = reader.open("?contract=CDI")
    page.get_by_role("link", name=re.compile("Voir les offres")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("explorer"))
    expect(page).to_have_url(re.compile("contract=CDI"))
