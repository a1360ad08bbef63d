"""The overview: how many openings, since when, where, and what they ask for."""

import streamlit as st

from streamlit_app import charts, data, filters
from streamlit_app.cards import card, look, show_chart, show_title
from streamlit_app.chart_rows import show_rows
from streamlit_app.key_figures import show_figures
from streamlit_app.method import SMALLEST_N, show_empty, too_few
from streamlit_app.questions import overview
from streamlit_app.texts import date, language, number, text, texts_of

selected = filters.current()
figures = overview.openings_figures(selected)
sources = overview.offers_by_source(selected)

show_title("overview.title", "figures", figures["open"])
st.markdown(text("overview.subtitle", as_of=date(data.release().as_of)))
show_figures(figures, sources)
if sources.empty:
    show_empty()
    st.stop()

n_openings = overview.openings_selected(selected)
openings = text("overview.openings")

days = overview.daily_activity(selected)
with card("overview.activity", "activity", figures["open"]):
    names = texts_of("overview", (*charts.ACTIVITY_SERIES, "per_day", "before_first"))
    figure = charts.activity(days, overview.first_collection(), names, look())
    show_chart(figure, "activity", "overview.alt_activity")

left, right = st.columns(2)
areas = overview.openings_by_departement(selected)
placed = int(areas["openings"].sum())
with card("overview.map", "map", placed, place=left):
    measure = st.segmented_control(
        text("overview.map_measure"),
        ("map_openings", "map_per_1000"),
        format_func=lambda name: text(f"overview.{name}"),
        default="map_openings",
        required=True,
        key="map_measure",
        label_visibility="collapsed",
    )
    words = texts_of("overview", ("map_openings", "map_per_1000", "map_inset"))
    figure = charts.departement_map(areas, measure.removeprefix("map_"), words, look())
    show_chart(figure, "map", "overview.alt_map")
    st.caption(text("overview.map_outside", n=number(n_openings - placed)))

with card("overview.skills", "skills", n_openings, place=right):
    kinds = st.segmented_control(
        text("overview.skill_kinds"),
        tuple(overview.SKILL_KINDS),
        format_func=lambda name: text(f"overview.{name}"),
        default="know_how",
        required=True,
        key="skill_kinds",
        label_visibility="collapsed",
    )
    skills = overview.top_skills(selected, kinds, language())
    if skills.empty or n_openings < SMALLEST_N:
        st.caption(too_few())
    else:
        names = texts_of("overview", charts.REQUIREMENTS)
        figure = charts.skill_bars(skills, names, look())
        show_chart(figure, "skills", "overview.alt_skills", "stretch")

left, right = st.columns([3, 2])
ranked = overview.by_occupation(selected)
known = int(ranked["known"].iloc[0]) if len(ranked) else 0
counts = {"known": number(known), "total": number(n_openings)}
with card("overview.occupations", "occupations", known, place=left, **counts):
    figure = charts.ranked_bars(ranked, "openings", openings, look())
    show_chart(figure, "occupations", "overview.alt_bars", "stretch")
    columns = ("label", "openings", "share")
    show_rows(ranked, "occupations", columns, {"occupation": "rome_code"})

with right, card("overview.contracts", "contracts", n_openings):
    ranked = overview.by_contract(selected, language())
    figure = charts.ranked_bars(ranked, "openings", openings, look())
    show_chart(figure, "contracts", "overview.alt_bars")

with right, card("overview.sources", "sources", sources["offers"].sum()):
    ranked = sources.rename(columns={"source_label": "label"})
    figure = charts.ranked_bars(ranked, "offers", text("overview.offers"), look())
    show_chart(figure, "sources", "overview.alt_bars")
