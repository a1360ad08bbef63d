"""The overview's questions, each under the reader's filters."""

import pandas as pd

from streamlit_app.data import ask, release
from streamlit_app.filters import Filters
from streamlit_app.questions import conditions


def openings_selected(filters: Filters) -> int:
    """Count the openings that the charts are about: the n of their shares."""
    where, parameters = conditions.openings(filters)
    counted = ask(f"select count(*) as n from fct_openings where {where}", parameters)
    return int(counted["n"].iloc[0])


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


def daily_activity(filters: Filters) -> pd.DataFrame:
    """Tell the last 120 days: openings active, new and closed, and offers active.

    The daily aggregate answers unless a filter asks for what it does not know.
    Columns: date_day, active_openings, active_offers, new_openings, closed_openings.
    """
    if filters.is_only_by_source and len(filters.source) <= 1:
        return ask(
            """
            select date_day, active_openings, active_offers, new_openings,
                closed_openings
            from agg_daily_activity
            where source = %(source)s and date_day > %(as_of)s::date - 120
            order by date_day
            """,
            {
                "source": next(iter(filters.source), "all"),
                "as_of": release().as_of,
            },
        )
    return activity_of_some(filters)


def activity_of_some(filters: Filters) -> pd.DataFrame:
    """Count from the openings themselves, as running sums of starts and ends."""
    openings, parameters = conditions.openings(filters, any_status=True)
    offers, _ = conditions.offers(filters, any_status=True)
    return ask(
        f"""
        with moves as (
            select opened_at::date as date_day, count(*) as opened, 0 as closed,
                0 as offers
            from fct_openings where {openings} group by 1
            union all
            select closed_at::date, 0, count(*), 0
            from fct_openings where not is_open and {openings} group by 1
            union all
            select coalesce(created_at, first_seen_at)::date, 0, 0, count(*)
            from fct_offers where {offers} group by 1
            union all
            select closed_at::date, 0, 0, -count(*)
            from fct_offers where not is_open and {offers} group by 1
        ),
        days as (
            select
                date_day,
                sum(sum(opened - closed)) over past as active_openings,
                sum(sum(offers)) over past as active_offers,
                sum(opened)::bigint as new_openings,
                sum(closed)::bigint as closed_openings
            from moves where date_day is not null group by date_day
            window past as (order by date_day)
        )
        select * from days
        where date_day > %(as_of)s::date - 120 and date_day <= %(as_of)s::date
        order by date_day
        """,
        parameters | {"as_of": release().as_of},
    )


def openings_by_departement(filters: Filters) -> pd.DataFrame:
    """Count openings in each département; the map's every area has a row.

    Columns: departement_code, departement_name, population, openings,
             per_1000 (openings per 1,000 inhabitants).
    """
    where, parameters = conditions.openings(filters)
    return ask(
        f"""
        select places.departement_code, places.departement_name, places.population,
            coalesce(openings, 0) as openings,
            1000.0 * coalesce(openings, 0) / nullif(population, 0) as per_1000
        from dim_places as places
        left join (
            select departement_code, count(*) as openings
            from fct_openings where {where} group by departement_code
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
    where, parameters = conditions.openings(filters)
    label = {"fr": "label_fr", "en": "label_en"}[language]
    return ask(
        f"""
        with kept as materialized (
            select opening_id from fct_openings where {where}
        ),
        counted as (
            select skill_id,
                count(*) as openings,
                count(*) filter (where requirement = 'required') as required,
                count(*) filter (where requirement = 'nice_to_have') as nice_to_have,
                count(*) filter (where requirement = 'mentioned') as mentioned
            from fct_opening_skills
            inner join kept using (opening_id)
            inner join dim_skills using (skill_id)
            where kind = any(%(kinds)s)
            group by skill_id
            order by openings desc, skill_id
            limit %(limit)s
        )
        select skill_id, {label} as label, kind, required, nice_to_have, mentioned,
            openings, n, openings::float / n as share
        from counted
        cross join (select count(*) as n from kept) as totals
        inner join dim_skills using (skill_id)
        order by openings desc, label
        """,
        parameters | {"kinds": SKILL_KINDS[kinds], "limit": limit},
    )


def by_contract(filters: Filters, language: str) -> pd.DataFrame:
    """Count openings a contract family. Columns: contract_family, label, openings."""
    where, parameters = conditions.openings(filters)
    label = {"fr": "label_fr", "en": "label_en"}[language]
    return ask(
        f"""
        select contract_family, {label} as label, count(*) as openings
        from fct_openings
        inner join dim_contracts using (contract_family)
        where {where}
        group by 1, 2
        order by openings desc
        """,
        parameters,
    )


def by_occupation(filters: Filters, limit: int = 12) -> pd.DataFrame:
    """Rank occupations by openings; offers without a ROME code are told apart.

    Columns: rome_code, label, openings, share (of those with any code), known
             (openings with any code), n.
    """
    where, parameters = conditions.openings(filters)
    return ask(
        f"""
        with counted as (
            select rome_code, count(*) as openings,
                sum(count(*)) over () as n,
                sum(count(*)) filter (where rome_code <> 'unknown') over () as known
            from fct_openings where {where} group by rome_code
        )
        select rome_code, rome_label as label, openings, openings / known as share,
            known, n
        from counted
        inner join dim_occupations using (rome_code)
        where rome_code <> 'unknown'
        order by openings desc, label
        limit %(limit)s
        """,
        parameters | {"limit": limit},
    )
