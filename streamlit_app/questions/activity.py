"""What opened, closed and was open, day by day, under the reader's filters."""

from typing import Any

import pandas as pd

from streamlit_app.data import ask, release
from streamlit_app.filters import Filters
from streamlit_app.questions import cells, conditions
from streamlit_app.questions.watching import first_collection


def daily_activity(filters: Filters) -> pd.DataFrame:
    """Tell the last 120 days: openings active, new and closed, and offers active.

    The daily aggregate answers unless a filter asks for what it does not know.
    Columns: date_day, active_openings, active_offers, new_openings, reopened_openings,
             closed_openings.
    """
    if filters.is_only_by_source and len(filters.source) <= 1:
        return ask(
            """
            select date_day, active_openings, active_offers, new_openings,
                reopened_openings, closed_openings
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
    """Count from the openings themselves; stocks are sums of what was found.

    As in the daily aggregate, only what opened is told of days before collecting.
    """
    grain = cells.grain_of(filters)
    if cells.is_pinned(filters) or grain not in cells.DAILY_GRAINS:
        moves, parameters = moves_of_some(filters)
    else:
        where, parameters = conditions.cells(filters, any_status=True)
        moves = f"select * from agg_daily_cube where grain = '{grain}' and {where}"
    return ask(
        DAYS.format(moves=moves, watched=", ".join(map(if_watched, WATCHED))),
        parameters | {"as_of": release().as_of, "began": first_collection()},
    )


DAYS = """
    with moves as ({moves}),
    -- A day without moves has a stock too; all earlier ones lie on the first.
    every_day as (
        select day::date as date_day, 0 as opened, 0 as closed, 0 as reopened,
            0 as found_open, 0 as found_closed, 0 as offers_found_open,
            0 as offers_found_closed
        from generate_series(
            %(as_of)s::date - 120, %(as_of)s::date, interval '1 day'
        ) as day
        union all
        select greatest(date_day, %(as_of)s::date - 120), opened, closed,
            reopened, found_open, found_closed, offers_found_open,
            offers_found_closed
        from moves where date_day <= %(as_of)s::date
    ),
    days as (
        select
            date_day,
            sum(sum(found_open - found_closed)) over past as active_openings,
            sum(sum(offers_found_open - offers_found_closed)) over past
                as active_offers,
            sum(opened)::bigint as new_openings,
            sum(reopened)::bigint as reopened_openings,
            sum(closed)::bigint as closed_openings
        from every_day group by date_day
        window past as (order by date_day)
    )
    select date_day, new_openings, {watched}
    from days where date_day > %(as_of)s::date - 120
    order by date_day
"""
WATCHED = ("active_openings", "active_offers", "reopened_openings", "closed_openings")


def if_watched(count: str) -> str:
    return f"case when date_day >= %(began)s::date then {count} end as {count}"


def moves_of_some(filters: Filters) -> tuple[str, dict[str, Any]]:
    """Count each day's moves one by one, where agg_daily_cube knows a filter not."""
    openings, parameters = conditions.openings(filters, any_status=True)
    offers, _ = conditions.offers(filters, any_status=True)
    counts = ", ".join(
        f"count(*) filter (where counted_kind = '{kind}' and event = '{event}') "
        f"as {prefix}{event}"
        for kind, prefix in (("opening", ""), ("offer", "offers_"))
        for event in ("opened", "closed", "reopened", "found_open", "found_closed")
    )
    statement = f"""
        with counted as (
            select 'opening' as counted_kind, opening_id as counted_id,
                opened_at, closed_at, open_known_at, close_known_at
            from fct_openings where {openings}
            union all
            select 'offer', offer_key, opened_at, closed_at, first_seen_at,
                close_known_at
            from fct_offers where {offers}
        ),
        events as (
            select counted_kind, event, moved_at
            from counted
            cross join lateral (
                values ('opened', opened_at), ('closed', closed_at),
                    ('found_open', open_known_at), ('found_closed', close_known_at)
            ) as moves (event, moved_at)
            union all
            select counted_kind, event, moved_at
            from fct_reopenings as gone
            inner join counted using (counted_kind, counted_id)
            cross join lateral (
                values ('closed', gone.closed_at), ('reopened', reopened_at),
                    ('found_closed', gone.close_known_at), ('found_open', reopened_at)
            ) as moves (event, moved_at)
        )
        select moved_at::date as date_day, {counts}
        from events where moved_at is not null group by 1
    """
    return statement, parameters
