"""Collection and quality: what was announced, collected, rejected, known, checked."""

import streamlit as st

from streamlit_app import charts, sections
from streamlit_app.cards import card, look, show_chart, show_title
from streamlit_app.method import show_empty
from streamlit_app.quality_cards import (
    show_freshness,
    show_models,
    show_quality_and_checks,
)
from streamlit_app.questions import collection
from streamlit_app.run_cards import show_run, show_run_table
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

runs = collection.recent_runs()
with card("collection.runs", "runs", len(runs), marts="fct_crawl_runs"):
    told = runs[["date_day", "source_label", "collected", "is_certified"]]
    show_chart(charts.run_bars(told, look()), "runs", "collection.alt_runs")
    show_run_table(runs)

sections.show(show_quality_and_checks, height=760)
sections.show(show_models, height=640)
