"""One document of the lake, by the file and the row that a figure was traced to."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.errors import InvalidSetting
from ingestion.lake import Lake, LakeFile, load_id_of, unreadable


@dataclass(frozen=True)
class LakeDocument:
    """A version of an offer as it landed; `payload` is the publisher's JSON."""

    offer_id: str
    content_hash: str
    url: str | None
    fetched_at: str
    payload: str


def read_document(lake: Lake, path: str, row: int) -> LakeDocument:
    """Read one row (0-based) of one of the lake's files of offers.

    Raises: InvalidSetting when the file has no such row; LakeUnavailable when it is
            damaged or gone.
    """
    file = LakeFile(path, "offers", load_id_of(path.rsplit("/", 1)[-1]))
    try:
        with lake.open(file) as handle:
            return document_of(pq.ParquetFile(handle), path, row)
    except (OSError, pa.ArrowException) as error:
        raise unreadable(path, error) from error


def document_of(parquet: pq.ParquetFile, path: str, row: int) -> LakeDocument:
    """Return the document at a row, reading only the group of rows that holds it."""
    if not {"offer_id", "payload"} <= set(parquet.schema_arrow.names):
        raise InvalidSetting(f"{path} is no file of offers, and holds no documents")
    first = 0
    for group in range(parquet.num_row_groups):
        size = parquet.metadata.row_group(group).num_rows
        if first <= row < first + size:
            found = parquet.read_row_group(group).slice(row - first, 1).to_pylist()[0]
            return shaped(found)
        first += size
    raise InvalidSetting(f"{path} has {first} rows, numbered from 0: there is no {row}")


def shaped(found: dict[str, Any]) -> LakeDocument:
    """Keep what tells which document it is, and its payload."""
    return LakeDocument(
        found["offer_id"],
        found["content_hash"],
        found["url"],
        str(found["fetched_at"]),
        found["payload"],
    )
