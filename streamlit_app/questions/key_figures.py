"""The overview's key figures, what they were before, and what moved most."""

import pandas as pd

from streamlit_app.data import ask, release
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N
from streamlit_app.questions import conditions
from streamlit_app.questions.intervals import share_change
from streamlit_app.questions.salaries import MIDDLE, NO_TRAINEES
from streamlit_app.questions.watching import earlier_collection

NEW = "opened_at > %(as_of)s - interval '28 days'"
BEFORE = (
    "opened_at <= %(as_of)s - interval '28 days' "
    "and opened_at > %(as_of)s - interval '56 days'"
)
PAID = f"salary_basis = 'declared' and {NO_TRAINEES}"
# What a share of the openings may be, over which openings.
SHARES = {
    "remote": ("remote in ('partial', 'full')", "remote <> 'unknown'"),
    "declared": (PAID, NO_TRAINEES),
}


def key_figures(filters: Filters) -> pd.Series:
    """Count openings, now and before; how pay and remote work change.

    Columns: open, open_before (at the end of the earlier collection), new, new_before
             (7 days and the 7 before), remote, remote_known (open openings),
             median_new, median_before (declared pay of 28 days and of the 28 before;
             null under SMALLEST_N), and for remote and declared, of the same days:
             _change, _change_low, _change_high (null under SMALLEST_N).
    """
    where, parameters = conditions.openings(filters, any_status=True)
    counts = ",\n".join(
        f"count(*) filter (where {days} and {told}) as {name}_{when}_n, "
        f"count(*) filter (where {days} and {case} and {told}) as {name}_{when}"
        for name, (case, told) in SHARES.items()
        for when, days in (("new", NEW), ("before", BEFORE))
    )
    return ask(
        f"""
        with counted as (
            select {STOCKS}, {counts}, {PAY} from fct_openings where {where}
        )
        select open, open_before, new, new_before, remote, remote_known,
            case when paid_new >= {SMALLEST_N} then median_new end as median_new,
            case when paid_before >= {SMALLEST_N} then median_before end
                as median_before,
            {", ".join(change_of(name) for name in SHARES)}
        from counted
        """,
        parameters | {"as_of": release().as_of, "earlier": earlier_collection()},
    ).iloc[0]


STOCKS = """
    count(*) filter (where is_open) as open,
    count(*) filter (
        where opened_at <= %(earlier)s and (is_open or closed_at > %(earlier)s)
    ) as open_before,
    count(*) filter (where opened_at > %(as_of)s - interval '7 days') as new,
    count(*) filter (
        where opened_at <= %(as_of)s - interval '7 days'
        and opened_at > %(as_of)s - interval '14 days'
    ) as new_before,
    count(*) filter (where is_open and remote in ('partial', 'full')) as remote,
    count(*) filter (where is_open and remote <> 'unknown') as remote_known
"""


PAY = ", ".join(
    f"count(*) filter (where {days} and {PAID}) as paid_{when}, "
    f"percentile_cont(0.5) within group (order by {MIDDLE}) "
    f"filter (where {days} and {PAID}) as median_{when}"
    for when, days in (("new", NEW), ("before", BEFORE))
)


def change_of(name: str) -> str:
    """Compare a share's two periods."""
    now, then = f"{name}_new", f"{name}_before"
    return share_change(now, f"{now}_n", then, f"{then}_n", f"{name}_change")


def moved_groups(filters: Filters, side: str, limit: int = 8) -> pd.DataFrame:
    """Rank the groups whose share of new openings rose or fell most in 28 days.

    Columns: code, label, new_openings, new_n, before_openings, before_n,
             share_change, share_change_low, share_change_high; only groups whose
             interval holds no 0, at most `limit` each way, most risen first.
    """
    column, names = SIDES[side]
    where, parameters = conditions.openings(filters, any_status=True)
    statement = MOVED.format(
        column=column,
        names=names,
        where=where,
        changes=share_change("new_openings", "new_n", "before_openings", "before_n"),
    )
    return ask(statement, parameters | {"as_of": release().as_of, "limit": limit})


MOVED = f"""
    with counted as (
        select {{column}} as code,
            count(*) filter (where {NEW}) as new_openings,
            count(*) filter (where {BEFORE}) as before_openings,
            sum(count(*) filter (where {NEW})) over () as new_n,
            sum(count(*) filter (where {BEFORE})) over () as before_n
        from fct_openings
        where opened_at > %(as_of)s - interval '56 days' and {{where}}
        group by 1
    ),
    compared as (
        select *, {{changes}} from counted
        where new_openings + before_openings >= {SMALLEST_N}
    ),
    ranked as (
        select *, row_number() over (order by share_change desc, code) as rise,
            row_number() over (order by share_change, code) as fall
        from compared
        where share_change_low > 0 or share_change_high < 0
    )
    select code, label, new_openings, new_n, before_openings, before_n,
        share_change, share_change_low, share_change_high
    from ranked
    inner join ({{names}}) as names using (code)
    where (share_change > 0 and rise <= %(limit)s)
        or (share_change < 0 and fall <= %(limit)s)
    order by share_change desc, code
"""
SIDES = {
    "occupation": (
        "rome_code",
        "select rome_code as code, rome_label as label from dim_occupations "
        "where rome_code <> 'unknown'",
    ),
    "departement": (
        "departement_code",
        "select departement_code as code, departement_name as label "
        "from dim_places where level = 'departement'",
    ),
}
