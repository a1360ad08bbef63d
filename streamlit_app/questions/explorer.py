"""The explorer's questions: search, one offer, and what belongs to it."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import pandas as pd

from streamlit_app.data import ask
from streamlit_app.filters import Filters
from streamlit_app.questions import conditions

PAGE_ROWS = 25
DOWNLOAD_ROWS = 5_000
LONGEST_SEARCH = 200
ORDERS = {
    "relevance": "rank desc, created_at desc nulls last, offer_key",
    "newest": "created_at desc nulls last, offer_key",
    "salary": "salary_annual_max_eur desc nulls last, offer_key",
}
# The publishers spell places each in their own way; INSEE's names read alike.
PLACE = """
    coalesce(
        commune_name || ' (' || places.departement_code || ')',
        departement_name, region_name, place_label
    )
"""
COLUMNS = f"""
    offer_key, title, employer_name, {PLACE} as place_label, contract_family,
    salary_annual_min_eur, salary_annual_max_eur, created_at, source_label, is_open, url
"""


FRENCH_WORDS = "websearch_to_tsquery('french', %(words)s)"
ANY_WORDS = f"""(
    {FRENCH_WORDS}
    || websearch_to_tsquery('simple', %(words)s)
    || websearch_to_tsquery('simple', %(as_typed)s)
)"""
# What one reading of the words excludes, another must not let in again.
EXCLUSION = re.compile(r"(^|\s)-\S")


@dataclass(frozen=True)
class Search:
    """What is looked for, under which filters, in which order."""

    words: str
    filters: Filters
    order: str = "newest"


def folded(words: str) -> str:
    """Fold a search like the indexed text: lower case, no accents, no NUL."""
    decomposed = unicodedata.normalize("NFKD", words[:LONGEST_SEARCH].lower())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    # Typographic quotes mean a phrase too; œ and æ do not decompose.
    spelled = bare.translate(str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"'}))
    return spelled.replace("œ", "oe").replace("æ", "ae").replace("\x00", " ").strip()


def matching(search: Search) -> tuple[str, str, dict[str, Any]]:
    """Return condition, rank and parameters of a search.

    Titles and texts are indexed as French words without accents, employers as they
    are written: the words are looked for in each way. websearch_to_tsquery accepts
    any text.
    """
    where, parameters = conditions.offers(search.filters)
    words = folded(search.words)
    if not words:
        return where, "0", parameters
    query = FRENCH_WORDS if EXCLUSION.search(words) else ANY_WORDS
    typed = search.words[:LONGEST_SEARCH].replace("\x00", " ")
    parameters |= {"words": words, "as_typed": typed}
    condition = f"({where}) and search_vector @@ {query}"
    return condition, f"ts_rank_cd(search_vector, {query})", parameters


def count(search: Search) -> int:
    where, _, parameters = matching(search)
    counted = ask(f"select count(*) as n from fct_offers where {where}", parameters)
    return int(counted["n"].iloc[0])


def found(search: Search, *, page: int = 1, rows: int = PAGE_ROWS) -> pd.DataFrame:
    """Return a page of offers, in the search's order."""
    where, rank, parameters = matching(search)
    return ask(
        f"""
        select {COLUMNS}
        from (
            select *, {rank} as rank from fct_offers
            where {where}
            order by {ORDERS[search.order]}
            limit %(rows)s offset %(skipped)s
        ) as offers
        inner join dim_sources using (source)
        left join dim_places as places using (place_id)
        order by {ORDERS[search.order]}
        """,
        parameters | {"rows": rows, "skipped": (page - 1) * rows},
    )


def offer(offer_key: str) -> pd.Series | None:
    """Return one offer with its labels; None when the release does not hold it."""
    rows = ask(
        f"""
        select {COLUMNS}, opening_id, extract, experience_min_months, remote,
            working_time, salary_basis, rome_code, rome_label, occupation_basis,
            occupation_confidence, first_seen_at, last_seen_at, closed_at, source
        from fct_offers
        inner join dim_sources using (source)
        left join dim_occupations using (rome_code)
        left join dim_places as places using (place_id)
        where offer_key = %(offer_key)s
        """,
        {"offer_key": offer_key[:500].replace("\x00", "")},
    )
    return None if rows.empty else rows.iloc[0]


def skills_of(opening_id: str, language: str) -> pd.DataFrame:
    """Return an opening's skills. Columns: label, requirement."""
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
        """,
        {"opening_id": opening_id},
    )


def other_adverts(opening_id: str, offer_key: str) -> pd.DataFrame:
    """Return the other offers of an opening, newest first."""
    return ask(
        f"""
        select {COLUMNS}
        from fct_offers
        inner join dim_sources using (source)
        left join dim_places as places using (place_id)
        where opening_id = %(opening_id)s and offer_key <> %(offer_key)s
        order by created_at desc nulls last, offer_key
        limit 20
        """,
        {"opening_id": opening_id, "offer_key": offer_key},
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


def contract_labels(language: str) -> dict[str, str]:
    label = {"fr": "label_fr", "en": "label_en"}[language]
    rows = ask(f"select contract_family, {label} as label from dim_contracts")
    return dict(zip(rows["contract_family"], rows["label"], strict=True))
