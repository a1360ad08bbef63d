"""Lake → raw Postgres: the second of the two landings.

Which files are still to be loaded is derived each time: those that the lake holds
and `lake_files` does not name. Rows are merged on their key, and a file is named
only after its rows are in, so that a load may be killed anywhere and repeated.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dlt
from psycopg2 import sql

from ingestion.errors import LakeUnavailable, WarehouseUnavailable
from ingestion.lake import Lake, LakeFile
from ingestion.landing import forget_pending, innermost, quiet_dlt
from ingestion.raw_rows import raw_rows, rows_with_position
from ingestion.settings import WarehouseSettings
from ingestion.tables import LAKE_FILES, REJECTS, LandingTable
from ingestion.warehouse import LOADER, alone, connect, dlt_credentials

PACKAGE_FILES = 40
COLUMN_TYPES = {
    "string": "character varying",
    "int64": "bigint",
    "double": "double precision",
    "bool": "boolean",
    "timestamp[us, tz=UTC]": "timestamp with time zone",
}


@dataclass(frozen=True)
class Loaded:
    """What a load brought: files, and rows by table."""

    files: int
    rows: dict[str, int]


def schema_of(source: str) -> str:
    """Return the raw schema of a source."""
    return f"raw_{source}"


def raw_pipeline(source: str, server: WarehouseSettings, state: Path) -> dlt.Pipeline:
    """Return the pipeline that fills a source's raw schema."""
    quiet_dlt()
    # Indexes are ours to make: dlt's unique one on `_dlt_id` blocks a package that
    # was killed between its commit and its marker.
    destination = dlt.destinations.postgres(
        credentials=dlt_credentials(server), create_indexes=False
    )
    return dlt.pipeline(
        pipeline_name=f"{source}_raw",
        destination=destination,
        dataset_name=schema_of(source),
        pipelines_dir=str(state / "dlt"),
    )


def load(
    source: str,
    tables: tuple[LandingTable, ...],
    lake: Lake,
    server: WarehouseSettings,
    state: Path,
) -> Iterator[Loaded]:
    """Load the files of a source that the warehouse does not hold; yield progress.

    Raises: WarehouseUnavailable when Postgres refuses, AlreadyRunning where another
            load does not end; the next load goes on.
    """
    # Two loads of a source would empty the tables that the other fills first.
    with alone(server, f"load {source}", LOADER):
        pipeline = raw_pipeline(source, server, state)
        forget_pending(pipeline)
        prepare(pipeline, source, tables, server)
        done = loaded_files(source, server)
        pending = [
            file
            for table in tables
            for file in lake.files(source, table.name)
            if file.path not in done
        ]
        totals: dict[str, int] = {}
        for start in range(0, len(pending), PACKAGE_FILES):
            package = pending[start : start + PACKAGE_FILES]
            counts = load_package(pipeline, tables, lake, package)
            for file in package:
                totals[file.table] = totals.get(file.table, 0) + counts[file.path]
            yield Loaded(start + len(package), dict(totals))
        take_statistics(source, totals, server)
        if not pending:
            yield Loaded(0, {})


def take_statistics(
    source: str, tables: Iterable[str], server: WarehouseSettings
) -> None:
    """Let the planner know what was loaded: the build may follow at once."""
    with connect(server, LOADER) as connection, connection.cursor() as cursor:
        for table in tables:
            name = sql.Identifier(schema_of(source), table)
            cursor.execute(sql.SQL("analyze {}").format(name))


def prepare(
    pipeline: dlt.Pipeline,
    source: str,
    tables: tuple[LandingTable, ...],
    server: WarehouseSettings,
) -> None:
    """Make the empty tables of a source, and the unique index on each key."""
    wanted = (*tables, LAKE_FILES)
    present = columns_present(source, server)
    for table in wanted:
        if table.name in present:
            add_columns(source, table, present[table.name], server)
    missing = [table for table in wanted if table.name not in present]
    if not missing:
        return
    run_package(
        pipeline, [as_resource(table, [raw_rows(table, [])]) for table in missing]
    )
    with connect(server, LOADER) as connection, connection.cursor() as cursor:
        for table in missing:
            cursor.execute(
                sql.SQL("create unique index if not exists {} on {} ({})").format(
                    sql.Identifier(f"{table.name}_key"),
                    sql.Identifier(schema_of(source), table.name),
                    sql.SQL(", ").join(map(sql.Identifier, table.primary_key)),
                )
            )


