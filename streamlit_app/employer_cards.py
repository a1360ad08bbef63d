"""The card of the employers' sizes."""

import streamlit as st

from streamlit_app import charts
from streamlit_app.cards import card, look, show_chart
from streamlit_app.chart_rows import show_rows
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N, too_few
from streamlit_app.questions import employers
from streamlit_app.texts import number, text

MARTS = "fct_openings, dim_employers"


def show_sizes(selected: Filters, direct: int) -> None:
    """Show how many openings are whose: of employers with few, of those with many."""
    sizes = employers.by_size(selected)
    with card("employers.sizes", "sizes", direct, marts=MARTS):
        if direct < SMALLEST_N:
            st.caption(too_few())
            return
        sizes["label"] = [
            text("employers.size_one")
            if size.most == 1
            else text("employers.size_over", least=number(size.least))
            if size.most != size.most
            else text("employers.size", least=size.least, most=number(size.most))
            for size in sizes.itertuples()
        ]
        names = {
            "employers": text("employers.share_of_employers"),
            "openings": text("employers.share_of_openings"),
        }
        figure = charts.paired_shares(sizes, names, look())
        show_chart(figure, "sizes", "employers.alt_sizes")
        show_rows(sizes, "sizes", ("label", "employers", "openings"))
