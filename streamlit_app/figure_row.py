"""A row of key figures, each with a note that says what it rests on."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from streamlit_app.method import SMALLEST_N, too_few
from streamlit_app.questions.watching import was_watched
from streamlit_app.texts import money, number, share, text

NONE = "—"
# Two weeks of seven days, and two months of 28.
FLOW_DAYS, SHARE_DAYS = 14, 56


def show_figure_row(section: str, figures: Mapping[str, tuple[str, str]]) -> None:
    """Show figures side by side.

    Shape: figures maps a name, titled by the section's `kpi_` text, to value and note.
    """
    with st.container(key=f"figures_{section}"):
        for name, (value, note) in figures.items():
            st.metric(
                text(f"{section}.kpi_{name}"),
                value,
                delta=note,
                delta_color="off",
                delta_arrow="off",
                border=True,
                height="stretch",
            )


def share_figure(part: float, n: float, note: str) -> tuple[str, str]:
    """Write a share with its note, or that there are too few to tell."""
    return (share(part / n), note) if n >= SMALLEST_N else (NONE, too_few())


def share_note(name: str, part: float, n: float) -> str:
    """Say what share a count is, where there are enough to tell."""
    return text(name, share=share(part / n)) if n >= SMALLEST_N else too_few()


def new_note(before: float) -> str:
    """Say beside what is new in seven days how much was in the seven before."""
    if not was_watched(FLOW_DAYS):
        return text("overview.kpi_new_alone")
    return text("overview.kpi_new_note", before=number(before))


def euros(amount: float) -> str:
    """Write euros to the nearest hundred: a finer figure would promise too much."""
    return money(round(amount, -2))


def median_figure(pay: pd.Series) -> tuple[str, str]:
    """Write a median with its interval and n, or that there are too few to tell.

    Shape: pay as of questions.salaries.overall.
    """
    if pd.isna(pay["median_eur"]):
        return NONE, too_few()
    low, high = euros(pay["median_low_eur"]), euros(pay["median_high_eur"])
    counted = number(pay["n"])
    note = text("overview.kpi_salary_note", low=low, high=high, n=counted)
    return euros(pay["median_eur"]), note


def life_figure(life: pd.Series) -> tuple[str, str]:
    """Write a median lifetime with its interval, or why it cannot be told.

    Shape: life as of questions.trends.median_days. However many offers there are, a
           curve may end before half of them have closed.
    """
    if life["n"] < SMALLEST_N:
        return NONE, too_few()
    if pd.isna(life["median_days"]):
        return NONE, text("trends.kpi_life_untold", n=number(life["n"]))
    low, high = (
        NONE if pd.isna(life[end]) else number(life[end])
        for end in ("median_days_low", "median_days_high")
    )
    note = text("trends.kpi_life_note", low=low, high=high, n=number(life["n"]))
    return text("trends.kpi_life_days", days=number(life["median_days"])), note
