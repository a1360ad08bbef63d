"""Takes offers out of every file and version of the lake, and out of raw Postgres.

A file that names one of them is written anew under the next name and then removed with
all its versions: the index of what is known and the load both follow the lake's names,
and read the new file by themselves.
"""

import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from glob import escape
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from fsspec import AbstractFileSystem
from psycopg2 import sql

from ingestion import warehouse
from ingestion.errors import InvalidSetting, LakeUnavailable
from ingestion.lake import Lake, is_versioned, unreadable, versions, write_whole
from ingestion.landing import finish_pending, forget_pending, lake_pipeline
from ingestion.lease import leased
from ingestion.loading import loaded_files, raw_pipeline, schema_of
from ingestion.settings import WarehouseSettings
from ingestion.sources import SOURCES
from ingestion.tables import LAKE_FILES, OFFERS, REJECTS, SIGHTINGS

REWRITTEN = re.compile(r"-\d+\.parquet$")
TRIMMED = r"btrim(offer_id, E' \t\n\r\u00a0\u202f')"
TABLES = tuple(table.name for table in (OFFERS, SIGHTINGS, REJECTS))


@dataclass(frozen=True)
class Erased:
    """How many rows went, by place, and the files that are gone with them.

    `is_resumed` tells that an erasure before it had left files to be loaded.
    """

    lake: int
    older: int
    raw: int
    files: list[str]
    is_resumed: bool

    @property
    def is_nothing(self) -> bool:
        """Whether there was nothing to do, now or from before."""
        return not (self.lake or self.older or self.raw or self.is_resumed)

    def __str__(self) -> str:
        resumed = ", and finished an erasure that was cut short" * self.is_resumed
        return (
            f"erased {self.lake} rows of {len(self.files)} files, {self.older} older "
            f"versions and {self.raw} raw rows{resumed}; builds and releases follow "
            "with: dbt build --full-refresh, python -m expectations marts, then dbt "
            "run-operation publish, twice"
        )


def check(source: str, offers: list[str]) -> None:
    """Raise InvalidSetting where there is nothing that could be erased."""
    known = [name for name in SOURCES if OFFERS in SOURCES[name].tables]
    if source not in known or not offers:
        raise InvalidSetting(
            f"give a source with offers ({', '.join(known)}) and offer ids; there was "
            f"{source!r} and {len(offers)} ids"
        )


def erase(
    source: str, offers: list[str], lake: Lake, server: WarehouseSettings, state: Path
) -> Erased:
    """Erase offers; may be repeated: what is gone already is not looked for again.

    Raises: AlreadyRunning while the source is being collected, LakeUnavailable and
            WarehouseUnavailable when either refuses; then erase again.
    """
    check(source, offers)
    with leased(lake, source):
        is_resumed = has_unloaded(lake, source, server)
        # Or what a killed run still holds is written later, erased offers included.
        finish_pending(lake_pipeline(source, lake, state))
        forget_pending(raw_pipeline(source, server, state))
        rows, files = 0, []
        try:
            for table in TABLES:
                for path, count in from_files(lake, f"{source}/{table}", offers):
                    rows += count
                    files.append(path)
            older = sum(
                from_versions(lake, f"{source}/{table}", offers, files)
                for table in TABLES
            )
        except LakeUnavailable:
            raise
        except Exception as error:  # each file system has its own errors
            raise LakeUnavailable(
                f"the lake at {lake.url} refuses an erasure ({type(error).__name__}: "
                f"{error}); check its permissions, then erase again"
            ) from error
    forget_packages(source, state)
    raw = from_raw(server, source, offers, files)
    return Erased(rows, older, raw, files, is_resumed)


def has_unloaded(lake: Lake, source: str, server: WarehouseSettings) -> bool:
    """Tell whether a file that was written anew has not been loaded."""
    loaded = loaded_files(source, server)
    return any(
        REWRITTEN.search(file.path) and file.path not in loaded
        for table in TABLES
        for file in lake.files(source, table)
    )


def from_files(lake: Lake, folder: str, offers: list[str]) -> Iterator[tuple[str, int]]:
    """Replace the files that name one of the offers; yield each and its rows' count.

    Files of packages that never came to an end are in it, too.
    """
    filesystem, root = lake.filesystem()
    if not filesystem.exists(f"{root}/{folder}"):
        return
    for path in filesystem.glob(f"{escape(f'{root}/{folder}')}/*.parquet"):
        with filesystem.open(path, "rb") as handle:
            count = rows_of(path, handle, offers)
        if count:
            replace(filesystem, path, offers)
            yield f"{folder}/{PurePosixPath(path).name}", count


