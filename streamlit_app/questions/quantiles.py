"""Quantiles as SQL, of values counted first: amounts repeat, and few are left to sort.

The same numbers as percentile_cont and percentile_disc give, which sort every row.
"""

# From `amounts` (code, eur, times): how many of a code's amounts are up to each.
RANKED = """
    select code, eur, (sum(times) over up)::float as upto,
        (sum(times) over (partition by code))::bigint as n
    from amounts where code is not null
    window up as (partition by code order by eur)
"""


def continuous(share: float) -> str:
    """Interpolate a quantile of the amounts of `ranked`, grouped by code and n."""
    place = f"({share}::float * (n - 1))"
    below = f"min(eur) filter (where upto > {place})"
    above = f"min(eur) filter (where upto >= {place} + 1)"
    return f"{below} + ({above} - {below}) * ({place} - floor({place}))"


def at_rank(rank: str) -> str:
    """Return the amount at a rank, counted from 1."""
    return f"min(eur) filter (where upto >= {rank})"


# Of n amounts, those of this rank from either end hold the median between them.
LOW_RANK = "floor((n + 1) / 2.0 - 0.98 * sqrt(n))"
MEDIAN_INTERVAL = f"""
    {at_rank(f"{LOW_RANK} - 0.5")} as median_low_eur,
    {at_rank(f"n - {LOW_RANK} + 0.5")} as median_high_eur
"""
