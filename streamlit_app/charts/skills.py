"""Skills: a heat map, what changes, and how firmly they are asked for."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from streamlit_app.charts.bars import REQUIREMENTS
from streamlit_app.charts.look import (
    FAINT,
    GREEN,
    ORANGE,
    Look,
    colour_scale,
    drawn_once,
    dressed,
    label,
    name_rows,
    whole_names,
)
from streamlit_app.charts.room import SCALE_ROOM, beside, under

# A lift of 4 and one of a quarter are as far from 1 as the colours tell.
WIDEST_LIFT = 4.0
LONGEST_COLUMN = 28


@drawn_once
def crossed_skills(
    cells: pd.DataFrame, measure: str, names: dict[str, str], look: Look
) -> go.Figure:
    """Draw skills by groups, each cell coloured by its share or its lift.

    Shape: cells has skill_id, label, code, name, share, lift, openings, n, in the
           order to show, each skill with each code; names has share, lift, openings.
    """
    skills, codes = cells["skill_id"].unique(), cells["code"].unique()
    grid = cells.pivot(index="skill_id", columns="code").reindex(skills)
    columns = ("share", "lift", "openings", "n", "label", "name")
    values = {column: grid[column][codes].to_numpy() for column in columns}
    figures = {column: values[column].astype(float) for column in columns[:4]}
    coloured = shares_of if measure == "share" else lifts_of
    drawn = coloured(figures, names, look)
    figure = go.Figure(go.Heatmap(xgap=2, ygap=2, hoverinfo="skip", **drawn))
    told = told_of(values, skills, codes)
    figure.add_trace(cell_points(told, ~np.isnan(drawn["z"]), names, look))
    # By position and not by name: two names may read alike once they are cut.
    across = [label(value, LONGEST_COLUMN) for value in values["name"][0]]
    down = [label(value) for value in values["label"][:, 0]]
    room = beside(down) | under(across) | SCALE_ROOM
    dressed(figure, look, 230 + 24 * len(skills), room)
    figure.update_layout(hovermode="closest", hoverdistance=40)
    figure.update_xaxes(tickangle=-40, tickvals=[*range(len(codes))], ticktext=across)
    figure.update_yaxes(tickvals=[*range(len(skills))], ticktext=down)
    figure.update_layout(xaxis_showgrid=False, yaxis_showgrid=False)
    # The cells' own bounds: points would ask for room around them.
    figure.update_xaxes(range=[-0.5, len(codes) - 0.5])
    figure.update_yaxes(range=[len(skills) - 0.5, -0.5])
    return figure


def cell_points(
    told: np.ndarray, is_told: np.ndarray, names: dict[str, str], look: Look
) -> go.Scatter:
    """Lay unseen points over the cells, to hover and click: plotly selects no cells."""
    rows, places = np.nonzero(is_told)
    return go.Scatter(
        x=places.tolist(),
        y=rows.tolist(),
        mode="markers",
        marker={"opacity": 0, "size": 22, "symbol": "square"},
        customdata=told[rows, places],
        hovertemplate="<b>%{customdata[6]}</b><br>%{customdata[7]}<br>"
        f"{names['share']}{look.colon} %{{customdata[2]:.1f}}{look.percent}<br>"
        f"{names['lift']}{look.colon} × %{{customdata[3]:.2f}}<br>"
        "%{customdata[4]:,.0f} / %{customdata[5]:,.0f} "
        f"{names['openings']}<extra></extra>",
        showlegend=False,
    )


def told_of(
    values: dict[str, np.ndarray], skills: np.ndarray, codes: np.ndarray
) -> np.ndarray:
    """Stack what a cell tells: its two codes, its figures, and its names escaped."""
    escape = np.vectorize(label, otypes=[object])
    told = [*np.meshgrid(np.array(skills), np.array(codes), indexing="ij")]
    told += [100 * values["share"].astype(float), values["lift"]]
    told += [values["openings"], values["n"]]
    told += [escape(values["label"]), escape(values["name"])]
    return np.stack([part.astype(object) for part in told], axis=-1)


def shares_of(values: dict, names: dict[str, str], look: Look) -> dict:
    return {
        "z": 100 * values["share"],
        "zmin": 0,
        "colorscale": colour_scale(look.classes),
        "colorbar": colour_bar(names["share"], look.percent),
    }


def lifts_of(values: dict, names: dict[str, str], look: Look) -> dict:
    """Colour by the logarithm: twice as often and half as often are as far from 1."""
    bound = np.log2(WIDEST_LIFT)
    lifts = np.clip(values["lift"], 1 / WIDEST_LIFT, WIDEST_LIFT)
    ticks = [0.25, 0.5, 1.0, 2.0, 4.0]
    marks = ["≤ ¼", "½", "1", "2", "≥ 4"]
    return {
        "z": np.log2(lifts),
        "zmin": -bound,
        "zmax": bound,
        "colorscale": colour_scale(look.diverging),
        "colorbar": colour_bar(names["lift"])
        | {"tickvals": list(np.log2(ticks)), "ticktext": marks},
    }


def colour_bar(title: str, suffix: str = "") -> dict:
    return {
        "title": {"text": title, "side": "right"},
        "ticksuffix": suffix,
        "thickness": 10,
        "outlinewidth": 0,
        "len": 0.6,
        "y": 1,
        "yanchor": "top",
    }


@drawn_once
def share_changes(rows: pd.DataFrame, names: dict[str, str], look: Look) -> go.Figure:
    """Draw changes of a share in points, with intervals; rising and falling apart.

    Shape: rows has label, share_change, share_change_low, share_change_high,
           new_openings, before_openings, most risen first; names has up, down,
           points, now and before.
    """
    figure = go.Figure()
    rows = rows.iloc[::-1].reset_index(drop=True)
    rising = rows["share_change"] >= 0
    for name, side, colour, sign in (
        ("up", rows[rising], look.line, "triangle-up"),
        ("down", rows[~rising], ORANGE, "triangle-down"),
    ):
        change = 100 * side["share_change"]
        figure.add_scatter(
            x=change,
            y=side.index,
            mode="markers",
            name=names[name],
            marker={"color": colour, "size": 11, "symbol": sign},
            error_x={
                "type": "data",
                "array": 100 * side["share_change_high"] - change,
                "arrayminus": change - 100 * side["share_change_low"],
                "thickness": 1.5,
                "width": 4,
            },
            customdata=side[["new_openings", "before_openings"]],
            hovertext=whole_names(side["label"]),
            hovertemplate=f"<b>%{{hovertext}}</b><br>%{{x:+.1f}} {names['points']}<br>"
            f"{names['now']}{look.colon} n = %{{customdata[0]:,.0f}}<br>"
            f"{names['before']}{look.colon} n = %{{customdata[1]:,.0f}}<extra></extra>",
        )
    dressed(figure, look, 110 + 25 * len(rows))
    figure.add_vline(x=0, line={"color": look.ink, "width": 1})
    figure.update_xaxes(ticksuffix=f" {names['points']}", nticks=6, tickformat="+.1~f")
    name_rows(figure, [label(entry) for entry in rows["label"]])
    return figure


@drawn_once
def requirement_shares(
    skills: pd.DataFrame, names: dict[str, str], look: Look
) -> go.Figure:
    """Split the openings that name each skill by how it is asked for, to 100 %.

    Shape: skills has label, required, nice_to_have, mentioned, openings.
    """
    figure = go.Figure()
    rows = skills.iloc[::-1]
    for column, colour in zip(REQUIREMENTS, (look.line, GREEN, FAINT), strict=True):
        figure.add_bar(
            y=[*range(len(rows))],
            x=100 * rows[column] / rows["openings"],
            orientation="h",
            name=names[column],
            marker_color=colour,
            customdata=rows[[column, "openings"]],
            hovertemplate=f"%{{x:.0f}}{look.percent} "
            "(%{customdata[0]:,.0f} / %{customdata[1]:,.0f})",
        )
    # Of the last sign, "100 %", half stands beyond the plot.
    dressed(figure, look, 110 + 25 * len(rows), {"r": 28})
    figure.update_layout(barmode="stack", hovermode="y unified")
    figure.update_layout(legend={"traceorder": "normal"})
    name_rows(figure, [label(entry) for entry in rows["label"]])
    figure.update_xaxes(ticksuffix=look.percent, range=[0, 100], nticks=6)
    figure.update_yaxes(showgrid=False)
    return figure
