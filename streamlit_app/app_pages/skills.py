"""Skills: where they are asked for, what rises, how firmly, and which go together."""

import streamlit as st

from streamlit_app import data, filters, sections
from streamlit_app.cards import choose_view, show_title
from streamlit_app.method import show_empty
from streamlit_app.questions import overview, skills
from streamlit_app.skill_cards import (
    show_crossing,
    show_growth_and_firmness,
    show_moves,
    show_network,
)
from streamlit_app.texts import date, language, text

selected = filters.current()
n = overview.openings_selected(selected)

show_title("skills.title", "skill_figures", n, marts="agg_skill_demand, fct_openings")
st.markdown(text("skills.subtitle", as_of=date(data.release().as_of)))
if not n:
    show_empty()
    st.stop()

kind = choose_view(
    "overview.skill_kinds", "overview", tuple(overview.SKILL_KINDS), "skill_kinds_page"
)
kinds = overview.SKILL_KINDS[kind]
demand = skills.demand(selected, kinds, language())

show_moves(demand, n)
show_crossing(selected, kinds, n)

sections.show(show_growth_and_firmness, demand, height=620)
sections.show(show_network, selected, kinds, height=720)
