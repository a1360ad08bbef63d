"""Reads the API's own words about its limits."""

import re
from dataclasses import dataclass

from ingestion.errors import UnexpectedAnswer

CONTENT_RANGE = re.compile(r"^\s*\w*\s*(?:(\d+)-(\d+)|\*)/(\d+)\s*$")


@dataclass(frozen=True)
class ContentRange:
    """Positions `first` to `last` (0-based, inclusive; None when empty) of `total`."""

    first: int | None
    last: int | None
    total: int


@dataclass(frozen=True)
class Limits:
    """How far one query reaches: `page` offers an answer, `reach` in all."""

    page: int
    reach: int


def parse_content_range(value: str | None) -> ContentRange:
    """Read the `Content-Range` of a search answer, such as `offres 0-149/9981`.

    Units:  positions are 0-based and inclusive; `total` counts offers.
    Raises: UnexpectedAnswer, with the header's value, on any other form.
    Source: France Travail, OpenAPI "Offres d'emploi v2", header Content-Range.
    """
    found = CONTENT_RANGE.match(value or "")
    if not found:
        raise UnexpectedAnswer(
            f"France Travail sent Content-Range {value!r}, not `offres p-d/t`; "
            "its protocol may have changed"
        )
    first, last, total = found.groups()
    return ContentRange(
        int(first) if first else None, int(last) if last else None, int(total)
    )


def highest_start(message: str) -> int | None:
    """Return the last allowed start position that a refusal names, if it does.

    Source: "La position de début doit être inférieure ou égale à 3000."
    """
    numbers = re.findall(r"\d+", message)
    return int(numbers[-1]) if "position" in message and numbers else None
