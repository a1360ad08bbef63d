"""Reads a folder of labels; its README gives the formats."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.errors import EvaluationFailed

Record = dict[str, Any]
OfferId = tuple[str, str]  # source, the publisher's own identifier

PAIRS, OFFERS, OCCUPATIONS = (
    "duplicate_pairs.jsonl",
    "offers.jsonl",
    "occupations.jsonl",
)


@dataclass(frozen=True)
class Labels:
    """What readers found in some offers; an absent file is an empty list."""

    pairs: list[Record]
    offers: list[Record]
    occupations: list[Record]
    fingerprint: str  # of the three files, to tell one labelled set from another


def read_labels(folder: Path) -> Labels:
    """Read the labels of a folder.

    Raises: EvaluationFailed where there is none, or a line is not JSON.
    """
    names = (PAIRS, OFFERS, OCCUPATIONS)
    if not any((folder / name).exists() for name in names):
        raise EvaluationFailed(
            f"no labels in {folder}: it holds none of {', '.join(names)}; "
            "name the folder: make evaluate LABELS=…"
        )
    digest = hashlib.sha256()
    for name in names:
        if (folder / name).exists():
            digest.update((folder / name).read_bytes())
    pairs, offers, occupations = (list(lines(folder / name)) for name in names)
    return Labels(pairs, offers, occupations, digest.hexdigest()[:12])


def lines(path: Path) -> Iterator[Record]:
    """Yield the records of a file of JSON lines, plain or compressed.

    Raises: EvaluationFailed naming the line that is not JSON.
    """
    if not path.exists():
        return
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise EvaluationFailed(
                        f"{path}, line {number} is not JSON: {error}"
                    ) from error


def offer_id(reference: Record) -> OfferId:
    """Return the key of an offer that a label names."""
    return reference["source"], reference["offer_id"]
