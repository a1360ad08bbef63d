"""What the collection page asks: runs, fill rates, and the checks' results."""

import pandas as pd

from streamlit_app.data import ask, has_table, release


def newest_runs() -> pd.DataFrame:
    """Return each source's newest run, with its label."""
    return ask(
        """
        select distinct on (source) runs.*,
            coalesce(source_label, source) as source_label
        from fct_crawl_runs as runs
        left join dim_sources using (source)
        order by source, ended_at desc nulls last
        """
    )


def recent_runs(days: int = 30) -> pd.DataFrame:
    """Return the runs of the last days before the release, newest first."""
    return ask(
        """
        select runs.*, started_at::date as date_day,
            coalesce(source_label, source) as source_label,
            extract(epoch from ended_at - started_at) as seconds
        from fct_crawl_runs as runs
        left join dim_sources using (source)
        where started_at > %(as_of)s - %(days)s * interval '1 day'
        order by started_at desc, source
        limit 500
        """,
        {"as_of": release().as_of, "days": days},
    )


def data_quality(order: list[str]) -> pd.DataFrame:
    """Return fill rates, the metrics in the order given; not what holds nowhere.

    Columns: source_label, metric, numerator, denominator, share.
    """
    return ask(
        """
        select source_label, metric, numerator, denominator, share
        from agg_data_quality
        inner join dim_sources using (source)
        where denominator > 0 and metric in (
            select metric from agg_data_quality group by 1 having sum(numerator) > 0
        )
        order by array_position(%(order)s, metric), metric, source_label
        """,
        {"order": order},
    )


def expectation_results() -> pd.DataFrame | None:
    """Count the newest checks by gate and suite; None in a release without them.

    Columns: gate, suite, passed, n, checked_at.
    """
    if not has_table("expectation_results"):
        return None
    return ask(
        """
        select gate, suite, count(*) filter (where success) as passed, count(*) as n,
            max(checked_at) as checked_at
        from expectation_results
        where gate_run_id in (
            select distinct on (gate) gate_run_id
            from expectation_results
            order by gate, checked_at desc
        )
        group by gate, suite
        order by gate desc, suite
        """
    )


def model_quality() -> pd.DataFrame:
    """Return how right the models were when last measured, real offers first.

    Columns: task, measure, basis (labelled or planted), value, interval_low,
             interval_high, n, measured_on.
    """
    return ask(
        """
        select task, measure, basis, value, interval_low, interval_high, n, measured_on
        from agg_model_quality
        where value between 0 and 1
        order by basis, task, measure
        """
    )


def freshness() -> pd.DataFrame:
    """Say how old each source's newest collection and newest certified one are.

    Columns: source, source_label, collected_at, certified_at, newest_offer_at (the
             publisher's newest creation date), open_offers, listed_offers (those that
             the newest full collection found, closed ones included).
    """
    return ask(
        """
        with runs as (
            select source, max(ended_at) as collected_at,
                max(ended_at) filter (where is_certified) as certified_at,
                max(started_at) filter (where kind = 'full') as listing_began_at
            from fct_crawl_runs group by source
        ),
        newest as (
            select source, max(created_at) as newest_offer_at,
                count(*) filter (where is_open) as open_offers,
                count(*) filter (
                    where last_seen_at >= listing_began_at
                ) as listed_offers
            from fct_offers
            inner join runs using (source)
            group by source
        )
        select source, source_label, collected_at, certified_at, newest_offer_at,
            coalesce(open_offers, 0) as open_offers,
            coalesce(listed_offers, 0) as listed_offers
        from dim_sources
        inner join runs using (source)
        left join newest using (source)
        order by source
        """
    )


def failed_checks(limit: int = 50) -> pd.DataFrame | None:
    """Return the newest checks that did not pass; None in a release without them.

    Columns: gate, suite, expectation, column_name, observed, unexpected_count.
    """
    if not has_table("expectation_results"):
        return None
    return ask(
        """
        select gate, suite, expectation, column_name, observed, unexpected_count
        from expectation_results
        where not success and gate_run_id in (
            select distinct on (gate) gate_run_id
            from expectation_results
            order by gate, checked_at desc
        )
        order by gate desc, suite, expectation
        limit %(limit)s
        """,
        {"limit": limit},
    )


def source_coverage() -> pd.DataFrame:
    """Estimate how many openings there are, two sources at a time.

    Columns: label (both sources), n_both, n_seen, n_estimated, n_low, n_high,
             share (n_seen over n_estimated); null where too few are shared. Empty in
             a release without them.
    """
    if not has_table("agg_source_coverage"):
        return pd.DataFrame()
    return ask(
        """
        select first.source_label || ' + ' || second.source_label as label,
            n_both, n_seen, round(n_estimated) as n_estimated,
            round(n_low) as n_low, round(n_high) as n_high, coverage_both as share
        from agg_source_coverage as coverage
        inner join dim_sources as first on first.source = source_a
        inner join dim_sources as second on second.source = source_b
        where coverage.dimension = 'all'
        order by n_both desc, label
        """
    )
