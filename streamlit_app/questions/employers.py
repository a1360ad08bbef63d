"""What the employers page asks: who hires, agencies and other employers apart."""

import pandas as pd

from streamlit_app.data import ask, release
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N
from streamlit_app.questions import conditions

IS_NAMED = "employer_id <> 'unknown'"


def figures(filters: Filters) -> pd.Series:
    """Count openings by what is known of their employer.

    Columns: n, named, by_agencies (openings), employers, agencies (names),
             by_top_ten (openings of the ten employers with most, agencies apart).
    """
    where, parameters = conditions.openings(filters)
    return ask(
        f"""
        with counted as (
            select employer_id, bool_or(is_agency) as is_agency, count(*) as openings
            from fct_openings where {where} group by employer_id
        ),
        ranked as (
            select *, row_number() over (
                partition by is_agency, {IS_NAMED} order by openings desc, employer_id
            ) as rank
            from counted
        )
        select
            coalesce(sum(openings), 0)::bigint as n,
            coalesce(sum(openings) filter (where {IS_NAMED}), 0)::bigint as named,
            coalesce(sum(openings) filter (where is_agency), 0)::bigint as by_agencies,
            count(*) filter (where {IS_NAMED} and not is_agency) as employers,
            count(*) filter (where is_agency) as agencies,
            coalesce(sum(openings) filter (
                where {IS_NAMED} and not is_agency and rank <= 10
            ), 0)::bigint as by_top_ten
        from ranked
        """,
        parameters,
    ).iloc[0]


def most_openings(
    filters: Filters, *, are_agencies: bool, limit: int = 100
) -> pd.DataFrame:
    """Rank employers, or agencies, by openings.

    Columns: employer_id, label, openings, new (7 days), departements, occupations
             (distinct, known), paid_share (null under SMALLEST_N).
    """
    where, parameters = conditions.openings(filters)
    return ask(
        f"""
        with counted as (
            select employer_id, count(*) as openings,
                count(*) filter (
                    where opened_at > %(as_of)s - interval '7 days'
                ) as new,
                count(distinct departement_code) as departements,
                count(distinct nullif(rome_code, 'unknown')) as occupations,
                count(*) filter (where salary_basis = 'declared') as paid
            from fct_openings
            where {IS_NAMED} and is_agency = %(are_agencies)s and {where}
            group by employer_id
            order by openings desc, employer_id
            limit %(limit)s
        )
        select employer_id, employer_name as label, openings, new, departements,
            occupations,
            case when openings >= {SMALLEST_N}
                then paid::float / openings end as paid_share
        from counted
        inner join dim_employers using (employer_id)
        order by openings desc, employer_id
        """,
        parameters
        | {"are_agencies": are_agencies, "limit": limit, "as_of": release().as_of},
    )


def by_size(filters: Filters) -> pd.DataFrame:
    """Group employers (agencies apart) by how many openings they have.

    Columns: least (of the group), most (null for the last), employers, openings.
    """
    where, parameters = conditions.openings(filters)
    return ask(
        f"""
        with counted as (
            select employer_id, count(*) as openings
            from fct_openings
            where {IS_NAMED} and not is_agency and {where}
            group by employer_id
        )
        select least, most, count(employer_id) as employers,
            coalesce(sum(openings), 0)::bigint as openings
        from (
            values (1, 1), (2, 4), (5, 9), (10, 49), (50, null)
        ) as sizes (least, most)
        left join counted
            on openings >= least and openings <= coalesce(most, openings)
        group by least, most
        order by least
        """,
        parameters,
    )
