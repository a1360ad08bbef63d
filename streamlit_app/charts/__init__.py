"""Frames in, figures out: the only package that knows plotly. It computes nothing."""

from streamlit_app.charts.activity import ACTIVITY_SERIES, activity, run_bars
from streamlit_app.charts.bars import (
    REQUIREMENTS,
    lift_bars,
    paired_shares,
    ranked_bars,
    share_heat,
    skill_bars,
)
from streamlit_app.charts.departements import departement_map
from streamlit_app.charts.look import Look
from streamlit_app.charts.ranges import (
    coverage_ranges,
    quartile_ranges,
    share_intervals,
)

__all__ = [
    "ACTIVITY_SERIES",
    "REQUIREMENTS",
    "Look",
    "activity",
    "coverage_ranges",
    "departement_map",
    "lift_bars",
    "paired_shares",
    "quartile_ranges",
    "ranked_bars",
    "run_bars",
    "share_heat",
    "share_intervals",
    "skill_bars",
]
