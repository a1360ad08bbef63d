"""What moves in time: stocks and flows of openings, and what the runs collected."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from streamlit_app.charts.look import (
    FAINT,
    GREEN,
    ORANGE,
    VERMILION,
    Look,
    date_axis,
    drawn_once,
    dressed,
    label,
)
from streamlit_app.charts.room import AXES_ROOM, LEGEND_ROOM

# The stocks, then the flows, in the order of the legend.
ACTIVITY_SERIES = (
    "active_openings",
    "active_offers",
    "new_openings",
    "closed_openings",
)


@drawn_once
def activity(
    days: pd.DataFrame,
    first_collection: pd.Timestamp | None,
    names: dict[str, str],
    look: Look,
) -> go.Figure:
    """Draw stocks as lines above, and openings opened and closed a day below.

    Shape: days has date_day and a column for each series; names has a label for
           each, per_day (the lower part's unit) and before_first.
    """
    figure = make_subplots(
        rows=2, shared_xaxes=True, row_heights=[0.66, 0.34], vertical_spacing=0.09
    )
    add_stock(figure, days, "active_openings", names, look.line, "solid")
    add_stock(figure, days, "active_offers", names, FAINT, "dot")
    add_flow(figure, days, "new_openings", names, GREEN, 1)
    add_flow(figure, days, "closed_openings", names, ORANGE, -1)
    dressed(figure, look, 360, AXES_ROOM | LEGEND_ROOM)
    figure.update_layout(barmode="relative", bargap=0.12, hovermode="x unified")
    date_axis(figure, look)
    figure.update_yaxes(tickformat=",.0f", nticks=5, rangemode="tozero", row=1, col=1)
    figure.update_yaxes(showticklabels=False, nticks=3, row=2, col=1)
    note(figure, names["per_day"], 0.36)
    if len(days) and not pd.isna(first_collection):
        shade_until(figure, days["date_day"].iloc[0], first_collection, look)
        note(figure, names["before_first"], 1.0)
    return figure


def note(figure: go.Figure, words: str, height: float) -> None:
    """Write small words at the left edge; height is 0 to 1, of the whole figure."""
    figure.add_annotation(
        text=words,
        xref="paper",
        yref="paper",
        x=0.004,
        y=height,
        yanchor="top",
        showarrow=False,
        font={"size": 11},
    )


def shade_until(
    figure: go.Figure, first_day: Any, collected_from: pd.Timestamp, look: Look
) -> None:
    """Shade the days that were not observed as they passed."""
    day = collected_from.date()
    if first_day < day:
        figure.add_vrect(
            x0=first_day,
            x1=day,
            fillcolor=look.grid,
            opacity=0.5,
            line_width=0,
            layer="below",
        )


def add_stock(
    figure: go.Figure,
    days: pd.DataFrame,
    column: str,
    names: dict[str, str],
    colour: str,
    dash: str,
) -> None:
    figure.add_scatter(
        x=days["date_day"],
        y=days[column],
        name=names[column],
        # One day alone draws no line.
        mode="lines" if days[column].count() > 1 else "markers",
        marker_color=colour,
        line={"color": colour, "width": 2.5 if dash == "solid" else 1.6, "dash": dash},
        hovertemplate="%{y:,.0f}",
        row=1,
        col=1,
    )


def add_flow(
    figure: go.Figure,
    days: pd.DataFrame,
    column: str,
    names: dict[str, str],
    colour: str,
    sign: int,
) -> None:
    """Draw a flow above (1) or below (-1) the line; hover tells its plain count."""
    figure.add_bar(
        x=days["date_day"],
        y=sign * days[column],
        name=names[column],
        marker_color=colour,
        customdata=days[column],
        hovertemplate="%{customdata:,.0f}",
        row=2,
        col=1,
    )


@drawn_once
def run_bars(runs: pd.DataFrame, look: Look) -> go.Figure:
    """Stack what each day's runs collected, by source; uncertified runs are hatched.

    Shape: runs has date_day, source_label, collected, is_certified.
    """
    figure = go.Figure()
    colours = (look.line, ORANGE, GREEN, VERMILION)
    for rank, (source, rows) in enumerate(runs.groupby("source_label", sort=True)):
        figure.add_bar(
            x=rows["date_day"],
            y=rows["collected"],
            name=label(source),
            marker={
                "color": colours[rank % len(colours)],
                "pattern": {
                    "shape": ["" if done else "/" for done in rows["is_certified"]]
                },
            },
            hovertemplate="%{y:,.0f}",
        )
    dressed(figure, look, 300)
    figure.update_layout(barmode="stack", hovermode="x unified")
    date_axis(figure, look)
    figure.update_yaxes(tickformat=",.0f", nticks=5)
    return figure
