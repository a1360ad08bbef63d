"""What the places page asks: openings by département, and what is particular there."""

from dataclasses import replace

import pandas as pd

from streamlit_app.data import ask
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N
from streamlit_app.questions import cells

PLACES = ("region", "departement")


def anywhere(filters: Filters) -> Filters:
    """Lift the filters of place: a map shows the places that were not chosen too."""
    return replace(filters, region=(), departement=())


def by_departement(filters: Filters) -> pd.DataFrame:
    """Count openings in each of the 101 départements, chosen or not.

    Columns: departement_code, departement_name, region_code, is_chosen, population,
             openings, per_1000 (openings per 1,000 inhabitants), new (7 days).
    """
    table, where, parameters = cells.market(anywhere(filters), "departement")
    areas = ask(
        f"""
        with counted as (
            select departement_code as code, sum(openings)::bigint as openings,
                sum(week_openings)::bigint as new
            from {table}
            where departement_code is not null and {where}
            group by departement_code
        )
        select places.departement_code, places.departement_name, places.population,
            coalesce(openings, 0) as openings,
            places.region_code,
            1000.0 * coalesce(openings, 0) / nullif(population, 0) as per_1000,
            coalesce(new, 0) as new
        from dim_places as places
        left join counted on code = departement_code
        where places.level = 'departement'
        order by places.departement_code
        """,
        parameters,
    )
    # Told apart here, so that another choice asks nothing new.
    kept = [name for name in PLACES if getattr(filters, name)]
    areas["is_chosen"] = bool(kept)
    for name in kept:
        areas["is_chosen"] &= areas[f"{name}_code"].isin(getattr(filters, name))
    return areas


def located(filters: Filters) -> pd.Series:
    """Say how many openings can be put on the map. Columns: located, n."""
    table, where, parameters = cells.market(anywhere(filters), "departement")
    return ask(
        f"""
        select coalesce(
            sum(openings) filter (where departement_code is not null), 0
        )::bigint as located, coalesce(sum(openings), 0)::bigint as n
        from {table} where {where}
        """,
        parameters,
    ).iloc[0]


def particular_occupations(filters: Filters, limit: int = 12) -> pd.DataFrame:
    """Rank the occupations that the chosen places ask for more than the country.

    Columns: rome_code, label, openings, share, share_everywhere, lift (share over
             share everywhere), n (openings with a known occupation, there). Fewer
             than SMALLEST_N openings of an occupation tell nothing.
    """
    there = cells.market(filters, "occupation")
    everywhere = cells.market(anywhere(filters), "occupation")
    return ask(
        PARTICULAR.format(there=there, everywhere=everywhere),
        everywhere.parameters | there.parameters | {"limit": limit},
    )


PARTICULAR = f"""
    with there as (
        select rome_code, sum(openings) as openings
        from {{there.table}} where {{there.where}} group by rome_code
    ),
    everywhere as (
        select rome_code, sum(openings) as everywhere
        from {{everywhere.table}} where {{everywhere.where}} group by rome_code
    ),
    counted as (
        select rome_code, coalesce(openings, 0)::bigint as openings, everywhere
        from everywhere left join there using (rome_code)
        where rome_code <> 'unknown'
    ),
    shares as (
        select rome_code, openings,
            openings::float / nullif(sum(openings) over (), 0) as share,
            everywhere::float / nullif(sum(everywhere) over (), 0) as share_everywhere,
            sum(openings) over () as n
        from counted
    )
    select rome_code, rome_label as label, openings, share, share_everywhere,
        share / share_everywhere as lift, n
    from shares
    inner join dim_occupations using (rome_code)
    where openings >= {SMALLEST_N} and share > share_everywhere
    order by lift desc, rome_code
    limit %(limit)s
"""


def by_region(filters: Filters) -> pd.DataFrame:
    """Count openings in each région.

    Columns: region_code, label, openings, per_1000.
    """
    table, where, parameters = cells.market(filters, "region")
    return ask(
        f"""
        with inhabitants as (
            select region_code, min(region_name) as label, sum(population) as population
            from dim_places
            where level = 'departement' and region_code is not null
            group by region_code
        ),
        counted as (
            select region_code, sum(openings)::bigint as openings
            from {table} where {where} group by region_code
            having sum(openings) > 0
        )
        select region_code, label, openings,
            1000.0 * openings / nullif(population, 0) as per_1000
        from inhabitants
        inner join counted using (region_code)
        order by openings desc, label
        """,
        parameters,
    )
