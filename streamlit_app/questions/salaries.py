"""What is declared as pay: percentiles with their n, distributions, who declares.

Always openings of the last year, open or closed since, and as agg_salaries defines
them; the aggregates answer for everything and for a single group.
"""

from typing import Any

import pandas as pd

from streamlit_app.data import ask, release
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N
from streamlit_app.questions import conditions
from streamlit_app.questions.groups import group_of

# As `salary_days` and the bins in the marts.
DAYS = 365
BIN_WIDTH, LAST_BIN = 2_500, 150_000
GROUPS = (
    "region",
    "departement",
    "grand_domain",
    "occupation",
    "experience",
    "contract",
    "skill",
)
MIDDLE = "(salary_annual_min_eur + salary_annual_max_eur) / 2"
EXPERIENCE = """
    case
        when experience_min_months is null then 'unknown'
        when experience_min_months = 0 then 'none'
        when experience_min_months < 24 then 'under_2_years'
        when experience_min_months < 60 then '2_to_5_years'
        when experience_min_months < 120 then '5_to_10_years'
        else '10_years_or_more'
    end
"""
BANDS = """
    none under_2_years 2_to_5_years 5_to_10_years 10_years_or_more unknown
""".split()
# What pay is told by: the column of the openings and the names of its codes.
SIDES = {
    "occupation": (
        "rome_code",
        "select rome_code as code, rome_label as fr, rome_label as en "
        "from dim_occupations where rome_code <> 'unknown'",
    ),
    "grand_domain": (
        "grand_domain_code",
        "select distinct grand_domain_code as code, grand_domain_label as fr, "
        "grand_domain_label as en from dim_occupations where rome_code <> 'unknown'",
    ),
    "experience": (EXPERIENCE, None),
    "region": (
        "region_code",
        "select distinct region_code as code, region_name as fr, region_name as en "
        "from dim_places where level = 'departement'",
    ),
    "departement": (
        "departement_code",
        "select departement_code as code, departement_name as fr, "
        "departement_name as en from dim_places where level = 'departement'",
    ),
    "contract": (
        "contract_family",
        "select contract_family as code, label_fr as fr, label_en as en "
        "from dim_contracts",
    ),
}
COLUMNS = """
    openings, n, declared_share, p10_eur, p25_eur, median_eur, median_low_eur,
    median_high_eur, p75_eur, p90_eur
"""


def overall(filters: Filters) -> pd.Series:
    """Tell the pay of the whole selection.

    Columns: openings, n (those that declare), declared_share, p10_eur to p90_eur,
             median_low_eur, median_high_eur; null under SMALLEST_N.
    """
    group = group_of(filters, GROUPS)
    if group:
        rows = ask(
            f"select {COLUMNS} from agg_salaries "
            "where dimension = %(group)s and dimension_code = %(code)s",
            {"group": group.dimension, "code": group.code},
        )
    else:
        source, parameters = of_some(filters, "'all'")
        rows = ask(f"{source} select {COLUMNS} from measured", parameters)
    return rows.iloc[0] if len(rows) else NOBODY.copy()


NOBODY = pd.Series(
    {name.strip(): None for name in COLUMNS.split(",")} | {"openings": 0, "n": 0}
)


def by_group(
    filters: Filters, side: str, language: str, limit: int = 20
) -> pd.DataFrame:
    """Tell the pay of the groups with the most declared amounts, best paid first.

    Only groups with SMALLEST_N or more. Columns: code, label (null for experience),
    and those of `overall`.
    """
    source, parameters = measured_by(filters, side)
    names = SIDES[side][1]
    named = names or "select null as code, null as fr, null as en where false"
    label = {"fr": "fr", "en": "en"}[language]
    return ask(
        f"""
        {source},
        largest as (
            select * from measured where n >= {SMALLEST_N} and code <> 'unknown'
            order by n desc, code limit %(limit)s
        )
        select code, {label} as label, {COLUMNS}
        from largest
        left join ({named}) as names using (code)
        order by median_eur desc, code
        """,
        parameters | {"limit": limit},
    )


