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
from streamlit_app.charts.network import skill_network
from streamlit_app.charts.ranges import (
    coverage_ranges,
    share_intervals,
)
from streamlit_app.charts.salaries import declared_bars, pay_ranges, salary_histogram
from streamlit_app.charts.skills import (
    crossed_skills,
    requirement_shares,
    share_changes,
)
from streamlit_app.charts.trends import postings_index, survival_curves, trajectories

__all__ = [
    "ACTIVITY_SERIES",
    "REQUIREMENTS",
    "Look",
    "activity",
    "coverage_ranges",
    "crossed_skills",
    "declared_bars",
    "departement_map",
    "lift_bars",
    "paired_shares",
    "pay_ranges",
    "postings_index",
    "ranked_bars",
    "requirement_shares",
    "run_bars",
    "salary_histogram",
    "share_changes",
    "share_heat",
    "share_intervals",
    "skill_bars",
    "skill_network",
    "survival_curves",
    "trajectories",
]
