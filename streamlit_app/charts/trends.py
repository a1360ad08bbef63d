"""What moves in time: an index, survival curves, shares week by week."""

import pandas as pd
import plotly.graph_objects as go
from plotly.colors import hex_to_rgb

from streamlit_app.charts.activity import note, shade_until
from streamlit_app.charts.look import (
    DASHES,
    FAINT,
    Look,
    date_axis,
    drawn_once,
    dressed,
    label,
)
from streamlit_app.charts.room import AXES_ROOM, LEGEND_ROOM

BAND_OPACITY = 0.14


@drawn_once
def postings_index(days: pd.DataFrame, names: dict[str, str], look: Look) -> go.Figure:
    """Draw the index, raw and seasonally adjusted; its base is shaded.

    Shape: days has date_day, postings, index_raw, index_adjusted, base_from, base_to;
           names has raw, adjusted and base.
    """
    figure = go.Figure()
    for column, name, line in (
        ("index_raw", "raw", {"color": FAINT, "width": 1.6, "dash": "dot"}),
        ("index_adjusted", "adjusted", {"color": look.line, "width": 2.6}),
    ):
        figure.add_scatter(
            x=days["date_day"],
            y=days[column],
            name=names[name],
            line=line,
            customdata=days["postings"],
            hovertemplate="%{y:.1f} (n = %{customdata:,.0f})",
        )
    dressed(figure, look, 340, AXES_ROOM | LEGEND_ROOM)
    figure.add_hline(y=100, line={"color": look.ink, "width": 1, "dash": "dot"})
    if len(days):
        figure.add_vrect(
            x0=days["base_from"].iloc[0],
            x1=days["base_to"].iloc[0],
            fillcolor=look.grid,
            opacity=0.5,
            line_width=0,
            layer="below",
        )
        note(figure, names["base"], 1.0)
    figure.update_layout(hovermode="x unified")
    date_axis(figure, look)
    figure.update_yaxes(tickformat=",.0f", nticks=6)
    return figure


@drawn_once
def survival_curves(
    curves: pd.DataFrame, names: dict[str, str], look: Look
) -> go.Figure:
    """Draw the share still open by days since the opening, with 95 % bands.

    Shape: curves has code, label, day, n, at_risk, survival, survival_low,
           survival_high; the largest group first; names has days and at_risk.
    """
    figure = go.Figure()
    for rank, (_, rows) in enumerate(curves.groupby("code", sort=False)):
        colour, dash = style_of(rank, look)
        add_band(figure, rows, "day", "survival", colour, "hv")
        figure.add_scatter(
            x=rows["day"],
            y=100 * rows["survival"],
            name=label(rows["label"].iloc[0]),
            line={"color": colour, "width": 2.2, "shape": "hv", "dash": dash},
            customdata=rows["at_risk"],
            hovertemplate=f"%{{y:.0f}}{look.percent} "
            f"({names['at_risk']}{look.colon} %{{customdata:,.0f}})",
        )
    dressed(figure, look, 400)
    figure.add_hline(y=50, line={"color": look.ink, "width": 1, "dash": "dot"})
    figure.update_layout(hovermode="x unified", legend={"traceorder": "normal"})
    figure.update_xaxes(ticksuffix=f" {names['days']}", nticks=8, showgrid=False)
    figure.update_yaxes(ticksuffix=look.percent, range=[0, 102], nticks=6)
    return figure


@drawn_once
def trajectories(
    weeks: pd.DataFrame,
    first_collection: pd.Timestamp | None,
    words: str,
    look: Look,
) -> go.Figure:
    """Draw some skills' share of new openings week by week, with 95 % bands.

    Shape: weeks has skill_id, label, week_start, new_openings, share, share_low,
           share_high, n; words tell what the shading means.
    """
    figure = go.Figure()
    for rank, (_, rows) in enumerate(weeks.groupby("skill_id", sort=False)):
        colour, dash = style_of(rank, look)
        add_band(figure, rows, "week_start", "share", colour, "linear")
        figure.add_scatter(
            x=rows["week_start"],
            y=100 * rows["share"],
            name=label(rows["label"].iloc[0]),
            mode="lines+markers",
            line={"color": colour, "width": 2.2, "dash": dash},
            marker={"size": 5},
            customdata=rows[["new_openings", "n"]],
            hovertemplate=f"%{{y:.1f}}{look.percent} "
            "(%{customdata[0]:,.0f} / %{customdata[1]:,.0f})",
        )
    dressed(figure, look, 400)
    if len(weeks) and not pd.isna(first_collection):
        shade_until(figure, weeks["week_start"].min(), first_collection, look)
        note(figure, words, 1.0)
    figure.update_layout(hovermode="x unified", legend={"traceorder": "normal"})
    date_axis(figure, look)
    figure.update_yaxes(ticksuffix=look.percent, nticks=6, rangemode="tozero")
    return figure


def style_of(rank: int, look: Look) -> tuple[str, str]:
    return look.series[rank % len(look.series)], DASHES[rank % len(DASHES)]


def add_band(
    figure: go.Figure, rows: pd.DataFrame, x: str, y: str, colour: str, shape: str
) -> None:
    """Fill between a value's bounds; where there are none, between the value itself."""
    known = rows[rows[y].notna()]
    low = known[f"{y}_low"].fillna(known[y])
    high = known[f"{y}_high"].fillna(known[y])
    for bound, fill in ((low, None), (high, "tonexty")):
        figure.add_scatter(
            x=known[x],
            y=100 * bound,
            mode="lines",
            line={"width": 0, "shape": shape},
            fill=fill,
            fillcolor=faded(colour),
            showlegend=False,
            hoverinfo="skip",
        )


def faded(colour: str) -> str:
    if not colour.startswith("#"):
        return "rgba(128, 140, 155, 0.14)"
    red, green, blue = hex_to_rgb(colour)
    return f"rgba({red}, {green}, {blue}, {BAND_OPACITY})"
