"""The aggregates against the facts they summarise: a chart adds up to its rows."""

from expectations.check import Check, at_least, check, no_rows, within


def checks() -> list[Check]:
    """Check activity, skill demand, salaries and data quality."""
    return [daily_activity(), skill_demand(), salaries(), data_quality()]


def daily_activity() -> Check:
    return check(
        "marts.agg_daily_activity",
        [
            at_least(1),
            within("new_offers", 0, None),
            within("active_offers", 0, None),
            within("closed_offers", 0, None),
            no_rows(
                "the last day's active offers are the open ones",
                "select activity.source, activity.active_offers, offers.open_offers "
                "from (select distinct on (source) source, active_offers "
                "from batch as activity order by source, date_day desc) as activity "
                "inner join (select coalesce(source, 'all') as source, "
                "count(*) filter (where is_open) as open_offers from marts.fct_offers "
                "group by grouping sets ((source), ())) as offers using (source) "
                "where activity.active_offers <> offers.open_offers",
            ),
            no_rows(
                "no day lies after the newest run",
                "select date_day from batch as activity where date_day > "
                "(select max(ended_at)::date from marts.fct_crawl_runs)",
            ),
        ],
    )


def skill_demand() -> Check:
    return check(
        "marts.agg_skill_demand",
        [
            at_least(1),
            within("share", 0, 1),
            no_rows(
                "shares are over the open openings",
                "select distinct demand.n, openings.n as expected "
                "from batch as demand cross join (select count(*) as n "
                "from marts.fct_openings where is_open) as openings "
                "where demand.dimension = 'all' and demand.n <> openings.n",
            ),
        ],
    )


def salaries() -> Check:
    return check(
        "marts.agg_salaries",
        [
            within("median_eur", 12_000, 200_000),
            no_rows(
                "quartiles are in order, and hidden where n is small",
                "select dimension, dimension_code, n, p25_eur, median_eur, p75_eur "
                "from batch as salaries where not (p25_eur <= median_eur "
                "and median_eur <= p75_eur) or (n < 20 and median_eur is not null)",
            ),
        ],
    )


def data_quality() -> Check:
    return check(
        "marts.agg_data_quality",
        [
            at_least(1),
            within("share", 0, 1),
            no_rows(
                "a share is its numerator over its denominator",
                "select source, metric, numerator, denominator, share "
                "from batch as quality where denominator > 0 "
                "and abs(share - numerator::double precision / denominator) > 1e-6",
            ),
        ],
    )
