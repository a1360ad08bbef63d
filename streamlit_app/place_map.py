"""The map that is also a filter: a click on a département chooses it."""

from dataclasses import replace
from typing import Any

import streamlit as st

from streamlit_app import filters
from streamlit_app.texts import language, text


def show_map(figure: Any, chosen: tuple[str, ...]) -> None:
    """Draw the map. A click chooses a département, another click lifts the choice.

    Each choice draws a map of its own, which begins without any selected point: the
    figure outlines what is chosen, and a second click is a click again.
    """
    key = f"map_of_{'_'.join(chosen)}"
    st.plotly_chart(
        figure,
        theme=None,
        config={
            "displaylogo": False,
            "modeBarButtons": [["toImage"]],
            "toImageButtonOptions": {"filename": "vigie-map", "scale": 2},
            "locale": language(),
        },
        alt=text("places.alt_map"),
        key=key,
        on_select=lambda: choose(key),
        selection_mode="points",
    )


def choose(key: str) -> None:
    """Set the filter of the département that was clicked, or lift it."""
    points = st.session_state[key].selection.points
    codes = {str(point["customdata"][0]) for point in points if "customdata" in point}
    code = next((code for code in sorted(codes)), None)
    if code is None or not filters.CODES["departement"].fullmatch(code):
        return
    before = filters.current()
    chosen = () if before.departement == (code,) else (code,)
    filters.remember(replace(before, departement=chosen, region=()))
