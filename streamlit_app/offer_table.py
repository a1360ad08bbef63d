"""The table of offers: sortable, one row can be chosen."""

import pandas as pd
import streamlit as st

from streamlit_app.questions.explorer import PAGE_ROWS, contract_labels
from streamlit_app.texts import language, money, text

# Pixels; in the order of the columns. They fit beside the filters of a window that is
# 1,366 pixels wide.
WIDTHS = {
    "title": 195,
    "employer": 115,
    "place": 110,
    "contract": 95,
    "salary": 128,
    "created": 88,
    "source": 110,
    "status": 64,
}


def choose(offers: pd.DataFrame, key: str) -> None:
    """Put the row that was clicked into the URL, or take it out again."""
    rows = st.session_state[key].selection.rows
    if rows and rows[0] < len(offers):
        st.query_params["offer"] = str(offers["offer_key"].iloc[rows[0]])
    elif "offer" in st.query_params:
        del st.query_params["offer"]


def show_offers(offers: pd.DataFrame, key: str) -> None:
    """Show the offers; a click on a row chooses it and runs the page again."""
    st.dataframe(
        readable(offers),
        hide_index=True,
        on_select=lambda: choose(offers, key),
        selection_mode="single-row",
        key=key,
        height=36 * (min(len(offers), PAGE_ROWS) + 1) + 3,
        row_height=36,
        alt=text("explorer.alt_table"),
        placeholder="—",
        column_config=column_config(),
    )


def readable(offers: pd.DataFrame) -> pd.DataFrame:
    labels = contract_labels(language())
    return pd.DataFrame(
        {
            "title": offers["title"],
            "employer": offers["employer_name"],
            "place": offers["place_label"],
            "contract": offers["contract_family"].map(labels),
            "salary": [
                salary_range(low, high)
                for low, high in zip(
                    offers["salary_annual_min_eur"],
                    offers["salary_annual_max_eur"],
                    strict=True,
                )
            ],
            "created": offers["created_at"],
            "source": offers["source_label"],
            "status": [
                text("explorer.open" if is_open else "explorer.closed")
                for is_open in offers["is_open"]
            ],
        }
    )


def column_config() -> dict:
    """Name the columns; plain text only, so that no cell is read as a link."""
    config = {
        name: st.column_config.TextColumn(text(f"explorer.column_{name}"), width=width)
        for name, width in WIDTHS.items()
    }
    config["created"] = st.column_config.DateColumn(
        text("explorer.column_created"),
        format="DD/MM/YYYY" if language() == "fr" else "DD MMM YYYY",
        width=WIDTHS["created"],
    )
    return config


def salary_range(low: float | None, high: float | None) -> str | None:
    """Write gross euros a year; None where nothing was declared."""
    if pd.isna(low) and pd.isna(high):
        return None
    if pd.isna(high):
        return f"≥ {money(low)}"
    if pd.isna(low):
        return f"≤ {money(high)}"
    if low == high:
        return money(low)
    return f"{money(low)} – {money(high)}"
