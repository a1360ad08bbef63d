"""Rows stay apart whose names read alike, as they are or once they are cut."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import pytest

from streamlit_app import charts

FRENCH = charts.Look()
LIKE = "Centre intercommunal d’action sociale {} et des communes voisines"
NAMES = dict.fromkeys(
    (
        *charts.REQUIREMENTS, "here", "everywhere", "up", "down", "points", "now",
        "before", "tenths", "half", "median",
    ),
    "word",
)  # fmt: skip
ROWS = pd.DataFrame(
    {"label": [LIKE.format("de Tarbes"), LIKE.format("d’Auch"), "Mairie"]}
)
CHARTS = {
    "skill_bars": lambda rows: charts.skill_bars(rows, NAMES, FRENCH),
    "ranked_bars": lambda rows: charts.ranked_bars(rows, "n", "n", FRENCH),
    "lift_bars": lambda rows: charts.lift_bars(rows, NAMES, FRENCH),
    "share_changes": lambda rows: charts.share_changes(rows, NAMES, FRENCH),
    "requirement_shares": lambda rows: charts.requirement_shares(rows, NAMES, FRENCH),
    "pay_ranges": lambda rows: charts.pay_ranges(rows, NAMES, FRENCH),
    "declared_bars": lambda rows: charts.declared_bars(rows, "n", FRENCH),
}
FIGURES = (
    *charts.REQUIREMENTS, "n", "openings", "lift", "share", "share_everywhere",
    "share_change", "share_change_low", "share_change_high", "new_openings",
    "before_openings", "p10_eur", "p25_eur", "median_eur", "median_low_eur",
    "median_high_eur", "p75_eur", "p90_eur", "declared_share",
)  # fmt: skip


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_names_that_read_alike_are_rows_of_their_own(
    draw: Callable[[pd.DataFrame], go.Figure],
):
    figure = draw(ROWS.assign(**dict.fromkeys(FIGURES, 1)))

    for trace in figure.data:
        assert sorted(trace.y) in ([0, 1, 2], [])
    beside = dict(
        zip(figure.layout.yaxis.tickvals, figure.layout.yaxis.ticktext, strict=True)
    )
    assert beside[0].startswith("Mairie")
    assert beside[1] == beside[2]
    assert figure.layout.yaxis.range == (-0.5, 2.5)


@pytest.mark.parametrize("name", ["ranked_bars", "lift_bars", "share_changes"])
def test_names_that_read_alike_are_told_apart_on_hover(name: str):
    figure = CHARTS[name](ROWS.assign(**dict.fromkeys(FIGURES, 1)))

    told = figure.data[0].hovertext
    assert [*told] == ["Mairie", LIKE.format("d’Auch"), LIKE.format("de Tarbes")]
