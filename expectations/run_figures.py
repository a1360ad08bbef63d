"""A run's own figures against the rows that it landed, and that no erasure took."""

from great_expectations.expectations.expectation import Expectation

from expectations.check import no_rows

# What an erasure calls a file that it writes anew without the offers it took out.
SUCCESSOR = "-[0-9]+[.]parquet$"
# What the load calls an offer of the lake whose id Postgres cannot index.
LEFT_OUT = "left_out_of_raw"


def run_arithmetic(schema: str) -> list[Expectation]:
    """A run's own figures against the rows that it landed."""
    return [
        no_rows(
            "a run collected and rejected the sum of its leaves",
            "select runs.run_id, runs.collected, sum(leaves.collected) as of_leaves, "
            "runs.rejected, sum(leaves.rejected) as rejected_of_leaves "
            f"from {schema}.crawl_runs as runs "
            f"left join {schema}.crawl_leaves as leaves using (run_id) "
            "group by runs.run_id, runs.collected, runs.rejected "
            "having coalesce(runs.collected, 0) <> coalesce(sum(leaves.collected), 0) "
            "or coalesce(runs.rejected, 0) <> coalesce(sum(leaves.rejected), 0)",
        ),
        no_rows(
            "a run's new versions are the offers it landed",
            "select runs.run_id, runs.new_versions, count(offers.run_id) as landed "
            f"from {schema}.crawl_runs as runs "
            f"left join (select run_id, lake_file from {schema}.offers union all "
            f"select run_id, null from {schema}.rejects where reason = '{LEFT_OUT}') "
            "as offers using (run_id) group by runs.run_id, runs.new_versions "
            "having runs.new_versions is distinct from count(offers.run_id) "
            "and not (count(offers.run_id) < runs.new_versions "
            f"and (coalesce(bool_or(offers.lake_file ~ '{SUCCESSOR}'), false) "
            f"or {erased(schema, 'offers', emptied=True)}))",
        ),
    ]


def erased(schema: str, table: str, *, emptied: bool = False) -> str:
    """Ask whether an erasure rewrote a file of a table: a run may then have fewer rows.

    Shape: `emptied` asks for a file that has no row left to say whose it was.
    """
    return (
        f"exists (select 1 from {schema}.lake_files as files "
        f"where files.table_name = '{table}' and files.lake_file ~ '{SUCCESSOR}'"
        + (" and files.row_count = 0)" if emptied else ")")
    )


def rejects_kept(schema: str) -> Expectation:
    return no_rows(
        "a run's rejects were all kept",
        "select runs.run_id, runs.rejected, count(rejects.reject_id) as kept "
        f"from {schema}.crawl_runs as runs "
        f"left join {schema}.rejects as rejects using (run_id) "
        "group by runs.run_id, runs.rejected "
        # More are kept of a run that was gone on with: what it rejected before.
        "having count(rejects.reject_id) < coalesce(runs.rejected, 0) "
        f"and not {erased(schema, 'rejects')}",
    )
