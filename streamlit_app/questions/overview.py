"""The overview's questions, each under the reader's filters."""

from typing import Any

import pandas as pd

from streamlit_app.data import ask, release
from streamlit_app.filters import Filters
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
    grain = cells.grain_of(filters)
    if cells.is_pinned(filters) or grain not in cells.DAILY_GRAINS:
        moves, parameters = moves_of_some(filters)
    else:
        where, parameters = conditions.cells(filters, any_status=True)
        moves = f"select * from agg_daily_cube where grain = '{grain}' and {where}"
    return ask(
        f"""
        with moves as ({moves}),
        days as (
            select
                date_day,
                sum(sum(opened - closed)) over past as active_openings,
                sum(sum(offers_opened - offers_closed)) over past as active_offers,
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


def moves_of_some(filters: Filters) -> tuple[str, dict[str, Any]]:
    """Count what began and ended each day, where agg_daily_cube knows a filter not."""
    openings, parameters = conditions.openings(filters, any_status=True)
    offers, _ = conditions.offers(filters, any_status=True)
    statement = f"""
        select opened_at::date as date_day, count(*) as opened, 0 as closed,
            0 as offers_opened, 0 as offers_closed
        from fct_openings where {openings} group by 1
        union all
        select closed_at::date, 0, count(*), 0, 0
        from fct_openings where not is_open and {openings} group by 1
        union all
        select coalesce(created_at, first_seen_at)::date, 0, 0, count(*), 0
        from fct_offers where {offers} group by 1
        union all
        select closed_at::date, 0, 0, 0, count(*)
        from fct_offers where not is_open and {offers} group by 1
    """
    return statement, parameters


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

    Columns: rome_code, label, openings, share (of those with any code), known
             (openings with any code), n.
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
