"""Puts figures, charts and filters on one page, with everything it needs inside."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from bokeh.document import Document
from bokeh.embed import file_html
from bokeh.models import Button, ColumnDataSource, CustomJS, Select
from bokeh.resources import INLINE
from jinja2 import Environment, FileSystemLoader

from report import charts, questions
from report.questions import DIMENSIONS
from report.warehouse import Release, Warehouse

HERE = Path(__file__).parent
TEMPLATES = Environment(loader=FileSystemLoader(HERE), autoescape=True)
LANGUAGES = ("fr", "en")
CHART_OF = {"region": "regions", "domain": "domains", "contract": "contracts"}

Labels = Mapping[str, Mapping[str, str]]


def page(warehouse: Warehouse, language: str = "fr") -> str:
    """Return the report as HTML."""
    texts = catalogue()[language]
    labels = questions.labels(warehouse, language, texts["unknown"])
    figures = questions.figures(warehouse)
    drawn = draw(warehouse, figures, labels, texts)
    document = Document()
    link(document, drawn, ColumnDataSource(figures), labels, texts)
    return file_html(
        document,
        resources=INLINE,
        title=texts["title"],
        template=TEMPLATES.get_template("page.html"),
        template_variables={
            "language": language,
            "texts": texts,
            "release": warehouse.release,
            "origin": origin(warehouse.release, texts),
            "footer": footer(warehouse.release, texts),
            "is_watched": questions.was_watched(warehouse, days=14),
            "newest": len(drawn["newest"].source.data["title"]),
            "style": (HERE / "page.css").read_text("utf-8"),
        },
    )


def catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads((HERE / "texts.toml").read_text("utf-8"))


def draw(
    warehouse: Warehouse,
    figures: pd.DataFrame,
    labels: Labels,
    texts: charts.Texts,
) -> dict[str, charts.Chart]:
    """Draw each chart over its own rows."""
    named = {
        dimension: figures.assign(label=figures[dimension].map(labels[dimension]))
        for dimension in DIMENSIONS
    }
    skills = questions.skills(warehouse, figures)
    skills["label"] = skills.pop("skill_id").map(labels["skill"])
    weeks = questions.weeks(warehouse)
    return {
        **{
            CHART_OF[dimension]: charts.bars(rows, dimension, DIMENSIONS, texts)
            for dimension, rows in named.items()
        },
        "weeks": charts.weeks(weeks, DIMENSIONS, texts),
        "skills": charts.skills(skills, DIMENSIONS, texts),
        "pay": charts.pay(named["domain"], DIMENSIONS, texts),
        "newest": charts.newest(questions.newest(warehouse), DIMENSIONS, texts),
    }


def link(
    document: Document,
    drawn: Mapping[str, charts.Chart],
    figures: ColumnDataSource,
    labels: Labels,
    texts: charts.Texts,
) -> None:
    """Let the selects, and the bars of their dimensions, reach every figure."""
    selects = {
        dimension: select(dimension, figures, labels[dimension], texts)
        for dimension in DIMENSIONS
    }
    reached = [chart.reached() for chart in drawn.values()]
    follow = CustomJS(
        args={"selects": selects, "charts": reached, "figures": figures},
        code=(HERE / "follow.js").read_text("utf-8"),
    )
    for dimension, chosen in selects.items():
        chosen.js_on_change("value", follow)
        source = drawn[CHART_OF[dimension]].source
        click = CustomJS(
            args={"select": chosen, "source": source, "dimension": dimension},
            code="const [row] = source.selected.indices;"
            "select.value = row === undefined ? 'all' : source.data[dimension][row]",
        )
        source.selected.js_on_change("indices", click)
    reset = Button(label=texts["reset"], name="reset")
    clear = "for (const select of Object.values(selects)) select.value = 'all'"
    reset.js_on_click(CustomJS(args={"selects": selects}, code=clear))
    for name, chart in drawn.items():
        chart.model.name = name
        document.add_root(chart.model)
    for widget in (*selects.values(), reset):
        document.add_root(widget)
    document.js_on_event("document_ready", follow)


def select(
    dimension: str,
    figures: ColumnDataSource,
    labels: Mapping[str, str],
    texts: charts.Texts,
) -> Select:
    """Offer what was seen of a dimension, by name, with what is unknown last."""
    seen = set(figures.data[dimension]) - {"all"}
    ordered = sorted(seen, key=lambda code: (code == "unknown", labels.get(code, code)))
    options = [("all", texts["all"])]
    options += [(code, labels.get(code, code)) for code in ordered]
    return Select(
        title=texts[dimension], name=dimension, value="all", options=options, width=260
    )


def origin(release: Release, texts: charts.Texts) -> str:
    if release.stand_ins:
        return texts["simulated"].format(hosts=", ".join(release.stand_ins))
    return texts["real"]


def footer(release: Release, texts: charts.Texts) -> str:
    return texts["footer"].format(
        sources=", ".join(release.sources),
        as_of=f"{release.as_of:%d/%m/%Y %H:%M}",
        published_at=f"{release.published_at:%d/%m/%Y %H:%M}",
        release=release.schema,
    )
