"""A chart's own rows, under it: as a table, as CSV, each leading to its offers."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from streamlit_app import data, filters
from streamlit_app.csv_export import as_csv
from streamlit_app.filters import Filters, to_link
from streamlit_app.texts import language, text

# How a column is written follows from its name, as units do in the marts.
FORMATS = {
    "share": "percent",
    "survival": "percent",
    "_share": "percent",
    "_eur": "euro",
}
OFFERS = "see_offers"
TALLEST = 320


@st.fragment
def show_rows(
    rows: pd.DataFrame | Callable[[], pd.DataFrame],
    key: str,
    columns: tuple[str, ...],
    narrow: Mapping[str, str] | None = None,
    scope: Filters | None = None,
) -> None:
    """Fold a chart's rows under it; drawn, and asked for, only when unfolded.

    Shape: `rows` may be what returns them; `columns` are shown in this order, titled
           by the texts of `rows`; `narrow` maps a filter to the column that holds its
           code: each row then links to the offers that it counts. `scope` are the
           filters that the rows follow, where these are not the reader's.
    """
    title = text("rows.title")
    folded = st.expander(title, type="compact", key=f"rows_{key}", on_change="rerun")
    if not folded.open:
        return
    rows = rows() if callable(rows) else rows
    with folded:
        show_table(rows, key, columns, narrow or {}, scope)
        st.download_button(
            text("rows.download"),
            data=lambda: as_csv(rows[list(columns)]),
            file_name=f"vigie-{key}-{data.release().schema}.csv",
            mime="text/csv",
            key=f"csv_{key}",
            icon=":material/download:",
            help=text("rows.download_help"),
            on_click="ignore",
            type="tertiary",
        )


def show_table(
    rows: pd.DataFrame,
    key: str,
    columns: tuple[str, ...],
    narrow: Mapping[str, str],
    scope: Filters | None = None,
) -> None:
    shown = rows[list(columns)]
    config = {name: column_config(name, shown[name]) for name in columns}
    if narrow:
        links = offer_links(rows, narrow, scope or filters.current())
        shown = shown.assign(**{OFFERS: links})
        config[OFFERS] = st.column_config.LinkColumn(
            "", display_text=text("rows.see_offers")
        )
    st.dataframe(
        shown,
        hide_index=True,
        height=min(TALLEST, 36 * (len(shown) + 1) + 3),
        row_height=36,
        key=f"table_{key}",
        alt=text("rows.alt_table"),
        placeholder="—",
        column_config=config,
    )


def column_config(name: str, values: pd.Series) -> dict:
    title = text(f"rows.{name}")
    if name.endswith(("_day", "_date", "_start")):
        written = "DD/MM/YYYY" if language() == "fr" else "DD MMM YYYY"
        return st.column_config.DateColumn(title, format=written)
    if pd.api.types.is_numeric_dtype(values):
        ending = (end for end in FORMATS if name.startswith(end) or name.endswith(end))
        return st.column_config.NumberColumn(
            title, format=FORMATS.get(next(ending, ""), "localized")
        )
    return st.column_config.TextColumn(title)


def offer_links(
    rows: pd.DataFrame, narrow: Mapping[str, str], scope: Filters
) -> list[str | None]:
    """Write each row's address in the explorer; none where a code is missing."""
    return [
        None
        if any(pd.isna(code) for code in codes)
        else offers_address(scope.narrowed(**dict(zip(narrow, codes, strict=True))))
        for codes in zip(*(rows[column] for column in narrow.values()), strict=True)
    ]


def offers_address(selection: Filters) -> str:
    """Write the explorer's address for a selection."""
    return f"explorer?{urlencode(to_link(selection), doseq=True)}"
