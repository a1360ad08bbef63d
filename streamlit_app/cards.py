"""The pieces that pages are laid out with: a titled card, a chart, a way to offers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from streamlit_app.charts import Look
from streamlit_app.filters import Filters, left_out, to_link
from streamlit_app.method import show_method
from streamlit_app.texts import language, text


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
    marts: str = "",
    place: DeltaGenerator | None = None,
    **values: object,
) -> Iterator[None]:
    """Frame a chart with its title and, folded beside it, how it is computed.

    Shape: `marts` names the tables that the figures come from.
    """
    with (place or st).container(border=True, height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(text(title), anchor=False)
            show_method(method, n, marts=marts, **values)
        yield


def show_unfollowed(
    selected: Filters, scope: Filters, said: str, **values: str
) -> None:
    """Say which of the reader's filters a chart does not follow."""
    if names := left_out(selected, scope):
        words = ", ".join(text(f"filters.{name}") for name in names)
        st.caption(":material/filter_alt_off: " + text(said, left_out=words, **values))


def show_chart(
    figure: Any, key: str, alt: str, height: str = "content", on_select: str = "ignore"
) -> Any:
    """Draw a chart; hovering it offers its picture. Return what is selected on it."""
    return st.plotly_chart(
        figure,
        theme=None,
        config={
            "displaylogo": False,
            "modeBarButtons": [["toImage"]],
            "toImageButtonOptions": {"filename": f"vigie-{key}", "scale": 2},
        },
        alt=text(alt),
        key=key,
        height=height,
        on_select=on_select,
        selection_mode="points",
    )


def show_title(title: str, method: str, n: float, *, marts: str = "") -> None:
    """Head a page, with how its key figures are computed folded beside it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.title(text(title), anchor=False)
        show_method(method, n, marts=marts)


def choose_view(title: str, section: str, names: tuple[str, ...], key: str) -> str:
    """Let the reader choose between views of one chart; the first is the default."""
    return st.segmented_control(
        text(title),
        names,
        format_func=lambda name: text(f"{section}.{name}"),
        default=names[0],
        required=True,
        key=key,
        label_visibility="collapsed",
    )


def show_wide_chart(figure: Any, key: str, alt: str, on_select: str = "ignore") -> Any:
    """Draw a chart that no phone is wide enough for: there it scrolls sideways."""
    with st.container(key=f"wide_{key}"):
        return show_chart(figure, key, alt, on_select=on_select)


def show_offers_link(selection: Filters) -> None:
    """Lead from a figure to its offers, in the explorer under the same filters."""
    st.page_link(
        "app_pages/explorer.py",
        label=text("rows.see_offers"),
        icon=":material/search:",
        query_params=to_link(selection),
    )
