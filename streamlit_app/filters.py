"""The global filters: one set for all pages, in the sidebar and in the URL.

The URL holds codes, never labels, so that a shared link means the same in both
languages. What a link says and the release does not know is ignored. A figure leads
to its offers by such a link: the reader's filters, and one more value.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

import pandas as pd
import streamlit as st

from streamlit_app import address
from streamlit_app.texts import LANGUAGES, language, text

CODES = {
    "source": re.compile(r"[a-z][a-z_]{1,29}"),
    "region": re.compile(r"\d{2,3}"),
    "departement": re.compile(r"\d{2,3}|2[AB]"),
    "domain": re.compile(r"[A-Z]\d{0,2}"),
    "occupation": re.compile(r"[A-N]\d{4}"),
    "contract": re.compile(r"[A-Za-z]{2,20}"),
    "skill": re.compile(r"[a-z0-9_]{1,64}"),
    "employer": re.compile(r"[a-z0-9_]{1,64}"),
}
# Too many to choose from in a list: a figure's link sets them, a click takes them off.
PINNED = ("skill", "employer")
MOST_VALUES = 30
STATUSES = ("open", "all")


@dataclass(frozen=True)
class Filters:
    """What the reader asked for; an empty tuple is no restriction."""

    source: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    departement: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    occupation: tuple[str, ...] = ()
    contract: tuple[str, ...] = ()
    skill: tuple[str, ...] = ()
    employer: tuple[str, ...] = ()
    status: str = "open"

    @property
    def is_only_by_source(self) -> bool:
        """Whether the daily aggregates, which know sources alone, can answer."""
        return not any(getattr(self, name) for name in CODES if name != "source")

    @property
    def is_all(self) -> bool:
        """Whether nothing narrows the selection, so that aggregates can answer."""
        return self == Filters()

    def narrowed(self, **codes: str) -> "Filters":
        """Return these filters with some set to one value."""
        return replace(self, **{name: (code,) for name, code in codes.items()})


NAMES = tuple(field.name for field in fields(Filters))


def from_query(query: Mapping[str, Sequence[str]]) -> Filters:
    """Read filters from URL parameters; whatever has not a code's form is dropped."""
    values = {
        name: tuple(
            dict.fromkeys(
                value
                for value in query.get(name, ())[:MOST_VALUES]
                if pattern.fullmatch(value)
            )
        )
        for name, pattern in CODES.items()
    }
    status = next(iter(query.get("status", ())), "open")
    return Filters(**values, status=status if status in STATUSES else "open")


def to_query(filters: Filters) -> dict[str, list[str]]:
    """Write filters as URL parameters; defaults are left out."""
    query = {name: list(getattr(filters, name)) for name in CODES}
    if filters.status != "open":
        query["status"] = [filters.status]
    return {name: values for name, values in query.items() if values}


def to_link(filters: Filters) -> dict[str, list[str]]:
    """Write what a link to another page holds: filters, and the reader's language."""
    query = to_query(filters)
    if language() != LANGUAGES[0]:
        query["lang"] = [language()]
    return query


def left_out(filters: Filters, scope: Filters) -> list[str]:
    """Name the filters that a scope does not follow."""
    return [name for name in CODES if getattr(filters, name) != getattr(scope, name)]


def current() -> Filters:
    """Return the filters of this run."""
    return st.session_state.get("filters", Filters())


def begin(page: str) -> Filters:
    """Take up what the URL says, when a reader comes by a link or steps back.

    A change of page empties the URL, and changes nothing.
    """
    asked = address.read(NAMES)
    if address.is_step_in_history():
        remember(from_query(address.recall(page, NAMES)))
    elif "filters" not in st.session_state or (
        asked and asked != st.session_state.get("filters_written")
    ):
        remember(from_query(asked))
    return current()


def show(page: str, choices: Mapping[str, pd.DataFrame]) -> Filters:
    """Draw the filters, and keep session, widgets and URL in step.

    Shape: `choices[name]` has the columns code and label, in the order to show.
    """
    st.session_state.setdefault("filter_status", current().status)
    chosen = {
        name: choose(name, choices[name])
        for name in CODES
        if name not in PINNED or len(choices[name])
    }
    status = st.segmented_control(
        text("filters.status"),
        STATUSES,
        format_func=lambda value: text(f"filters.status_{value}"),
        key="filter_status",
        required=True,
        width="stretch",
    )
    filters = Filters(**chosen, status=status or "open")
    st.session_state["filters"] = filters
    st.session_state["filters_written"] = to_query(filters)
    address.write(page, NAMES, to_query(filters))
    if filters != Filters():
        st.button(text("filters.clear"), on_click=clear, width="stretch")
    return filters


def choose(name: str, choices: pd.DataFrame) -> tuple[str, ...]:
    labels = dict(zip(choices["code"], choices["label"], strict=True))
    key = f"filter_{name}"
    # Streamlit forgets a widget that a run did not draw, say while the server was
    # away; and a code that this release does not know would stop the widget.
    wanted = st.session_state.get(key, getattr(current(), name))
    known = [code for code in wanted if code in labels]
    st.session_state[key] = known
    return tuple(
        st.multiselect(
            text(f"filters.{name}"),
            list(labels),
            format_func=lambda code: labels.get(code, code),
            key=key,
            placeholder=text("filters.any"),
            # As many as an address may hold; all of them are no filter.
            max_selections=MOST_VALUES,
            select_all=False,
        )
    )


def remember(filters: Filters) -> None:
    """Set the widgets, which take their values from the session."""
    st.session_state["filters"] = filters
    for name in CODES:
        st.session_state[f"filter_{name}"] = list(getattr(filters, name))
    st.session_state["filter_status"] = filters.status


def clear() -> None:
    remember(Filters())
