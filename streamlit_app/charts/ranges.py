"""Ranges on one axis: shares and counts with their intervals."""

import pandas as pd
import plotly.graph_objects as go

from streamlit_app.charts.look import ORANGE, Look, drawn_once, dressed, label


def interval(middle: pd.Series, low: pd.Series, high: pd.Series, colour: str) -> dict:
    """Describe the whiskers from low to high around a mark."""
    return {
        "type": "data",
        "array": high - middle,
        "arrayminus": middle - low,
        "color": colour,
        "thickness": 1.4,
        "width": 4,
    }


@drawn_once
def share_intervals(rows: pd.DataFrame, names: dict[str, str], look: Look) -> go.Figure:
    """Draw shares with their 95 % intervals; each basis has a sign of its own.

    Shape: rows has label, basis, value, interval_low, interval_high, n, in the order
           to show; names has a text for each basis.
    """
    figure = go.Figure()
    signs = {"labelled": (look.line, "circle"), "planted": (ORANGE, "diamond-open")}
    for basis, (colour, sign) in signs.items():
        shown = rows[rows["basis"] == basis].iloc[::-1]
        figure.add_scatter(
            y=[label(entry) for entry in shown["label"]],
            x=100 * shown["value"],
            mode="markers",
            marker={"color": colour, "symbol": sign, "size": 10},
            error_x=interval(
                100 * shown["value"],
                100 * shown["interval_low"],
                100 * shown["interval_high"],
                colour,
            ),
            name=names[basis],
            customdata=shown["n"],
            hovertemplate=f"%{{x:.1f}}{look.percent} (n = %{{customdata:,.0f}})",
        )
    order = [label(entry) for entry in dict.fromkeys(rows["label"])][::-1]
    dressed(figure, look, 90 + 25 * len(order))
    figure.update_layout(hovermode="y unified")
    figure.update_xaxes(ticksuffix=look.percent, range=[0, 103], nticks=6)
    figure.update_yaxes(categoryorder="array", categoryarray=order)
    return figure


@drawn_once
def coverage_ranges(rows: pd.DataFrame, names: dict[str, str], look: Look) -> go.Figure:
    """Set the openings seen beside how many there may be, with its interval.

    Shape: rows has label, n_seen, n_estimated, n_low, n_high; names has seen and
           estimated.
    """
    shown = rows.iloc[::-1]
    groups = [label(entry) for entry in shown["label"]]
    figure = go.Figure()
    figure.add_bar(
        y=groups,
        x=shown["n_seen"],
        orientation="h",
        width=0.4,
        marker_color=look.line,
        name=names["seen"],
        hovertemplate="%{x:,.0f}",
    )
    figure.add_scatter(
        y=groups,
        x=shown["n_estimated"],
        mode="markers",
        marker={"color": ORANGE, "symbol": "diamond", "size": 11},
        error_x=interval(
            shown["n_estimated"], shown["n_low"], shown["n_high"], look.ink
        ),
        name=names["estimated"],
        customdata=shown[["n_low", "n_high"]],
        hovertemplate="%{x:,.0f} (%{customdata[0]:,.0f} – %{customdata[1]:,.0f})",
    )
    dressed(figure, look, 90 + 46 * len(shown))
    figure.update_layout(hovermode="y unified")
    figure.update_xaxes(tickformat=",.0f", rangemode="tozero", nticks=6)
    figure.update_yaxes(showgrid=False)
    return figure
