"""How fresh the offers are, and how right the models that read them."""

from datetime import timedelta

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from streamlit_app import charts, data
from streamlit_app.cards import card, look, show_chart, show_wide_chart
from streamlit_app.chart_rows import show_rows
from streamlit_app.method import SMALLEST_N
from streamlit_app.questions import collection
from streamlit_app.run_cards import show_checks, show_failed_checks
from streamlit_app.texts import (
    catalogue,
    label_of,
    moment,
    number,
    plain,
    share,
    text,
    texts_of,
)

# The publishers are collected daily.
LATE = timedelta(days=2)
MODEL_COLUMNS = (
    "label",
    "basis_label",
    "share",
    "share_low",
    "share_high",
    "n",
    "measured_date",
)
COVERAGE_COLUMNS = (
    "label",
    "n_both",
    "n_seen",
    "n_estimated",
    "n_low",
    "n_high",
    "share",
)


def show_freshness() -> None:
    """Show, a source at a time, when it was last collected and last certified."""
    sources = collection.freshness()
    n = sources["open_offers"].sum()
    marts = "fct_crawl_runs, fct_offers"
    with card("collection.freshness", "freshness", n, marts=marts):
        for source in sources.itertuples():
            hours = (data.release().as_of - source.collected_at).total_seconds() / 3600
            is_late = timedelta(hours=hours) > LATE
            sign = ":material/schedule:" if is_late else ":material/check_circle:"
            colour = "orange" if is_late else "green"
            # A source may list on what has come to its end.
            past = (
                text("collection.freshness_past", listed=number(source.listed_offers))
                if source.listed_offers > source.open_offers
                else ""
            )
            with st.container(gap="xxsmall"):
                st.badge(plain(source.source_label), color=colour, icon=sign)
                st.caption(
                    text(
                        "collection.freshness_line",
                        collected=moment_or_never(source.collected_at),
                        certified=moment_or_never(source.certified_at),
                        newest=moment_or_never(source.newest_offer_at),
                        n=number(source.open_offers),
                        past=past,
                    )
                )


def moment_or_never(value: object) -> str:
    return (
        text("collection.never") if value is None or value != value else moment(value)
    )


def show_quality_and_checks() -> None:
    left, right = st.columns(2)
    show_quality(left)
    with right:
        show_gates()
        show_coverage()


def show_quality(place: DeltaGenerator) -> None:
    """Show what share of each source's offers says what, and what was flagged."""
    metrics = catalogue()["metrics"]
    quality = collection.data_quality([*metrics, *catalogue()["flags"]])
    n_offers = quality["denominator"].max()
    marts = "agg_data_quality"
    with card("collection.quality", "quality", n_offers, marts=marts, place=place):
        is_fact = quality["metric"].isin(metrics)
        quality["label"] = [
            label_of("metrics" if name in metrics else "flags", name)
            for name in quality["metric"]
        ]
        told = quality.groupby("source_label")["denominator"].transform("max")
        quality.loc[told < SMALLEST_N, "share"] = None
        figure = charts.share_heat(quality[is_fact], look())
        show_wide_chart(figure, "quality", "collection.alt_quality")
        if not is_fact.all():
            st.markdown(f"**{text('collection.flags')}**")
            figure = charts.share_heat(quality[~is_fact], look(), are_flags=True)
            show_wide_chart(figure, "flags", "collection.alt_flags")
        columns = ("label", "source_label", "numerator", "denominator", "share")
        show_rows(quality, "quality", columns)


def show_gates() -> None:
    """Show what the gates checked, and what did not pass."""
    checks = collection.expectation_results()
    n = 0 if checks is None else checks["n"].sum()
    with card(
        "collection.expectations", "expectations", n, marts="expectation_results"
    ):
        show_checks(checks)
        show_failed_checks(collection.failed_checks())


def show_models() -> None:
    """Show how right the models are, on offers that people read and on planted ones."""
    measured = collection.model_quality()
    real = measured[measured["basis"] == "labelled"]
    marts = "agg_model_quality"
    with card("collection.models", "models", real["n"].sum(), marts=marts):
        if measured.empty:
            st.caption(text("collection.models_none"))
            return
        measured["label"] = [
            f"{label_of('tasks', row.task)} · {label_of('measures', row.measure)}"
            for row in measured.itertuples()
        ]
        names = texts_of("collection", ("labelled", "planted"))
        figure = charts.share_intervals(measured, names, look())
        show_chart(figure, "models", "collection.alt_models")
        st.caption(text("collection.models_note"))
        shown = measured.rename(
            columns={
                "value": "share",
                "interval_low": "share_low",
                "interval_high": "share_high",
                "measured_on": "measured_date",
            }
        )
        shown["basis_label"] = [names[basis] for basis in shown["basis"]]
        show_rows(shown, "models", MODEL_COLUMNS)


def show_coverage() -> None:
    """Show what two sources show together beside what there may be in all."""
    rows = collection.source_coverage()
    n = 0 if rows.empty else rows["n_both"].sum()
    marts = "agg_source_coverage"
    with card("collection.coverage", "coverage", n, marts=marts):
        told = rows.dropna(subset=["n_estimated"]) if len(rows) else rows
        if told.empty:
            st.caption(text("collection.coverage_none", n=SMALLEST_N))
            return
        names = texts_of("collection", ("seen", "estimated"))
        figure = charts.coverage_ranges(told, names, look())
        show_chart(figure, "coverage", "collection.alt_coverage")
        for row in told.itertuples():
            line = text(
                "collection.coverage_line",
                pair=plain(row.label),
                both=number(row.n_both),
                share=share(row.share),
            )
            st.caption(line)
        show_rows(rows, "coverage", COVERAGE_COLUMNS)
