"""Where skills gather and which go together: crossed with groups, and in pairs."""

from typing import Any, NamedTuple

import pandas as pd

from streamlit_app.data import ask
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N
from streamlit_app.questions import cells
from streamlit_app.questions.groups import Group, group_of, only
from streamlit_app.questions.skills import LABELS


class Sides(NamedTuple):
    """What skills are crossed with: a column of the openings and its names."""

    column: str
    names: str
    filter_name: str


SIDES = {
    "occupation": Sides(
        "rome_code",
        "select rome_code as code, rome_label as name from dim_occupations "
        "where rome_code <> 'unknown'",
        "occupation",
    ),
    "grand_domain": Sides(
        "grand_domain_code",
        "select distinct grand_domain_code as code, grand_domain_label as name "
        "from dim_occupations where rome_code <> 'unknown'",
        "domain",
    ),
    "region": Sides(
        "region_code",
        "select distinct region_code as code, region_name as name "
        "from dim_places where level = 'departement'",
        "region",
    ),
}


def crossed(
    filters: Filters, kinds: list[str], side: str, language: str, size: tuple[int, int]
) -> pd.DataFrame:
    """Cross the most asked skills with the largest occupations, domains or régions.

    Lift is the share in a group over the share in the selection; it is told only
    where five openings name the skill, or would by chance.
    Columns: skill_id, label, code, name, openings, n (openings of the group), share,
             lift (null where too few), everywhere (share in the selection).
    """
    skills, columns = size
    sides = SIDES[side]
    if filters.is_all:
        parts, parameters = OF_MART, {"side": side}
    else:
        parts, parameters = of_some(filters, sides)
    statement = CROSSED.format(
        names=sides.names, label=LABELS[language], least=SMALLEST_N, **parts
    )
    limits = {"kinds": kinds, "skills": skills, "columns": columns}
    return ask(statement, parameters | limits)


CROSSED = """
    with everywheres as ({everywheres}),
    groups as ({groups}),
    ranked_skills as materialized (
        select skill_id, everywhere
        from everywheres inner join dim_skills using (skill_id)
        where kind = any(%(kinds)s)
        order by everywhere desc, skill_id limit %(skills)s
    ),
    ranked_groups as materialized (
        select code, name, n from groups
        inner join ({names}) as names using (code)
        where n >= {least}
        order by n desc, code limit %(columns)s
    ),
    crossings as ({crossings})
    select skill_id, {label} as label, code, name, n, everywhere,
        coalesce(openings, 0) as openings,
        coalesce(openings, 0)::float / n as share,
        case when greatest(n * everywhere, openings) >= 5
            then coalesce(openings, 0)::float / n / everywhere end as lift
    from ranked_skills
    cross join ranked_groups
    left join crossings using (skill_id, code)
    inner join dim_skills using (skill_id)
    order by everywhere desc, skill_id, n desc, code
"""
OF_MART = {
    "everywheres": "select skill_id, share as everywhere from agg_skill_demand "
    "where dimension = 'all' and share > 0",
    "groups": "select dimension_code as code, min(n) as n from agg_skill_demand "
    "where dimension = %(side)s group by 1",
    "crossings": "select skill_id, dimension_code as code, openings "
    "from agg_skill_demand where dimension = %(side)s",
}
OF_SOME = {
    "everywheres": """
        select skill_id, sum({openings})::float / total as everywhere
        from {skills.table}
        cross join (
            select sum(openings) as total from {market.table} where {market.where}
        ) as totals
        where {skills.where}
        group by skill_id, total having sum({openings}) > 0
    """,
    "groups": """
        select {column} as code, sum(openings)::bigint as n
        from {groups.table} where {groups.where} group by 1
    """,
    # Only what is shown: the finest cells are many.
    "crossings": """
        select skill_id, {column} as code, sum({openings})::bigint as openings
        from {crossed.table}
        where skill_id in (select skill_id from ranked_skills)
            and {column} in (select code from ranked_groups) and {crossed.where}
        group by 1, 2
    """,
}


def of_some(filters: Filters, sides: Sides) -> tuple[dict[str, str], dict[str, Any]]:
    """Write the parts of a crossing of some openings, with their parameters."""
    level = sides.filter_name
    sources = {
        "market": cells.market(filters),
        "groups": cells.market(filters, level),
        "skills": cells.skills(filters),
        "crossed": cells.skills(filters, level),
    }
    openings = "openings" if filters.status == "open" else "ever_openings"
    parts = {
        name: part.format(column=sides.column, openings=openings, **sources)
        for name, part in OF_SOME.items()
    }
    parameters: dict[str, Any] = {}
    for source in sources.values():
        parameters |= source.parameters
    return parts, parameters


def pair_scope(filters: Filters) -> Filters:
    """Return what of the filters the pairs can follow: one domain, or nothing."""
    scope = only(filters, "domain")
    return scope if group_of(scope, ("grand_domain",)) else Filters()


def pairs(filters: Filters, kinds: list[str], language: str) -> pd.DataFrame:
    """Return, for the skills most asked for, the three that each is bound to most.

    Only pairs that meet more often than chance, by the interval of their lift.
    Columns: a_id, a_label, a_openings, b_id, b_label, b_openings, openings (both),
             lift, lift_low, lift_high, n.
    """
    group = group_of(pair_scope(filters), ("grand_domain",)) or Group()
    return ask(
        PAIRS.format(label=LABELS[language]),
        {"group": group.dimension, "code": group.code, "kinds": kinds},
    )


PAIRS = """
    with kept as (
        select * from agg_skill_pairs
        where dimension = %(group)s and dimension_code = %(code)s and lift_low > 1
    ),
    ends as (
        select skill_a_id as skill_id, openings_a as openings from kept
        union
        select skill_b_id, openings_b from kept
    ),
    nodes as (
        select skill_id, openings, {label} as label
        from ends inner join dim_skills using (skill_id)
        where kind = any(%(kinds)s)
        order by openings desc, skill_id limit 60
    ),
    edges as (
        select kept.*, one.label as a_label, other.label as b_label,
            row_number() over (
                partition by skill_a_id order by lift desc, skill_b_id
            ) as rank_of_a,
            row_number() over (
                partition by skill_b_id order by lift desc, skill_a_id
            ) as rank_of_b
        from kept
        inner join nodes as one on one.skill_id = skill_a_id
        inner join nodes as other on other.skill_id = skill_b_id
    )
    select skill_a_id as a_id, a_label, openings_a as a_openings,
        skill_b_id as b_id, b_label, openings_b as b_openings,
        openings_both as openings, lift, lift_low, lift_high, n
    from edges
    where rank_of_a <= 3 or rank_of_b <= 3
    order by lift desc, a_id, b_id
    limit 180
"""
