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
    """Whether every source was collected already so many days ago."""
    began = first_collection()
    return not pd.isna(began) and began <= release().as_of - timedelta(days=days)
