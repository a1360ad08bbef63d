"""Trends: how many openings appear, how long offers last, which skills move."""

import streamlit as st

from streamlit_app import data, filters, sections
from streamlit_app.cards import show_title
from streamlit_app.texts import date, text
from streamlit_app.trend_cards import (
    MARTS,
    show_index,
    show_lifetimes,
    show_pace,
    show_trajectories,
    told_of,
)

selected = filters.current()

show_title("trends.title", "trend_figures", told_of(selected), marts=MARTS)
st.markdown(text("trends.subtitle", as_of=date(data.release().as_of)))

show_pace(selected)
show_index(selected)
sections.show(show_lifetimes, selected, height=680)
sections.show(show_trajectories, selected, height=520)
