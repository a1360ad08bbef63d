"""Reads the lake's files into rows of the raw tables, with each row's place."""

import hashlib
from collections.abc import Iterator
from typing import Any

import dlt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingestion.documents import LONGEST_ID, problem_with_id
from ingestion.lake import Lake, LakeFile, unreadable
from ingestion.tables import OFFERS, TRACED_TABLES, LandingTable

BATCH_ROWS = 10_000


def rows_with_position(
    table: LandingTable,
    lake: Lake,
    files: list[LakeFile],
    counts: dict[str, int],
    rejects: list[dict[str, Any]],
) -> Any:
    """Return a reader of a table's files that adds each row's place where traced.

    `counts` is filled with each file's rows, and `rejects` with the offers among them
    that are left out. The files are known by name: to list them by a pattern would miss
    all those of a folder that has a `[` in its name.
    """

    @dlt.resource(name=table.name)
    def read() -> Iterator[pa.Table]:
        for file in files:
            counts[file.path] = 0
            for batch in batches_of(lake, file):
                first = counts[file.path]
                counts[file.path] += batch.num_rows
                rows = pa.Table.from_batches([batch])
                rows = traced(table, rows, file.path, first)
                fits = has_short_key(table, rows)
                yield rows.filter(fits)
                if table is OFFERS:
                    left_out = rows.filter(pc.invert(fits)).to_pylist()
                    rejects.extend(map(reject_of, left_out))

    return read


def has_short_key(table: LandingTable, rows: pa.Table) -> pa.ChunkedArray:
    """Tell of each row whether Postgres can index it; an older Vigie landed any."""
    lengths = (pc.utf8_length(rows[name]) for name in table.primary_key)
    return pc.less_equal(pc.max_element_wise(*lengths), LONGEST_ID)


def reject_of(offer: dict[str, Any]) -> dict[str, Any]:
    """Return an offer that raw leaves out as a reject, the same in any load."""
    key = f"{offer['run_id']}\0{offer['offer_id']}\0{offer['content_hash']}"
    return {
        "reject_id": hashlib.blake2b(key.encode(), digest_size=16).hexdigest(),
        "run_id": offer["run_id"],
        "offer_id": offer["offer_id"],
        "url": offer["url"],
        "reason": "left_out_of_raw",
        "detail": problem_with_id(offer["offer_id"]),
        "body": offer["payload"],
        "rejected_at": offer["fetched_at"],
    }


def batches_of(lake: Lake, file: LakeFile) -> Iterator[pa.RecordBatch]:
    """Read a file piece by piece; raise LakeUnavailable with its name."""
    try:
        with lake.open(file) as handle:
            yield from pq.ParquetFile(handle).iter_batches(BATCH_ROWS)
    except (OSError, pa.ArrowException) as error:
        raise unreadable(file.path, error) from error


def traced(
    table: LandingTable, rows: pa.Table, lake_file: str, first_row: int
) -> pa.Table:
    """Add `lake_file` and `lake_row` (0-based) to the tables that carry them."""
    rows = conformed(table, rows)
    if table.name not in TRACED_TABLES:
        return rows
    positions = range(first_row, first_row + rows.num_rows)
    return rows.append_column(
        "lake_file", pa.array([lake_file] * rows.num_rows, pa.string())
    ).append_column("lake_row", pa.array(positions, pa.int64()))


def conformed(table: LandingTable, rows: pa.Table) -> pa.Table:
    """Give rows of an older file today's columns; one it never had is null."""
    return pa.table(
        [
            rows[field.name].cast(field.type)
            if field.name in rows.column_names
            else pa.nulls(rows.num_rows, field.type)
            for field in table.schema
        ],
        schema=table.schema,
    )


def raw_rows(table: LandingTable, rows: list[dict[str, Any]]) -> pa.Table:
    """Build rows in the raw shape of a table."""
    return traced(table, table.arrow(rows), "", 0)
