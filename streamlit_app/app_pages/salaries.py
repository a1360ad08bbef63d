"""Salaries: what is declared, how it is spread, by what, and who says nothing."""

import streamlit as st

from streamlit_app import data, filters, sections
from streamlit_app.cards import show_offers_link, show_title
from streamlit_app.method import show_empty
from streamlit_app.questions import salaries
from streamlit_app.salary_cards import (
    MARTS,
    of_any_status,
    show_distribution,
    show_groups,
    show_pay,
)
from streamlit_app.texts import date, text

selected = filters.current()
pay = salaries.overall(selected)

show_title("salaries.title", "salary_figures", pay["n"], marts=MARTS)
st.markdown(text("salaries.subtitle", as_of=date(data.release().as_of)))
if not pay["openings"]:
    show_empty()
    st.stop()

show_pay(pay)
show_offers_link(of_any_status(selected))
show_distribution(selected, pay)
sections.show(show_groups, selected, height=640)
