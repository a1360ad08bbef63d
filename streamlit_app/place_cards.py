"""The cards under the map: what is particular to the chosen places, or the régions."""

import streamlit as st

from streamlit_app import charts
from streamlit_app.cards import card, look, show_chart
from streamlit_app.chart_rows import show_rows
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N, too_few
from streamlit_app.questions import places
from streamlit_app.texts import text, texts_of

MARTS = "fct_openings, dim_places"


def show_particular(selected: Filters) -> None:
    """Show what the chosen places ask for more than the country does."""
    particular = places.particular_occupations(selected)
    n_there = 0 if particular.empty else particular["n"].iloc[0]
    with card("places.particular", "particular", n_there, marts=MARTS):
        if particular.empty:
            st.caption(too_few())
            return
        names = texts_of("places", ("here", "everywhere"))
        figure = charts.lift_bars(particular, names, look())
        show_chart(figure, "particular", "places.alt_particular")
        show_rows(
            particular,
            "particular",
            ("label", "openings", "share", "share_everywhere", "lift"),
            {"occupation": "rome_code"},
        )


def show_regions(selected: Filters, measure: str, located: int) -> None:
    """Rank the régions by a measure of the map."""
    regions = places.by_region(selected)
    with card("places.regions", "places_top", located, marts=MARTS):
        decimals = 0 if measure == "openings" else 2
        if measure == "per_1000":
            regions = regions[regions["openings"] >= SMALLEST_N]
        if regions.empty:
            st.caption(too_few())
            return
        rows = regions.sort_values(measure, ascending=False)
        name = text(f"overview.map_{measure}")
        figure = charts.ranked_bars(rows, measure, name, look(), decimals)
        show_chart(figure, "regions", "places.alt_bars")
        show_rows(
            rows,
            "regions",
            ("label", "openings", "per_1000"),
            {"region": "region_code"},
        )
