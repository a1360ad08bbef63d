"""Intervals as SQL, by the formulas of the marts, for selections that none holds."""

from streamlit_app.method import SMALLEST_N

Z = 1.959963984540054


def wilson(cases: str, n: str, sign: str) -> str:
    """Bound a share by Wilson's interval: `sign` is '-' or '+'."""
    size = f"nullif({n}, 0)::float"
    return (
        f"(({cases}) + {Z * Z / 2} {sign} {Z} * sqrt("
        f"({cases}) * ({size} - ({cases})) / {size} + {Z * Z / 4})) "
        f"/ ({size} + {Z * Z})"
    )


def share_change(
    new: str, new_n: str, before: str, before_n: str, name: str = "share_change"
) -> str:
    """Compare two shares, with Newcombe's interval of their difference.

    Columns: `name`, and its _low and _high; null unless both n are large enough.
    """
    now = f"({new})::float / nullif({new_n}, 0)"
    then = f"({before})::float / nullif({before_n}, 0)"
    change = f"{now} - {then}"
    down = (
        f"sqrt(({now} - {wilson(new, new_n, '-')}) ^ 2 "
        f"+ ({wilson(before, before_n, '+')} - {then}) ^ 2)"
    )
    up = (
        f"sqrt(({wilson(new, new_n, '+')} - {now}) ^ 2 "
        f"+ ({then} - {wilson(before, before_n, '-')}) ^ 2)"
    )
    columns = {"": change, "_low": f"{change} - {down}", "_high": f"{change} + {up}"}
    return ", ".join(
        f"case when least({new_n}, {before_n}) >= {SMALLEST_N} then {value} end "
        f"as {name}{ending}"
        for ending, value in columns.items()
    )
