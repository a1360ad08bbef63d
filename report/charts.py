"""The report's charts: Bokeh models whose views follow the filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from bokeh.models import (
    CDSView,
    ColumnDataSource,
    DataTable,
    DateFormatter,
    DatetimeTickFormatter,
    HTMLTemplateFormatter,
    IndexFilter,
    StringFormatter,
    TableColumn,
)
from bokeh.plotting import figure
from bokeh.plotting import figure as Figure

from report.drawing import hover, plain, ticks

# Okabe and Ito's blue and orange, told apart by everyone, the blue a little darker.
BLUE, ORANGE, GREY = "#0b5c8a", "#d55e00", "#9aa5ad"
TOOLS = {"toolbar_location": None, "sizing_mode": "stretch_width"}
ROW_HEIGHT = 24

# The template escapes what it writes; SQL lets no other scheme through.
LINK = """
    <% if (value) { %><a href="<%- value %>" target="_blank"
    rel="noopener noreferrer"><%- value %></a><% } %>
"""

Texts = Mapping[str, str]


@dataclass
class Chart:
    """A chart with what the filters must reach in it.

    Shape: `followed` are the dimensions whose choice decides which rows are shown;
           `rank` is the column that orders the bars; `dimension` is the one that a
           click on a bar chooses.
    """

    model: Figure | DataTable
    source: ColumnDataSource
    shown: IndexFilter
    followed: Sequence[str]
    rank: str | None = None
    dimension: str | None = None

    def reached(self) -> dict[str, object]:
        """Return what the page's script needs."""
        return {
            "source": self.source,
            "shown": self.shown,
            "followed": list(self.followed),
            "rank": self.rank,
            "dimension": self.dimension,
            "range": self.model.y_range if self.rank else None,
            # Rows of the table are single openings, none of which is of "all".
            "holds_single_openings": isinstance(self.model, DataTable),
        }


def bars(
    rows: pd.DataFrame, dimension: str, dimensions: Sequence[str], texts: Texts
) -> Chart:
    """Count open openings by a dimension, under the choices of the other two.

    Shape: rows as of questions.figures, with `label`.
    """
    others = [name for name in dimensions if name != dimension]
    kept = rows[(rows[dimension] != "all") & (rows["open_openings"] > 0)]
    source = ColumnDataSource(kept[[*dimensions, "label", "open_openings"]])
    shown = IndexFilter(indices=[])
    names = kept["label"].unique()
    plot = figure(
        y_range=list(names), height=60 + ROW_HEIGHT * len(names), tools="tap", **TOOLS
    )
    marks = plot.hbar(
        y="label",
        right="open_openings",
        height=0.75,
        color=BLUE,
        nonselection_alpha=0.3,
        source=source,
        view=CDSView(filter=shown),
    )
    plot.xaxis.formatter = ticks("decimal")
    plot.x_range.start = 0
    told = [("", "@label"), (texts["openings"], "@open_openings{decimal}")]
    hover(plot, marks, told)
    plain(plot)
    return Chart(plot, source, shown, others, "open_openings", dimension)


def skills(rows: pd.DataFrame, dimensions: Sequence[str], texts: Texts) -> Chart:
    """Show the skills that most openings of the choice name, with their interval."""
    source = ColumnDataSource(rows)
    shown = IndexFilter(indices=[])
    plot = figure(y_range=[""], height=60 + ROW_HEIGHT * 12, tools="", **TOOLS)
    marks = plot.hbar(
        y="label",
        right="skill_share",
        height=0.7,
        color=BLUE,
        source=source,
        view=CDSView(filter=shown),
    )
    interval = "@skill_low{percent} – @skill_high{percent}"
    told = [
        ("", "@label"),
        (texts["share"], f"@skill_share{{percent}} ({interval})"),
        (texts["openings"], "@openings{decimal} / @open_openings{decimal}"),
        (texts["required"], "@required{decimal}"),
    ]
    hover(plot, marks, told)
    plot.xaxis.formatter = ticks("percent")
    plot.x_range.start = 0
    plain(plot)
    return Chart(plot, source, shown, dimensions, "skill_share")


