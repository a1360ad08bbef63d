"""How much skills are asked for, how firmly, and how that changes.

The aggregates answer for everything and for a single group; a finer selection is
counted by the same definitions from the openings.
"""

import pandas as pd

from streamlit_app.data import ask
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N
from streamlit_app.questions import cells
from streamlit_app.questions.groups import group_of
from streamlit_app.questions.intervals import share_change, wilson

LABELS = {"fr": "label_fr", "en": "label_en"}
DEMAND_GROUPS = ("region", "grand_domain", "occupation")


def demand(filters: Filters, kinds: list[str], language: str) -> pd.DataFrame:
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
        """,
        parameters | {"kinds": kinds},
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
    market = cells.market(filters, any_status=True)
    counted = cells.skills(filters)
    statement = DEMAND_OF_SOME.format(
        market=market.table,
        of_market=market.where,
        counts="true" if filters.status == "all" else "is_open",
        skills=counted.table,
        of_skills=counted.where,
        asked=cells.asked(filters),
        changes=share_change("new_openings", "new_n", "before_openings", "before_n"),
        share=published("openings::float / n"),
        low=published(wilson("openings", "n", "-")),
        high=published(wilson("openings", "n", "+")),
    )
    return statement, market.parameters | counted.parameters


def published(expression: str) -> str:
    return f"case when n >= {SMALLEST_N} then {expression} end"


DEMAND_OF_SOME = """
    with totals as (
        select coalesce(sum(openings) filter (where {counts}), 0)::bigint as n,
            coalesce(sum(new_openings), 0)::bigint as new_n,
            coalesce(sum(before_openings), 0)::bigint as before_n
        from {market} where {of_market}
    ),
    counted as (
        select skill_id, {asked}, sum(new_openings)::bigint as new_openings,
            sum(before_openings)::bigint as before_openings
        from {skills} where {of_skills} group by skill_id
    )
    select skill_id, openings, required, nice_to_have,
        openings - required - nice_to_have as mentioned, {share} as share,
        {low} as share_low, {high} as share_high, n,
        new_openings, new_n, before_openings, before_n, {changes}
    from counted cross join totals
"""
