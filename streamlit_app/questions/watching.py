"""What was watched as it passed: of earlier days only survivors are known."""

from datetime import timedelta

import pandas as pd

from streamlit_app.data import ask, release


def first_collection() -> pd.Timestamp | None:
    """Return when every source had been collected in full once, and certified.

    Of earlier days only survivors are known.
    """
    rows = ask(
        """
        select max(began) as began
        from (
            select min(ended_at) as began from fct_crawl_runs
            where is_certified and kind = 'full' group by source
        ) as firsts
        """
    )
    return rows["began"].iloc[0]


def earlier_collection(days: int = 7) -> pd.Timestamp | None:
    """Return when the newest complete collection of that many days ago ended.

    Closings are dated by the collection that finds them: stocks can be compared only
    at the end of one.
    """
    rows = ask(
        """
        select max(ended_at) as ended_at from fct_crawl_runs
        where is_certified and kind = 'full'
            and ended_at <= %(as_of)s - %(days)s * interval '1 day' + interval '12 h'
        """,
        {"as_of": release().as_of, "days": days},
    )
    ended_at, began = rows["ended_at"].iloc[0], first_collection()
    if pd.isna(began) or pd.isna(ended_at) or began > ended_at:
        return None
    return ended_at


def was_watched(days: int) -> bool:
    """Whether two windows, so many days together, were watched alike.

    Every source was collected before the first began, and again at its end: of what
    opened in a window that was looked at later, only survivors are known.
    """
    rows = ask(
        """
        select bool_and(
                coalesce(began <= %(as_of)s - %(days)s * interval '1 day', false)
                and was_collected_between
            ) as was_watched
        from (
            select min(ended_at) filter (where kind = 'full') as began, bool_or(
                    ended_at between %(middle)s - interval '2 days'
                    and %(middle)s + interval '12 hours'
                ) as was_collected_between
            from fct_crawl_runs where is_certified and kind <> 'slice'
            group by source
        ) as sources
        """,
        {
            "as_of": release().as_of,
            "days": days,
            "middle": release().as_of - timedelta(days=days / 2),
        },
    )
    return bool(rows["was_watched"].iloc[0])
