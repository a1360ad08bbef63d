"""The landing tables, the same for every source (docs/collection.md explains them)."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

TIMESTAMP = pa.timestamp("us", tz="UTC")


@dataclass(frozen=True)
class LandingTable:
    """A table's columns and its key; `json_columns` hold JSON as text.

    Where several rows of a load share a key, the last by `newest_by` stays.
    """

    name: str
    schema: pa.Schema
    primary_key: tuple[str, ...]
    json_columns: tuple[str, ...] = ()
    newest_by: str | None = None

    def arrow(self, rows: list[dict[str, Any]]) -> pa.Table:
        """Build an Arrow table from rows; a missing key is null."""
        return pa.Table.from_pylist(rows, schema=self.schema)


def columns(**types: pa.DataType) -> pa.Schema:
    """Return a schema from names and types, in the order given."""
    return pa.schema(list(types.items()))


OFFERS = LandingTable(
    "offers",
    columns(
        offer_id=pa.string(),
        content_hash=pa.string(),
        url=pa.string(),
        fetched_at=TIMESTAMP,
        run_id=pa.string(),
        payload=pa.string(),
    ),
    primary_key=("offer_id", "content_hash"),
    json_columns=("payload",),
)
SIGHTINGS = LandingTable(
    "sightings",
    columns(
        offer_id=pa.string(),
        content_hash=pa.string(),
        run_id=pa.string(),
        leaf_id=pa.string(),
        seen_at=TIMESTAMP,
        publisher_updated_at=TIMESTAMP,
    ),
    primary_key=("run_id", "offer_id"),
    newest_by="seen_at",
)
CRAWL_LEAVES = LandingTable(
    "crawl_leaves",
    columns(
        run_id=pa.string(),
        leaf_id=pa.string(),
        parameters=pa.string(),
        covers_from=TIMESTAMP,
        covers_to=TIMESTAMP,
        announced_before=pa.int64(),
        collected=pa.int64(),
        announced_after=pa.int64(),
        rejected=pa.int64(),
        gone=pa.int64(),
        new_versions=pa.int64(),
        certified=pa.bool_(),
        outcome=pa.string(),
        error=pa.string(),
        requests=pa.int64(),
        retries=pa.int64(),
        bytes=pa.int64(),
        wait_seconds=pa.float64(),
        statuses=pa.string(),
        seconds=pa.float64(),
        started_at=TIMESTAMP,
        ended_at=TIMESTAMP,
    ),
    primary_key=("run_id", "leaf_id"),
    json_columns=("parameters", "statuses"),
    newest_by="ended_at",
)
CRAWL_RUNS = LandingTable(
    "crawl_runs",
    columns(
        run_id=pa.string(),
        source=pa.string(),
        site=pa.string(),
        kind=pa.string(),
        status=pa.string(),
        started_at=TIMESTAMP,
        ended_at=TIMESTAMP,
        announced=pa.int64(),
        announced_after=pa.int64(),
        residual=pa.int64(),
        collected=pa.int64(),
        rejected=pa.int64(),
        gone=pa.int64(),
        new_versions=pa.int64(),
        leaves=pa.int64(),
        leaves_certified=pa.int64(),
        certified=pa.bool_(),
        requests=pa.int64(),
        retries=pa.int64(),
        bytes=pa.int64(),
        wait_seconds=pa.float64(),
        statuses=pa.string(),
        code_version=pa.string(),
        error=pa.string(),
    ),
    primary_key=("run_id",),
    json_columns=("statuses",),
    newest_by="ended_at",
)
REJECTS = LandingTable(
    "rejects",
    columns(
        reject_id=pa.string(),
        run_id=pa.string(),
        leaf_id=pa.string(),
        offer_id=pa.string(),
        url=pa.string(),
        reason=pa.string(),
        detail=pa.string(),
        body=pa.string(),
        rejected_at=TIMESTAMP,
    ),
    primary_key=("reject_id",),
)
ENTRIES = LandingTable(
    "entries",
    columns(
        list_name=pa.string(),
        code=pa.string(),
        label=pa.string(),
        payload=pa.string(),
        content_hash=pa.string(),
        run_id=pa.string(),
        fetched_at=TIMESTAMP,
    ),
    primary_key=("list_name", "code", "run_id"),
    json_columns=("payload",),
)
LAKE_FILES = LandingTable(
    "lake_files",
    columns(
        lake_file=pa.string(),
        table_name=pa.string(),
        row_count=pa.int64(),
        loaded_at=TIMESTAMP,
    ),
    primary_key=("lake_file",),
)
CRAWL_TABLES = (CRAWL_LEAVES, CRAWL_RUNS, REJECTS)
OFFER_TABLES = (OFFERS, SIGHTINGS, *CRAWL_TABLES)
REFERENCE_TABLES = (ENTRIES, *CRAWL_TABLES)
# Raw rows of these tables say which file of the lake they came from, and where in it.
TRACED_TABLES = frozenset({"offers", "entries"})
