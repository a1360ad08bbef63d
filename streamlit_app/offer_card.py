"""One offer: its facts, an extract, its skills, its other adverts, its publisher."""

import re

import pandas as pd
import streamlit as st

from streamlit_app.offer_table import salary_range
from streamlit_app.questions import explorer
from streamlit_app.texts import date, label_of, language, number, plain, share, text

WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'\\]{1,2000}", re.IGNORECASE)
SKILL_COLOURS = {"required": "blue", "nice_to_have": "green", "mentioned": "gray"}


def show_offer(offer_key: str) -> None:
    """Show an offer's card."""
    offer = explorer.offer(offer_key)
    if offer is None:
        st.caption(text("explorer.unknown_offer"))
        return
    show_heading(offer)
    show_facts(offer)
    st.markdown(f"**{text('explorer.extract')}**")
    # Plain text: no Markdown, no HTML, no links out of a publisher's words.
    st.text(f"{offer['extract'] or ''}…")
    show_skills(offer["opening_id"])
    show_other_adverts(offer)
    show_changes(offer["offer_key"])
    show_link(offer)


def show_heading(offer: pd.Series) -> None:
    st.markdown(f"#### {plain(offer['title'])}")
    with st.container(horizontal=True, gap="small"):
        if offer["is_open"]:
            st.badge(text("explorer.open"), color="green", icon=":material/check:")
        else:
            st.badge(text("explorer.closed"), color="gray", icon=":material/close:")
        st.badge(plain(offer["source_label"]), color="blue")


def show_facts(offer: pd.Series) -> None:
    months = offer["experience_min_months"]
    low, high = offer["salary_annual_min_eur"], offer["salary_annual_max_eur"]
    contracts = explorer.contract_labels(language())
    facts = {
        "employer": offer["employer_name"],
        "place": offer["place_label"],
        "contract": contracts.get(offer["contract_family"]),
        "salary": salary_range(low, high) or text("explorer.salary_absent"),
        "experience": experience(months),
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


def show_skills(opening_id: str) -> None:
    skills = explorer.skills_of(opening_id, language())
    st.markdown(f"**{text('explorer.skills')}**")
    if skills.empty:
        st.caption(text("explorer.skills_none"))
        return
    with st.container(horizontal=True, gap="small"):
        for label, requirement in skills.itertuples(index=False):
            st.badge(
                plain(label),
                color=SKILL_COLOURS[requirement],
                help=text(f"overview.{requirement}"),
            )


def show_other_adverts(offer: pd.Series) -> None:
    others = explorer.other_adverts(offer["opening_id"], offer["offer_key"])
    if others.empty:
        return
    st.markdown(f"**{text('explorer.others')}** ({number(len(others))})")
    for other in others.itertuples():
        parts = (other.source_label, other.title, other.place_label)
        st.text(" · ".join(str(part) for part in parts if part))


def show_changes(offer_key: str) -> None:
    changes = explorer.changes_of(offer_key)
    if changes.empty:
        return
    st.markdown(f"**{text('explorer.changes')}**")
    for change in changes.itertuples():
        values = f"{change.value_from or '∅'} → {change.value_to or '∅'}"
        st.text(f"{date(change.changed_at)} · {change.field} : {values}")


def show_link(offer: pd.Series) -> None:
    """Link to the publisher, and only ever to a web address."""
    url = offer["url"]
    if not isinstance(url, str) or not WEB_ADDRESS.fullmatch(url):
        st.caption(text("explorer.no_link"))
        return
    st.link_button(
        text("explorer.link", source=plain(offer["source_label"])),
        url,
        icon=":material/open_in_new:",
        width="stretch",
    )
