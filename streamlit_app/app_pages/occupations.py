"""Occupations: which there are and, once one is chosen, that one from all sides."""

from streamlit_app import filters
from streamlit_app.occupation_cards import show_occupation, show_ranking

selected = filters.current()
if len(selected.occupation) == 1:
    show_occupation(selected)
else:
    show_ranking(selected)
