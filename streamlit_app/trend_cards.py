"""The cards of the trends page."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from streamlit_app import charts
from streamlit_app.cards import (
    card,
    choose_view,
    look,
    show_chart,
    show_unfollowed,
)
from streamlit_app.chart_rows import show_rows, show_table
from streamlit_app.figure_row import NONE, life_figure, show_figure_row
from streamlit_app.filters import Filters, left_out
from streamlit_app.method import SMALLEST_N, too_few
from streamlit_app.questions import choices, trends
from streamlit_app.questions.watching import first_collection
from streamlit_app.texts import date, language, number, plain, share, text, texts_of

MARTS = "agg_postings_index, agg_lifetimes, agg_skill_trends"
# So many trajectories stay legible on one chart.
MOST_SKILLS, FIRST_SKILLS = 6, 4
NARROWED = {
    "source": "source",
    "contract": "contract",
    "grand_domain": "domain",
    "occupation": "occupation",
    "region": "region",
}


def show_index(selected: Filters) -> None:
    measure = st.session_state.get("index_measure") or trends.MEASURES[0]
    days = trends.postings_index(selected, measure)
    told = days["index_raw"].notna().any()
    n = days["n_base"].iloc[0] if len(days) else 0
    base = {
        "first": date(days["base_from"].iloc[0]) if told else "—",
        "last": date(days["base_to"].iloc[0]) if told else "—",
    }
    marts = "agg_postings_index"
    with card("trends.index", "postings_index", n, marts=marts, **base):
        choose_view("trends.measure", "trends", trends.MEASURES, "index_measure")
        show_scope(selected, trends.index_scope(selected))
        if not told:
            st.caption(text("trends.index_untold"))
            return
        if days["index_adjusted"].isna().all():
            st.caption(text("trends.index_unadjusted"))
        names = texts_of("trends", ("raw", "adjusted", "base"))
        figure = charts.postings_index(days, names, look())
        show_chart(figure, "postings_index", "trends.alt_index")
        columns = ("date_day", "postings", "index_raw", "index_adjusted")
        show_rows(days, "postings_index", columns)


def show_scope(selected: Filters, scope: Filters) -> None:
    """Say what the figures are about, where they cannot follow every filter."""
    named = [
        choices.named(name, getattr(scope, name))
        for name in ("region", "domain")
        if getattr(scope, name)
    ]
    about = plain(" · ".join(named)) or text("trends.everything")
    show_unfollowed(selected, scope, "trends.scope", about=about)


def show_lifetimes(selected: Filters) -> None:
    sides = tuple(trends.LIVES)
    side = st.session_state.get("lifetime_side") or sides[0]
    curves = trends.lifetimes(selected, side, language())
    curves["label"] = curves["label"].fillna(text("trends.all_offers"))
    medians = curves.drop_duplicates("code")
    n = medians["n"].sum()
    with card("trends.lifetimes", "lifetimes", n, marts="agg_lifetimes"):
        choose_view("trends.lifetime_side", "trends", sides, "lifetime_side")
        scope = trends.lifetime_scope(selected, side)
        show_unfollowed(selected, scope, "trends.unfollowed")
        if curves.empty:
            st.caption(too_few())
            return
        names = texts_of("trends", ("days", "at_risk"))
        figure = charts.survival_curves(curves, names, look())
        show_chart(figure, "lifetimes", "trends.alt_lifetimes")
        show_medians(medians, side, scope)
        columns = ("label", "day", "at_risk", "survival", *BOUNDS)
        show_rows(curves, "lifetimes", columns)


BOUNDS = ("survival_low", "survival_high")
MEDIANS = (
    "label",
    "n",
    "median_days",
    "median_days_low",
    "median_days_high",
    "share_open_after_30_days",
)


def show_medians(medians: pd.DataFrame, side: str, scope: Filters) -> None:
    narrow = {NARROWED[side]: "code"} if side in NARROWED else {}
    # Lifetimes are those of closed offers too.
    watched = replace(scope, status="all")
    show_table(medians, "medians", MEDIANS, narrow, watched)


def show_trajectories(selected: Filters) -> None:
    followed = trends.followed_skills(selected, language())
    labels = dict(zip(followed["skill_id"], followed["label"], strict=True))
    marts = "agg_skill_trends"
    asked = [skill for skill in selected.skill if skill in labels]
    hard = followed["skill_id"][followed["kind"] == "hard"].head(FIRST_SKILLS)
    with card("trends.skills", "skill_trends", total(followed), marts=marts):
        show_scope(selected, trends.trend_scope(selected))
        if followed.empty:
            st.caption(too_few())
            return
        chosen = st.multiselect(
            text("trends.choose_skills"),
            list(labels),
            default=asked or list(hard),
            format_func=lambda skill: labels.get(skill, skill),
            max_selections=MOST_SKILLS,
            key=f"trend_skills_{selected.domain}_{asked}",
        )
        weeks = trends.trajectories(selected, chosen, language())
        if weeks.empty:
            st.caption(text("trends.choose_some"))
            return
        words = text("overview.before_first")
        figure = charts.trajectories(weeks, first_collection(), words, look())
        show_chart(figure, "trajectories", "trends.alt_skills")
        columns = ("label", "week_start", "new_openings", "n", "share")
        columns += ("share_low", "share_high")
        show_rows(weeks, "trajectories", columns)


def total(followed: pd.DataFrame) -> int:
    return int(followed["openings"].sum()) if len(followed) else 0


def told_of(selected: Filters) -> float:
    """Count the offers that the page's lifetimes rest on; 0 where none are told."""
    life = trends.median_days(selected)
    return 0 if life is None else life["n"]


def show_pace(selected: Filters) -> None:
    """Show the index of the last week, and how long offers stay."""
    index = trends.index_figures(selected)
    is_followed = not left_out(selected, trends.index_scope(selected))
    life = trends.median_days(selected)
    untold = (NONE, text("trends.kpi_none"))
    pace = life_span = month = untold
    if is_followed and not (pd.isna(index["now"]) or pd.isna(index["before"])):
        note = text(
            "trends.kpi_index_note",
            before=number(index["before"], 1),
            n=number(index["n"]),
        )
        is_told = index["n"] >= SMALLEST_N
        pace = (number(index["now"], 1), note) if is_told else (NONE, too_few())
    if life is not None:
        life_span = life_figure(life)
        month = month_figure(life)
    show_figure_row("trends", {"index": pace, "life": life_span, "month": month})


def month_figure(life: pd.Series) -> tuple[str, str]:
    if life["n"] < SMALLEST_N:
        return NONE, too_few()
    if pd.isna(life["share_open_after_30_days"]):
        return NONE, text("trends.kpi_month_untold", n=number(life["n"]))
    note = text("trends.kpi_month_note", n=number(life["n"]))
    return share(life["share_open_after_30_days"]), note