def weeks(rows: pd.DataFrame, dimensions: Sequence[str], texts: Texts) -> Chart:
    """Count new openings by week; what was not watched in full is lighter."""
    is_whole = rows["is_complete"] & rows["is_observed"]
    source = ColumnDataSource(
        rows.assign(
            middle=rows["week"] + pd.Timedelta(days=3.5),
            color=np.where(is_whole, BLUE, GREY),
            told=np.where(is_whole, texts["complete"], texts["partial"]),
        )
    )
    shown = IndexFilter(indices=[])
    plot = figure(x_axis_type="datetime", height=330, tools="", **TOOLS)
    marks = plot.vbar(
        x="middle",
        top="openings",
        width=pd.Timedelta(days=6),
        color="color",
        source=source,
        view=CDSView(filter=shown),
    )
    told = [
        (texts["week"], "@week{%d/%m/%Y}"),
        (texts["openings"], "@openings{decimal}"),
        ("", "@told"),
    ]
    hover(plot, marks, told)
    plain(plot)
    plot.y_range.start = 0
    plot.ygrid.visible, plot.xgrid.visible = True, False
    plot.yaxis.formatter = ticks("decimal")
    plot.xaxis.formatter = DatetimeTickFormatter(days="%d/%m", months="%d/%m")
    return Chart(plot, source, shown, dimensions)


def pay(rows: pd.DataFrame, dimensions: Sequence[str], texts: Texts) -> Chart:
    """Show the median of each field with its interval and the middle half."""
    others = [name for name in dimensions if name != "domain"]
    kept = rows[(rows["domain"] != "all") & rows["median_eur"].notna()]
    columns = ("p25_eur", "p75_eur", "median_low_eur", "median_high_eur", "median_eur")
    source = ColumnDataSource(kept[[*dimensions, "label", "pay_n", *columns]])
    shown = IndexFilter(indices=[])
    names = kept["label"].unique()
    plot = figure(
        y_range=list(names) or [""],
        height=60 + ROW_HEIGHT * max(4, len(names)),
        tools="",
        **TOOLS,
    )
    drawn = {"source": source, "view": CDSView(filter=shown), "color": BLUE}
    plot.segment(x0="p25_eur", x1="p75_eur", y0="label", y1="label", **drawn)
    bounds = {"x0": "median_low_eur", "x1": "median_high_eur"}
    plot.segment(**bounds, y0="label", y1="label", line_width=6, alpha=0.35, **drawn)
    dots = plot.scatter(
        x="median_eur", y="label", size=9, **(drawn | {"color": ORANGE})
    )
    hover(plot, dots, told_of_pay(texts))
    plot.xaxis.formatter = ticks("decimal")

    plot.xaxis.axis_label = "€"
    plain(plot)
    return Chart(plot, source, shown, others, "median_eur")


def told_of_pay(texts: Texts) -> list[tuple[str, str]]:
    low_to_high = "@median_low_eur{decimal} – @median_high_eur{decimal} €"
    return [
        ("", "@label"),
        (texts["median"], f"@median_eur{{decimal}} € ({low_to_high})"),
        (texts["quartiles"], "@p25_eur{decimal} – @p75_eur{decimal} €"),
        ("n", "@pay_n{decimal}"),
    ]


def newest(rows: pd.DataFrame, dimensions: Sequence[str], texts: Texts) -> Chart:
    """List the newest openings; what publishers wrote is shown as text, no more."""
    source = ColumnDataSource(rows.fillna({"employer": "", "place": "", "url": ""}))
    shown = IndexFilter(indices=[])
    columns = [
        TableColumn(
            field=name,
            title=texts[f"column_{name}"],
            width=width,
            formatter=formatter,
        )
        for name, width, formatter in (
            ("title", 300, StringFormatter()),
            ("employer", 170, StringFormatter()),
            ("place", 140, StringFormatter()),
            ("opened", 90, DateFormatter(format="%d/%m/%Y")),
            ("source", 140, StringFormatter()),
            ("url", 300, HTMLTemplateFormatter(template=LINK)),
        )
    ]
    table = DataTable(
        source=source,
        view=CDSView(filter=shown),
        columns=columns,
        index_position=None,
        # Keep the widths, and scroll where the window is narrow.
        autosize_mode="none",
        reorderable=False,
        height=330,
        sizing_mode="stretch_width",
    )
    return Chart(table, source, shown, dimensions)
