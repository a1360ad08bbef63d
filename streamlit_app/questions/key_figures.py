"""The overview's key figures, what they were before, and what moved most."""

import pandas as pd

from streamlit_app.data import ask
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N
from streamlit_app.questions import cells
from streamlit_app.questions.intervals import difference, share_change
from streamlit_app.questions.quantiles import MEDIAN_INTERVAL, RANKED, continuous
from streamlit_app.questions.salaries import of_whom

# What a share of the openings may be: which of them, and of which.
SHARES = {"remote": ("remote", "remote_told"), "declared": ("paid", "openings")}


def key_figures(filters: Filters) -> pd.Series:
    """Count openings, now and before; how pay and remote work change.

    Columns: open, open_before (at the end of the earlier collection), new, new_before
             (7 days and the 7 before), remote, remote_known (open openings),
             median_new, median_before (declared pay of 28 days and of the 28 before)
             and, of the same days, median_change_low, median_change_high in euros,
             and for remote and declared _change, _change_low, _change_high; null
             under SMALLEST_N.
    """
    market = cells.market(filters, any_status=True)
    paid = cells.salaries(filters)
    whom = of_whom(filters)
    counts = f"{STOCKS}, {counts_among(whom)}"
    return ask(
        f"""
        with counted as (
            select {counts} from {market.table} where {market.where}
        ),
        amounts as (
            select {cells.NEW} as code, middle_eur as eur, count(*) as times
            from {paid.table}
            where opened_at > told_until - interval '56 days'
                and {whom} and {paid.where}
            group by 1, 2
        ),
        ranked as ({RANKED}),
        medians as (
            select code as is_new, {continuous(0.5)} as median_eur, {MEDIAN_INTERVAL}
            from ranked where n >= {SMALLEST_N} group by code, n
        ),
        compared as ({MEDIANS_COMPARED})
        select open, open_before, new, new_before, remote, remote_known, compared.*,
            {", ".join(change_of(name) for name in SHARES)}
        from counted left join compared on true
        """,
        market.parameters | paid.parameters,
    ).iloc[0]


NOW, BEFORE = (
    tuple(f"{period}.median{bound}_eur" for bound in ("", "_low", "_high"))
    for period in ("now", "before")
)
CHANGE_LOW, CHANGE_HIGH = difference(NOW, BEFORE)
MEDIANS_COMPARED = f"""
    select now.median_eur as median_new, before.median_eur as median_before,
        {CHANGE_LOW} as median_change_low,
        {CHANGE_HIGH} as median_change_high
    from medians as now
    inner join medians as before on now.is_new and not before.is_new
"""


def total(count: str, among: str = "true") -> str:
    return f"coalesce(sum({count}) filter (where {among}), 0)::bigint"


STOCKS = f"""
    {total("openings", "is_open")} as open,
    {total("openings_week_ago")} as open_before,
    {total("week_openings")} as new,
    {total("week_before_openings")} as new_before,
    {total("remote_openings", "is_open")} as remote,
    {total("remote_told", "is_open")} as remote_known
"""


def counts_among(whom: str) -> str:
    """Count both periods of each share; whether pay is told, of some contracts."""
    among = {"remote": "true", "declared": whom}
    return ", ".join(
        f"{total(f'{when}_{case}', among[name])} as {name}_{when}, "
        f"{total(f'{when}_{told}', among[name])} as {name}_{when}_n"
        for name, (case, told) in SHARES.items()
        for when in ("new", "before")
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
    market = cells.market(filters, side, any_status=True)
    statement = MOVED.format(
        table=market.table,
        column=column,
        names=names,
        where=market.where,
        changes=share_change("new_openings", "new_n", "before_openings", "before_n"),
    )
    return ask(statement, market.parameters | {"limit": limit})


MOVED = f"""
    with counted as (
        select {{column}} as code, sum(new_openings)::bigint as new_openings,
            sum(before_openings)::bigint as before_openings,
            sum(sum(new_openings)) over () as new_n,
            sum(sum(before_openings)) over () as before_n
        from {{table}} where {{where}} group by 1
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
