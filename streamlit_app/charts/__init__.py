"""Frames in, figures out: the only package that knows plotly. It computes nothing."""

from streamlit_app.charts.activity import ACTIVITY_SERIES, activity, run_bars
from streamlit_app.charts.bars import REQUIREMENTS, ranked_bars, share_heat, skill_bars
from streamlit_app.charts.departements import departement_map
from streamlit_app.charts.look import Look

__all__ = [
    "ACTIVITY_SERIES",
    "REQUIREMENTS",
    "Look",
    "activity",
    "departement_map",
    "ranked_bars",
    "run_bars",
    "share_heat",
    "skill_bars",
]
