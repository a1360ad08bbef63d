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
    """Return fill rates, the metrics in the order given.

    Columns: source_label, metric, numerator, denominator, share.
    """
    return ask(
        """
        select source_label, metric, numerator, denominator, share
        from agg_data_quality
        inner join dim_sources using (source)
        where denominator > 0
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
