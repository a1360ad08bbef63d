"""Reads the lake's files into rows of the raw tables, with each row's place."""

from collections.abc import Iterator
from typing import Any

import dlt
import pyarrow as pa
import pyarrow.parquet as pq
from dlt.sources.filesystem import FileItemDict, filesystem

from ingestion.lake import Lake, LakeFile, unreadable
from ingestion.tables import TRACED_TABLES, LandingTable

BATCH_ROWS = 10_000


def files_of(table: LandingTable, lake: Lake, files: list[LakeFile]) -> Any:
    """Return dlt's own file listing, narrowed to the wanted files of a table."""
    wanted = {file.path for file in files if file.table == table.name}
    folder = "/".join(next(iter(wanted)).split("/")[:2])
    names = {path.rsplit("/", 1)[1] for path in wanted}
    listing = filesystem(bucket_url=f"{lake.url}/{folder}", file_glob="*.parquet")
    return listing.add_filter(lambda item: item["file_name"] in names)


def read_with_position(table: LandingTable, counts: dict[str, int]) -> Any:
    """Return a reader that adds, where traced, each row's file and place in it."""

    @dlt.transformer(name=f"{table.name}_rows")
    def read(items: list[FileItemDict]) -> Iterator[pa.Table]:
        for item in items:
            lake_file = "/".join(item["file_url"].rsplit("/", 3)[1:])
            counts[lake_file] = 0
            for batch in batches_of(item, lake_file):
                first = counts[lake_file]
                counts[lake_file] += batch.num_rows
                yield traced(table, pa.Table.from_batches([batch]), lake_file, first)

    return read


def batches_of(item: FileItemDict, lake_file: str) -> Iterator[pa.RecordBatch]:
    """Read a file piece by piece; raise LakeUnavailable with its name."""
    try:
        with item.open() as handle:
            yield from pq.ParquetFile(handle).iter_batches(BATCH_ROWS)
    except (OSError, pa.ArrowException) as error:
        raise unreadable(lake_file, error) from error


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
