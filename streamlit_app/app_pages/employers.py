"""Employers: who hires, agencies and other employers apart, and how concentrated."""

from functools import partial

import streamlit as st

from streamlit_app import charts, filters, sections
from streamlit_app.cards import card, look, show_chart, show_title
from streamlit_app.chart_rows import show_rows
from streamlit_app.employer_cards import MARTS, show_sizes
from streamlit_app.figure_row import share_figure, show_figure_row
from streamlit_app.method import show_empty
from streamlit_app.questions import employers
from streamlit_app.texts import number, text

SHOWN = 15
COLUMNS = ("label", "openings", "new", "departements", "occupations", "paid_share")

selected = filters.current()
figures = employers.figures(selected)
n_openings, n_named = int(figures["n"]), int(figures["named"])

show_title("employers.title", "employers", n_openings, marts=MARTS)
st.markdown(text("employers.subtitle"))
if not n_openings:
    show_empty()
    st.stop()

direct = n_named - int(figures["by_agencies"])
show_figure_row(
    "employers",
    {
        "employers": (
            number(figures["employers"]),
            text("employers.kpi_employers_note", n=number(direct)),
        ),
        "named": share_figure(
            n_named,
            n_openings,
            text("employers.kpi_named_note", n=number(n_openings - n_named)),
        ),
        "agencies": share_figure(
            figures["by_agencies"],
            n_named,
            text("employers.kpi_agencies_note", n=number(figures["agencies"])),
        ),
        "top_ten": share_figure(
            figures["by_top_ten"],
            direct,
            text("employers.kpi_top_ten_note", n=number(direct)),
        ),
    },
)

openings = text("overview.openings")
left, right = st.columns(2)
for place, name, are_agencies in (
    (left, "direct", False),
    (right, "agencies", True),
):
    ranked = employers.most_openings(selected, are_agencies=are_agencies)
    n = int(figures["by_agencies"]) if are_agencies else direct
    with card(f"employers.{name}", name, n, marts=MARTS, place=place):
        if ranked.empty:
            st.caption(text("employers.none"))
            continue
        figure = charts.ranked_bars(ranked.head(SHOWN), "openings", openings, look())
        show_chart(figure, name, "employers.alt_bars", "stretch")
        rows = partial(employers.reach, selected, ranked)
        show_rows(rows, name, COLUMNS, {"employer": "employer_id"})

sections.show(show_sizes, selected, direct, height=400)
