"""Reads a folder of labels; its README gives the formats."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
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

    Raises: EvaluationFailed where there is none, or one of them cannot be read.
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
    return Labels(
        list(lines(folder / PAIRS, asked_of_pair)),
        list(lines(folder / OFFERS, asked_of_offer)),
        list(lines(folder / OCCUPATIONS, offer_id)),
        digest.hexdigest()[:12],
    )


def lines(path: Path, asked: Callable[[Record], Any]) -> Iterator[Record]:
    """Yield the records of a file of JSON lines, plain or compressed.

    `asked` takes from a record what will be asked of it.

    Raises: EvaluationFailed naming the line that lacks it, or the file that cannot be
            read.
    """
    if not path.exists():
        return
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield record_of(line, asked, f"{path}, line {number}")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise EvaluationFailed(f"{path} cannot be read: {error}") from error


def record_of(line: str, asked: Callable[[Record], Any], place: str) -> Record:
    """Return a line's record, or raise EvaluationFailed with its place."""
    try:
        record = json.loads(line)
        asked(record)
    except ValueError as error:
        raise EvaluationFailed(f"{place} is not JSON: {error}") from error
    except KeyError as error:
        raise EvaluationFailed(f"{place} has no {error}") from error
    except (TypeError, AttributeError) as error:
        raise EvaluationFailed(f"{place} is no record of an offer: {error}") from error
    return record


def offer_id(reference: Record) -> OfferId:
    """Return the key of an offer that a label names."""
    return reference["source"], reference["offer_id"]


def asked_of_pair(pair: Record) -> tuple:
    """Return what the tasks ask of a labelled pair."""
    return offer_id(pair["a"]), offer_id(pair["b"]), pair["same_opening"]


def asked_of_offer(offer: Record) -> tuple:
    """Return what the tasks ask of an offer that was read by hand."""
    fields = ("remote", "experience_min_months", "contract")
    return offer_id(offer), offer["salary"]["basis"], *(offer[name] for name in fields)
