"""Puts corpus and labelled records into one folder that the simulator replays."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from evaluation.errors import EvaluationFailed
from evaluation.labels import Labels, Record, lines

# What tells an offer's occupation beside its text.
CODED = ("romeCode", "romeLibelle", "appellationlibelle")
FRANCE_TRAVAIL, WTTJ = "france_travail*.jsonl*", "wttj*.jsonl*"


def write_recording(corpus: Path, labelled: Path, labels: Labels, into: Path) -> None:
    """Write the recording of an evaluation: no labelled code can be learnt from it.

    A labelled record takes the place of the corpus' versions of the same offer. The
    ROME code is hidden on every labelled offer, and on every offer with the title of
    one whose code is asked for: those titles are unseen in training.

    Raises: EvaluationFailed when the corpus is no folder, or none holds an offer.
    """
    if not corpus.is_dir():
        raise EvaluationFailed(
            f"the corpus {corpus} is no folder; name one of recorded offers, or "
            "that of the labels: make evaluate LABELS=… CORPUS=…"
        )
    into.mkdir(parents=True, exist_ok=True)
    offers = read_both(corpus, labelled, FRANCE_TRAVAIL, lambda record: record["id"])
    jobs = read_both(
        corpus,
        labelled,
        WTTJ,
        lambda record: (record["organization"]["slug"], record["slug"]),
    )
    if not offers and not jobs:
        raise EvaluationFailed(f"no recorded offers in {corpus} or {labelled}")
    hide_occupations(offers, labels)
    write(offers, into / "france_travail.jsonl.gz")
    write(jobs, into / "wttj.jsonl.gz")
    for path in sorted(corpus.glob("service_public*.json")):
        (into / path.name).write_bytes(path.read_bytes())
    for place in (corpus, corpus.parent / "reference" / "rome"):
        for path in sorted(place.glob("rome_*.csv")):
            (into / path.name).write_bytes(path.read_bytes())


def read_both(corpus: Path, labelled: Path, pattern: str, key) -> list[Record]:
    """Return the labelled records and those of the corpus that are not labelled."""
    own = [r for path in sorted(labelled.glob(pattern)) for r in lines(path, key)]
    taken = {key(record) for record in own}
    return own + [
        record
        for path in sorted(corpus.glob(pattern))
        for record in lines(path, key)
        if key(record) not in taken
    ]


def hide_occupations(offers: list[Record], labels: Labels) -> None:
    """Remove the code from labelled offers, and from those with a coded title."""
    own = {label["offer_id"] for label in [*labels.occupations, *labels.offers]}
    coded = {label["offer_id"] for label in labels.occupations}
    titles = {folded(o.get("intitule", "")) for o in offers if o["id"] in coded}
    for offer in offers:
        if offer["id"] in own or folded(offer.get("intitule", "")) in titles:
            for name in CODED:
                offer.pop(name, None)


def folded(text: str) -> str:
    """Return a text's words without case, accents and signs."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9+#]+", letters))


def write(records: Iterable[Record], path: Path) -> None:
    """Write compressed JSON lines."""
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
