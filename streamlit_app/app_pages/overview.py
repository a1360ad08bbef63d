"""The overview: how many openings, since when, what moved, where, what they ask."""

from dataclasses import replace

import streamlit as st

from streamlit_app import data, filters, sections
from streamlit_app.cards import show_offers_link, show_title
from streamlit_app.key_figures import show_figures
from streamlit_app.method import show_empty
from streamlit_app.overview_cards import (
    show_activity,
    show_groups,
    show_map_and_skills,
    show_moves,
)
from streamlit_app.questions import overview, salaries, trends
from streamlit_app.questions.key_figures import key_figures
from streamlit_app.texts import date, text

selected = filters.current()
figures = key_figures(selected)
sources = overview.offers_of_sources(selected)

show_title(
    "overview.title",
    "figures",
    figures["open"],
    marts="fct_openings, fct_offers, agg_salaries, agg_lifetimes",
)
st.markdown(text("overview.subtitle", as_of=date(data.release().as_of)))
show_figures(
    figures,
    salaries.overall(selected),
    trends.median_days(selected),
    # Beside what is open, whatever the status filter shows below.
    int(overview.offers_of_sources(replace(selected, status="open"))["offers"].sum()),
    is_narrowed=any(getattr(selected, name) for name in filters.CODES),
)
if sources.empty:
    show_empty()
    st.stop()

show_offers_link(selected)
n_openings = overview.openings_selected(selected)

show_activity(selected, figures["open"])

sections.show(show_map_and_skills, selected, n_openings, height=620)
sections.show(show_moves, selected)
sections.show(show_groups, selected, n_openings, sources, height=620)
