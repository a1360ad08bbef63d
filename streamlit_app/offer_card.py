"""One offer: its facts, an extract with its skills, its publisher."""

import re

import pandas as pd
import streamlit as st

from streamlit_app.highlights import marked
from streamlit_app.offer_evidence import (
    show_document,
    show_duplicates,
    show_history,
)
from streamlit_app.offer_table import salary_range
from streamlit_app.questions import explorer, offers
from streamlit_app.texts import date, label_of, language, number, plain, share, text

WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'\\]{1,2000}", re.IGNORECASE)
SKILL_COLOURS = {"required": "blue", "nice_to_have": "green", "mentioned": "gray"}


def show_offer(offer_key: str) -> None:
    """Show an offer: what it says, its history, its duplicates, its raw document."""
    offer = offers.offer(offer_key)
    if offer is None:
        st.caption(text("explorer.unknown_offer"))
        return
    show_heading(offer)
    show_link(offer)
    names = ("facts", "history", "duplicates", "document")
    tabs = st.tabs([text(f"offer.tab_{name}") for name in names])
    with tabs[0]:
        show_facts(offer)
        show_text(offer)
    for tab, show in zip(
        tabs[1:], (show_history, show_duplicates, show_document), strict=True
    ):
        with tab:
            show(offer)


def show_heading(offer: pd.Series) -> None:
    st.markdown(f"#### {plain(offer['title'])}")
    with st.container(horizontal=True, gap="small"):
        if offer["is_open"]:
            st.badge(text("explorer.open"), color="green", icon=":material/check:")
        else:
            st.badge(text("explorer.closed"), color="gray", icon=":material/close:")
        st.badge(plain(offer["source_label"]), color="blue")
        st.button(
            text("offer.close"),
            on_click=lambda: st.query_params.pop("offer", None),
            icon=":material/close:",
            type="tertiary",
        )


def show_facts(offer: pd.Series) -> None:
    months = offer["experience_min_months"]
    level = offer["education_level"]
    low, high = offer["salary_annual_min_eur"], offer["salary_annual_max_eur"]
    contracts = explorer.contract_labels(language())
    facts = {
        "employer": offer["employer_name"],
        "place": offer["place_label"],
        "contract": contracts.get(offer["contract_family"]),
        "salary": salary_range(low, high) or text("explorer.salary_absent"),
        "experience": experience(months),
        "education": level
        if pd.isna(level)
        else label_of("explorer", f"education_{level}"),
        "remote": label_of("explorer", f"remote_{offer['remote']}"),
        "working_time": label_of("explorer", f"working_time_{offer['working_time']}"),
        "occupation": occupation(offer),
        "published": day(offer["created_at"]),
        "last_seen": day(offer["last_seen_at"]),
    }
    rows = [
        (text(f"explorer.{name}"), plain(value))
        for name, value in facts.items()
        if value is not None and not pd.isna(value)
    ]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True, hide_header=True)


def experience(months: float | None) -> str | None:
    if pd.isna(months):
        return None
    if months == 0:
        return text("explorer.experience_none")
    return text("explorer.experience_months", n=number(months))


def occupation(offer: pd.Series) -> str:
    basis = offer["occupation_basis"]
    confidence = offer["occupation_confidence"]
    if basis == "unknown" or offer["rome_code"] == "unknown":
        return text("explorer.occupation_unknown")
    return text(
        f"explorer.occupation_{basis}",
        label=offer["rome_label"],
        share=share(0 if pd.isna(confidence) else confidence),
    )


def day(moment: pd.Timestamp | None) -> str | None:
    return None if pd.isna(moment) else date(moment)


def show_text(offer: pd.Series) -> None:
    """Show the extract, the skills that were read in it marked, and all the skills."""
    st.markdown(f"**{text('explorer.extract')}**")
    read = [
        (match.surface, SKILL_COLOURS.get(match.requirement, "gray"))
        for match in offers.skills_read(offer["offer_key"]).itertuples()
    ]
    # Escaped sign by sign: no Markdown, no HTML, no link out of a publisher's words.
    if pd.isna(offer["extract"]):
        name = "withheld" if offer["is_anonymised"] else "no_extract"
        st.caption(text(f"offer.{name}"))
    else:
        st.markdown(f"{marked(offer['extract'], read)}…")
        st.caption(text("offer.extract_note", source=plain(offer["source_label"])))
    st.markdown(f"**{text('explorer.skills')}**")
    skills = offers.skills_of(offer["opening_id"], language())
    if skills.empty:
        st.caption(text("explorer.skills_none"))
        return
    with st.container(horizontal=True, gap="small"):
        for skill in skills.itertuples():
            st.badge(
                plain(skill.label),
                color=SKILL_COLOURS[skill.requirement],
                help=text(f"overview.{skill.requirement}"),
            )


def show_link(offer: pd.Series) -> None:
    """Link to the publisher, and only ever to a web address."""
    url = offer["url"]
    if offer["is_anonymised"]:
        st.caption(text("offer.anonymised", source=plain(offer["source_label"])))
        return
    if not isinstance(url, str) or not WEB_ADDRESS.fullmatch(url):
        st.caption(text("explorer.no_link"))
        return
    st.link_button(
        text("explorer.link", source=plain(offer["source_label"])),
        url,
        icon=":material/open_in_new:",
        width="stretch",
    )
