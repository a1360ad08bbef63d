"""How much skills are asked for, how firmly, and how that changes.

The aggregates answer for everything and for a single group; a finer selection is
counted by the same definitions from the openings.
"""

import pandas as pd

from streamlit_app.data import ask, release
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N
from streamlit_app.questions import conditions
from streamlit_app.questions.groups import group_of
from streamlit_app.questions.intervals import share_change, wilson

LABELS = {"fr": "label_fr", "en": "label_en"}
DEMAND_GROUPS = ("region", "grand_domain", "occupation")


def demand(
    filters: Filters, kinds: list[str], language: str, limit: int = 400
) -> pd.DataFrame:
    """Tell how much each skill is asked for, and how that changed in 28 days.

    Columns: skill_id, label, openings, required, nice_to_have, mentioned, share,
             share_low, share_high, n, new_openings, new_n, before_openings, before_n,
             share_change, share_change_low, share_change_high (null under SMALLEST_N
             new openings); most asked for first.
    """
    group = group_of(filters, DEMAND_GROUPS)
    if group and filters.status == "open":
        counted, parameters = DEMAND_OF_GROUP, {"group": group[0], "code": group[1]}
    else:
        counted, parameters = demand_of_some(filters)
    return ask(
        f"""
        select demand.*, {LABELS[language]} as label
        from ({counted}) as demand
        inner join dim_skills using (skill_id)
        where kind = any(%(kinds)s) and openings > 0
        order by openings desc, skill_id
        limit %(limit)s
        """,
        parameters | {"kinds": kinds, "limit": limit},
    )


DEMAND_OF_GROUP = """
    select skill_id, openings, required, nice_to_have, mentioned, share, share_low,
        share_high, n, new_openings, new_n, before_openings, before_n,
        share_change, share_change_low, share_change_high
    from agg_skill_demand
    where dimension = %(group)s and dimension_code = %(code)s
"""


def demand_of_some(filters: Filters) -> tuple[str, dict]:
    """Count a selection by the definitions of agg_skill_demand."""
    where, parameters = conditions.openings(filters, any_status=True)
    statement = DEMAND_OF_SOME.format(
        where=where,
        level="is_open" if filters.status == "open" else "true",
        changes=share_change("new_openings", "new_n", "before_openings", "before_n"),
        share=published("openings::float / n"),
        low=published(wilson("openings", "n", "-")),
        high=published(wilson("openings", "n", "+")),
    )
    return statement, parameters | {"as_of": release().as_of}


def published(expression: str) -> str:
    return f"case when n >= {SMALLEST_N} then {expression} end"


DEMAND_OF_SOME = """
    with kept as materialized (
        select opening_id, {level} as counts,
            opened_at > %(as_of)s - interval '28 days' as is_new,
            opened_at > %(as_of)s - interval '56 days'
            and opened_at <= %(as_of)s - interval '28 days' as was_new
        from fct_openings
        where ({level} or opened_at > %(as_of)s - interval '56 days') and {where}
    ),
    totals as (
        select count(*) filter (where counts) as n,
            count(*) filter (where is_new) as new_n,
            count(*) filter (where was_new) as before_n
        from kept
    ),
    counted as (
        select skill_id,
            count(*) filter (where counts) as openings,
            count(*) filter (where counts and requirement = 'required') as required,
            count(*) filter (where counts and requirement = 'nice_to_have')
                as nice_to_have,
            count(*) filter (where counts and requirement = 'mentioned') as mentioned,
            count(*) filter (where is_new) as new_openings,
            count(*) filter (where was_new) as before_openings
        from fct_opening_skills inner join kept using (opening_id)
        group by skill_id
    )
    select skill_id, openings, required, nice_to_have, mentioned, {share} as share,
        {low} as share_low, {high} as share_high, n,
        new_openings, new_n, before_openings, before_n, {changes}
    from counted cross join totals
"""
