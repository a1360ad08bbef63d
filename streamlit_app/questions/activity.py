"""What opened, closed and was open, day by day, under the reader's filters."""

from typing import Any

import pandas as pd

from streamlit_app.data import ask, release
from streamlit_app.filters import Filters
from streamlit_app.questions import cells, conditions


def daily_activity(filters: Filters) -> pd.DataFrame:
    """Tell the last 120 days: openings active, new and closed, and offers active.

    The daily aggregate answers unless a filter asks for what it does not know.
    Columns: date_day, active_openings, active_offers, new_openings, closed_openings.
    """
    if filters.is_only_by_source and len(filters.source) <= 1:
        return ask(
            """
            select date_day, active_openings, active_offers, new_openings,
                closed_openings
            from agg_daily_activity
            where source = %(source)s and date_day > %(as_of)s::date - 120
            order by date_day
            """,
            {
                "source": next(iter(filters.source), "all"),
                "as_of": release().as_of,
            },
        )
    return activity_of_some(filters)


def activity_of_some(filters: Filters) -> pd.DataFrame:
    """Count from the openings themselves, as running sums of starts and ends."""
    grain = cells.grain_of(filters)
    if cells.is_pinned(filters) or grain not in cells.DAILY_GRAINS:
        moves, parameters = moves_of_some(filters)
    else:
        where, parameters = conditions.cells(filters, any_status=True)
        moves = f"select * from agg_daily_cube where grain = '{grain}' and {where}"
    return ask(
        f"""
        with moves as ({moves}),
        -- A day without moves has a stock too; all earlier ones lie on the first.
        every_day as (
            select day::date as date_day, 0 as opened, 0 as closed,
                0 as offers_opened, 0 as offers_closed
            from generate_series(
                %(as_of)s::date - 120, %(as_of)s::date, interval '1 day'
            ) as day
            union all
            select greatest(date_day, %(as_of)s::date - 120), opened, closed,
                offers_opened, offers_closed
            from moves where date_day <= %(as_of)s::date
        ),
        days as (
            select
                date_day,
                sum(sum(opened - closed)) over past as active_openings,
                sum(sum(offers_opened - offers_closed)) over past as active_offers,
                sum(opened)::bigint as new_openings,
                sum(closed)::bigint as closed_openings
            from every_day group by date_day
            window past as (order by date_day)
        )
        select * from days where date_day > %(as_of)s::date - 120
        order by date_day
        """,
        parameters | {"as_of": release().as_of},
    )


def moves_of_some(filters: Filters) -> tuple[str, dict[str, Any]]:
    """Count what began and ended each day, where agg_daily_cube knows a filter not."""
    openings, parameters = conditions.openings(filters, any_status=True)
    offers, _ = conditions.offers(filters, any_status=True)
    statement = f"""
        select opened_at::date as date_day, count(*) as opened, 0 as closed,
            0 as offers_opened, 0 as offers_closed
        from fct_openings where {openings} group by 1
        union all
        select closed_at::date, 0, count(*), 0, 0
        from fct_openings where not is_open and {openings} group by 1
        union all
        select coalesce(created_at, first_seen_at)::date, 0, 0, count(*), 0
        from fct_offers where {offers} group by 1
        union all
        select closed_at::date, 0, 0, 0, count(*)
        from fct_offers where not is_open and {offers} group by 1
    """
    return statement, parameters
