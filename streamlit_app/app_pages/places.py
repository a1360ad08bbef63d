"""Places: where the openings are, in numbers and per inhabitant, and what is asked."""

import streamlit as st

from streamlit_app import charts, filters, sections
from streamlit_app.cards import (
    card,
    choose_view,
    look,
    show_chart,
    show_title,
    show_unfollowed,
)
from streamlit_app.chart_rows import show_rows
from streamlit_app.method import SMALLEST_N, show_empty, too_few
from streamlit_app.place_cards import MARTS, show_particular, show_regions
from streamlit_app.place_figures import show_chosen_figures, show_country_figures
from streamlit_app.place_map import show_map
from streamlit_app.questions import places
from streamlit_app.texts import number, text, texts_of

selected = filters.current()
areas = places.by_departement(selected)
located, n_openings = places.located(selected)

show_title("places.title", "places", located, marts=MARTS)
st.markdown(text("places.subtitle"))
if not located:
    show_empty()
    st.stop()

ranked = areas.sort_values("openings", ascending=False)
dense = areas[areas["openings"] >= SMALLEST_N].sort_values("per_1000", ascending=False)
chosen = areas[areas["is_chosen"]]
if len(chosen):
    show_chosen_figures(selected, chosen, n_openings)
else:
    show_country_figures(ranked, dense, located, n_openings)

left, right = st.columns([3, 2])
with card("places.map", "map", located, marts=MARTS, place=left):
    views = ("map_openings", "map_per_1000")
    view = choose_view("places.measure", "overview", views, "places_measure")
    show_unfollowed(selected, places.anywhere(selected), "trends.unfollowed")
    measure = view.removeprefix("map_")
    words = texts_of("overview", ("map_openings", "map_per_1000", "map_inset"))
    figure = charts.departement_map(
        areas, measure, words, look(), set(chosen["departement_code"])
    )
    show_map(figure, selected.departement)
    st.caption(text("places.map_hint", n=number(n_openings - located)))
    show_rows(
        ranked,
        "departements",
        (
            "departement_code",
            "departement_name",
            "openings",
            "per_1000",
            "new",
        ),
        {"departement": "departement_code"},
        places.anywhere(selected),
    )

with right:
    top = (ranked if measure == "openings" else dense).head(15)
    with card(f"places.top_{measure}", "places_top", located, marts=MARTS):
        show_unfollowed(selected, places.anywhere(selected), "trends.unfollowed")
        rows = top.rename(columns={"departement_name": "label"})
        name = text(f"overview.{view}")
        decimals = 0 if measure == "openings" else 2
        if rows.empty:
            st.caption(too_few())
        else:
            figure = charts.ranked_bars(rows, measure, name, look(), decimals)
            show_chart(figure, "departements", "places.alt_bars", "stretch")

if len(chosen):
    sections.show(show_particular, selected, height=460)
else:
    sections.show(show_regions, selected, measure, located, height=640)
