"""The pieces that pages are laid out with: a titled card, a chart, a row of figures."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from streamlit_app.charts import Look
from streamlit_app.method import SMALLEST_N, show_method, too_few
from streamlit_app.texts import language, number, share, text


def look() -> Look:
    """Return how charts are drawn for this reader: ground and decimal sign."""
    is_dark = getattr(st.context.theme, "type", "light") == "dark"
    return Look(dark=is_dark, decimal_comma=language() == "fr")


@contextmanager
def card(
    title: str,
    method: str,
    n: float,
    *,
    place: DeltaGenerator | None = None,
    **values: object,
) -> Iterator[None]:
    """Frame a chart with its title and, folded beside it, how it is computed."""
    with (place or st).container(border=True, height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(text(title), anchor=False)
            show_method(method, n, **values)
        yield


def show_chart(figure: Any, key: str, alt: str, height: str = "content") -> None:
    st.plotly_chart(
        figure,
        theme=None,
        config={"displayModeBar": False},
        alt=text(alt),
        key=key,
        height=height,
    )


def show_title(title: str, method: str, n: float) -> None:
    """Head a page, with how its key figures are computed folded beside it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.title(text(title), anchor=False)
        show_method(method, n)


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
