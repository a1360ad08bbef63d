"""Every word of the dashboard: one catalogue, French by default, and its formats."""

import re
import tomllib
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path

import streamlit as st

LANGUAGES = ("fr", "en")
SINGULAR = {"fr": ("0", "1"), "en": ("1",)}
THIN_SPACE = "\u202f"
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Markdown turns these into links even where every sign is escaped.
AUTOLINK = re.compile(r"(://|www\.|@)", re.IGNORECASE)
WORD_JOINER = "\u2060"


@cache
def catalogue() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(Path(__file__).with_name("texts.toml").read_text("utf-8"))


def language() -> str:
    chosen = st.session_state.get("language", LANGUAGES[0])
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def text(key: str, **values: object) -> str:
    """Return a text by `section.name`, with its values filled in.

    Where n takes the singular, and the catalogue has a `name_one`, that one.
    """
    section, name = key.split(".")
    texts = catalogue()[section]
    if values.get("n") in SINGULAR[language()] and f"{name}_one" in texts:
        name = f"{name}_one"
    found = texts[name][language()]
    return found.format(**values) if values else found


def texts_of(section: str, names: Iterable[str]) -> dict[str, str]:
    """Return several texts of a section by name: what a chart writes on itself."""
    return {name: text(f"{section}.{name}") for name in names}


def label_of(section: str, name: str) -> str:
    """Return a text for a value of the data; the value itself where none is written."""
    texts = catalogue()[section].get(name)
    return texts[language()] if texts else name


def show_language() -> None:
    """Draw the switch, and keep the choice in the URL."""
    if "language" not in st.session_state:
        asked = st.query_params.get("lang")
        st.session_state["language"] = asked if asked in LANGUAGES else LANGUAGES[0]
    st.segmented_control(
        text("app.language"),
        LANGUAGES,
        format_func={"fr": "Français", "en": "English"}.get,
        key="language",
        required=True,
        label_visibility="collapsed",
        width="stretch",
    )
    if language() != LANGUAGES[0]:
        st.query_params["lang"] = language()
    elif "lang" in st.query_params:
        del st.query_params["lang"]


def number(value: float, decimals: int = 0) -> str:
    """Write a number as its language does: 1 234,5 or 1,234.5."""
    english = f"{value:,.{decimals}f}"
    if language() == "en":
        return english
    return english.translate(str.maketrans({",": THIN_SPACE, ".": ","}))


def share(value: float, decimals: int = 0) -> str:
    """Write a share (0 to 1) as a percentage."""
    written = number(100 * value, decimals)
    return f"{written}%" if language() == "en" else f"{written}{THIN_SPACE}%"


def money(value: float) -> str:
    """Write euros: 1 234 € or €1,234."""
    written = number(value)
    return f"€{written}" if language() == "en" else f"{written}{THIN_SPACE}€"


def date(value: datetime) -> str:
    return value.strftime("%d %b %Y" if language() == "en" else "%d/%m/%Y")


def moment(value: datetime) -> str:
    return f"{date(value)} {value:%H:%M}"


def plain(value: object) -> str:
    """Escape a publisher's words for Markdown: they are shown, never interpreted."""
    one_line = " ".join(str(value).split())
    unlinked = AUTOLINK.sub(rf"\1{WORD_JOINER}", one_line)
    return PUNCTUATION.sub(r"\\\1", unlinked)
