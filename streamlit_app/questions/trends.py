"""What moves in time: the postings index, lifetimes, and skills week by week."""

import pandas as pd

from streamlit_app.data import ask
from streamlit_app.filters import Filters
from streamlit_app.questions.groups import DIMENSIONS, Group, group_of, only
from streamlit_app.questions.skills import LABELS

MEASURES = ("new", "active")
# How lifetimes are broken down, with the names of the codes.
LIVES = {
    "all": "select 'all' as code, null as fr, null as en",
    "source": "select source as code, source_label as fr, source_label as en "
    "from dim_sources",
    "contract": "select contract_family as code, label_fr as fr, label_en as en "
    "from dim_contracts",
    "grand_domain": "select distinct grand_domain_code as code, "
    "grand_domain_label as fr, grand_domain_label as en from dim_occupations",
    "occupation": "select rome_code as code, rome_label as fr, rome_label as en "
    "from dim_occupations",
    "region": "select distinct region_code as code, region_name as fr, "
    "region_name as en from dim_places where level = 'departement'",
}
MOST_LIVES = 5


def index_scope(filters: Filters) -> Filters:
    """Return what of the filters the index can follow: one région, one domain."""
    one_each = {
        name: codes
        for name in ("region", "domain")
        if len(codes := getattr(filters, name)) == 1
    }
    return Filters(**one_each)


def postings_index(filters: Filters, measure: str) -> pd.DataFrame:
    """Return the index of a measure, day by day; 100 is the mean of the base.

    Columns: date_day, postings, index_raw, index_adjusted (null where unknown),
             base_from, base_to, n_base, has_own_factors.
    """
    scope = index_scope(filters)
    return ask(
        """
        select date_day, postings, index_raw, index_adjusted, base_from, base_to,
            n_base, has_own_factors
        from agg_postings_index
        where measure = %(measure)s and region_code = %(region)s
            and grand_domain_code = %(domain)s
        order by date_day
        """,
        {
            "measure": measure,
            "region": next(iter(scope.region), "all"),
            "domain": next(iter(scope.domain), "all"),
        },
    )


def index_figures(filters: Filters) -> pd.Series:
    """Compare the index of new openings in the last seven days watched with before.

    Not adjusted: seven days hold each weekday once, and the mean of adjusted days
    would weigh a Sunday as much as a Tuesday.

    Columns: now, before (means of seven days, null where unknown), n (openings now).
    """
    scope = index_scope(filters)
    return ask(
        """
        with days as (
            select index_raw, postings,
                row_number() over (order by date_day desc) as age
            from agg_postings_index
            where measure = 'new' and region_code = %(region)s
                and grand_domain_code = %(domain)s
        )
        select avg(index_raw) filter (where age <= 7) as now,
            avg(index_raw) filter (where age > 7 and age <= 14) as before,
            sum(postings) filter (where age <= 7) as n
        from days
        """,
        {
            "region": next(iter(scope.region), "all"),
            "domain": next(iter(scope.domain), "all"),
        },
    ).iloc[0]


def lifetime_scope(filters: Filters, side: str) -> Filters:
    """Return what of the filters the curves of a side can follow: that side's own."""
    return only(filters, *(name for name, of in DIMENSIONS.items() if of == side))


def lifetimes(filters: Filters, side: str, language: str) -> pd.DataFrame:
    """Return the survival curves of a side's largest groups, or of those filtered.

    Columns: code, label (null for all), day, n, at_risk, survival, survival_low,
             survival_high, median_days, median_days_low, median_days_high,
             share_open_after_30_days; largest group first.
    """
    label = {"fr": "fr", "en": "en"}[language]
    scope = lifetime_scope(filters, side)
    wanted = [code for name in DIMENSIONS for code in getattr(scope, name)]
    return ask(
        f"""
        with groups as (
            select dimension_code as code, min(n) as n
            from agg_lifetimes
            where dimension = %(side)s and survival is not null
                and (%(wanted)s::text[] = '{{}}' or dimension_code = any(%(wanted)s))
            group by 1 order by n desc, code limit {MOST_LIVES}
        )
        select code, {label} as label, day, lives.n, at_risk, survival,
            survival_low, survival_high, median_days, median_days_low,
            median_days_high, share_open_after_30_days
        from agg_lifetimes as lives
        inner join groups on groups.code = lives.dimension_code
        left join ({LIVES[side]}) as names using (code)
        where lives.dimension = %(side)s and survival is not null
        order by groups.n desc, code, day
        """,
        {"side": side, "wanted": wanted},
    )


def median_days(filters: Filters) -> pd.Series | None:
    """Return the lifetime of a selection that is one group; None where it is not.

    Columns: median_days, median_days_low, median_days_high,
             share_open_after_30_days, n.
    """
    group = group_of(filters, tuple(LIVES))
    if group is None:
        return None
    rows = ask(
        """
        select median_days, median_days_low, median_days_high,
            share_open_after_30_days, n
        from agg_lifetimes
        where dimension = %(group)s and dimension_code = %(code)s and day = 0
        """,
        {"group": group.dimension, "code": group.code},
    )
    return None if rows.empty else rows.iloc[0]


def trend_scope(filters: Filters) -> Filters:
    """Return what of the filters the trajectories can follow: one domain."""
    scope = only(filters, "domain")
    return scope if group_of(scope, ("grand_domain",)) else Filters()


def followed_skills(filters: Filters, language: str) -> pd.DataFrame:
    """Return the skills with a trajectory, most named first.

    Columns: skill_id, label, kind, openings (new, over all weeks).
    """
    group = group_of(trend_scope(filters), ("grand_domain",)) or Group()
    return ask(
        f"""
        select skill_id, {LABELS[language]} as label, kind, openings
        from (
            select skill_id, sum(new_openings) as openings from agg_skill_trends
            where dimension = %(group)s and dimension_code = %(code)s and is_complete
            group by skill_id
        ) as followed
        inner join dim_skills using (skill_id)
        order by openings desc, skill_id
        """,
        {"group": group.dimension, "code": group.code},
    )


def trajectories(filters: Filters, skills: list[str], language: str) -> pd.DataFrame:
    """Return some skills' share of the new openings of each complete week.

    A year at most, and of what was never watched the last eight weeks: of earlier
    ones too little is left.
    Columns: skill_id, label, week_start, new_openings, share, share_low, share_high
             (null in a week too small), n, is_observed.
    """
    group = group_of(trend_scope(filters), ("grand_domain",)) or Group()
    return ask(
        f"""
        select skill_id, {LABELS[language]} as label, week_start, new_openings, share,
            share_low, share_high, n, is_observed
        from agg_skill_trends inner join dim_skills using (skill_id)
        where dimension = %(group)s and dimension_code = %(code)s and is_complete
            and skill_id = any(%(skills)s) and week_start > (
                select greatest(
                    max(week_start) - 7 * 52,
                    min(week_start) filter (where is_observed) - 7 * 8
                )
                from agg_skill_trends
            )
        order by array_position(%(skills)s, skill_id), week_start
        """,
        {"group": group.dimension, "code": group.code, "skills": skills},
    )
