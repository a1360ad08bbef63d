"""The overview's questions, each under the reader's filters."""

import pandas as pd

from streamlit_app.data import ask
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N
from streamlit_app.questions import cells, conditions


def openings_selected(filters: Filters) -> int:
    """Count the openings that the charts are about: the n of their shares."""
    table, where, parameters = cells.market(filters)
    counted = ask(f"select sum(openings) as n from {table} where {where}", parameters)
    return int(counted["n"].iloc[0] or 0)


def offers_of_sources(filters: Filters) -> pd.DataFrame:
    """Count open offers a source. Columns: source, source_label, licence, offers."""
    if cells.is_pinned(filters):
        return offers_by_source(filters)
    table, where, parameters = cells.market(filters)
    return ask(
        f"""
        select source, source_label, licence, sum(offers) as offers
        from {table}
        inner join dim_sources on source = sources
        where {where}
        group by source, source_label, licence
        having sum(offers) > 0
        order by offers desc, source
        """,
        parameters,
    )


def offers_by_source(filters: Filters) -> pd.DataFrame:
    """Count open offers a source, and the open openings that it advertises.

    Columns: source, source_label, licence, offers, openings.
    """
    where, parameters = conditions.offers(filters)
    return ask(
        f"""
        with adverts as (
            select source, opening_id, count(*) as offers
            from fct_offers where {where} group by source, opening_id
        ),
        counted as (
            select source, sum(offers)::bigint as offers, count(*) as openings
            from adverts group by source
        )
        select source, source_label, licence, offers, openings
        from counted
        inner join dim_sources using (source)
        order by offers desc, source
        """,
        parameters,
    )


def openings_by_departement(filters: Filters) -> pd.DataFrame:
    """Count openings in each département; the map's every area has a row.

    Columns: departement_code, departement_name, population, openings,
             per_1000 (openings per 1,000 inhabitants).
    """
    table, where, parameters = cells.market(filters, "departement")
    return ask(
        f"""
        select places.departement_code, places.departement_name, places.population,
            coalesce(openings, 0) as openings,
            1000.0 * coalesce(openings, 0) / nullif(population, 0) as per_1000
        from dim_places as places
        left join (
            select departement_code, sum(openings) as openings
            from {table} where {where} group by departement_code
        ) as counted using (departement_code)
        where places.level = 'departement'
        order by places.departement_code
        """,
        parameters,
    )


# Everyone asks for motivation: know-how and behaviour are ranked apart.
SKILL_KINDS = {
    "know_how": ["hard", "language", "certification_or_licence"],
    "behaviour": ["soft"],
}


def top_skills(
    filters: Filters, kinds: str, language: str, limit: int = 15
) -> pd.DataFrame:
    """Rank the skills of some kinds by the share of openings that name them.

    Columns: skill_id, label, kind, required, nice_to_have, mentioned, openings, n
             (openings in the selection, with or without skills), share.
    """
    market = cells.market(filters)
    counted = cells.skills(filters)
    label = {"fr": "label_fr", "en": "label_en"}[language]
    return ask(
        f"""
        with counted as (
            select skill_id, {cells.asked(filters)}
            from {counted.table}
            inner join dim_skills using (skill_id)
            where kind = any(%(kinds)s) and {counted.where}
            group by skill_id
            order by openings desc, skill_id
            limit %(limit)s
        )
        select skill_id, {label} as label, kind, required, nice_to_have,
            openings - required - nice_to_have as mentioned, openings, n,
            openings::float / n as share
        from counted
        cross join (
            select sum(openings) as n from {market.table} where {market.where}
        ) as totals
        inner join dim_skills using (skill_id)
        where openings > 0
        order by openings desc, label
        """,
        counted.parameters
        | market.parameters
        | {"kinds": SKILL_KINDS[kinds], "limit": limit},
    )


def by_contract(filters: Filters, language: str) -> pd.DataFrame:
    """Count openings a contract family. Columns: contract_family, label, openings."""
    table, where, parameters = cells.market(filters)
    label = {"fr": "label_fr", "en": "label_en"}[language]
    return ask(
        f"""
        select contract_family, {label} as label, sum(openings)::bigint as openings
        from {table}
        inner join dim_contracts using (contract_family)
        where {where}
        group by 1, 2
        having sum(openings) > 0
        order by openings desc
        """,
        parameters,
    )


def by_occupation(filters: Filters, limit: int = 12) -> pd.DataFrame:
    """Rank occupations by openings; offers without a ROME code are told apart.

    Columns: rome_code, label, openings, share (of those with any code, null under
             SMALLEST_N), known (openings with any code), n.
    """
    table, where, parameters = cells.market(filters, "occupation")
    return ask(
        f"""
        with counted as (
            select rome_code, sum(openings)::bigint as openings,
                sum(sum(openings)) over () as n,
                sum(sum(openings)) filter (where rome_code <> 'unknown') over ()
                    as known
            from {table} where {where} group by rome_code
            having sum(openings) > 0
        )
        select rome_code, rome_label as label, openings,
            case when known >= {SMALLEST_N} then openings / known end as share,
            known, n
        from counted
        inner join dim_occupations using (rome_code)
        where rome_code <> 'unknown'
        order by openings desc, label
        limit %(limit)s
        """,
        parameters | {"limit": limit},
    )
