"""Pay: how it is spread, group by group, and how often it is told at all."""

import pandas as pd
import plotly.graph_objects as go

from streamlit_app.charts.look import (
    FAINT,
    ORANGE,
    Look,
    drawn_once,
    dressed,
    label,
    name_rows,
    whole_names,
    written,
)
from streamlit_app.charts.room import AXES_ROOM


@drawn_once
def salary_histogram(
    bins: pd.DataFrame,
    everyone: pd.DataFrame | None,
    figures: pd.Series,
    names: dict[str, str],
    look: Look,
) -> go.Figure:
    """Draw the share of openings in each bin of pay, the median, and everybody's line.

    Shape: bins has bin_low_eur, bin_high_eur, openings, share; everyone the same, or
           None when the bins are everybody's; figures has median_eur, median_low_eur
           and median_high_eur; names has selection, everyone and median.
    """
    figure = go.Figure()
    figure.add_bar(
        x=middles(bins),
        y=100 * bins["share"],
        name=names["selection"],
        marker_color=look.line,
        customdata=list(zip(bounds(bins, look), bins["openings"], strict=True)),
        hovertemplate="%{customdata[0]}<br>"
        f"%{{y:.1f}}{look.percent} (n = %{{customdata[1]:,.0f}})",
    )
    if everyone is not None and len(everyone):
        figure.add_scatter(
            x=middles(everyone),
            y=100 * everyone["share"],
            name=names["everyone"],
            line={"color": ORANGE, "width": 2, "shape": "hvh", "dash": "dot"},
            hovertemplate=f"%{{y:.1f}}{look.percent}",
        )
    dressed(figure, look, 340, AXES_ROOM)
    add_median(figure, figures, names["median"], look)
    figure.update_layout(bargap=0.06)
    figure.update_xaxes(**look.euros, nticks=9, showgrid=False)
    figure.update_yaxes(ticksuffix=look.percent, nticks=5, rangemode="tozero")
    return figure


def middles(bins: pd.DataFrame) -> pd.Series:
    """Place a bin at its middle; the last, which has no end, like the others."""
    width = (bins["bin_high_eur"] - bins["bin_low_eur"]).min()
    return bins["bin_low_eur"] + width / 2


def bounds(bins: pd.DataFrame, look: Look) -> list[str]:
    ends = zip(bins["bin_low_eur"], bins["bin_high_eur"], strict=True)
    return [
        f"≥ {look.money(written(low, 0, look))}"
        if pd.isna(high)
        else " – ".join(look.money(written(end, 0, look)) for end in (low, high))
        for low, high in ends
    ]


def add_median(figure: go.Figure, figures: pd.Series, name: str, look: Look) -> None:
    """Mark the median and, behind it, its interval."""
    if pd.isna(figures["median_eur"]):
        return
    # As the key figure above says it.
    median = written(round(figures["median_eur"], -2), 0, look)
    figure.add_vrect(
        x0=figures["median_low_eur"],
        x1=figures["median_high_eur"],
        fillcolor=FAINT,
        opacity=0.5,
        line_width=0,
        layer="below",
    )
    figure.add_vline(
        x=figures["median_eur"],
        line={"color": look.ink, "width": 1.6},
        annotation_text=f"{name} {look.money(median)}",
        annotation_position="top right",
        annotation_xshift=6,
    )


@drawn_once
def pay_ranges(rows: pd.DataFrame, names: dict[str, str], look: Look) -> go.Figure:
    """Draw each group's middle half as a bar, tenths as a line, the median as a dot.

    Shape: rows has label, n, p10_eur, p25_eur, median_eur, median_low_eur,
           median_high_eur, p75_eur, p90_eur, in the order to show; names has tenths,
           half and median.
    """
    shown = rows.iloc[::-1]
    groups = [
        f"{label(row.label, 34)} (n = {written(row.n, 0, look)})"
        for row in shown.itertuples()
    ]
    figure = go.Figure()
    add_span(figure, shown, ("p10_eur", "p90_eur"), names["tenths"], look)
    add_span(figure, shown, ("p25_eur", "p75_eur"), names["half"], look)
    figure.add_scatter(
        y=[*range(len(shown))],
        x=shown["median_eur"],
        mode="markers",
        name=names["median"],
        marker={"color": look.line, "size": 10},
        error_x={
            "type": "data",
            "array": shown["median_high_eur"] - shown["median_eur"],
            "arrayminus": shown["median_eur"] - shown["median_low_eur"],
            "color": look.line,
            "thickness": 2,
            "width": 5,
        },
        customdata=shown[["median_low_eur", "median_high_eur"]],
        hovertemplate=f"{look.money('%{x:,.0f}')} "
        "(%{customdata[0]:,.0f} – %{customdata[1]:,.0f})",
    )
    dressed(figure, look, 100 + 30 * len(shown))
    figure.update_layout(barmode="overlay", hovermode="y unified")
    figure.update_layout(legend={"traceorder": "normal"})
    name_rows(figure, groups)
    figure.update_xaxes(**look.euros, nticks=6)
    figure.update_yaxes(showgrid=False)
    return figure


def add_span(
    figure: go.Figure,
    rows: pd.DataFrame,
    ends: tuple[str, str],
    name: str,
    look: Look,
) -> None:
    """Add a span as a bar; the tenths' is thin as a line."""
    low, high = (rows[end] for end in ends)
    figure.add_bar(
        y=[*range(len(rows))],
        x=high - low,
        base=low,
        orientation="h",
        width=0.1 if ends[0] == "p10_eur" else 0.5,
        marker_color=FAINT,
        name=name,
        customdata=rows[list(ends)],
        hovertemplate=f"{look.money('%{customdata[0]:,.0f}')} – "
        f"{look.money('%{customdata[1]:,.0f}')}",
    )


@drawn_once
def declared_bars(rows: pd.DataFrame, name: str, look: Look) -> go.Figure:
    """Draw how many of each group's openings tell their pay.

    Shape: rows has label, declared_share, n, openings, in the order to show.
    """
    shown = rows.iloc[::-1]
    figure = go.Figure(
        go.Bar(
            y=[*range(len(shown))],
            x=100 * shown["declared_share"],
            orientation="h",
            marker_color=look.line,
            texttemplate=f"%{{x:.0f}}{look.percent}",
            textposition="outside",
            cliponaxis=False,
            customdata=shown[["n", "openings"]],
            hovertext=whole_names(shown["label"]),
            hovertemplate=f"%{{hovertext}}<br>{name}{look.colon} "
            f"%{{x:.1f}}{look.percent} "
            "(%{customdata[0]:,.0f} / %{customdata[1]:,.0f})<extra></extra>",
        )
    )
    dressed(figure, look, 100 + 30 * len(shown))
    name_rows(figure, [label(entry, 34) for entry in shown["label"]])
    figure.update_xaxes(visible=False, range=[0, 112])
    figure.update_yaxes(showgrid=False)
    return figure
