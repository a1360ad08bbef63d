"""What the places page asks: openings by département, and what is particular there."""

from dataclasses import replace
from typing import Any

import pandas as pd

from streamlit_app.data import ask, release
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N
from streamlit_app.questions import conditions

PLACES = ("region", "departement")


def anywhere(filters: Filters) -> Filters:
    """Lift the filters of place: a map shows the places that were not chosen too."""
    return replace(filters, region=(), departement=())


def by_departement(filters: Filters) -> pd.DataFrame:
    """Count openings in each of the 101 départements, chosen or not.

    Columns: departement_code, departement_name, region_code, is_chosen, population,
             openings, per_1000 (openings per 1,000 inhabitants), new (7 days).
    """
    where, parameters = conditions.openings(anywhere(filters))
    areas = ask(
        f"""
        with counted as (
            select departement_code as code, count(*) as openings,
                count(*) filter (
                    where opened_at > %(as_of)s - interval '7 days'
                ) as new
            from fct_openings
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
        parameters | {"as_of": release().as_of},
    )
    # Told apart here, so that another choice asks nothing new.
    kept = [name for name in PLACES if getattr(filters, name)]
    areas["is_chosen"] = bool(kept)
    for name in kept:
        areas["is_chosen"] &= areas[f"{name}_code"].isin(getattr(filters, name))
    return areas


def located(filters: Filters) -> pd.Series:
    """Say how many openings can be put on the map. Columns: located, n."""
    where, parameters = conditions.openings(anywhere(filters))
    return ask(
        f"""
        select count(departement_code) as located, count(*) as n
        from fct_openings where {where}
        """,
        parameters,
    ).iloc[0]


def particular_occupations(filters: Filters, limit: int = 12) -> pd.DataFrame:
    """Rank the occupations that the chosen places ask for more than the country.

    Columns: rome_code, label, openings, share, share_everywhere, lift (share over
             share everywhere), n (openings with a known occupation, there). Fewer
             than SMALLEST_N openings of an occupation tell nothing.
    """
    there, there_parameters = chosen_places(filters)
    where, parameters = conditions.openings(anywhere(filters))
    return ask(
        f"""
        with counted as (
            select rome_code, count(*) as everywhere,
                count(*) filter (where {there}) as openings
            from fct_openings
            where rome_code <> 'unknown' and {where}
            group by rome_code
        ),
        shares as (
            select rome_code, openings,
                openings::float / nullif(sum(openings) over (), 0) as share,
                everywhere::float / sum(everywhere) over () as share_everywhere,
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
        """,
        parameters | there_parameters | {"limit": limit},
    )


def chosen_places(filters: Filters) -> tuple[str, dict[str, Any]]:
    """Return the condition that keeps the places that the reader chose."""
    only_places = Filters(
        region=filters.region, departement=filters.departement, status="all"
    )
    return conditions.openings(only_places)


def by_region(filters: Filters) -> pd.DataFrame:
    """Count openings in each région.

    Columns: region_code, label, openings, per_1000.
    """
    where, parameters = conditions.openings(filters)
    return ask(
        f"""
        with inhabitants as (
            select region_code, min(region_name) as label, sum(population) as population
            from dim_places
            where level = 'departement' and region_code is not null
            group by region_code
        ),
        counted as (
            select region_code, count(*) as openings
            from fct_openings where {where} group by region_code
        )
        select region_code, label, openings,
            1000.0 * openings / nullif(population, 0) as per_1000
        from inhabitants
        inner join counted using (region_code)
        order by openings desc, label
        """,
        parameters,
    )
