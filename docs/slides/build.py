"""Build the presentation: `make slides` writes target/slides.pdf.

The text stands in slides.md; its figures are asked of the published marts when it is
built, its pictures are those of `make screenshots`.
"""

import shutil
import sys
from pathlib import Path
from typing import Any

import psycopg2
import yaml
from jinja2 import Environment, StrictUndefined
from markdown_it import MarkdownIt
from playwright.sync_api import sync_playwright
from psycopg2.extras import RealDictCursor

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PDF = ROOT / "target" / "slides.pdf"

COUNTS = """
    select
        (select count(*) from published.fct_offers) as offers,
        (select count(*) from published.fct_offers where is_open) as open_offers,
        (select count(*) from published.fct_openings where is_open) as open_openings,
        (
            select avg((salary_annual_min_eur is null)::int)
            from published.fct_openings
            where is_open
        ) as share_unpaid,
        (select max(as_of) from published.releases) as as_of,
        (
            select bool_or(site ~ '127\\.0\\.0\\.1|localhost')
            from published.fct_crawl_runs
        ) as is_simulated
"""
RUNS = """
    select distinct on (runs.source)
        sources.source_label,
        runs.announced,
        runs.collected,
        case when runs.is_certified then 'certified' else 'not certified' end as status
    from published.fct_crawl_runs as runs
    inner join published.dim_sources as sources on runs.source = sources.source
    order by runs.source, runs.ended_at desc
"""
QUALITY = """
    select task, measure, value, interval_low, interval_high, n
    from published.agg_model_quality
    where basis = 'labelled' and task <> 'personal_data'
    order by task, measure
"""


def main() -> str | None:
    """Ask, fill in, print; return in one line what is missing."""
    try:
        figures = ask_figures()
    except psycopg2.Error as error:
        reason = str(error).strip().splitlines()[0]
        return f"vigie: nothing published to tell ({reason}); run `make demo` first"
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        return "vigie: slides are printed by Chromium; install it (apt: chromium)"
    page = ROOT / "target" / "slides.html"
    page.parent.mkdir(exist_ok=True)
    page.write_text(page_of((HERE / "slides.md").read_text(), figures))
    print_pdf(page, browser)
    return None


def ask_figures() -> dict[str, Any]:
    """Return the figures of the slides, written as people read them."""
    with (
        # libpq reads PGHOST and the others itself.
        psycopg2.connect(options="-c role=vigie_reader") as connection,
        connection.cursor(cursor_factory=RealDictCursor) as cursor,
    ):
        rows = {}
        for name, query in {"counts": COUNTS, "runs": RUNS, "quality": QUALITY}.items():
            cursor.execute(query)
            rows[name] = cursor.fetchall()
    counts = rows["counts"][0]
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text())
    names = ("offers", "open_offers", "open_openings")
    return {
        **{name: f"{counts[name]:,}" for name in names},
        "share_unpaid": f"{counts['share_unpaid']:.0%}",
        "as_of": f"{counts['as_of']:%d %B %Y}",
        "origin": "Simulated offers" if counts["is_simulated"] else "Published offers",
        "smallest_n": project["vars"]["smallest_published_n"],
        "runs": [with_thousands(run) for run in rows["runs"]],
        "quality": [written(row) for row in rows["quality"]],
    }


def with_thousands(run: dict[str, Any]) -> dict[str, Any]:
    """Write a run's counts with thousands apart."""
    counts = {name: f"{run[name] or 0:,}" for name in ("announced", "collected")}
    return {**run, **counts}


def written(row: dict[str, Any]) -> dict[str, Any]:
    """Write a score and its interval with two decimals."""
    low, high = row["interval_low"], row["interval_high"]
    interval = f"{low:.2f}–{high:.2f}"
    return {**row, "value": f"{row['value']:.2f}", "interval": interval}


def page_of(source: str, figures: dict[str, Any]) -> str:
    """Return the slides as one HTML page; a figure that is not there is an error."""
    filled = Environment(undefined=StrictUndefined).from_string(source).render(figures)
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    slides = (markdown.render(slide) for slide in filled.split("\n---\n"))
    style = (HERE / "slides.css").read_text()
    body = "".join(f"<section>{slide}</section>" for slide in slides)
    base = (HERE / "slides.md").as_uri()
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><base href="{base}">'
        f"<title>Vigie</title><style>{style}</style><body>{body}</body></html>"
    )


def print_pdf(page: Path, browser: str) -> None:
    """Print a page to PDF in headless Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=browser, args=["--no-sandbox"]
        )
        tab = chromium.new_page()
        tab.goto(page.as_uri())
        tab.pdf(path=PDF, prefer_css_page_size=True, print_background=True)
        chromium.close()


if __name__ == "__main__":
    sys.exit(main())
