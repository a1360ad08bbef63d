"""The cards of the overview."""

from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from streamlit_app import charts
from streamlit_app.cards import card, choose_view, look, show_chart
from streamlit_app.chart_rows import show_rows
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N, too_few
from streamlit_app.questions import activity, overview, skills, watching
from streamlit_app.questions.key_figures import SIDES, moved_groups
from streamlit_app.skill_cards import clear_moves, show_caution
from streamlit_app.texts import language, number, text, texts_of

FACTS = "fct_openings, dim_places, dim_occupations"
MOVES = ("share_change", "share_change_low", "share_change_high")


def show_activity(selected: Filters, n: float) -> None:
    days = activity.daily_activity(selected)
    marts = "agg_daily_activity, fct_openings, fct_offers, fct_reopenings"
    with card("overview.activity", "activity", n, marts=marts):
        words = (*charts.ACTIVITY_SERIES, "per_day", "before_first")
        names = texts_of("overview", words)
        figure = charts.activity(days, watching.first_collection(), names, look())
        show_chart(figure, "activity", "overview.alt_activity")
        columns = ("date_day", *charts.ACTIVITY_SERIES, "reopened_openings")
        show_rows(days, "activity", columns)


def show_map_and_skills(selected: Filters, n_openings: int) -> None:
    left, right = st.columns(2)
    show_map(selected, n_openings, left)
    show_skills(selected, n_openings, right)


def show_map(selected: Filters, n_openings: int, place: DeltaGenerator) -> None:
    areas = overview.openings_by_departement(selected)
    placed = int(areas["openings"].sum())
    with card("overview.map", "map", placed, marts=FACTS, place=place):
        views = ("map_openings", "map_per_1000")
        view = choose_view("overview.map_measure", "overview", views, "map_measure")
        words = texts_of("overview", (*views, "map_inset"))
        figure = charts.departement_map(areas, view.removeprefix("map_"), words, look())
        show_chart(figure, "map", "overview.alt_map")
        st.caption(text("overview.map_outside", n=number(n_openings - placed)))
        show_rows(
            areas,
            "map",
            ("departement_name", "openings", "per_1000"),
            {"departement": "departement_code"},
        )


def show_skills(selected: Filters, n_openings: int, place: DeltaGenerator) -> None:
    marts = "fct_opening_skills, fct_openings, dim_skills"
    with card("overview.skills", "skills", n_openings, marts=marts, place=place):
        views = tuple(overview.SKILL_KINDS)
        kinds = choose_view("overview.skill_kinds", "overview", views, "skill_kinds")
        ranked = overview.top_skills(selected, kinds, language())
        if ranked.empty or n_openings < SMALLEST_N:
            st.caption(too_few())
            return
        names = texts_of("overview", charts.REQUIREMENTS)
        figure = charts.skill_bars(ranked, names, look())
        show_chart(figure, "skills", "overview.alt_skills", "stretch")
        columns = ("label", "openings", "share", *charts.REQUIREMENTS)
        show_rows(ranked, "skills", columns, {"skill": "skill_id"})


def show_moves(selected: Filters) -> None:
    """Show what rose and fell most among new openings, with its interval."""
    views = ("moves_occupation", "moves_departement", "moves_skill")
    view = st.session_state.get("moves_side") or views[0]
    moved = movers(selected, view.removeprefix("moves_"))
    n = int(moved["new_n"].max()) if len(moved) else 0
    marts = "fct_openings, agg_skill_demand"
    with card("overview.moves", "moves", n, marts=marts):
        choose_view("overview.moves_side", "overview", views, "moves_side")
        show_caution()
        if moved.empty:
            st.caption(text("overview.moves_none"))
            return
        names = texts_of("skills", ("up", "down", "points", "now", "before"))
        figure = charts.share_changes(moved, names, look())
        show_chart(figure, "moves", "overview.alt_moves")
        columns = ("label", *MOVES, "new_openings", "before_openings")
        code = "skill_id" if "skill_id" in moved else "code"
        narrow = {view.removeprefix("moves_"): code}
        show_rows(moved, "moves", columns, narrow)


def movers(selected: Filters, side: str) -> pd.DataFrame:
    if side in SIDES:
        return moved_groups(selected, side)
    kinds = [kind for group in overview.SKILL_KINDS.values() for kind in group]
    return clear_moves(skills.demand(selected, kinds, language()))


def show_groups(selected: Filters, n_openings: int, sources: pd.DataFrame) -> None:
    """Show which occupations, contracts and sources the openings are of."""
    left, right = st.columns([3, 2])
    show_occupations(selected, n_openings, left)
    with right:
        show_contracts(selected, n_openings)
        show_sources(selected, sources)


def show_occupations(selected: Filters, n_openings: int, place: DeltaGenerator) -> None:
    ranked = overview.by_occupation(selected)
    known = int(ranked["known"].iloc[0]) if len(ranked) else 0
    counts = {"known": number(known), "total": number(n_openings)}
    with card(
        "overview.occupations", "occupations", known, marts=FACTS, place=place, **counts
    ):
        figure = charts.ranked_bars(
            ranked, "openings", text("overview.openings"), look()
        )
        show_chart(figure, "occupations", "overview.alt_bars", "stretch")
        columns = ("label", "openings", "share")
        show_rows(ranked, "occupations", columns, {"occupation": "rome_code"})


def show_contracts(selected: Filters, n_openings: int) -> None:
    ranked = overview.by_contract(selected, language())
    marts = "fct_openings, dim_contracts"
    with card("overview.contracts", "contracts", n_openings, marts=marts):
        figure = charts.ranked_bars(
            ranked, "openings", text("overview.openings"), look()
        )
        show_chart(figure, "contracts", "overview.alt_bars")
        columns = ("label", "openings")
        show_rows(ranked, "contracts", columns, {"contract": "contract_family"})


def show_sources(selected: Filters, sources: pd.DataFrame) -> None:
    ranked = sources.rename(columns={"source_label": "label"})
    n = sources["offers"].sum()
    with card("overview.sources", "sources", n, marts="fct_offers, dim_sources"):
        figure = charts.ranked_bars(ranked, "offers", text("overview.offers"), look())
        show_chart(figure, "sources", "overview.alt_bars")
        columns = ("label", "offers", "openings")
        rows = partial(sources_told, selected)
        show_rows(rows, "sources", columns, {"source": "source"})


def sources_told(selected: Filters) -> pd.DataFrame:
    return overview.offers_by_source(selected).rename(columns={"source_label": "label"})
