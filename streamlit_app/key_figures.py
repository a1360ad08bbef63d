"""The overview's key figures, each with its n and its change."""

import pandas as pd
import streamlit as st

from streamlit_app.method import SMALLEST_N, too_few
from streamlit_app.texts import language, number, share, text


def show_figures(figures: pd.Series, sources: pd.DataFrame) -> None:
    """Show the key figures of the openings, each with its n."""
    offers, opened = int(sources["offers"].sum()), int(figures["open"])
    with st.container(key="kpis"):
        figure(
            "openings",
            number(opened),
            text("overview.kpi_openings_note"),
        )
        ratio = number(offers / opened, 2) if opened else text("overview.kpi_none")
        figure("offers", number(offers), text("overview.kpi_offers_note", ratio=ratio))
        figure_of_new(int(figures["new"]), int(figures["new_before"]))
        figure_of_salary(figures, opened)
        figure_of_remote(figures)
        names = ", ".join(sources["source_label"])
        figure("sources", str(len(sources)), names or text("overview.kpi_none"))


def figure(name: str, value: str, note: str, delta: str | None = None) -> None:
    st.metric(
        text(f"overview.kpi_{name}"),
        value,
        delta=delta if delta else note,
        delta_description=note if delta else None,
        delta_color="normal" if delta else "off",
        delta_arrow="auto" if delta else "off",
        border=True,
        height="stretch",
    )


def figure_of_new(new: int, before: int) -> None:
    """Show the change only where last week is large enough to divide by."""
    if before < SMALLEST_N:
        figure("new", number(new), text("overview.kpi_new_alone"))
        return
    ratio = new / before - 1
    change = ("+" if ratio >= 0 else "-") + share(abs(ratio))
    figure("new", number(new), text("overview.kpi_new_note"), change)


def figure_of_salary(figures: pd.Series, opened: int) -> None:
    paid = int(figures["paid"])
    if paid < SMALLEST_N:
        figure("salary", text("overview.kpi_none"), too_few())
        return
    amount = number(round(figures["median_eur"], -2))
    figure(
        "salary",
        f"€{amount}" if language() == "en" else f"{amount}\u202f€",
        text("overview.kpi_salary_note", n=number(paid), share=share(paid / opened)),
    )


def figure_of_remote(figures: pd.Series) -> None:
    known = int(figures["remote_known"])
    if known < SMALLEST_N:
        figure("remote", text("overview.kpi_none"), too_few())
        return
    note = text("overview.kpi_remote_note", n=number(known))
    figure("remote", share(figures["remote"] / known), note)
