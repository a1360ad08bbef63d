"""Collection and quality: what was announced, collected, rejected, known, checked."""

import streamlit as st

from streamlit_app import charts
from streamlit_app.cards import card, look, show_chart
from streamlit_app.chart_rows import show_rows
from streamlit_app.method import show_empty
from streamlit_app.quality_cards import show_coverage, show_freshness, show_models
from streamlit_app.questions import collection
from streamlit_app.run_cards import (
    show_checks,
    show_failed_checks,
    show_run,
    show_run_table,
)
from streamlit_app.texts import catalogue, label_of, text

st.title(text("collection.title"), anchor=False)
st.markdown(text("collection.subtitle"))

newest = collection.newest_runs()
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
    with st.expander(text("collection.run_table")):
        show_run_table(runs)

left, right = st.columns(2)
quality = collection.data_quality(list(catalogue()["metrics"]))
n_offers = quality["denominator"].max()
marts = "agg_data_quality"
with card("collection.quality", "quality", n_offers, marts=marts, place=left):
    quality["label"] = [label_of("metrics", name) for name in quality["metric"]]
    figure = charts.share_heat(quality, look())
    show_chart(figure, "quality", "collection.alt_quality")
    columns = ("label", "source_label", "numerator", "denominator", "share")
    show_rows(quality, "quality", columns)

checks = collection.expectation_results()
n_checks = 0 if checks is None else checks["n"].sum()
marts = "expectation_results"
with card(
    "collection.expectations", "expectations", n_checks, marts=marts, place=right
):
    show_checks(checks)
    show_failed_checks(collection.failed_checks())
show_coverage(right)

show_models()
