"""The explorer: search offers, page through them, look at one."""

import math

import streamlit as st

from streamlit_app import address, filters
from streamlit_app.cards import show_title
from streamlit_app.csv_export import as_csv
from streamlit_app.method import show_empty
from streamlit_app.offer_card import show_offer
from streamlit_app.offer_table import show_offers
from streamlit_app.questions import explorer
from streamlit_app.questions.explorer import (
    DOWNLOAD_ROWS,
    MOST_COUNTED,
    PAGE_ROWS,
    Search,
)
from streamlit_app.texts import number, text

heading = st.container()
if "search_words" not in st.session_state:
    st.session_state["search_words"] = st.query_params.get("q", "")
elif address.is_step_in_history():
    asked = address.recall("explorer", ("q",))
    st.session_state["search_words"] = "".join(asked.get("q", [])[-1:])
field, order_field = st.columns([3, 2], vertical_alignment="bottom")
words = field.text_input(
    text("explorer.search"),
    key="search_words",
    placeholder=text("explorer.search_hint"),
    help=text("explorer.search_help"),
    max_chars=explorer.LONGEST_SEARCH,
    icon=":material/search:",
    persist_state="session",
)
orders = ("relevance", "newest", "salary") if words.strip() else ("newest", "salary")
order = order_field.segmented_control(
    text("explorer.sort"),
    orders,
    format_func=lambda name: text(f"explorer.sort_{name}"),
    default=orders[0],
    required=True,
    key=f"sort_of_{len(orders)}",
)
address.write("explorer", ("q",), {"q": [words]} if words.strip() else {})

search = Search(words, filters.current(), order)
n_found = explorer.count(search)
chosen = st.query_params.get("offer")
with heading:
    show_title("explorer.title", "explorer", n_found, marts="fct_offers")
if not n_found:
    show_empty()
    if chosen:
        show_offer(chosen)
    st.stop()

pages = math.ceil(min(n_found, DOWNLOAD_ROWS) / PAGE_ROWS)
# Another search begins at its first page, and another page without a chosen row.
page_key = f"page of {search}"
page = min(st.session_state.get(page_key, 1), pages)
table_key = f"{page} of {search}"
offers = explorer.found(search, page=page)

with st.container(horizontal=True, vertical_alignment="center"):
    counted = number(min(n_found, MOST_COUNTED))
    if n_found > MOST_COUNTED:
        counted = text("explorer.more_than", n=counted)
    summary = text("explorer.found", n=counted, page=page, pages=number(pages))
    if n_found > DOWNLOAD_ROWS:
        summary += text("explorer.first_only", n=number(DOWNLOAD_ROWS))
    st.markdown(summary, width="stretch")
    st.download_button(
        text("explorer.download"),
        data=lambda: as_csv(explorer.found(search, rows=DOWNLOAD_ROWS)),
        file_name="vigie-offres.csv",
        mime="text/csv",
        icon=":material/download:",
        help=text("explorer.download_help", n=number(DOWNLOAD_ROWS)),
        on_click="ignore",
        type="tertiary",
    )

beside = st.container(key="offer_beside_table")
table, detail = beside.columns([5, 4]) if chosen else (beside, beside)
with table:
    show_offers(offers, table_key)
    if pages > 1:
        st.pagination(pages, key=page_key)
if chosen:
    with detail.container(border=True):
        show_offer(chosen)
else:
    st.caption(text("explorer.choose"))
