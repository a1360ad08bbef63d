"""Behind an offer: its history, its other adverts and why, its raw document."""

import json
import re
import shlex
from collections.abc import Iterator

import pandas as pd
import streamlit as st

from streamlit_app.questions import offers
from streamlit_app.texts import label_of, moment, number, plain, share, text

NOTHING = "∅"
# How the mart tells a long text: by its length and a fingerprint.
TOLD_TEXT = re.compile(r"(?P<n>\d+) characters, (?P<fingerprint>\w+)")


def show_history(offer: pd.Series) -> None:
    """Tell when the offer came, changed and went, newest last."""
    lines = [
        (offer["created_at"], text("offer.created")),
        (offer["first_seen_at"], text("offer.first_seen")),
        *spells(offer["offer_key"]),
        *changes(offer),
        (offer["last_seen_at"], text("offer.last_seen")),
    ]
    known = sorted(
        (line for line in lines if not pd.isna(line[0])), key=lambda line: line[0]
    )
    st.markdown("\n".join(f"- **{moment(when)}** · {what}" for when, what in known))
    st.caption(text("offer.history_note"))


def spells(offer_key: str) -> Iterator[tuple[pd.Timestamp, str]]:
    """Tell each reopening and each closing, with its reason."""
    for spell in offers.spells_of(offer_key).itertuples():
        if spell.spell_number > 1:
            yield spell.opened_at, text("offer.reopened")
        if not pd.isna(spell.closed_at):
            reason = label_of("offer", f"closed_{spell.close_reason}")
            yield spell.closed_at, text("offer.closed", reason=reason)


def changes(offer: pd.Series) -> Iterator[tuple[pd.Timestamp, str]]:
    """Tell each field that changed, from what to what if that may be shown."""
    for change in offers.changes_of(offer["offer_key"]).itertuples():
        field = label_of("fields", change.field)
        is_told = pd.notna([change.value_from, change.value_to]).any()
        if offer["is_anonymised"] and not is_told:
            yield change.changed_at, text("offer.changed_withheld", field=field)
            continue
        yield (
            change.changed_at,
            text(
                "offer.changed",
                field=field,
                before=said(change.field, change.value_from),
                after=said(change.field, change.value_to),
            ),
        )


def said(field: str, value: str | None) -> str:
    if pd.isna(value):
        return NOTHING
    told = TOLD_TEXT.fullmatch(value) if field == "description" else None
    if told is None:
        return plain(value)
    n = number(int(told["n"]))
    return text("offer.told_text", n=n, fingerprint=told["fingerprint"])


def show_duplicates(offer: pd.Series) -> None:
    """Show the other adverts of the opening, and what was compared but kept apart."""
    pairs = offers.compared_with(offer["offer_key"], offer["opening_id"])
    merged, apart = pairs[pairs["is_same_opening"]], pairs[~pairs["is_same_opening"]]
    if merged.empty:
        st.caption(text("offer.no_duplicates"))
    for pair in merged.itertuples():
        show_pair(pair)
    if len(apart):
        st.markdown(f"**{text('offer.kept_apart')}**")
        for pair in apart.itertuples():
            show_pair(pair)
    st.caption(text("offer.duplicates_note"))


def show_pair(pair: object) -> None:
    """Show the other offer of a pair, its class and score, and the reasons."""
    facts = (pair.source_label, pair.place_label, pair.employer_name)
    known = " · ".join(plain(fact) for fact in facts if not pd.isna(fact))
    with st.container(border=True, gap="small"):
        st.page_link(
            "app_pages/explorer.py",
            label=plain(pair.title),
            query_params={"offer": pair.offer_key},
        )
        st.caption(known)
        if pd.isna(pair.score):
            st.caption(text("offer.by_cluster"))
            return
        with st.container(horizontal=True, gap="small"):
            st.badge(label_of("offer", f"pair_{pair.pair_class}"), color="blue")
            st.badge(text("offer.score", score=share(pair.score)), color="gray")
            for code in pair.reasons.split():
                show_reason(code)


def show_reason(code: str) -> None:
    """Show one thing that was held for (+) or against (-) a pair."""
    is_for = code.startswith("+")
    side = "for" if is_for else "against"
    words = label_of("reasons", f"{side}_{code[1:]}")
    st.badge(plain(words), color="green" if is_for else "orange")


def show_document(offer: pd.Series) -> None:
    """Say which row of which lake file is the publisher's own document."""
    st.markdown(text("offer.document_intro"))
    facts = {
        "lake_file": offer["lake_file"],
        "lake_row": int(offer["lake_row"]),
        "content_hash": offer["content_hash"],
        "offer_key": offer["offer_key"],
    }
    for name, value in facts.items():
        st.caption(text(f"offer.{name}"))
        st.code(str(value), language=None, wrap_lines=True)
    st.caption(text("offer.document_note"))
    st.code("\n".join(commands(offer)), language="bash", wrap_lines=True)


def commands(offer: pd.Series) -> tuple[str, str]:
    """Write what shows the document, and what each model made of it: docs/trace.md."""
    walked = json.dumps({"offer": offer["offer_key"]}, ensure_ascii=False)
    document, row = offer["lake_file"], str(int(offer["lake_row"]))
    # As a table, dbt would cut long values.
    show = ["dbt", "show", "--quiet", "--output", "json", "--limit", "1000"]
    return (
        shlex.join(["python", "-m", "ingestion", "document", document, row]),
        shlex.join([*show, "--select", "offer_walk", "--vars", walked]),
    )
