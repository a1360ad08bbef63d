"""What the occupations page asks: which there are, and one of them from all sides.

A question about one occupation keeps the reader's other filters.
"""

import pandas as pd

from streamlit_app.data import ask
from streamlit_app.filters import Filters
from streamlit_app.questions import cells, conditions, salaries


def ranked(filters: Filters, limit: int = 600) -> pd.DataFrame:
    """Rank the known occupations by openings, each with its pay as of `salaries`.

    Columns: rome_code, label, domain, openings, new (7 days), paid (n of the
             median), median_eur (null under SMALLEST_N), n (openings selected).
    """
    market = cells.market(filters, "occupation")
    measured, of_pay = salaries.measured_by(filters, "occupation")
    return ask(
        f"""
        {measured},
        of_occupations as (
            select rome_code, sum(openings)::bigint as openings,
                sum(week_openings)::bigint as new,
                sum(sum(openings)) over () as total
            from {market.table} where {market.where} group by rome_code
            having sum(openings) > 0
        )
        select rome_code, rome_label as label, grand_domain_label as domain,
            of_occupations.openings, new, coalesce(measured.n, 0) as paid,
            median_eur, total as n
        from of_occupations
        inner join dim_occupations using (rome_code)
        left join measured on code = rome_code
        where rome_code <> 'unknown'
        order by openings desc, label
        limit %(limit)s
        """,
        market.parameters | of_pay | {"limit": limit},
    )


def title_of(rome_code: str) -> pd.Series:
    """Name an occupation.

    Columns: label, domain (null where only its code is known), grand_domain.
    """
    return ask(
        """
        select rome_label as label, nullif(domain_label, domain_code) as domain,
            grand_domain_label as grand_domain
        from dim_occupations where rome_code = %(rome_code)s
        """,
        {"rome_code": rome_code},
    ).iloc[0]


def basis(filters: Filters) -> pd.Series:
    """Say where the code of the offers comes from. Columns: declared, coded."""
    where, parameters = conditions.offers(filters)
    return ask(
        f"""
        select count(*) filter (where occupation_basis = 'declared') as declared,
            count(*) filter (where occupation_basis = 'coded') as coded
        from fct_offers where {where}
        """,
        parameters,
    ).iloc[0]


def skills(
    filters: Filters, kinds: list[str], language: str, limit: int = 15
) -> pd.DataFrame:
    """Rank the skills of an occupation, beside how often all openings ask for them.

    Columns: skill_id, label, required, nice_to_have, mentioned, openings, n, share,
             share_everywhere (of all open openings; null where never measured), lift.
    """
    market = cells.market(filters)
    named = cells.skills(filters)
    label = {"fr": "label_fr", "en": "label_en"}[language]
    return ask(
        f"""
        with counted as (
            select skill_id, {cells.asked(filters)}, (
                select sum(openings) from {market.table} where {market.where}
            )::bigint as n
            from {named.table} where {named.where} group by skill_id
        )
        select counted.*, {label} as label,
            counted.openings - counted.required - counted.nice_to_have as mentioned,
            counted.openings::float / counted.n as share,
            everywhere.share as share_everywhere,
            counted.openings::float / counted.n / nullif(everywhere.share, 0) as lift
        from counted
        inner join dim_skills using (skill_id)
        left join agg_skill_demand as everywhere
            on everywhere.skill_id = counted.skill_id and everywhere.dimension = 'all'
        where kind = any(%(kinds)s) and counted.openings > 0
        order by openings desc, label
        limit %(limit)s
        """,
        market.parameters | named.parameters | {"kinds": kinds, "limit": limit},
    )


def places(filters: Filters, limit: int = 12) -> pd.DataFrame:
    """Rank départements by openings. Columns: departement_code, label, openings."""
    table, where, parameters = cells.market(filters, "departement")
    return ask(
        f"""
        select departement_code,
            departement_name || ' (' || departement_code || ')' as label, openings
        from (
            select departement_code, sum(openings)::bigint as openings
            from {table}
            where departement_code is not null and {where}
            group by departement_code having sum(openings) > 0
        ) as counted
        inner join dim_places using (departement_code)
        where dim_places.level = 'departement'
        order by openings desc, departement_code
        limit %(limit)s
        """,
        parameters | {"limit": limit},
    )
