"""What each page of the dashboard costs its readers and its server:
`python -m benchmarks.dashboard [--folder F]`. README.md explains the columns."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import numpy as np
import psutil
from playwright.sync_api import BrowserContext, Page

from benchmarks.browser import IS_DRAWN, PAGES, ROOT, browser, served, wait_until_drawn
from benchmarks.sessions import cpu_a_session

# An empty page, at the root and at an address of its own: of any page that has one,
# Streamlit's browser side first asks there for the server, and a moment later at the
# root.
FLOOR = """
import plotly.graph_objects as go
import streamlit as st


def chart():
    figure = go.Figure(go.Bar(x=list("abcdefgh"), y=[3, 1, 4, 1, 5, 9, 2, 6]))
    st.plotly_chart(figure)


root = st.Page(chart, url_path="root", default=True)
page = st.Page(chart, url_path="page")
st.navigation([root, page], position="hidden").run()
"""
FLOOR_ADDRESSES = {"root": "", "page": "page"}
SESSIONS = 20
# Set one after the other: each draws a selection that nobody asked for before.
CHOICES = (
    ("Région", "Bretagne"),
    ("Région", "Occitanie"),
    ("Contrat", "CDI"),
    ("Région", "Grand Est"),
    ("Source", "France Travail"),
    ("Région", "Hauts-de-France"),
    ("Contrat", "CDD"),
    ("Région", "Nouvelle-Aquitaine"),
)
MOST_RATIO, MOST_REDRAW_MS, MOST_CPU_MS = 1.3, 500, 200
COLUMNS = (
    f"{'page':12}  {'paint ms':>8}  {'of floor':>8}  {'redraw ms':>9}  "
    f"{'p95':>6}  {'first CPU':>9}  {'CPU ms':>7}"
)
PAINTED_AT = f"() => ({IS_DRAWN})() && performance.now()"
# From the press on a filter's value until the script that it starts has been drawn.
WATCH_REDRAW = f"""() => {{
    const isDrawn = {IS_DRAWN};
    const app = document.querySelector('[data-testid="stApp"]');
    window.redrawn = new Promise(resolve => {{
        let pressed, hasRun = false;
        const press = () => {{ pressed = performance.now(); }};
        document.addEventListener('pointerdown', press, {{capture: true, once: true}});
        const look = () => {{
            hasRun ||= pressed && app.dataset.testScriptState !== 'notRunning';
            if (hasRun && isDrawn()) resolve(performance.now() - pressed);
            else requestAnimationFrame(look);
        }};
        look();
    }});
}}"""


@dataclass
class Figures:
    """What was measured of one page, in milliseconds; `floor`: the one it has."""

    floor: str
    paints: list[float] = field(default_factory=list)
    redraws: list[float] = field(default_factory=list)
    first_cpu: float = 0.0
    cpu: float = 0.0


def main() -> int:
    """Measure every page and the floor in one run; fail where a limit is passed."""
    given = arguments()
    floors: dict[str, list[float]] = {name: [] for name in FLOOR_ADDRESSES}
    figures = {name: Figures("page" if PAGES[name] else "root") for name in given.pages}
    with ExitStack() as on:
        folder = on.enter_context(tempfile.TemporaryDirectory(prefix="vigie_floor_"))
        script = Path(folder) / "floor.py"
        script.write_text(FLOOR)
        empty = on.enter_context(served(script))
        warehouse = {**warehouse_of(given.folder)}
        warehouse["PGDATABASE"] = given.database or warehouse["PGDATABASE"]
        full = on.enter_context(served(environment=warehouse))
        urls = {name: f"{full.url}/{PAGES[name]}" for name in figures}
        for name, page in figures.items():
            page.first_cpu = cpu_a_session(full, PAGES[name], 1)
            page.cpu = cpu_a_session(full, PAGES[name], SESSIONS)
        context = on.enter_context(browser()).new_context(locale="fr-FR")
        context.set_default_timeout(60_000)
        # The first round fills the browser's caches, and is not counted.
        for is_counted in [False] + [True] * given.rounds:
            for name, address in FLOOR_ADDRESSES.items():
                painted = paint_ms(context, f"{empty.url}/{address}")
                floors[name] += [painted] * is_counted
            for name, page in figures.items():
                page.paints += [paint_ms(context, urls[name])] * is_counted
        for name, page in figures.items():
            page.redraws = redraws_ms(context, urls[name], given.redraws)
    return tell(figures, {name: median(paints) for name, paints in floors.items()})


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dashboard")
    parser.add_argument("--folder", type=Path, default=ROOT / "data" / "demo")
    parser.add_argument("--rounds", type=int, default=5, help="paints of each page")
    parser.add_argument("--redraws", type=int, default=6, help="filters set, at most 8")
    parser.add_argument("--pages", nargs="*", default=list(PAGES), choices=PAGES)
    parser.add_argument("--database", help="a database beside the folder's own")
    return parser.parse_args()


def warehouse_of(folder: Path) -> Mapping[str, str]:
    """Return the variables that lead to a data folder's warehouse; it is started."""
    told = subprocess.run(
        ["bash", "-c", 'eval "$("$0" -m ingestion env)" && env -0', sys.executable],
        cwd=ROOT,
        env={**os.environ, "VIGIE_DATA_DIR": str(folder.absolute())},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(line.split("=", 1) for line in told.stdout.split("\0") if line)


def paint_ms(context: BrowserContext, url: str) -> float:
    """Return the time from the start of the navigation to the last chart."""
    page = context.new_page()
    page.goto(url, wait_until="commit")
    drawn = page.wait_for_function(PAINTED_AT, polling="raf").json_value()
    page.close()
    return drawn


def redraws_ms(context: BrowserContext, url: str, times: int) -> list[float]:
    """Add one choice after the other to the filters; none was asked for before."""
    page = context.new_page()
    page.goto(url)
    wait_until_drawn(page)
    measured = [redraw_ms(page, *choice) for choice in CHOICES[:times]]
    page.close()
    return measured


def redraw_ms(page: Page, label: str, value: str) -> float:
    page.get_by_test_id("stSidebar").get_by_label(label).click()
    # The list draws only the options in sight.
    page.keyboard.type(value)
    option = page.get_by_role("option", name=value, exact=True)
    option.hover()
    page.evaluate(WATCH_REDRAW)
    option.click()
    redrawn = page.evaluate("() => window.redrawn")
    page.keyboard.press("Escape")
    wait_until_drawn(page)
    return redrawn


def tell(figures: Mapping[str, Figures], floors: Mapping[str, float]) -> int:
    """Print a row a page; return 1 where a limit is passed."""
    print(
        f"load {os.getloadavg()[0]:.1f} on {psutil.cpu_count()} processors\n{COLUMNS}"
    )
    for name, floor in floors.items():
        print(f"empty {name:6}  {floor:8.0f}")
    ratios = {
        name: median(page.paints) / floors[page.floor] for name, page in figures.items()
    }
    for name, page in figures.items():
        print(
            f"{name:12}  {median(page.paints):8.0f}  {ratios[name]:8.2f}  "
            f"{median(page.redraws):9.0f}  {p95(page.redraws):6.0f}  "
            f"{page.first_cpu:9.0f}  {page.cpu:7.0f}"
        )
    redraws = p95([redraw for page in figures.values() for redraw in page.redraws])
    ratio = max(ratios.values())
    cpu = max(page.cpu for page in figures.values())
    print(f"paint, the slowest page: {ratio:.2f} of the floor (most {MOST_RATIO})")
    print(f"redraw, p95 of all: {redraws:.0f} ms (most {MOST_REDRAW_MS})")
    print(f"CPU, the dearest page: {cpu:.0f} ms a session (most {MOST_CPU_MS})")
    is_good = ratio <= MOST_RATIO and redraws <= MOST_REDRAW_MS and cpu <= MOST_CPU_MS
    return 0 if is_good else 1


def p95(values: list[float]) -> float:
    return float(np.percentile(values, 95))


if __name__ == "__main__":
    sys.exit(main())
