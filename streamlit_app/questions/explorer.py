"""The explorer's questions: which offers, how many, in which order."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import pandas as pd

from streamlit_app.data import ask
from streamlit_app.filters import Filters
from streamlit_app.questions import cells, conditions

PAGE_ROWS = 25
DOWNLOAD_ROWS = 5_000
# Beyond it a reader learns nothing more, and counting costs.
MOST_COUNTED = 50_000
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
    texts = "select offer_key from fct_offer_texts where search_vector"
    condition = f"({where}) and offer_key in ({texts} @@ {query})"
    rank = f"""(
        select ts_rank_cd(search_vector, {query}) from fct_offer_texts as texts
        where texts.offer_key = offers.offer_key
    )"""
    return condition, rank, parameters


def count(search: Search) -> int:
    """Count the offers found, no further than one above MOST_COUNTED."""
    if not folded(search.words) and not cells.is_pinned(search.filters):
        table, where, parameters = cells.market(search.filters)
        known = ask(
            f"select coalesce(sum(offers), 0)::bigint as n from {table} where {where}",
            parameters,
        )
        return min(int(known["n"].iloc[0]), MOST_COUNTED + 1)
    where, _, parameters = matching(search)
    counted = ask(
        f"""
        select count(*) as n
        from (
            select 1 from fct_offers where {where} limit %(most)s
        ) as counted
        """,
        parameters | {"most": MOST_COUNTED + 1},
    )
    return int(counted["n"].iloc[0])


def found(search: Search, *, page: int = 1, rows: int = PAGE_ROWS) -> pd.DataFrame:
    """Return a page of offers, in the search's order.

    Of a very common word the newest matches are ranked, not all.
    """
    where, rank, parameters = matching(search)
    source = "fct_offers"
    if folded(search.words):
        # As many as can be paged through. Asked for one page alone, Postgres reads
        # offers in their order until enough match: of a rare word, all offers.
        first = ORDERS["newest" if search.order == "relevance" else search.order]
        source = f"""(
            with first as materialized (
                select * from fct_offers where {where} order by {first} limit %(most)s
            )
            select * from first
        )"""
        where = "true"
    return ask(
        f"""
        select {COLUMNS}
        from (
            select offers.*, {rank} as rank from {source} as offers
            where {where}
            order by {ORDERS[search.order]}
            limit %(rows)s offset %(skipped)s
        ) as offers
        inner join dim_sources using (source)
        left join dim_places as places using (place_id)
        order by {ORDERS[search.order]}
        """,
        parameters
        | {
            "rows": rows,
            "skipped": (page - 1) * rows,
            "most": DOWNLOAD_ROWS,
        },
    )


def contract_labels(language: str) -> dict[str, str]:
    label = {"fr": "label_fr", "en": "label_en"}[language]
    rows = ask(f"select contract_family, {label} as label from dim_contracts")
    return dict(zip(rows["contract_family"], rows["label"], strict=True))