def rows_of(path: str, handle: Any, offers: list[str]) -> int:
    """Count the rows of a file that name one of the offers."""
    try:
        ids = pq.read_table(handle, columns=["offer_id"])["offer_id"]
    except (OSError, pa.ArrowException) as error:
        raise unreadable(path, error) from error
    return pc.sum(named(ids, offers)).as_py() or 0


def named(ids: pa.ChunkedArray, offers: list[str]) -> pa.ChunkedArray:
    """Tell which ids are an offer's, though with spaces around, as rejects had them."""
    return pc.is_in(pc.utf8_trim_whitespace(ids), pa.array(offers, pa.string()))


def replace(filesystem: AbstractFileSystem, path: str, offers: list[str]) -> None:
    """Write a file's other rows under the next name, then remove it.

    Where the next name is taken, an erasure was killed between the two: only the
    second is left to do, and the successor is looked through by itself.
    """
    new = next_name(path)
    if not filesystem.exists(new):
        write_whole(filesystem, new, without(filesystem, path, offers))
    filesystem.rm_file(path)


def without(filesystem: AbstractFileSystem, path: str, offers: list[str]) -> bytes:
    """Return a file as it is without some offers."""
    with filesystem.open(path, "rb") as handle:
        rows = pq.read_table(handle)
    gone = named(rows["offer_id"], offers)
    buffer = io.BytesIO()
    pq.write_table(rows.filter(pc.invert(gone)), buffer)
    return buffer.getvalue()


def next_name(path: str) -> str:
    """Name the successor: `<package>.<file>.parquet`, `<package>.<file>-1.parquet`."""
    stem, _, count = path.removesuffix(".parquet").rpartition("-")
    if stem and count.isdigit():
        return f"{stem}-{int(count) + 1}.parquet"
    return f"{path.removesuffix('.parquet')}-1.parquet"


def from_versions(
    lake: Lake, folder: str, offers: list[str], replaced: list[str]
) -> int:
    """Remove older versions that name one of the offers, and all of replaced files."""
    filesystem, root = lake.filesystem()
    if not is_versioned(filesystem):
        return 0
    bucket, _, prefix = f"{root}/{folder}/".partition("/")
    count = 0
    for version in list(versions(filesystem, bucket, prefix)):
        key, name = version["Key"], version["VersionId"]
        if version["IsLatest"] and "Size" in version:
            continue
        if f"{folder}/{PurePosixPath(key).name}" not in replaced:
            if "Size" not in version or not key.endswith(".parquet"):
                continue
            # In one piece: else its size is asked of the latest, which may be gone.
            body = filesystem.cat_file(
                f"{bucket}/{key}", version_id=name, max_concurrency=1
            )
            if not rows_of(key, io.BytesIO(body), offers):
                continue
        filesystem.call_s3("delete_object", Bucket=bucket, Key=key, VersionId=name)
        count += "Size" in version
    return count


def forget_packages(source: str, state: Path) -> None:
    """Delete the copies that an older Vigie let dlt keep of what it had loaded."""
    for pipeline in (f"{source}_lake", f"{source}_raw"):
        folder = state / "dlt" / pipeline / "load" / "loaded"
        shutil.rmtree(folder, ignore_errors=True)


def from_raw(
    server: WarehouseSettings, source: str, offers: list[str], files: list[str]
) -> int:
    """Delete offers from the raw schema and dlt's own copy of the last package."""
    schema, count = schema_of(source), 0
    with warehouse.connect(server, warehouse.LOADER) as connection:
        cursor = connection.cursor()
        cursor.execute(
            """
            select table_schema, table_name from information_schema.columns
            where column_name = 'offer_id' and table_schema = any(%s)
            """,
            ([schema, f"{schema}_staging"],),
        )
        for place in cursor.fetchall():
            cursor.execute(
                sql.SQL(f"delete from {{}} where {TRIMMED} = any(%s)").format(
                    sql.Identifier(*place)
                ),
                (offers,),
            )
            count += cursor.rowcount
        if files:
            cursor.execute(
                sql.SQL("delete from {} where lake_file = any(%s)").format(
                    sql.Identifier(schema, LAKE_FILES.name)
                ),
                (files,),
            )
    return count
