"""One occupation: how to choose it, its key figures, its demand in time."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from streamlit_app import charts, filters, sections
from streamlit_app import occupation_sides as sides
from streamlit_app.cards import (
    card,
    look,
    show_chart,
    show_offers_link,
    show_title,
)
from streamlit_app.chart_rows import show_rows
from streamlit_app.figure_row import (
    median_figure,
    new_note,
    share_figure,
    show_figure_row,
)
from streamlit_app.filters import Filters
from streamlit_app.method import show_empty, show_method
from streamlit_app.questions import (
    activity,
    occupations,
    overview,
    salaries,
    watching,
)
from streamlit_app.questions.key_figures import key_figures
from streamlit_app.texts import number, plain, text, texts_of

MARTS = "fct_openings, dim_occupations"
SHOWN = 20


def show_ranking(selected: Filters) -> None:
    """Show which occupations hire, and let the reader choose one."""
    ranked = occupations.ranked(selected)
    known = int(ranked["openings"].sum())
    show_title("occupations.title", "occupations_page", known, marts=MARTS)
    st.markdown(text("occupations.subtitle"))
    if ranked.empty:
        show_empty()
        return
    choose_occupation(ranked)
    counts = {"known": number(known), "total": number(ranked["n"].iloc[0])}
    with card("occupations.ranked", "occupations", known, marts=MARTS, **counts):
        openings = text("overview.openings")
        figure = charts.ranked_bars(ranked.head(SHOWN), "openings", openings, look())
        show_chart(figure, "occupations", "occupations.alt_ranked")
        show_rows(
            ranked,
            "occupations",
            ("label", "domain", "openings", "new", "median_eur", "paid"),
            {"occupation": "rome_code"},
        )


def choose_occupation(ranked: pd.DataFrame) -> None:
    """Let the reader type an occupation's name; it becomes a filter like the others."""
    labels = dict(zip(ranked["rome_code"], ranked["label"], strict=True))
    st.selectbox(
        text("occupations.choose"),
        list(labels),
        index=None,
        format_func=lambda code: f"{labels[code]} ({code})",
        key="occupation_chosen",
        placeholder=text("occupations.choose_hint"),
        on_change=lambda: go_to(st.session_state["occupation_chosen"]),
    )


def go_to(rome_code: str | None) -> None:
    chosen = (rome_code,) if rome_code else ()
    filters.remember(replace(filters.current(), occupation=chosen))


def show_occupation(selected: Filters) -> None:
    """Show the page of the one occupation that the filters hold."""
    rome_code = selected.occupation[0]
    title = occupations.title_of(rome_code)
    figures = key_figures(selected)
    n = overview.openings_selected(selected)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.title(plain(title["label"]), anchor=False)
        st.button(
            text("occupations.back"),
            on_click=lambda: go_to(None),
            icon=":material/arrow_back:",
            type="tertiary",
        )
        show_method("occupations_page", n, marts=f"{MARTS}, agg_salaries")
    code = text("occupations.one_subtitle", code=rome_code)
    fields = [plain(name) for name in (title["domain"], title["grand_domain"]) if name]
    st.markdown(" · ".join([code, *fields]))
    if not n:
        show_empty()
        return
    show_figures(selected, figures, n)
    show_offers_link(selected)
    show_demand(selected, n)
    sections.show(sides.show_skills_and_pay, selected, n, height=860)
    sections.show(sides.show_places_and_employers, selected, n, height=520)
    sections.show(sides.show_neighbours, rome_code)


def show_figures(selected: Filters, figures: pd.Series, n: int) -> None:
    basis = occupations.basis(selected)
    said = int(figures["remote_known"])
    show_figure_row(
        "occupations",
        {
            "openings": (
                number(n),
                text(
                    "occupations.kpi_openings_note",
                    declared=number(basis["declared"]),
                    coded=number(basis["coded"]),
                ),
            ),
            "new": (
                number(figures["new"]),
                new_note(figures["new_before"]),
            ),
            "salary": median_figure(salaries.overall(selected)),
            "remote": share_figure(
                figures["remote"],
                said,
                text("overview.kpi_remote_note", n=number(said)),
            ),
        },
    )


def show_demand(selected: Filters, n: int) -> None:
    days = activity.daily_activity(selected)
    with card("occupations.demand", "activity", n, marts="fct_openings, fct_offers"):
        names = texts_of(
            "overview", (*charts.ACTIVITY_SERIES, "per_day", "before_first")
        )
        figure = charts.activity(days, watching.first_collection(), names, look())
        show_chart(figure, "demand", "overview.alt_activity")
