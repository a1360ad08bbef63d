"""Recorded real offers, served through the same doors as the generated ones.

A folder may hold `france_travail*.jsonl.gz`, `wttj*.jsonl.gz` (jobs in the shape
of the site's store), `service_public*.json`, and the two ROME lists that France
Travail publishes as open data, `rome_appellations.csv` and `rome_metiers.csv`, which
may also lie in `../reference/rome`. What is missing is an empty list.
"""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.wttj.pages import organization_slug

Record = dict[str, Any]


class UnreadableRecording(Exception):
    """A folder or file of recorded offers that cannot be served."""


@dataclass(frozen=True)
class Recording:
    """What the folders hold: versions of offers by id, jobs by address, rows."""

    offers: dict[str, list[Record]]  # oldest version first
    jobs: dict[tuple[str, str, str], Record]
    rows: list[Record]
    appellations: list[Record]  # of ROME, in the shape of the API


def read_recording(folders: tuple[str, ...]) -> Recording:
    """Read all folders; the same offer in two of them is one offer."""
    offers: dict[str, list[Record]] = {}
    jobs: dict[tuple[str, str, str], Record] = {}
    rows: list[Record] = []
    appellations: list[Record] = []
    for folder in map(Path, folders):
        if not folder.is_dir():
            raise UnreadableRecording(f"no folder {folder}: --replay wants one")
        for path in sorted(folder.glob("france_travail*.jsonl.gz")):
            for record in _lines(path):
                offers.setdefault(record["id"], []).append(record)
        for path in sorted(folder.glob("wttj*.jsonl.gz")):
            for record in _lines(path):
                jobs[address_of(record)] = record
        for path in sorted(folder.glob("service_public*.json")):
            rows += json.loads(path.read_text(encoding="utf-8"))
        appellations = appellations or read_appellations(folder)
    for versions in offers.values():
        versions.sort(key=lambda v: v.get("dateActualisation") or "")
    return Recording(offers, jobs, rows, appellations)


def read_appellations(folder: Path) -> list[Record]:
    """Return ROME's appellations as the API tells them; none where no list lies."""
    for place in (folder, folder.parent / "reference" / "rome"):
        if (place / "rome_appellations.csv").is_file():
            occupations = {
                row["rome_code"]: row for row in _table(place / "rome_metiers.csv")
            }
            return [
                _appellation(row, occupations.get(row["rome_code"], {}))
                for row in _table(place / "rome_appellations.csv")
            ]
    return []


def address_of(job: Record) -> tuple[str, str, str]:
    """Return language, organization and slug: what a page's address is made of."""
    return job.get("language") or "fr", organization_slug(job), job["slug"]


def _lines(path: Path) -> Iterator[Record]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                if line.strip():
                    yield json.loads(line)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise UnreadableRecording(f"cannot read {path}: {error}") from error


def _table(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, ValueError) as error:
        raise UnreadableRecording(f"cannot read {path}: {error}") from error


def _appellation(row: dict[str, str], occupation: dict[str, str]) -> Record:
    code = row["rome_code"]
    return {
        "code": row["ogr_code"],
        "libelle": row["appellation_label"],
        "metier": {"code": code, "libelle": occupation.get("rome_label")},
        "romeParent": {"code": occupation.get("rome_parent_code") or code},
    }
