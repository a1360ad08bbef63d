"""One offer's questions: its facts, skills, history, duplicates and raw document."""

import pandas as pd

from streamlit_app.data import ask
from streamlit_app.questions.explorer import COLUMNS

PAIRS = """
    select offer_key_b as offer_key, pair_class, score, reasons
    from fct_duplicate_pairs where offer_key_a = %(offer_key)s
    union all
    select offer_key_a, pair_class, score, reasons
    from fct_duplicate_pairs where offer_key_b = %(offer_key)s
"""


def offer(offer_key: str) -> pd.Series | None:
    """Return one offer with its labels; None when the release does not hold it."""
    rows = ask(
        f"""
        select {COLUMNS}, opening_id, extract, experience_min_months, education_level,
            remote, working_time, salary_basis, rome_code, rome_label, occupation_basis,
            occupation_confidence, first_seen_at, last_seen_at, closed_at, close_reason,
            content_hash, lake_file, lake_row, source, fct_offers.is_anonymised
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


def skills_of(opening_id: str, language: str) -> pd.DataFrame:
    """Return an opening's skills, the strongest first. Columns: label, requirement."""
    label = {"fr": "label_fr", "en": "label_en"}[language]
    return ask(
        f"""
        select {label} as label, requirement
        from fct_opening_skills
        inner join dim_skills using (skill_id)
        where opening_id = %(opening_id)s
        order by array_position(
            array['required', 'nice_to_have', 'mentioned'], requirement
        ), label
        limit 200
        """,
        {"opening_id": opening_id},
    )


def skills_read(offer_key: str) -> pd.DataFrame:
    """Return which words of an offer's text were read as skills of the dictionary.

    Columns: requirement, surface (the words, without accents and small words).
    """
    return ask(
        """
        with entries as (
            select string_to_table(skills_read, '|') as entry
            from fct_offer_texts where offer_key = %(offer_key)s
        )
        select split_part(entry, ' ', 2) as requirement,
            regexp_replace(entry, '^\\S+ \\S+ ?', '') as surface
        from entries
        where split_part(entry, ' ', 1) in (select skill_id from dim_skills)
        limit 200
        """,
        {"offer_key": offer_key},
    )


def compared_with(offer_key: str, opening_id: str) -> pd.DataFrame:
    """Return the other offers of the opening, and offers compared but kept apart.

    Columns: as of the explorer, and is_same_opening, pair_class, score, reasons
             (null where two offers of one opening were not compared directly).
    """
    return ask(
        f"""
        with pairs as ({PAIRS}),
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
