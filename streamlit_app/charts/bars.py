"""Rankings and shares: bars, and a grid of figures."""

from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from streamlit_app.charts.look import (
    FAINT,
    GREEN,
    Look,
    colour_scale,
    drawn_once,
    dressed,
    label,
    name_rows,
    whole_names,
    written,
)
from streamlit_app.charts.room import after, beside

# In percent: of a flag that more offers have, the colour says no more.
MOST_FLAGGED = 10
REQUIREMENTS = ("required", "nice_to_have", "mentioned")


@drawn_once
def skill_bars(skills: pd.DataFrame, names: dict[str, str], look: Look) -> go.Figure:
    """Stack each skill's share of the openings by how it is asked for.

    Shape: skills has label, required, nice_to_have, mentioned, n; most asked first.
    """
    figure = go.Figure()
    rows = skills.iloc[::-1]
    for column, colour in zip(REQUIREMENTS, (look.line, GREEN, FAINT), strict=True):
        figure.add_bar(
            y=[*range(len(rows))],
            x=100 * rows[column] / rows["n"],
            orientation="h",
            name=names[column],
            marker_color=colour,
            customdata=rows[column],
            hovertemplate=f"%{{x:.1f}}{look.percent} (n = %{{customdata:,.0f}})",
        )
    dressed(figure, look, 110 + 27 * len(rows))
    figure.update_layout(barmode="stack", hovermode="y unified")
    figure.update_layout(legend={"traceorder": "normal"})
    name_rows(figure, [label(entry) for entry in rows["label"]])
    figure.update_xaxes(ticksuffix=look.percent, nticks=6)
    figure.update_yaxes(showgrid=False)
    return figure


@drawn_once
def ranked_bars(
    rows: pd.DataFrame, value: str, name: str, look: Look, decimals: int = 0
) -> go.Figure:
    """Draw one bar a row, the value written at its end.

    Shape: rows has label and the value's column; largest first.
    """
    shown = rows.iloc[::-1]
    labels = [label(entry) for entry in shown["label"]]
    written = f"%{{x:,.{decimals}f}}"
    figure = go.Figure(
        go.Bar(
            y=[*range(len(shown))],
            x=shown[value],
            orientation="h",
            name=name,
            marker_color=look.line,
            texttemplate=written,
            textposition="outside",
            cliponaxis=False,
            hovertext=whole_names(shown["label"]),
            hovertemplate=f"%{{hovertext}}<br>{name}{look.colon} {written}"
            "<extra></extra>",
        )
    )
    most = float(rows[value].max()) if len(rows) else 1.0
    figures = after(f"{most:,.{decimals}f}")
    dressed(figure, look, 40 + 29 * len(shown), beside(labels) | figures)
    name_rows(figure, labels)
    figure.update_xaxes(visible=False, range=[0, most])
    figure.update_yaxes(showgrid=False)
    return figure


@drawn_once
def lift_bars(rows: pd.DataFrame, names: dict[str, str], look: Look) -> go.Figure:
    """Draw how many times more often than everywhere, with the n of each.

    Shape: rows has label, lift, openings, share, share_everywhere; largest first;
           names has here and everywhere.
    """
    shown = rows.iloc[::-1]
    figure = go.Figure(
        go.Bar(
            y=[*range(len(shown))],
            x=shown["lift"],
            orientation="h",
            marker_color=look.line,
            customdata=shown[["openings", "share", "share_everywhere"]],
            texttemplate="× %{x:.1f}  (n = %{customdata[0]:,.0f})",
            textposition="outside",
            cliponaxis=False,
            hovertext=whole_names(shown["label"]),
            hovertemplate=f"%{{hovertext}}<br>{names['here']}{look.colon} "
            "%{customdata[1]:.1%}<br>"
            f"{names['everywhere']}{look.colon} %{{customdata[2]:.1%}}<extra></extra>",
        )
    )
    dressed(figure, look, 40 + 29 * len(shown))
    name_rows(figure, [label(entry) for entry in shown["label"]])
    most = float(rows["lift"].max()) if len(rows) else 1.0
    figure.update_xaxes(visible=False, range=[0, most * 1.45])
    figure.update_yaxes(showgrid=False)
    return figure


@drawn_once
def paired_shares(rows: pd.DataFrame, names: dict[str, str], look: Look) -> go.Figure:
    """Set two distributions over the same groups side by side, each in percent.

    Shape: rows has label and the columns that names titles, in the order to show.
    """
    figure = go.Figure()
    for column, colour in zip(names, (FAINT, look.line), strict=True):
        total = rows[column].sum() or 1
        figure.add_bar(
            x=[label(entry) for entry in rows["label"]],
            y=100 * rows[column] / total,
            name=names[column],
            marker_color=colour,
            customdata=rows[column],
            # Bars are narrow on a phone; the axis tells the unit.
            texttemplate="%{y:.0f}",
            textposition="outside",
            cliponaxis=False,
            hovertemplate=f"%{{y:.1f}}{look.percent} (n = %{{customdata:,.0f}})",
        )
    dressed(figure, look, 280)
    figure.update_layout(barmode="group", hovermode="x unified")
    figure.update_xaxes(showgrid=False)
    figure.update_yaxes(ticksuffix=look.percent, nticks=5)
    return figure


@drawn_once
def share_heat(
    shares: pd.DataFrame, look: Look, *, are_flags: bool = False
) -> go.Figure:
    """Show shares as a grid of sources by facts, each cell with its figure.

    Flags are rare: they are told to a tenth of a percent, on a scale of their own.
    Shape: shares has label (the fact), source_label, share; a dash where it is null.
    """
    grid = shares.pivot(index="label", columns="source_label", values="share")
    grid = 100 * grid.loc[list(dict.fromkeys(shares["label"]))[::-1]].astype(float)
    decimals = 1 if are_flags else 0
    told = grid.map(
        lambda cell: written(cell, decimals, look) + look.percent, na_action="ignore"
    )
    figure = go.Figure(
        go.Heatmap(
            x=["<br>".join(wrap(label(source), 14)) for source in grid.columns],
            y=[label(fact) for fact in grid.index],
            z=grid.to_numpy(),
            text=told.fillna("—").to_numpy(),
            zmin=0,
            zmax=MOST_FLAGGED if are_flags else 100,
            colorscale=colour_scale(pale_colours(look, are_flags)),
            showscale=False,
            textfont={"color": look.ink},
            xgap=3,
            ygap=3,
            texttemplate="%{text}",
            hoverongaps=False,
            hovertemplate=f"%{{y}}<br>%{{x}}{look.colon} %{{z:.1f}}{look.percent}"
            "<extra></extra>",
        )
    )
    dressed(figure, look, 80 + 27 * len(grid))
    figure.update_xaxes(showgrid=False, side="top")
    figure.update_yaxes(showgrid=False)
    return figure


def pale_colours(look: Look, are_flags: bool) -> tuple[str, ...]:
    """Return the paler steps only, so that every figure stays readable on its cell."""
    if are_flags:
        return look.diverging[3:0:-1]
    return look.classes[:4] if look.dark else look.classes[:3]
