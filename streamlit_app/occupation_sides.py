"""The sides of one occupation: skills, pay, places, employers, neighbours."""

from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from streamlit_app import charts
from streamlit_app.cards import (
    card,
    choose_view,
    look,
    show_chart,
    show_unfollowed,
    show_wide_chart,
)
from streamlit_app.chart_rows import show_rows
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N, too_few
from streamlit_app.questions import (
    employers,
    neighbours,
    occupations,
    overview,
    salaries,
    trends,
)
from streamlit_app.salary_cards import MARTS, SPREAD
from streamlit_app.texts import label_of, language, number, text, texts_of

SHOWN = 12
LIFETIME_COLUMNS = (
    "label",
    "day",
    "at_risk",
    "survival",
    "survival_low",
    "survival_high",
)


def show_skills_and_pay(selected: Filters, n: int) -> None:
    left, right = st.columns(2)
    show_skills(selected, n, left)
    with right:
        show_pay(selected)
        show_lifetimes(selected)


def show_places_and_employers(selected: Filters, n: int) -> None:
    left, right = st.columns(2)
    show_places(selected, n, left)
    show_employers(selected, right)


def show_skills(selected: Filters, n: int, place: DeltaGenerator) -> None:
    marts = "fct_opening_skills, dim_skills, agg_skill_demand"
    with card("occupations.skills", "skills", n, marts=marts, place=place):
        views = tuple(overview.SKILL_KINDS)
        kinds = choose_view("overview.skill_kinds", "overview", views, "kinds_of_one")
        skills = occupations.skills(
            selected, overview.SKILL_KINDS[kinds], language(), SHOWN
        )
        if skills.empty or n < SMALLEST_N:
            st.caption(too_few())
            return
        names = texts_of("overview", charts.REQUIREMENTS)
        figure = charts.skill_bars(skills, names, look())
        show_chart(figure, "skills_of_one", "overview.alt_skills")
        show_rows(
            skills,
            "skills_of_one",
            ("label", "openings", "share", "share_everywhere", "lift"),
            {"skill": "skill_id"},
        )


def show_pay(selected: Filters) -> None:
    """Show the pay of all, and by the experience asked for."""
    every = salaries.overall(selected)
    n = int(every["n"])
    with card("occupations.pay", "salary_groups", n, marts=MARTS):
        if pd.isna(every["median_eur"]):
            st.caption(too_few())
            return
        rows = pd.DataFrame([every.to_dict() | {"code": "all"}])
        rows = pd.concat([rows, salaries.by_experience(selected)], ignore_index=True)
        rows["label"] = [label_of("salaries", f"band_{code}") for code in rows["code"]]
        names = texts_of("salaries", ("tenths", "half", "median"))
        figure = charts.pay_ranges(rows, names, look())
        show_wide_chart(figure, "pay_of_one", "occupations.alt_pay")
        show_rows(rows, "pay_of_one", ("label", "n", *SPREAD))


def show_lifetimes(selected: Filters) -> None:
    """Show how long the occupation's offers stay, beside all offers."""
    scope = trends.lifetime_scope(selected, "occupation")
    own = trends.lifetimes(scope, "occupation", language())
    every = trends.lifetimes(Filters(), "all", language())
    n = 0 if own.empty else int(own["n"].iloc[0])
    marts = "agg_lifetimes, dim_occupations"
    with card("occupations.lifetimes", "lifetimes", n, marts=marts):
        if own.empty:
            st.caption(too_few())
            return
        show_unfollowed(selected, scope, "trends.unfollowed")
        curves = pd.concat([own, every]).fillna({"label": text("trends.all_offers")})
        names = texts_of("trends", ("days", "at_risk"))
        figure = charts.survival_curves(curves, names, look())
        show_chart(figure, "lifetimes_of_one", "trends.alt_lifetimes")
        st.caption(lifetime_of(own.iloc[0]))
        show_rows(curves, "lifetimes_of_one", LIFETIME_COLUMNS)


def lifetime_of(life: pd.Series) -> str:
    """Write the median lifetime with its interval; an end may not be known yet."""
    if pd.isna(life["median_days"]):
        return text("occupations.lifetime_unknown")
    low, high = (
        text("occupations.beyond") if pd.isna(life[name]) else number(life[name])
        for name in ("median_days_low", "median_days_high")
    )
    days = number(life["median_days"])
    return text("occupations.lifetime_note", days=days, low=low, high=high)


def show_places(selected: Filters, n: int, place: DeltaGenerator) -> None:
    ranked = occupations.places(selected, SHOWN)
    marts = "fct_openings, dim_places"
    with card("occupations.places", "places_top", n, marts=marts, place=place):
        if ranked.empty:
            st.caption(too_few())
            return
        figure = charts.ranked_bars(
            ranked, "openings", text("overview.openings"), look()
        )
        show_chart(figure, "places_of_one", "places.alt_bars")
        show_rows(
            ranked,
            "places_of_one",
            ("label", "openings"),
            {"departement": "departement_code"},
        )


def show_employers(selected: Filters, place: DeltaGenerator) -> None:
    figures = employers.figures(selected)
    ranked = employers.most_openings(selected, are_agencies=False)
    n = int(figures["named"] - figures["by_agencies"])
    marts = "fct_openings, dim_employers"
    with card("occupations.employers", "direct", n, marts=marts, place=place):
        if ranked.empty:
            st.caption(text("employers.none"))
            return
        figure = charts.ranked_bars(
            ranked.head(SHOWN), "openings", text("overview.openings"), look()
        )
        show_chart(figure, "employers_of_one", "employers.alt_bars")
        show_rows(
            partial(employers.reach, selected, ranked),
            "employers_of_one",
            ("label", "openings", "new", "departements"),
            {"employer": "employer_id"},
        )


def show_neighbours(rome_code: str) -> None:
    near = neighbours.neighbours(rome_code, language())
    n = 0 if near.empty else int(near["own_n"].iloc[0])
    marts = "agg_skill_demand, dim_occupations, dim_skills"
    with card("occupations.neighbours", "neighbours", n, marts=marts):
        if near.empty:
            st.caption(too_few())
            return
        figure = charts.ranked_bars(
            near, "likeness", text("occupations.likeness"), look(), 2
        )
        show_chart(figure, "neighbours", "occupations.alt_neighbours")
        show_rows(
            near,
            "neighbours",
            ("label", "likeness", "shared", "n"),
            {"occupation": "rome_code"},
            Filters(),
        )
