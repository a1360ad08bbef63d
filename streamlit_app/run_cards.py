"""A run of the collection: its certificate and its arithmetic; and the checks."""

from typing import Any

import pandas as pd
import streamlit as st

from streamlit_app import charts
from streamlit_app.cards import card, look, show_chart
from streamlit_app.questions import collection
from streamlit_app.texts import label_of, language, moment, number, plain, text


def show_run(run: Any) -> None:
    """Show a source's newest run."""
    st.markdown(f"##### {plain(run.source_label)}")
    with st.container(horizontal=True, gap="small"):
        if run.is_certified:
            st.badge(
                text("collection.certified"), color="green", icon=":material/verified:"
            )
        else:
            st.badge(
                text("collection.uncertified"),
                color="orange",
                icon=":material/warning:",
            )
        st.badge(label_of("collection", f"kind_{run.kind}"), color="gray")
    with st.container(horizontal=True):
        for name in ("announced", "collected", "rejected"):
            st.metric(text(f"collection.{name}"), counted(getattr(run, name)))
    leaves = text(
        "collection.leaves",
        certified=counted(run.leaves_certified),
        leaves=counted(run.leaves),
    )
    if not pd.isna(run.ended_at):
        leaves += " · " + text("collection.ended", at=moment(run.ended_at))
    st.caption(leaves)
    if run.error:
        st.caption(f":material/error: {plain(run.error)}")


def counted(value: float | None) -> str:
    return "—" if pd.isna(value) else number(value)


def show_runs() -> None:
    """Show how much each recent run collected."""
    runs = collection.recent_runs()
    with card("collection.runs", "runs", len(runs), marts="fct_crawl_runs"):
        told = runs[["date_day", "source_label", "collected", "is_certified"]]
        show_chart(charts.run_bars(told, look()), "runs", "collection.alt_runs")
        show_run_table(runs)


@st.fragment
def show_run_table(runs: pd.DataFrame) -> None:
    """Fold away every recent run; drawn only when unfolded, for a table is heavy."""
    title = text("collection.run_table")
    folded = st.expander(title, key="run_table", on_change="rerun")
    if not folded.open:
        return
    words = {name: runs[name] for name in ("source_label", "error")}
    words |= {
        name: [label_of("collection", f"{name}_{value}") for value in runs[name]]
        for name in ("kind", "status")
    }
    shown = runs.assign(**words)
    folded.dataframe(
        shown,
        hide_index=True,
        placeholder="—",
        column_order=tuple(RUN_COLUMNS),
        column_config={
            name: column_of(name, kind) for name, kind in RUN_COLUMNS.items()
        },
    )


# In the order shown, with the kind of each.
RUN_COLUMNS = {
    "started_at": "moment",
    "source_label": "text",
    "kind": "text",
    "status": "text",
    "is_certified": "flag",
    "announced": "count",
    "collected": "count",
    "rejected": "count",
    "new_versions": "count",
    "requests": "count",
    "seconds": "count",
    "error": "text",
}


def column_of(name: str, kind: str) -> dict:
    title = text(f"collection.column_{name}")
    if kind == "moment":
        day = "DD/MM/YYYY" if language() == "fr" else "DD MMM YYYY"
        return st.column_config.DatetimeColumn(title, format=f"{day} HH:mm")
    if kind == "flag":
        return st.column_config.CheckboxColumn(title)
    if kind == "count":
        return st.column_config.NumberColumn(title, format="localized", step=1)
    return st.column_config.TextColumn(title)


def show_checks(checks: pd.DataFrame | None) -> None:
    """Show, for each gate, how many checks passed, and each suite's count."""
    if checks is None or checks.empty:
        st.caption(text("collection.expectations_none"))
        return
    for gate, suites in checks.groupby("gate", sort=False):
        passed, n = suites["passed"].sum(), suites["n"].sum()
        st.markdown(f"**{label_of('collection', f'gate_{gate}')}**")
        st.progress(
            passed / n,
            text("collection.passed", passed=number(passed), n=number(n)),
        )
        lines = [
            f"- :material/{'check' if suite.passed == suite.n else 'close'}: "
            f"{plain(suite.suite)} · {number(suite.passed)}/{number(suite.n)}"
            for suite in suites.itertuples()
        ]
        with st.expander(text("collection.suites", n=number(len(suites)))):
            st.caption("\n".join(lines))


def show_failed_checks(failed: pd.DataFrame | None) -> None:
    """List the checks that did not pass; most releases have none to list."""
    if failed is None or failed.empty:
        return
    with st.expander(text("collection.failed")):
        st.dataframe(
            failed.assign(
                gate=[label_of("collection", f"gate_{gate}") for gate in failed["gate"]]
            ),
            hide_index=True,
            placeholder="—",
            column_config={
                name: column_of(name, "count" if name.endswith("_count") else "text")
                for name in failed.columns
            },
        )
