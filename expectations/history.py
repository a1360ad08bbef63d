"""What is told of time: spells, lifetimes and the index hold together."""

from expectations.check import Check, at_least, check, no_rows, within


def checks() -> list[Check]:
    """Check spells, lifetimes and the index of postings."""
    return [spells(), lifetimes(), postings_index()]


def spells() -> Check:
    return check(
        "marts.fct_offer_lifecycle",
        [
            at_least(1),
            no_rows(
                "a spell ends after it began, and before the next",
                "select offer_key, spell_number from (select *, lead(opened_at) over "
                "(partition by offer_key order by spell_number) as reopened_at "
                "from batch as spells) as spells where closed_at < opened_at "
                "or reopened_at < closed_at "
                "or (reopened_at is not null and closed_at is null)",
            ),
            no_rows(
                "every offer has one last spell, open when the offer is",
                "select offer_key from batch as spells full join marts.fct_offers as "
                "offers using (offer_key) group by offer_key, offers.is_open "
                "having count(*) filter (where spells.is_last) <> 1 or "
                "bool_or(spells.is_last and spells.is_open) <> offers.is_open",
            ),
        ],
    )


def lifetimes() -> Check:
    return check(
        "marts.agg_lifetimes",
        [
            within("survival", 0, 1),
            no_rows(
                "survival falls, and lies in its interval",
                "select dimension, dimension_code, day, survival from (select *, "
                "lag(survival) over (partition by dimension, dimension_code "
                "order by day) as before from batch as lifetimes) as lifetimes "
                "where survival > before + 1e-9 or survival < survival_low - 1e-9 "
                "or survival > survival_high + 1e-9",
            ),
            no_rows(
                "few offers tell no survival",
                "select dimension, dimension_code, day from batch as lifetimes "
                "where (n < 20 or (closed > 0 and at_risk < 20)) "
                "and survival is not null",
            ),
        ],
    )


def postings_index() -> Check:
    return check(
        "marts.agg_postings_index",
        [
            within("postings", 0, None),
            within("index_raw", 0, None),
            no_rows(
                "no day of the index was watched in part only",
                "select date_day from batch as postings where date_day >= "
                "(select max(ended_at)::date from marts.fct_crawl_runs)",
            ),
            no_rows(
                "régions add up to no more than all of them",
                "select measure, date_day from batch as postings "
                "where grand_domain_code = 'all' group by measure, date_day "
                "having sum(postings) filter (where region_code <> 'all') "
                "> sum(postings) filter (where region_code = 'all')",
            ),
        ],
    )
