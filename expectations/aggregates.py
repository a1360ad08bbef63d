"""The aggregates against the facts they summarise: a chart adds up to its rows."""

from expectations.check import Check, at_least, check, no_rows, within


def checks() -> list[Check]:
    """Check activity, skills, pay, coverage and data quality."""
    return [
        daily_activity(),
        skill_demand(),
        skill_trends(),
        skill_pairs(),
        salaries(),
        salary_bins(),
        source_coverage(),
        data_quality(),
    ]


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
            no_rows(
                "what openings ask, need or name adds up to those that name it",
                "select * from batch as demand "
                "where openings <> required + nice_to_have + mentioned",
            ),
            no_rows(
                "each interval holds its share or change",
                "select * from batch as demand where share not between "
                "share_low - 1e-9 and share_high + 1e-9 or share_change not between "
                "share_change_low - 1e-9 and share_change_high + 1e-9",
            ),
        ],
    )


def skill_trends() -> Check:
    return check(
        "marts.agg_skill_trends",
        [
            within("share", 0, 1),
            no_rows(
                "no week lies after the newest run",
                "select week_start from batch as trends where week_start > "
                "(select max(ended_at)::date from marts.fct_crawl_runs)",
            ),
        ],
    )


def skill_pairs() -> Check:
    return check(
        "marts.agg_skill_pairs",
        [
            within("share_of_a", 0, 1),
            within("share_of_b", 0, 1),
            no_rows(
                "a pair is rarer than either skill, and its lift in its interval",
                "select * from batch as pairs "
                "where openings_both > least(openings_a, openings_b) "
                "or lift not between lift_low and lift_high",
            ),
        ],
    )


def salaries() -> Check:
    return check(
        "marts.agg_salaries",
        [
            within("median_eur", 6_000, 200_000),
            within("declared_share", 0, 1),
            no_rows(
                "percentiles are in order",
                "select * from batch as salaries where not (p10_eur <= p25_eur "
                "and p25_eur <= median_eur and median_eur <= p75_eur "
                "and p75_eur <= p90_eur)",
            ),
            no_rows(
                "the median is within its interval",
                "select * from batch as salaries "
                "where median_eur not between median_low_eur and median_high_eur",
            ),
        ],
    )


def salary_bins() -> Check:
    return check(
        "marts.agg_salary_bins",
        [
            no_rows(
                "bins add up to the openings that declare pay",
                "select dimension, dimension_code, sum(openings) as openings, "
                "min(n) as n from batch as bins group by 1, 2 "
                "having sum(openings) <> min(n) or min(n) <> max(n)",
            ),
        ],
    )


def source_coverage() -> Check:
    return check(
        "marts.agg_source_coverage",
        [
            within("coverage_both", 0, 1),
            no_rows(
                "no fewer openings are estimated than were seen",
                "select * from batch as coverage "
                "where n_seen <> n_a + n_b - n_both or n_low < n_seen - 1e-6 "
                "or n_estimated not between n_low - 1e-6 and n_high + 1e-6",
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
                "and (abs(share - numerator::double precision / denominator) <= 1e-6) "
                "is not true",
            ),
        ],
    )
