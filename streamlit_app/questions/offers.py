"""One offer's questions: its facts, skills, history, duplicates and raw document."""

import pandas as pd

from streamlit_app.data import ask, has_table
from streamlit_app.questions.explorer import COLUMNS

PAIRS = """
    select offer_key_b as offer_key, pair_class, score, reasons
    from fct_duplicate_pairs where offer_key_a = %(offer_key)s
    union all
    select offer_key_a, pair_class, score, reasons
    from fct_duplicate_pairs where offer_key_b = %(offer_key)s
"""
NO_PAIRS = """
    select offer_key, null as pair_class, null::float as score, null as reasons
    from fct_offers where false
"""


def offer(offer_key: str) -> pd.Series | None:
    """Return one offer with its labels; None when the release does not hold it."""
    rows = ask(
        f"""
        select {COLUMNS}, opening_id, extract, experience_min_months, remote,
            working_time, salary_basis, rome_code, rome_label, occupation_basis,
            occupation_confidence, first_seen_at, last_seen_at, closed_at, close_reason,
            content_hash, lake_file, lake_row, source
        from fct_offers
        inner join fct_offer_texts using (offer_key)
        inner join dim_sources using (source)
        left join dim_occupations using (rome_code)
        left join dim_places as places using (place_id)
        where offer_key = %(offer_key)s
        """,
        {"offer_key": offer_key[:500].replace("\x00", "")},
    )
    return None if rows.empty else rows.iloc[0]


def skill_matches(offer_key: str, language: str) -> pd.DataFrame:
    """Return where an offer's text names a skill, the strongest requirement first.

    Columns: skill_id, label, requirement, surface (the words, as they were read).
    """
    label = {"fr": "label_fr", "en": "label_en"}[language]
    if not has_table("fct_offer_skills"):
        return opening_skills(offer_key, label)
    return ask(
        f"""
        select skill_id, {label} as label, requirement, surface
        from fct_offer_skills
        inner join dim_skills using (skill_id)
        where offer_key = %(offer_key)s
        order by array_position(
            array['required', 'nice_to_have', 'mentioned'], requirement
        ), label
        limit 200
        """,
        {"offer_key": offer_key},
    )


def opening_skills(offer_key: str, label: str) -> pd.DataFrame:
    """Return the skills of an offer's opening, of a release without matches."""
    return ask(
        f"""
        select skill_id, {label} as label, requirement, '' as surface
        from fct_opening_skills
        inner join dim_skills using (skill_id)
        where opening_id = (
            select opening_id from fct_offers where offer_key = %(offer_key)s
        )
        """,
        {"offer_key": offer_key},
    )


def compared_with(offer_key: str, opening_id: str) -> pd.DataFrame:
    """Return the other offers of the opening, and offers compared but kept apart.

    Columns: as of the explorer, and is_same_opening, pair_class, score, reasons
             (null where two offers of one opening were not compared directly).
    """
    pairs = PAIRS if has_table("fct_duplicate_pairs") else NO_PAIRS
    return ask(
        f"""
        with pairs as ({pairs}),
        others as (
            select offer_key from pairs
            union
            select offer_key from fct_offers
            where opening_id = %(opening_id)s and offer_key <> %(offer_key)s
        )
        select {COLUMNS}, opening_id = %(opening_id)s as is_same_opening, pair_class,
            score, reasons
        from others
        inner join fct_offers using (offer_key)
        left join pairs using (offer_key)
        inner join dim_sources using (source)
        left join dim_places as places using (place_id)
        order by is_same_opening desc, score desc nulls last, offer_key
        limit 20
        """,
        {"offer_key": offer_key, "opening_id": opening_id},
    )


def spells_of(offer_key: str) -> pd.DataFrame:
    """Return when an offer was open, the first time first.

    Columns: spell_number, opened_at, closed_at, close_reason.
    """
    return ask(
        """
        select spell_number, opened_at, closed_at, close_reason
        from fct_offer_lifecycle
        where offer_key = %(offer_key)s
        order by spell_number
        limit 20
        """,
        {"offer_key": offer_key},
    )


def changes_of(offer_key: str) -> pd.DataFrame:
    """Return what changed in an offer. Columns: changed_at, field, from, to."""
    return ask(
        """
        select changed_at, field, value_from, value_to
        from fct_offer_changes
        where offer_key = %(offer_key)s
        order by changed_at desc
        limit 20
        """,
        {"offer_key": offer_key},
    )
