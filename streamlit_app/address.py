"""What the address says, and what a page writes into it; Back undoes what it wrote.

Streamlit writes an address in pieces, each of them a step of the browser's history: of
a page that is left, the filters of the next one, or no filters yet of the one that is
come to. On such a step a page tells again what it showed last.
"""

from collections.abc import Mapping

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

SHOWN = "addresses_shown"
Query = dict[str, list[str]]


def is_step_in_history() -> bool:
    """Whether Back or Forward led here. Streamlit knows, but gives it no public name:
    a release without it follows addresses that say something, and no emptied one."""
    return getattr(get_script_run_ctx(), "is_history_navigation", False)


def read(names: tuple[str, ...]) -> Query:
    """Return what the address says under some names."""
    query = {name: st.query_params.get_all(name) for name in names}
    return {name: values for name, values in query.items() if values}


def recall(page: str, names: tuple[str, ...]) -> Query:
    """Return what a page showed at this address of the browser's history."""
    said, shown = read(names), shown_by(page, names)
    return said if said in shown or not shown else shown[-1]


def write(page: str, names: tuple[str, ...], wanted: Mapping[str, list[str]]) -> None:
    """Say this under some names, as one step, and leave other parameters alone."""
    shown = shown_by(page, names)
    if wanted in shown:
        shown.remove(wanted)
    shown.append(dict(wanted))
    if read(names) != wanted:
        others = tuple(name for name in st.query_params if name not in names)
        st.query_params.from_dict({**read(others), **wanted})


def shown_by(page: str, names: tuple[str, ...]) -> list[Query]:
    """Return what a page has shown under some names, the latest last."""
    pages = st.session_state.setdefault(SHOWN, {})
    return pages.setdefault((page, names), [])
