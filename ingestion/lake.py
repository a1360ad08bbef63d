"""The lake: a folder or a bucket of Parquet files, one folder a source and table.

A file counts only once dlt has written the marker of its whole package: what a
killed run left half written is invisible, and its name is reused by the next try.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import fsspec
import fsspec.config
from fsspec.core import url_to_fs

from ingestion.errors import LakeUnavailable

# A stalled socket is given up, and what may pass asked again, so often.
S3_BOUNDS = {
    "connect_timeout": 10,
    "read_timeout": 30,
    "retries": {"mode": "standard", "max_attempts": 3},
}


def bound_s3() -> None:
    """Bound each request to S3, ours and dlt's; `FSSPEC_S3` may say otherwise."""
    fsspec.config.conf.setdefault("s3", {}).setdefault("config_kwargs", S3_BOUNDS)


@dataclass(frozen=True)
class LakeFile:
    """One complete Parquet file; `path` is relative to the lake."""

    path: str
    table: str
    load_id: str


@dataclass(frozen=True)
class Lake:
    """Where the lake is, and how to list and open its files."""

    url: str

    def filesystem(self) -> tuple[fsspec.AbstractFileSystem, str]:
        """Return the file system and the lake's root in it."""
        bound_s3()
        try:
            filesystem, root = url_to_fs(self.url, use_listings_cache=False)
        except (OSError, ValueError, ImportError) as error:
            raise LakeUnavailable(
                f"the lake at {self.url} is out of reach: {error}"
            ) from (error)
        return filesystem, root.rstrip("/")

    def files(self, source: str, table: str) -> list[LakeFile]:
        """List a table's complete files, oldest package first.

        Raises: LakeUnavailable when the lake cannot be listed.
        """
        filesystem, root = self.filesystem()
        complete = {
            PurePosixPath(path).stem.split("__", 1)[1]
            for path in self._list(filesystem, f"{root}/{source}/_dlt_loads")
        }
        found = [
            LakeFile(f"{source}/{table}/{name}", table, load_id_of(name))
            for name in (
                PurePosixPath(path).name
                for path in self._list(filesystem, f"{root}/{source}/{table}")
            )
            if name.endswith(".parquet")
        ]
        return sorted(
            (file for file in found if file.load_id in complete),
            key=lambda file: (float(file.load_id), file.path),
        )

    def open(self, file: LakeFile) -> Any:
        """Open a file for reading.

        Raises: OSError when the file is gone or refused, LakeUnavailable when the lake
                does not answer.
        """
        filesystem, root = self.filesystem()
        try:
            return filesystem.open(f"{root}/{file.path}", "rb")
        except OSError:
            raise
        except Exception as error:  # each file system has its own errors
            raise LakeUnavailable(
                f"the lake's file {file.path} cannot be opened "
                f"({type(error).__name__}: {error}); check LAKE_URL and the network"
            ) from error

    def _list(self, filesystem: fsspec.AbstractFileSystem, folder: str) -> list[str]:
        try:
            return filesystem.ls(folder, detail=False)
        except FileNotFoundError:
            return []
        except Exception as error:  # each file system has its own errors
            raise LakeUnavailable(
                f"the lake folder {folder} cannot be listed "
                f"({type(error).__name__}: {error}); check LAKE_URL and its permissions"
            ) from error


def load_id_of(file_name: str) -> str:
    """Return the package of a file named `<seconds>.<fraction>.<file id>.parquet`."""
    return ".".join(file_name.split(".")[:2])


def unreadable(path: str, error: Exception) -> LakeUnavailable:
    """Word that one file of the lake is damaged or gone."""
    return LakeUnavailable(
        f"the lake's file {path} cannot be read ({type(error).__name__}: {error}); "
        "bring it back from the bucket's earlier versions, or remove it"
    )


def is_versioned(filesystem: fsspec.AbstractFileSystem) -> bool:
    """Tell whether what is removed may live on as an older version."""
    return "s3" in filesystem.protocol


def versions(filesystem: Any, bucket: str, prefix: str) -> Iterator[dict[str, Any]]:
    """List every version and mark of deletion; a mark has no `Size`."""
    start: dict[str, str] = {}
    while True:
        page = filesystem.call_s3(
            "list_object_versions", Bucket=bucket, Prefix=prefix, **start
        )
        yield from page.get("Versions", ())
        yield from page.get("DeleteMarkers", ())
        if not page.get("IsTruncated"):
            return
        start = {
            "KeyMarker": page["NextKeyMarker"],
            "VersionIdMarker": page["NextVersionIdMarker"],
        }


def write_whole(filesystem: fsspec.AbstractFileSystem, path: str, body: bytes) -> None:
    """Write a file that is seen whole or not at all."""
    if is_versioned(filesystem):
        filesystem.pipe_file(path, body)
    else:
        # A folder shows a file while it is being written: it gets its name at the end.
        filesystem.pipe_file(f"{path}.part", body)
        filesystem.mv(f"{path}.part", path)
