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
    low, high = difference(
        (now, wilson(new, new_n, "-"), wilson(new, new_n, "+")),
        (then, wilson(before, before_n, "-"), wilson(before, before_n, "+")),
    )
    columns = {"": f"{now} - {then}", "_low": low, "_high": high}
    return ", ".join(
        f"case when least({new_n}, {before_n}) >= {SMALLEST_N} then {value} end "
        f"as {name}{ending}"
        for ending, value in columns.items()
    )


def difference(
    now: tuple[str, str, str], then: tuple[str, str, str]
) -> tuple[str, str]:
    """Bound a difference by each side's value and bounds, as Newcombe does for shares.

    Source: Zou and Donner, Statistics in Medicine 27 (2008), for any two figures.
    """
    (new, new_low, new_high), (old, old_low, old_high) = now, then
    change = f"{new} - ({old})"
    down = f"sqrt(({new} - {new_low}) ^ 2 + ({old_high} - {old}) ^ 2)"
    up = f"sqrt(({new_high} - {new}) ^ 2 + ({old} - {old_low}) ^ 2)"
    return f"{change} - {down}", f"{change} + {up}"
