"""The cards of the skills page."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from streamlit_app import charts
from streamlit_app.cards import card, choose_view, look, show_chart, show_wide_chart
from streamlit_app.chart_rows import show_rows
from streamlit_app.figure_row import NONE, SHARE_DAYS, show_figure_row
from streamlit_app.filters import Filters, to_link
from streamlit_app.method import SMALLEST_N, too_few
from streamlit_app.questions import choices, skill_links
from streamlit_app.questions.watching import was_watched
from streamlit_app.texts import language, number, plain, text, texts_of

CROSSED = (24, 14)
MOVERS = 10
NAMED = 18
FACTS = "fct_openings, fct_opening_skills"


def show_moves(demand: pd.DataFrame, n: int) -> None:
    """Show how many skills are followed, and how many rise or fall for sure."""
    rising, falling = demand["share_change_low"] > 0, demand["share_change_high"] < 0
    is_told = demand["share_change"].notna().any()
    followed = int((demand["openings"] >= SMALLEST_N).sum())
    note = text("skills.kpi_moving_note") if is_told else too_few()
    show_figure_row(
        "skills",
        {
            "openings": (number(n), text("skills.kpi_openings_note")),
            "named": (
                number(followed),
                text("skills.kpi_named_note", n=number(SMALLEST_N)),
            ),
            "rising": (number(rising.sum()) if is_told else NONE, note),
            "falling": (number(falling.sum()) if is_told else NONE, note),
        },
    )


def show_crossing(selected: Filters, kinds: list[str], n: int) -> None:
    marts = f"agg_skill_demand, {FACTS}"
    with card("skills.heat", "skill_heat", n, marts=marts, least=SMALLEST_N):
        with st.container(horizontal=True):
            sides = tuple(skill_links.SIDES)
            side = choose_view("skills.heat_side", "skills", sides, "heat_side")
            measures = ("share", "lift")
            measure = choose_view(
                "skills.heat_measure", "skills", measures, "heat_measure"
            )
        cells = skill_links.crossed(selected, kinds, side, language(), CROSSED)
        if cells.empty:
            st.caption(too_few())
            return
        names = texts_of("skills", ("share", "lift", "openings"))
        figure = charts.crossed_skills(cells, measure, names, look())
        drawn = show_wide_chart(figure, "heat", "skills.alt_heat", on_select="rerun")
        st.caption(text("skills.heat_hint"))
        columns = ("label", "name", "openings", "n", "share", "lift")
        narrowed = {"skill": "skill_id", skill_links.SIDES[side].filter_name: "code"}
        show_rows(cells, "heat", columns, narrowed)
        for point in drawn.selection.points[:1]:
            codes = dict(zip(narrowed, point["customdata"], strict=False))
            lead_to_offers(selected.narrowed(**codes))


def lead_to_offers(selection: Filters) -> None:
    st.switch_page("app_pages/explorer.py", query_params=to_link(selection))


def show_growth_and_firmness(demand: pd.DataFrame) -> None:
    left, right = st.columns(2)
    show_growth(demand, left)
    show_firmness(demand, right)


def show_growth(demand: pd.DataFrame, place: DeltaGenerator) -> None:
    known = demand[demand["share_change"].notna()]
    n = int(known["new_n"].max()) if len(known) else 0
    marts = f"agg_skill_demand, {FACTS}"
    with card("skills.growth", "skill_growth", n, marts=marts, place=place):
        if known.empty:
            st.caption(too_few())
            return
        show_caution()
        moved = clear_moves(known)
        if moved.empty:
            st.caption(text("skills.growth_none"))
        else:
            names = texts_of("skills", ("up", "down", "points", "now", "before"))
            figure = charts.share_changes(moved, names, look())
            show_chart(figure, "growth", "skills.alt_growth")
        show_rows(
            known,
            "growth",
            (
                "label",
                "share_change",
                "share_change_low",
                "share_change_high",
                "new_openings",
                "before_openings",
            ),
            {"skill": "skill_id"},
        )


def clear_moves(known: pd.DataFrame) -> pd.DataFrame:
    """Keep the strongest moves whose interval holds no 0, most risen first."""
    ranked = known.sort_values("share_change", ascending=False)
    rising = ranked[ranked["share_change_low"] > 0].head(MOVERS)
    falling = ranked[ranked["share_change_high"] < 0].tail(MOVERS)
    return pd.concat([rising, falling])


def show_caution() -> None:
    """Say so where the days compared were not all watched."""
    if not was_watched(SHARE_DAYS):
        st.caption(f":material/warning: {text('skills.growth_unobserved')}")


def show_firmness(demand: pd.DataFrame, place: DeltaGenerator) -> None:
    told = demand[demand["openings"] >= SMALLEST_N].head(NAMED)
    n = int(told["openings"].max()) if len(told) else 0
    with card("skills.firmness", "skill_firmness", n, marts=FACTS, place=place):
        if told.empty:
            st.caption(too_few())
            return
        names = texts_of("overview", charts.REQUIREMENTS)
        figure = charts.requirement_shares(told, names, look())
        show_chart(figure, "firmness", "skills.alt_firmness")
        columns = ("label", "openings", *charts.REQUIREMENTS)
        show_rows(told, "firmness", columns, {"skill": "skill_id"})


def show_network(selected: Filters, kinds: list[str]) -> None:
    pairs = skill_links.pairs(selected, kinds, language())
    n = int(pairs["n"].max()) if len(pairs) else 0
    with card("skills.network", "skill_network", n, marts="agg_skill_pairs"):
        scope = scope_of(selected)
        st.caption(text("skills.network_scope", scope=scope))
        if pairs.empty:
            st.caption(too_few())
            return
        names = {
            "openings": text("skills.network_openings"),
            "bound_to": text("skills.bound_to"),
        }
        figure = charts.skill_network(pairs, names, look())
        show_wide_chart(figure, "network", "skills.alt_network")
        show_rows(
            pairs,
            "network",
            ("a_label", "b_label", "openings", "lift", "lift_low", "lift_high"),
        )


def scope_of(selected: Filters) -> str:
    """Name the domain that the pairs are of."""
    codes = skill_links.pair_scope(selected).domain
    if not codes:
        return text("skills.network_all")
    named = choices.named("domain", codes)
    return plain(named)
