"""fct_offers against what landed: nothing lost, and figures one can believe."""

from expectations.check import (
    Check,
    at_least,
    check,
    no_rows,
    within,
)

# Shares and medians of a handful of offers prove nothing.
ENOUGH = 50
# Above the legal minimum, below what a market's middle can plausibly be.
MEDIAN_LOW_EUR, MEDIAN_HIGH_EUR = 18_000, 90_000


def checks(sources: list[str], *, released: bool) -> list[Check]:
    """Check the offers of these sources; `released` = there is a release to compare."""
    expectations = [
        at_least(1),
        within("positions", 1, 10_000),
        within("salary_annual_min_eur", 5_000, 1_000_000),
        within("salary_annual_max_eur", 5_000, 1_000_000),
        within("experience_min_months", 0, 600),
        within("occupation_confidence", 0, 1),
        no_rows("medians of declared pay are plausible", MEDIANS),
        no_rows("nearly all offers have a title", shares("title <> ''", least=0.99)),
        no_rows("places are known for most offers", shares("place_id <> 'unknown'")),
        no_rows(
            "contracts are known for most offers",
            shares("contract_family <> 'unknown'"),
        ),
        no_rows(
            "few salaries are unusable",
            shares("salary_basis <> 'unusable'", least=0.5),
        ),
        no_rows("a source does not hold closed offers alone", NONE_OPEN),
        *(volume_against_raw(source) for source in sources),
    ]
    if released:
        expectations.append(
            no_rows(
                "open offers did not fall below 80 % of the last release uncertified",
                FALLEN,
            )
        )
    return [check("marts.fct_offers", expectations)]


def shares(condition: str, *, least: float = 0.6) -> str:
    """Select the sources where too few offers meet a condition."""
    return f"""
        select source, count(*) as offers,
            round(avg(({condition})::int), 3) as share
        from batch as offers
        group by source
        having count(*) >= {ENOUGH} and avg(({condition})::int) < {least}
    """


def volume_against_raw(source: str):
    return no_rows(
        f"every offer of {source} that landed is in the mart, once",
        f"""
        select landed.offers as landed, marted.offers as in_mart
        from (select count(distinct offer_id) as offers from raw_{source}.offers)
            as landed
        cross join (
            select count(*) as offers from marts.fct_offers where source = '{source}'
        ) as marted
        where landed.offers <> marted.offers
        """,
    )


MEDIANS = f"""
    select source, count(*) as offers,
        percentile_cont(0.5) within group (order by salary_annual_min_eur) as median
    from batch as offers
    where salary_basis = 'declared'
    group by source
    having count(*) >= {ENOUGH}
        and percentile_cont(0.5) within group (order by salary_annual_min_eur)
            not between {MEDIAN_LOW_EUR} and {MEDIAN_HIGH_EUR}
"""

NONE_OPEN = f"""
    select source, count(*) as offers
    from batch as offers
    group by source
    having count(*) >= {ENOUGH} and not bool_or(is_open)
        and source in (
            select runs.source from marts.fct_crawl_runs as runs
            where runs.collected > 0
        )
"""

FALLEN = """
    select before.source, before.offers as offers_before,
        coalesce(today.offers, 0) as offers_today
    from (
        select source, count(*) as offers from published.fct_offers
        where is_open group by source
    ) as before
    left join (
        select source, count(*) as offers from marts.fct_offers
        where is_open group by source
    ) as today on today.source = before.source
    left join (
        select distinct on (source) source, is_certified
        from marts.fct_crawl_runs
        order by source, ended_at desc nulls last
    ) as newest on newest.source = before.source
    where coalesce(today.offers, 0) < 0.8 * before.offers
        and not coalesce(newest.is_certified, false)
"""
