"""The overview's key figures, each with its n and what it was before."""

import pandas as pd
import streamlit as st

from streamlit_app.figure_row import (
    FLOW_DAYS,
    NONE,
    SHARE_DAYS,
    life_figure,
    median_figure,
)
from streamlit_app.method import SMALLEST_N, too_few
from streamlit_app.questions.watching import earlier_collection, was_watched
from streamlit_app.texts import date, number, share, text


def show_figures(
    figures: pd.Series,
    pay: pd.Series,
    life: pd.Series | None,
    offers: int,
    *,
    is_narrowed: bool,
) -> None:
    """Show the key figures of the openings.

    Shape: figures as of key_figures, pay as of salaries.overall, life as of
           trends.median_days.
    """
    with st.container(key="kpis"):
        figure_of_stock(figures, offers, is_narrowed)
        figure_of_new(int(figures["new"]), int(figures["new_before"]))
        figure_of_salary(figures, pay)
        figure_of_declared(figures, pay)
        figure_of_remote(figures)
        figure_of_life(life)


def figure(name: str, value: str, note: str, delta: str | None = None) -> None:
    """Show one figure; a change goes before the note, and grey where it is none."""
    is_change = bool(delta) and delta[0] in "+-"
    st.metric(
        text(f"overview.kpi_{name}"),
        value,
        delta=delta or note,
        delta_description=note if delta else None,
        delta_color="normal" if is_change else "off",
        delta_arrow="auto" if is_change else "off",
        border=True,
        height="stretch",
    )


def figure_of_stock(figures: pd.Series, offers: int, is_narrowed: bool) -> None:
    """Show what is open. Filters choose offers and openings each by its own facts."""
    opened, before = int(figures["open"]), int(figures["open_before"])
    note = text("overview.kpi_offers_note", n=number(offers))
    if opened and not is_narrowed:
        ratio = number(offers / opened, 2)
        note = text("overview.kpi_openings_note", offers=number(offers), ratio=ratio)
    since = earlier_collection()
    if since is None or before < SMALLEST_N:
        figure("openings", number(opened), note)
        return
    described = text("overview.kpi_since", day=date(since), note=note)
    change = signed(opened / before - 1)
    figure("openings", number(opened), described, change)


def figure_of_new(new: int, before: int) -> None:
    """Show the change only where last week is large enough to divide by."""
    if before < SMALLEST_N or not was_watched(FLOW_DAYS):
        figure("new", number(new), text("overview.kpi_new_alone"))
        return
    note = text("overview.kpi_new_note", before=number(before))
    figure("new", number(new), note, signed(new / before - 1))


def figure_of_salary(figures: pd.Series, pay: pd.Series) -> None:
    """Show the median; a change whose interval holds 0 is none."""
    value, note = median_figure(pay)
    delta = None
    if not pd.isna(figures["median_new"]) and was_watched(SHARE_DAYS):
        is_same = figures["median_change_low"] <= 0 <= figures["median_change_high"]
        change = figures["median_new"] / figures["median_before"] - 1
        delta = text("overview.kpi_stable") if is_same else signed(change)
    figure("salary", value, note, delta)


def figure_of_declared(figures: pd.Series, pay: pd.Series) -> None:
    if pd.isna(pay["declared_share"]):
        figure("declared", NONE, too_few())
        return
    note = text("overview.kpi_declared_note", n=number(pay["openings"]))
    value = share(pay["declared_share"])
    figure("declared", value, note, change_in_points(figures, "declared"))


def figure_of_remote(figures: pd.Series) -> None:
    known = int(figures["remote_known"])
    if known < SMALLEST_N:
        figure("remote", NONE, too_few())
        return
    note = text("overview.kpi_remote_note", n=number(known))
    value = share(figures["remote"] / known)
    figure("remote", value, note, change_in_points(figures, "remote"))


def figure_of_life(life: pd.Series | None) -> None:
    """Show the median lifetime, which no finer group than the marts' has."""
    none = (NONE, text("overview.kpi_life_none"))
    figure("life", *(none if life is None else life_figure(life)))


def change_in_points(figures: pd.Series, name: str) -> str | None:
    """Write a share's change in 28 days, "stable" where its interval holds 0."""
    change = figures[f"{name}_change"]
    if pd.isna(change) or not was_watched(SHARE_DAYS):
        return None
    low, high = figures[f"{name}_change_low"], figures[f"{name}_change_high"]
    if low <= 0 <= high:
        return text("overview.kpi_stable")
    sign = "+" if change >= 0 else "-"
    return f"{sign}{number(abs(100 * change), 1)} {text('skills.points')}"


def signed(ratio: float) -> str:
    return ("+" if ratio >= 0 else "-") + share(abs(ratio), 1)
