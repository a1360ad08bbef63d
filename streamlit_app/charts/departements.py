"""The map of the 101 départements, overseas and the inner suburbs of Paris as insets.

Polygons on plain axes rather than plotly's geographic ones: these fetch their base
map from the network, and cannot hold insets.
"""

import json
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from streamlit_app.charts.look import (
    DARK_CLASSES,
    FAINT,
    LIGHT_CLASSES,
    ORANGE,
    Look,
    drawn_once,
    dressed,
    label,
    written,
)

GEOGRAPHY = Path(__file__).parents[1] / "geography" / "departements.geojson"
# Where the insets of geography/derive.py leave room for a name.
SUBURBS_LABEL_AT = (-655.0, 532.0)


@cache
def outlines() -> list[dict]:
    return json.loads(GEOGRAPHY.read_text("utf-8"))["features"]


def class_edges(values: pd.Series, count: int) -> list[float]:
    """Return the upper edges of up to `count` classes of like size, ascending.

    Zeros are a class of their own, which has no edge here.
    """
    positive = values[values > 0]
    if positive.empty:
        return []
    quantiles = positive.quantile([(step + 1) / count for step in range(count)])
    if (positive % 1 == 0).all():
        quantiles = quantiles // 1
    return sorted(set(quantiles.tolist()))


@drawn_once
def departement_map(
    areas: pd.DataFrame,
    measure: str,
    words: dict[str, str],
    look: Look,
    chosen: Collection[str] = (),
) -> go.Figure:
    """Colour the 101 départements by a measure, in classes; overseas as insets.

    Shape: areas has departement_code, departement_name, openings, per_1000; words
           has map_openings, map_per_1000 and map_inset; chosen ones are outlined.
    """
    known = areas.set_index("departement_code")
    values = known[measure].fillna(0).astype(float)
    edges = class_edges(values, len(LIGHT_CLASSES))
    figure = go.Figure()
    if none := set(values.index[values == 0]):
        figure.add_trace(empty_class(none, look))
    positive = values[values > 0]
    classes = positive.map(lambda value: next_edge(value, edges))
    for rank in range(len(edges)):
        members = set(classes.index[classes == rank])
        figure.add_trace(filled_class(members, rank, positive.min(), edges, look))
    if chosen:
        figure.add_trace(outlined(set(chosen)))
    figure.add_trace(hover_points(known, words, look))
    dressed(figure, look, 490)
    figure.update_layout(
        hovermode="closest",
        hoverdistance=40,
        legend={"y": -0.01, "yanchor": "top", "entrywidth": 74},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )
    figure.update_xaxes(visible=False, range=[-665, 545])
    figure.update_yaxes(visible=False, range=[-560, 560], scaleanchor="x")
    name_insets(figure, known["departement_name"], words["map_inset"])
    return figure


def empty_class(members: set[str], look: Look) -> go.Scatter:
    """Leave blank the départements without any, or they would read as having few."""
    x, y = polygons(members)
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor=look.paper,
        line={"color": FAINT, "width": 0.8},
        hoverinfo="skip",
        name="0",
    )


def filled_class(
    members: set[str], rank: int, lowest: float, edges: list[float], look: Look
) -> go.Scatter:
    """Fill the départements of one class, and name its bounds in the legend."""
    colours = DARK_CLASSES if look.dark else LIGHT_CLASSES
    low = edges[rank - 1] if rank else lowest
    decimals = decimals_for([0.0, *edges])
    # Of whole numbers, the next class begins one further.
    first = low + 1 if rank and all(edge.is_integer() for edge in edges) else low
    bounds = (written(value, decimals, look) for value in (first, edges[rank]))
    # From the darkest down, so that a class alone is seen.
    above = (len(edges) - 1 - rank) / max(len(edges) - 1, 1)
    x, y = polygons(members)
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor=colours[-1 - round(above * (len(colours) - 1))],
        line={"color": look.paper, "width": 0.8},
        hoverinfo="skip",
        name=" – ".join(dict.fromkeys(bounds)),
    )


def outlined(chosen: set[str]) -> go.Scatter:
    """Draw a line around the chosen départements."""
    x, y = polygons(chosen)
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": ORANGE, "width": 2.6},
        hoverinfo="skip",
        showlegend=False,
    )


def decimals_for(edges: list[float]) -> int:
    """Return the fewest decimals (at most 3) that tell the classes' bounds apart."""
    for decimals in range(3):
        if len({f"{edge:.{decimals}f}" for edge in edges}) == len(edges):
            return decimals
    return 3


def name_insets(figure: go.Figure, names: pd.Series, suburbs: str) -> None:
    """Write the overseas names beside their insets, and the suburbs' above theirs."""
    for feature in outlines():
        if feature["properties"]["inset"] and feature["id"].startswith("97"):
            xs, ys = bounds_of(feature)
            figure.add_annotation(
                x=max(xs) + 8,
                y=sum(ys) / 2,
                text=label(names.get(feature["id"], "")),
                xanchor="left",
                showarrow=False,
                font={"size": 11},
            )
    x, y = SUBURBS_LABEL_AT
    figure.add_annotation(
        x=x, y=y, text=suburbs, xanchor="left", showarrow=False, font={"size": 11}
    )


def next_edge(value: float, edges: Sequence[float]) -> int:
    return next((rank for rank, edge in enumerate(edges) if value <= edge), 0)


def polygons(codes: set[str]) -> tuple[np.ndarray, np.ndarray]:
    """Chain the rings of some départements, a gap after each.

    Arrays are sent as bytes, which are written and read faster than numbers.
    """
    gap = [(np.nan, np.nan)]
    rings = [
        polygon[0] + gap
        for feature in outlines()
        if feature["id"] in codes
        for polygon in feature["geometry"]["coordinates"]
    ]
    points = np.array([point for ring in rings for point in ring], dtype="float32")
    return tuple(points.reshape(-1, 2).T)


def hover_points(known: pd.DataFrame, words: dict[str, str], look: Look) -> go.Scatter:
    """Carry each département's figures at the middle of its outlines, unseen."""
    shown = [feature for feature in outlines() if feature["id"] in known.index]
    middles = [middle_of(feature) for feature in shown]
    rows = known.loc[[feature["id"] for feature in shown]]
    return go.Scatter(
        x=[x for x, _ in middles],
        y=[y for _, y in middles],
        mode="markers",
        marker={"size": 22, "opacity": 0},
        customdata=[
            [code, label(name), openings, per_1000]
            for code, name, openings, per_1000 in zip(
                rows.index,
                rows["departement_name"],
                rows["openings"],
                rows["per_1000"].fillna(0),
                strict=True,
            )
        ],
        hovertemplate="<b>%{customdata[1]}</b> (%{customdata[0]})<br>"
        f"{words['map_openings']}{look.colon} %{{customdata[2]:,.0f}}<br>"
        f"{words['map_per_1000']}{look.colon} %{{customdata[3]:,.2f}}<extra></extra>",
        showlegend=False,
        name="",
    )


def middle_of(feature: dict) -> tuple[float, float]:
    xs, ys = bounds_of(feature)
    return sum(xs) / 2, sum(ys) / 2


def bounds_of(feature: dict) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the extent of a feature's largest part: (x, x), (y, y)."""
    ring = max((part[0] for part in feature["geometry"]["coordinates"]), key=len)
    xs, ys = zip(*ring, strict=True)
    return (min(xs), max(xs)), (min(ys), max(ys))
