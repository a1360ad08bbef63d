"""What the employers page asks: who hires, agencies and other employers apart."""

import pandas as pd

from streamlit_app.data import ask
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N
from streamlit_app.questions import cells

IS_NAMED = "employer_id <> 'unknown'"
MOST_LISTED = 100


def figures(filters: Filters) -> pd.Series:
    """Count openings by what is known of their employer.

    Columns: n, named, by_agencies (openings), employers, agencies (names),
             by_top_ten (openings of the ten employers with most, agencies apart).
    """
    return told(filters).iloc[0][
        ["n", "named", "by_agencies", "employers", "agencies", "by_top_ten"]
    ]


def most_openings(
    filters: Filters, *, are_agencies: bool, limit: int = MOST_LISTED
) -> pd.DataFrame:
    """Rank employers, or agencies, by openings.

    Columns: employer_id, label, openings, new (7 days), paid_share (null under
             SMALLEST_N).
    """
    rows = told(filters)
    ranked = rows[rows["is_agency"].eq(are_agencies)]
    return ranked[["employer_id", "label", "openings", "new", "paid_share"]].head(limit)


def told(filters: Filters) -> pd.DataFrame:
    """Count each employer's openings once, for the figures and both rankings.

    Columns: those of `figures`, the same in every row; is_agency and those of
             `most_openings`, null where no employer is named.
    """
    table, where, parameters = cells.employers(filters)
    return ask(TOLD.format(table=table, where=where), parameters)


TOLD = f"""
    with counted as materialized (
        -- An advert without a name may be an agency's: nobody's that is counted.
        select employer_id, {IS_NAMED} and bool_or(is_agency) as is_agency,
            sum(openings)::bigint as openings, sum(week_openings)::bigint as new,
            sum(paid_openings)::bigint as paid
        from {{table}} where {{where}} group by employer_id
    ),
    direct as (
        select * from counted where {IS_NAMED} and not is_agency
        order by openings desc, employer_id limit {MOST_LISTED}
    ),
    agencies as (
        select * from counted where {IS_NAMED} and is_agency
        order by openings desc, employer_id limit {MOST_LISTED}
    ),
    listed as (select * from direct union all select * from agencies),
    totals as (
        select
            coalesce(sum(openings), 0)::bigint as n,
            coalesce(sum(openings) filter (where {IS_NAMED}), 0)::bigint as named,
            coalesce(sum(openings) filter (where is_agency), 0)::bigint
                as by_agencies,
            count(*) filter (where {IS_NAMED} and not is_agency) as employers,
            count(*) filter (where is_agency) as agencies
        from counted
    ),
    top_ten as (
        select coalesce(sum(openings), 0)::bigint as by_top_ten
        from (select openings from direct order by openings desc limit 10) as ten
    )
    select totals.*, by_top_ten, employer_id, employer_name as label,
        listed.is_agency, openings, new,
        case when openings >= {SMALLEST_N} then paid::float / openings end
            as paid_share
    from totals
    cross join top_ten
    left join listed on true
    left join dim_employers using (employer_id)
    order by openings desc, employer_id
"""


def reach(filters: Filters, ranked: pd.DataFrame) -> pd.DataFrame:
    """Add where and for what ranked employers hire: most readers never ask.

    Columns: those of `ranked`, departements and occupations (distinct, known).
    """
    table, where, parameters = cells.employers(filters)
    found = ask(
        f"""
        select employer_id, count(distinct departement_code) as departements,
            count(distinct nullif(rome_code, 'unknown')) as occupations
        from {table} where employer_id = any(%(ranked)s) and {where}
        group by employer_id
        """,
        parameters | {"ranked": list(ranked["employer_id"])},
    )
    return ranked.merge(found, on="employer_id", how="left")


def by_size(filters: Filters) -> pd.DataFrame:
    """Group employers (agencies apart) by how many openings they have.

    Columns: least (of the group), most (null for the last), employers, openings.
    """
    table, where, parameters = cells.employers(filters)
    return ask(
        f"""
        with counted as (
            select employer_id, sum(openings) as openings
            from {table}
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
