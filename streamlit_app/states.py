"""What a reader sees when there is nothing to show: said plainly, with a way on."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

import streamlit as st

from streamlit_app.data import (
    NothingPublished,
    Release,
    TooSlow,
    WarehouseUnavailable,
    ask,
)
from streamlit_app.texts import label_of, moment, plain, text

# The publishers are collected daily; a weekend's failure should be visible.
STALE_DAYS = 3
PUBLISHERS = {
    "api.francetravail.io",
    "www.welcometothejungle.com",
    "www.data.gouv.fr",
}


@contextmanager
def explained() -> Iterator[None]:
    """Turn a failure of the warehouse into a message with a button to try again."""
    try:
        yield
    except NothingPublished:
        show_state("nothing", ":material/hourglass_empty:")
    except TooSlow:
        show_state("slow", ":material/timer:")
    except WarehouseUnavailable:
        show_state("down", ":material/cloud_off:")
    except Exception:  # the reader gets a way on, the log gets the reason
        logging.getLogger(__name__).exception("page failed")
        show_state("broken", ":material/build:")


def show_state(name: str, icon: str) -> None:
    with st.container(border=True, key=f"state_{name}"):
        st.subheader(f"{icon} {text(f'states.{name}_title')}", anchor=False)
        st.markdown(text(f"states.{name}_body"))
        # The whole script runs again, whatever part failed: that is all it takes.
        st.button(
            text("states.retry"),
            on_click=st.rerun,
            key=f"retry_{name}",
            type="primary",
            icon=":material/refresh:",
        )


def show_staleness(release: Release) -> None:
    days = (datetime.now(UTC) - release.as_of).days
    if days >= STALE_DAYS:
        st.warning(text("app.stale", days=days), icon=":material/schedule:")


def show_origin() -> None:
    """Say so where offers were collected from anybody but the publishers."""
    sites = ask("select distinct site from fct_crawl_runs where site is not null")
    others = {urlsplit(site).hostname or site for site in sites["site"]} - PUBLISHERS
    if others:
        hosts = plain(", ".join(sorted(others)))
        st.info(text("app.simulated", hosts=hosts), icon=":material/science:")


def show_footer(release: Release) -> None:
    sources = ask("select source_label, licence from dim_sources order by source")
    named = " · ".join(
        f"{plain(label)} ({plain(label_of('licences', licence))})"
        for label, licence in sources.itertuples(index=False)
    )
    st.divider()
    st.caption(
        text(
            "app.footer",
            as_of=moment(release.as_of),
            published_at=moment(release.published_at),
            sources=named,
        )
    )
