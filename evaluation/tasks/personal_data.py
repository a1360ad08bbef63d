"""Personal data left in what landed.

The patterns are other ones than the collector's: a pattern finds nothing that its
own mask missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from evaluation.labels import OfferId
from evaluation.scores import WORST_SHOWN, Score, share

PATTERNS = {
    "e-mail": re.compile(r"[^\s@,;<>()\"]{1,64}@[^\s@,;<>()\"]{1,64}\.[A-Za-z]{2,12}"),
    "telephone": re.compile(
        r"(?<![\w/=.-])(?:\+33|0033|0)[ .-]?[1-9](?:[ .-]?[0-9]){8}(?![\w/])"
    ),
    "name": re.compile(
        r"\b(?:contact(?:er)?|recrut(?:eur|euse))\s*:\s*(?:M\.|Mme|Mlle)\s+[A-Z][a-z]+"
    ),
}


def score_personal_data(texts: Iterable[tuple[OfferId, str]]) -> Score:
    """Count what looks like personal data in the landed texts, and clean documents."""
    left, documents, touched = [], 0, 0
    for key, text in texts:
        documents += 1
        here = [
            f"{key}: {kind} at character {match.start()}"
            for kind, pattern in PATTERNS.items()
            for match in pattern.finditer(text)
        ]
        touched += bool(here)
        left += here
    return Score(
        "personal_data",
        {"clean_documents": share(documents - touched, documents)},
        {"left": len(left)},
        left[:WORST_SHOWN],
    )
