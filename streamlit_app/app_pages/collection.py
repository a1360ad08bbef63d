"""Collection and quality: what was announced, collected, rejected, known, checked."""

import streamlit as st

from streamlit_app import sections
from streamlit_app.cards import show_title
from streamlit_app.method import show_empty
from streamlit_app.quality_cards import (
    show_freshness,
    show_models,
    show_quality_and_checks,
)
from streamlit_app.questions import collection
from streamlit_app.run_cards import show_run, show_runs
from streamlit_app.texts import text

newest = collection.newest_runs()
show_title("collection.title", "run_figures", len(newest), marts="fct_crawl_runs")
st.markdown(text("collection.subtitle"))

if newest.empty:
    show_empty()
    st.stop()

columns = st.columns(len(newest))
for column, run in zip(columns, newest.itertuples(), strict=True):
    with column.container(border=True, height="stretch"):
        show_run(run)

show_freshness()

sections.show(show_runs, height=480)
sections.show(show_quality_and_checks, height=760)
sections.show(show_models, height=640)
