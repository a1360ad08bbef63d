"""The cards of the salaries page."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from streamlit_app import charts
from streamlit_app.cards import card, choose_view, look, show_chart, show_wide_chart
from streamlit_app.chart_rows import show_rows
from streamlit_app.figure_row import NONE, euros, show_figure_row
from streamlit_app.filters import Filters
from streamlit_app.method import too_few
from streamlit_app.questions import salaries, salary_bins
from streamlit_app.texts import label_of, language, number, share, text, texts_of

MARTS = "agg_salaries, agg_salary_bins, fct_openings"
NARROWED = {
    "occupation": "occupation",
    "grand_domain": "domain",
    "region": "region",
    "departement": "departement",
    "contract": "contract",
}
SPREAD = (
    "p10_eur",
    "p25_eur",
    "median_eur",
    "median_low_eur",
    "median_high_eur",
    "p75_eur",
    "p90_eur",
)


def show_pay(pay: pd.Series) -> None:
    """Show the median with its interval, the spread, and who declares."""
    told = not pd.isna(pay["median_eur"])
    few = (NONE, too_few())
    rest = text(
        "salaries.kpi_median_note",
        low=euros(pay["median_low_eur"]) if told else "",
        high=euros(pay["median_high_eur"]) if told else "",
    )
    half = f"{euros(pay['p25_eur'])} – {euros(pay['p75_eur'])}" if told else ""
    counts = {"n": number(pay["n"]), "openings": number(pay["openings"])}
    declared = pay["declared_share"]
    show_figure_row(
        "salaries",
        {
            "median": (euros(pay["median_eur"]), rest) if told else few,
            "half": (half, text("salaries.kpi_half_note")) if told else few,
            "declared": few
            if pd.isna(declared)
            else (share(declared), text("salaries.kpi_declared_note", **counts)),
        },
    )


def show_distribution(selected: Filters, pay: pd.Series) -> None:
    with card("salaries.distribution", "salary_bins", pay["n"], marts=MARTS):
        bins = salary_bins.distribution(selected)
        if bins.empty:
            st.caption(too_few())
            return
        everyone = None if selected.is_all else salary_bins.distribution(Filters())
        names = texts_of("salaries", ("selection", "everyone", "median"))
        figure = charts.salary_histogram(bins, everyone, pay, names, look())
        show_chart(figure, "salary_bins", "salaries.alt_distribution")
        columns = ("bin_low_eur", "bin_high_eur", "openings", "share")
        show_rows(bins, "salary_bins", columns)


def of_any_status(selected: Filters) -> Filters:
    """Select closed offers too: pay is told of openings whether open or closed."""
    return replace(selected, status="all")


def show_groups(selected: Filters) -> None:
    """Show pay by group, and beside it how many of each group tell it."""
    side = choose_view(
        "salaries.side", "salaries", tuple(salaries.SIDES), "salary_side"
    )
    rows = salaries.by_group(selected, side, language())
    if side == "experience":
        rows["label"] = [label_of("salaries", f"band_{code}") for code in rows["code"]]
    left, right = st.columns([3, 2])
    n = int(rows["n"].sum())
    with card("salaries.groups", "salary_groups", n, marts=MARTS, place=left):
        if rows.empty:
            st.caption(too_few())
        else:
            names = texts_of("salaries", ("tenths", "half", "median"))
            figure = charts.pay_ranges(rows, names, look())
            show_wide_chart(figure, "salary_groups", "salaries.alt_groups")
            narrow = {NARROWED[side]: "code"} if side in NARROWED else None
            columns = ("label", "n", *SPREAD)
            show_rows(rows, "salary_groups", columns, narrow, of_any_status(selected))
    n = int(rows["openings"].sum())
    with card("salaries.declared", "salary_declared", n, marts=MARTS, place=right):
        if rows.empty:
            st.caption(too_few())
            return
        name = text("salaries.declared_share")
        figure = charts.declared_bars(rows, name, look())
        show_chart(figure, "salary_declared", "salaries.alt_declared")
        show_rows(rows, "salary_declared", ("label", "openings", "n", "declared_share"))
