"""How declared pay of the last year is spread, in bins of the width of the marts."""

import pandas as pd

from streamlit_app.data import ask
from streamlit_app.filters import Filters
from streamlit_app.method import SMALLEST_N
from streamlit_app.questions import cells
from streamlit_app.questions.groups import group_of
from streamlit_app.questions.salaries import GROUPS, of_whom

# As the bins in the marts.
BIN_WIDTH, LAST_BIN = 2_500, 150_000


def distribution(filters: Filters) -> pd.DataFrame:
    """Count declared pay in bins of 2,500 euros; nothing under SMALLEST_N.

    Columns: bin_low_eur, bin_high_eur (null for the last), openings, share, n.
    """
    group = group_of(filters, [name for name in GROUPS if name != "skill"])
    if group:
        return ask(
            "select bin_low_eur, bin_high_eur, openings, share, n from agg_salary_bins "
            "where dimension = %(group)s and dimension_code = %(code)s "
            "order by bin_low_eur",
            {"group": group.dimension, "code": group.code},
        )
    table, where, parameters = cells.salaries(filters)
    return ask(BINS.format(table=table, where=where, whom=of_whom(filters)), parameters)


BINS = f"""
    with binned as (
        select least(
            floor(middle_eur / {BIN_WIDTH}) * {BIN_WIDTH}, {LAST_BIN}
        )::integer as bin_low_eur
        from {{table}} where {{whom}} and {{where}}
    ),
    counted as (
        select bin_low_eur, count(*) as openings,
            (sum(count(*)) over ())::bigint as n
        from binned group by bin_low_eur
    )
    select bin_low_eur, nullif(bin_low_eur, {LAST_BIN}) + {BIN_WIDTH} as bin_high_eur,
        openings, openings::float / n as share, n
    from counted where n >= {SMALLEST_N}
    order by bin_low_eur
"""
