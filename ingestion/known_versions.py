"""Which versions of which offers the lake already holds.

A local index in SQLite, derived from the lake's own files and brought up to date
before each run, so that it costs disk and not memory, may be deleted at any time,
and works where there is no warehouse.
"""

import sqlite3
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.documents import Document
from ingestion.lake import Lake, LakeFile, unreadable

# What the index reads of each table: an offer or list, its content, and its date.
KEYS = {
    "offers": ["offer_id", "content_hash"],
    "sightings": ["offer_id", "content_hash", "publisher_updated_at"],
    "entries": ["list_name", "content_hash", "fetched_at"],
}

TABLES = ("absorbed", "versions", "listings")
# An index of another form is made anew from the lake.
FORM = 1


class KnownVersions:
    """An index of (offer, content hash), and of what each offer's listing last said."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False)
        if self._connection.execute("pragma user_version").fetchone() != (FORM,):
            for table in TABLES:
                self._connection.execute(f"drop table if exists {table}")
            self._connection.execute(f"pragma user_version = {FORM}")
        self._connection.executescript(
            """
            pragma journal_mode = wal;
            create table if not exists absorbed (lake_file text primary key);
            create table if not exists versions (
                offer_id text, content_hash text, primary key (offer_id, content_hash)
            ) without rowid;
            create table if not exists listings (
                offer_id text primary key, content_hash text, updated_at real
            ) without rowid;
            """
        )

    def absorb(self, lake: Lake, source: str) -> None:
        """Make the index say what the lake's complete files say, no more, no less.

        What a package noted and did not land is forgotten; a file that is gone from
        the lake empties the index, since what it held may be wanted again.
        """
        files = {
            file.path: file for table in KEYS for file in lake.files(source, table)
        }
        with self._lock:
            self._connection.rollback()
            absorbed = {
                row[0] for row in self._connection.execute("select * from absorbed")
            }
            if absorbed - files.keys():
                for table in TABLES:
                    self._connection.execute(f"delete from {table}")
                absorbed = set()
            for path, file in files.items():  # of each table, the oldest first
                if path not in absorbed:
                    self._absorb_file(lake, file)
            self._connection.commit()

    def new_versions(self, documents: Iterable[Document]) -> list[Document]:
        """Return the documents whose content is new, one a version, and note them."""
        fresh = []
        with self._lock:
            for document in documents:
                if document.payload is None:
                    continue
                cursor = self._connection.execute(
                    "insert or ignore into versions values (?, ?)",
                    (document.offer_id, document.content_hash),
                )
                if cursor.rowcount:
                    fresh.append(document)
        return fresh

    def listed(self, offer_id: str) -> tuple[str, datetime | None] | None:
        """Return an offer's last content hash and the publisher's date of it.

        None where its last sighting names a content that the lake does not hold.
        """
        with self._lock:
            row = self._connection.execute(
                """
                select content_hash, updated_at
                from listings inner join versions using (offer_id, content_hash)
                where offer_id = ?
                """,
                (offer_id,),
            ).fetchone()
        if row is None:
            return None
        return row[0], None if row[1] is None else datetime.fromtimestamp(row[1], UTC)

    def close(self) -> None:
        """Close the index without keeping what was only noted."""
        self._connection.close()

    def _absorb_file(self, lake: Lake, file: LakeFile) -> None:
        try:
            with lake.open(file) as handle:
                keys = pq.read_table(handle, columns=KEYS[file.table])
        except (OSError, pa.ArrowException) as error:
            raise unreadable(file.path, error) from error
        # Each table's columns stand for the index's own, in the same order.
        rows = list(zip(*(column.to_pylist() for column in keys.columns), strict=True))
        if file.table != "sightings":
            self._insert_versions(row[:2] for row in rows)
        if file.table != "offers":
            self._insert_listings(rows)
        self._connection.execute("insert into absorbed values (?)", (file.path,))

    def _insert_versions(self, rows: Iterable[tuple[str, str]]) -> None:
        self._connection.executemany(
            "insert or ignore into versions values (?, ?)", rows
        )

    def _insert_listings(
        self, rows: Iterable[tuple[str, str, datetime | None]]
    ) -> None:
        self._connection.executemany(
            """
            insert into listings values (?, ?, ?)
            on conflict (offer_id) do update set
                content_hash = excluded.content_hash,
                updated_at = excluded.updated_at
            """,
            (
                (offer_id, content_hash, updated_at and updated_at.timestamp())
                for offer_id, content_hash, updated_at in rows
            ),
        )
