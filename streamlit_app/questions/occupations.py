"""What the occupations page asks: which there are, and one of them from all sides.

A question about one occupation keeps the reader's other filters.
"""

import pandas as pd

from streamlit_app.data import ask, release
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N
from streamlit_app.questions import conditions
from streamlit_app.questions.overview import IS_PAID, MIDDLE_OF_RANGE

# The usual bands of experience, by their longest, in months.
EXPERIENCES = {"none": 0, "junior": 24, "middle": 60, "senior": 999}
BAND = (
    "case "
    + " ".join(
        f"when experience_min_months <= {most} then '{name}'"
        for name, most in EXPERIENCES.items()
    )
    + " else 'unknown' end"
)


def ranked(filters: Filters, limit: int = 600) -> pd.DataFrame:
    """Rank the known occupations by openings.

    Columns: rome_code, label, domain, openings, new (7 days), paid (n of the
             median), median_eur (null under SMALLEST_N), n (openings selected).
    """
    where, parameters = conditions.openings(filters)
    return ask(
        f"""
        with counted as (
            select rome_code, count(*) as openings,
                count(*) filter (
                    where opened_at > %(as_of)s - interval '7 days'
                ) as new,
                count({MIDDLE_OF_RANGE}) filter (where {IS_PAID}) as paid,
                percentile_cont(0.5) within group (order by {MIDDLE_OF_RANGE})
                    filter (where {IS_PAID}) as median_eur,
                sum(count(*)) over () as n
            from fct_openings where {where} group by rome_code
        )
        select rome_code, rome_label as label, grand_domain_label as domain,
            openings, new, paid, n,
            case when paid >= {SMALLEST_N} then median_eur end as median_eur
        from counted
        inner join dim_occupations using (rome_code)
        where rome_code <> 'unknown'
        order by openings desc, label
        limit %(limit)s
        """,
        parameters | {"limit": limit, "as_of": release().as_of},
    )


def title_of(rome_code: str) -> pd.Series:
    """Name an occupation. Columns: label, domain, grand_domain."""
    return ask(
        """
        select rome_label as label, domain_label as domain,
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
                count(*) filter (where requirement = 'mentioned') as mentioned,
                (select count(*) from kept) as n
            from fct_opening_skills
            inner join kept using (opening_id)
            group by skill_id
        )
        select counted.*, {label} as label,
            counted.openings::float / counted.n as share,
            everywhere.share as share_everywhere,
            counted.openings::float / counted.n / nullif(everywhere.share, 0) as lift
        from counted
        inner join dim_skills using (skill_id)
        left join agg_skill_demand as everywhere
            on everywhere.skill_id = counted.skill_id and everywhere.dimension = 'all'
        where kind = any(%(kinds)s)
        order by openings desc, label
        limit %(limit)s
        """,
        parameters | {"kinds": kinds, "limit": limit},
    )


def pay_by_experience(filters: Filters) -> pd.DataFrame:
    """Tell declared pay by the experience asked for.

    The median's 95 % interval is read off the ranks, so it supposes no shape.
    Columns: experience (a name of EXPERIENCES, all or unknown), paid (the n),
             p25_eur, median_eur, p75_eur, low_eur, high_eur (ends of the interval);
             null under SMALLEST_N.
    """
    where, parameters = conditions.openings(filters)
    return ask(
        f"""
        with paid as (
            select {MIDDLE_OF_RANGE} as eur, {BAND} as experience
            from fct_openings
            where salary_basis = 'declared'
                and contract_family not in ('ALTERNANCE', 'STAGE') and {where}
        ),
        sorted as (
            select coalesce(experience, 'all') as experience, count(*)::int as paid,
                array_agg(eur order by eur) as amounts,
                percentile_cont(array[0.25, 0.5, 0.75])
                    within group (order by eur) as quartiles
            from paid group by rollup (experience)
        ),
        bounded as (
            select *, floor(paid / 2.0 - 0.98 * sqrt(paid))::int as low_rank
            from sorted
        )
        select experience, paid, quartiles[1] as p25_eur, quartiles[2] as median_eur,
            quartiles[3] as p75_eur, amounts[low_rank] as low_eur,
            amounts[paid + 1 - low_rank] as high_eur
        from bounded
        where paid >= {SMALLEST_N}
        union all
        select experience, paid, null, null, null, null, null
        from bounded
        where paid < {SMALLEST_N}
        """,
        parameters,
    )


def places(filters: Filters, limit: int = 12) -> pd.DataFrame:
    """Rank départements by openings. Columns: departement_code, label, openings."""
    where, parameters = conditions.openings(filters)
    return ask(
        f"""
        select departement_code,
            departement_name || ' (' || departement_code || ')' as label, openings
        from (
            select departement_code, count(*) as openings
            from fct_openings
            where departement_code is not null and {where}
            group by departement_code
        ) as counted
        inner join dim_places using (departement_code)
        where dim_places.level = 'departement'
        order by openings desc, departement_code
        limit %(limit)s
        """,
        parameters | {"limit": limit},
    )
