"""Takes offers out of every file and version in the lake, and out of raw Postgres.

An event is `{"source": "wttj", "offer_ids": ["…"]}`. A file that held one of them is
written anew under its own name, its older versions are deleted, and Postgres is told
to read it again, since the rows after the erased ones have moved.
"""

import io
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from psycopg2 import sql

from infrastructure.handlers.surroundings import client, warehouse_by_iam
from infrastructure.handlers.telling import measure, tell
from ingestion import settings, warehouse
from ingestion.lake import Lake, LakeFile
from ingestion.loading import schema_of
from ingestion.settings import WarehouseSettings
from ingestion.sources import SOURCES
from ingestion.tables import LAKE_FILES

TABLES = ("offers", "sightings", "rejects")


class NothingToErase(Exception):
    """The event names no source of ours, or no offer."""


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Erase the offers of an event; return how many rows went, by place.

    Raises: NothingToErase; VigieError when the lake or Postgres refuses. May be
            repeated: what is gone already is not looked for again.
    """
    source, offers = event.get("source"), event.get("offer_ids")
    if source not in SOURCES or not offers:
        raise NothingToErase(
            f"give a source ({', '.join(SOURCES)}) and offer_ids; there was {source!r} "
            f"and {len(offers or ())} ids"
        )
    lake, server = Lake(settings.lake_url()), warehouse_by_iam()
    in_lake, rewritten = 0, []
    for table in TABLES:
        for file in lake.files(source, table):
            if count := without(lake, file, offers):
                in_lake += count
                rewritten.append(file.path)
    in_raw = from_raw(server, source, offers, rewritten)
    measure("erased", {"RowsErased": in_lake + in_raw}, Source=source)
    tell("erased", source=source, offers=len(offers), files=len(rewritten))
    return {"lake": in_lake, "raw": in_raw, "files": rewritten}


def without(lake: Lake, file: LakeFile, offers: list[str]) -> int:
    """Write a file anew without some offers; return how many rows went."""
    with lake.open(file) as handle:
        rows = pq.read_table(handle)
    gone = pc.is_in(rows["offer_id"], value_set=pa.array(offers, pa.string()))
    count = pc.sum(gone).as_py() or 0
    if count:
        buffer = io.BytesIO()
        pq.write_table(rows.filter(pc.invert(gone)), buffer)
        bucket, prefix = place_of(lake)
        key = f"{prefix}{file.path}"
        client("s3").put_object(Bucket=bucket, Key=key, Body=buffer.getvalue())
        delete_older(bucket, key)
    return count


def place_of(lake: Lake) -> tuple[str, str]:
    """Return the lake's bucket, and the prefix of its keys."""
    parts = urlsplit(lake.url)
    folder = parts.path.strip("/")
    return parts.netloc, f"{folder}/" if folder else ""


def delete_older(bucket: str, key: str) -> None:
    """Delete every version of an object but the latest."""
    pages = client("s3").get_paginator("list_object_versions")
    for page in pages.paginate(Bucket=bucket, Prefix=key):
        for version in page.get("Versions", []) + page.get("DeleteMarkers", []):
            if version["Key"] == key and not version["IsLatest"]:
                client("s3").delete_object(
                    Bucket=bucket, Key=key, VersionId=version["VersionId"]
                )


def from_raw(
    server: WarehouseSettings, source: str, offers: list[str], files: list[str]
) -> int:
    """Delete offers from a raw schema, and have rewritten files read again."""
    schema, count = schema_of(source), 0
    with warehouse.connect(server, warehouse.LOADER) as connection:
        cursor = connection.cursor()
        for table in TABLES:
            cursor.execute(
                sql.SQL("delete from {} where offer_id = any(%s)").format(
                    sql.Identifier(schema, table)
                ),
                (offers,),
            )
            count += cursor.rowcount
        cursor.execute(
            sql.SQL("delete from {} where lake_file = any(%s)").format(
                sql.Identifier(schema, LAKE_FILES.name)
            ),
            (files,),
        )
    return count