def by_experience(filters: Filters) -> pd.DataFrame:
    """Tell the pay by the experience asked for, least first.

    Only bands with SMALLEST_N or more. Columns: code, and those of `overall`.
    """
    source, parameters = measured_by(filters, "experience")
    return ask(
        f"""
        {source}
        select code, {COLUMNS} from measured where n >= {SMALLEST_N}
        order by array_position(%(bands)s, code)
        """,
        parameters | {"bands": BANDS},
    )


def measured_by(filters: Filters, side: str) -> tuple[str, dict[str, Any]]:
    """Write the CTEs up to `measured`: code, and the columns of `overall`."""
    if filters.is_all:
        return OF_MART, {"side": side}
    return of_some(filters, SIDES[side][0], keeps_trainees=side == "contract")


OF_MART = f"""
    with measured as (
        select dimension_code as code, {COLUMNS}
        from agg_salaries where dimension = %(side)s
    )
"""


def of_some(
    filters: Filters, column: str, *, keeps_trainees: bool = False
) -> tuple[str, dict[str, Any]]:
    """Measure the groups of a selection by the definitions of agg_salaries.

    The median's interval lies between two ranks, by the normal approximation of the
    binomial that the mart sums exactly.
    """
    where, parameters = conditions.openings(filters, any_status=True)
    trainees = "true" if keeps_trainees else NO_TRAINEES
    statement = OF_SOME.format(column=column, where=f"{trainees} and {where}")
    return statement, parameters | {"as_of": release().as_of}


OF_SOME = f"""
    with amounts as (
        select {{column}} as code,
            case when salary_basis = 'declared' then {MIDDLE} end::float as eur
        from fct_openings inner join dim_occupations using (rome_code)
        where opened_at > %(as_of)s - {DAYS} * interval '1 day' and {{where}}
    ),
    counted as (
        select code, count(*) as openings, count(eur) as n,
            floor(count(eur) / 2.0 - 0.98 * sqrt(count(eur))) as low_rank
        from amounts where code is not null group by code
    ),
    spread as (
        select code,
            percentile_cont(array[0.1, 0.25, 0.5, 0.75, 0.9])
                within group (order by eur) as p,
            percentile_disc((low_rank - 0.5) / n) within group (order by eur)
                as median_low_eur,
            percentile_disc((n - low_rank + 0.5) / n) within group (order by eur)
                as median_high_eur
        from amounts inner join counted using (code)
        where n >= {SMALLEST_N} and eur is not null
        group by code, n, low_rank
    ),
    measured as (
        select code, openings, n,
            case when openings >= {SMALLEST_N} then n::float / openings end
                as declared_share,
            p[1] as p10_eur, p[2] as p25_eur, p[3] as median_eur,
            median_low_eur, median_high_eur, p[4] as p75_eur, p[5] as p90_eur
        from counted left join spread using (code)
    )
"""
NO_TRAINEES = "contract_family not in ('ALTERNANCE', 'STAGE')"


def distribution(filters: Filters) -> pd.DataFrame:
    """Count declared pay in bins of 2,500 euros; nothing under SMALLEST_N.

    Columns: bin_low_eur, bin_high_eur (null for the last), openings, share, n.
    """
    group = group_of(filters, [name for name in GROUPS if name != "skill"])
    if group:
        return ask(
            "select bin_low_eur, bin_high_eur, openings, share, n from agg_salary_bins "
            "where dimension = %(group)s and dimension_code = %(code)s "
            "order by bin_low_eur",
            {"group": group.dimension, "code": group.code},
        )
    where, parameters = conditions.openings(filters, any_status=True)
    return ask(BINS.format(where=where), parameters | {"as_of": release().as_of})


BINS = f"""
    with binned as (
        select least(
            floor({MIDDLE} / {BIN_WIDTH}) * {BIN_WIDTH}, {LAST_BIN}
        )::integer as bin_low_eur
        from fct_openings
        where salary_basis = 'declared' and {NO_TRAINEES}
            and opened_at > %(as_of)s - {DAYS} * interval '1 day' and {{where}}
    ),
    counted as (
        select bin_low_eur, count(*) as openings,
            (sum(count(*)) over ())::bigint as n
        from binned group by bin_low_eur
    )
    select bin_low_eur, nullif(bin_low_eur, {LAST_BIN}) + {BIN_WIDTH} as bin_high_eur,
        openings, openings::float / n as share, n
    from counted where n >= {SMALLEST_N}
    order by bin_low_eur
"""
