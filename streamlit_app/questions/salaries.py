"""What is declared as pay: percentiles with their n, distributions, who declares.

Always openings of the last year, open or closed since, and as agg_salaries defines
them; the aggregates answer for everything and for a single group.
"""

from typing import Any

import pandas as pd

from streamlit_app.data import ask
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N
from streamlit_app.questions import cells
from streamlit_app.questions.groups import group_of
from streamlit_app.questions.quantiles import MEDIAN_INTERVAL, RANKED, continuous

GROUPS = (
    "region",
    "departement",
    "grand_domain",
    "occupation",
    "experience",
    "contract",
    "skill",
)
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
    "experience": ("experience_band", None),
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
        source, parameters = of_some(filters, "all")
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
    return of_some(filters, side)


OF_MART = f"""
    with measured as (
        select dimension_code as code, {COLUMNS}
        from agg_salaries where dimension = %(side)s
    )
"""


def of_some(filters: Filters, side: str) -> tuple[str, dict[str, Any]]:
    """Measure the groups of a selection by the definitions of agg_salaries.

    The median's interval lies between two ranks, by the normal approximation of the
    binomial that the mart sums exactly.
    """
    paid = cells.salaries(filters)
    if side == "experience":
        market = cells.openings(filters, any_status=True)
    else:
        level = {"grand_domain": "domain"}.get(side, side)
        market = cells.market(filters, level, any_status=True)
    statement = OF_SOME.format(
        column=SIDES[side][0] if side in SIDES else "'all'",
        whom="true" if side == "contract" else of_whom(filters),
        paid=paid,
        market=market,
    )
    return statement, market.parameters | paid.parameters


QUANTILES = ", ".join(
    f"{continuous(share)} as {name}"
    for name, share in {
        "p10_eur": 0.1,
        "p25_eur": 0.25,
        "median_eur": 0.5,
        "p75_eur": 0.75,
        "p90_eur": 0.9,
    }.items()
)
SPREAD = ", ".join(
    f"case when n >= {SMALLEST_N} then {name} end as {name}"
    for name in (
        "p10_eur",
        "p25_eur",
        "median_eur",
        "median_low_eur",
        "median_high_eur",
        "p75_eur",
        "p90_eur",
    )
)
OF_SOME = f"""
    with amounts as (
        select {{column}} as code, middle_eur as eur, count(*) as times
        from {{paid.table}} where {{whom}} and {{paid.where}}
        group by 1, 2
    ),
    ranked as ({RANKED}),
    spread as (
        select code, n, {QUANTILES},
            {MEDIAN_INTERVAL}
        from ranked group by code, n
    ),
    counted as (
        select {{column}} as code, sum(year_openings)::bigint as openings
        from {{market.table}} where {{whom}} and {{market.where}}
        group by 1 having sum(year_openings) > 0
    ),
    measured as (
        select code, openings, coalesce(n, 0) as n,
            case when openings >= {SMALLEST_N}
                then coalesce(n, 0)::float / openings end as declared_share,
            {SPREAD}
        from counted left join spread using (code)
        where code is not null
    )
"""
NO_WAGE = ("ALTERNANCE", "STAGE", "INDEPENDANT")
IS_SALARIED = f"contract_family not in {NO_WAGE}"


def of_whom(filters: Filters) -> str:
    """Leave out what is no wage, unless nothing else is asked.

    As agg_salaries does, which tells them by contract alone.
    """
    asked = set(filters.contract)
    return "true" if asked and asked <= set(NO_WAGE) else IS_SALARIED