def columns_present(source: str, server: WarehouseSettings) -> dict[str, set[str]]:
    """Return the columns of each table in a raw schema."""
    query = """
        select table_name, array_agg(column_name::text)
        from information_schema.columns where table_schema = %s group by 1
    """
    with connect(server, LOADER) as connection, connection.cursor() as cursor:
        cursor.execute(query, (schema_of(source),))
        return {table: set(names) for table, names in cursor.fetchall()}


def add_columns(
    source: str, table: LandingTable, present: set[str], server: WarehouseSettings
) -> None:
    """Bring a table that an older Vigie made up to date; a new column is null there."""
    missing = [field for field in table.schema if field.name not in present]
    if not missing:
        return
    with connect(server, LOADER) as connection, connection.cursor() as cursor:
        for field in missing:
            is_json = field.name in table.json_columns
            cursor.execute(
                sql.SQL("alter table {} add column {} {}").format(
                    sql.Identifier(schema_of(source), table.name),
                    sql.Identifier(field.name),
                    sql.SQL("jsonb" if is_json else COLUMN_TYPES[str(field.type)]),
                )
            )


def drop(source: str, server: WarehouseSettings, state: Path) -> None:
    """Drop a source's raw schema and what the pipeline remembers of it."""
    with connect(server, LOADER) as connection, connection.cursor() as cursor:
        for schema in (schema_of(source), f"{schema_of(source)}_staging"):
            cursor.execute(
                sql.SQL("drop schema if exists {} cascade").format(
                    sql.Identifier(schema)
                )
            )
    raw_pipeline(source, server, state).drop()


def loaded_files(source: str, server: WarehouseSettings) -> set[str]:
    """Return the files of the lake whose rows the warehouse holds."""
    query = sql.SQL("select lake_file from {}").format(
        sql.Identifier(schema_of(source), LAKE_FILES.name)
    )
    with connect(server, LOADER) as connection, connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


def load_package(
    pipeline: dlt.Pipeline,
    tables: tuple[LandingTable, ...],
    lake: Lake,
    files: list[LakeFile],
) -> dict[str, int]:
    """Load some files and then name them; return the rows of each."""
    counts: dict[str, int] = {}
    rejects: list[dict[str, Any]] = []
    resources = []
    for table in tables:
        if own := [file for file in files if file.table == table.name]:
            read = rows_with_position(table, lake, own, counts, rejects)
            resources.append(as_resource(table, read))
    run_package(pipeline, resources)
    if rejects:
        run_package(pipeline, [as_resource(REJECTS, [raw_rows(REJECTS, rejects)])])
    now = datetime.now(UTC)
    rows = [
        {
            "lake_file": file.path,
            "table_name": file.table,
            "row_count": counts[file.path],
            "loaded_at": now,
        }
        for file in files
    ]
    run_package(pipeline, [as_resource(LAKE_FILES, [raw_rows(LAKE_FILES, rows)])])
    return counts


def as_resource(table: LandingTable, rows: Any) -> Any:
    """Return a dlt resource that merges rows into a raw table on its key."""
    if not isinstance(rows, dlt.sources.DltResource):
        rows = dlt.resource(rows, name=table.name)
    hints: dict[str, Any] = {name: {"data_type": "json"} for name in table.json_columns}
    if table.newest_by:
        hints[table.newest_by] = {"data_type": "timestamp", "dedup_sort": "desc"}
    return rows.with_name(table.name).apply_hints(
        table_name=table.name,
        primary_key=table.primary_key,
        write_disposition={"disposition": "merge", "strategy": "delete-insert"},
        columns=hints,
    )


def run_package(pipeline: dlt.Pipeline, resources: list[Any]) -> None:
    """Run one dlt load, or raise WarehouseUnavailable with the first cause."""
    try:
        pipeline.run(resources, loader_file_format="csv")
    except Exception as error:  # dlt wraps every destination's own errors
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, LakeUnavailable):
                raise cause from error
            cause = cause.__cause__
        raise WarehouseUnavailable(
            f"Postgres refuses a package of {pipeline.dataset_name} "
            f"({innermost(error)}); nothing is lost: correct it and load again"
        ) from error
