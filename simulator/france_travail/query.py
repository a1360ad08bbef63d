"""Reading a search's parameters: ranges, dates, codes, and what is refused.

Names that the publisher does not know are ignored without a word, as it does:
a misspelt filter answers with the whole country.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from simulator.france_travail.errors import (
    RANGE_TOO_WIDE,
    BadRequest,
    bad_format,
    bad_value,
    start_too_far,
)
from simulator.france_travail.listing import Listing

DAY = 86_400
_RANGE = re.compile(r"(\d+)-(\d+)")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# `motsCles`: the characters that OpenAPI allows, and accents, which it forgets.
_KEYWORDS = re.compile(r"""[\w \-,@#$%^&+./"'’()]*""")

# Parameters that hold codes: name → (column, how many codes at most).
CODES = {
    "departement": ("departement", 5),
    "region": ("region", 5),
    "codeROME": ("rome", 200),
    "experienceExigence": ("exigence", 1),
    "typeContrat": ("type", 20),
    "natureContrat": ("nature", 20),
}
GRAND_DOMAINES = ("A B C C15 D E F G H I J K L L14 M M13 M14 M15 M16 M17 M18 N").split()


@dataclass(frozen=True)
class Limits:
    """What the publisher allows: clients must find out."""

    cap: int = 3150
    page_size: int = 150

    @property
    def last_start(self) -> int:
        return self.cap - self.page_size


@dataclass
class Query:
    """A search, understood.

    `codes` maps a column to the numbers accepted; `contracts` are alternatives
    (type or nature). Dates are Unix seconds, inclusive.
    """

    first: int
    last: int
    since: int | None = None
    until: int | None = None
    codes: dict[str, set[int]] = field(default_factory=dict)
    contracts: dict[str, set[int]] = field(default_factory=dict)
    rome_prefixes: list[str] = field(default_factory=list)
    commune: str | None = None
    distance: float = 10.0
    keywords: list[str] = field(default_factory=list)

    def filters(self) -> tuple:
        """Return what decides the matching offers, whatever the page."""
        return (
            self.since,
            self.until,
            tuple(sorted((k, tuple(sorted(v))) for k, v in self.codes.items())),
            tuple(sorted((k, tuple(sorted(v))) for k, v in self.contracts.items())),
            tuple(self.rome_prefixes),
            self.commune,
            self.distance,
            tuple(self.keywords),
        )


def read_query(
    parameters: Mapping[str, str], listing: Listing, limits: Limits, now: int
) -> Query:
    """Understand a search, or refuse it as the publisher would."""
    first, last = read_range(parameters.get("range"), limits)
    query = Query(first, last)
    query.since, query.until = _dates(parameters, now)
    for name, (column, most) in CODES.items():
        if value := parameters.get(name):
            wanted = _codes(name, value, most, listing.numbers[column])
            group = query.contracts if column in ("type", "nature") else query.codes
            group[column] = wanted
    _simple_choices(parameters, query, listing)
    _domains(parameters, query)
    if value := parameters.get("commune"):
        query.commune = value
        if not value.isalnum() and "," not in value:
            raise bad_value("commune")
        query.distance = _number(parameters.get("distance", "10"), "distance")
    if value := parameters.get("motsCles"):
        query.keywords = _keywords(value)
    return query


def read_range(value: str | None, limits: Limits) -> tuple[int, int]:
    """Read `p-d`; without it, the first page."""
    if value is None:
        return 0, limits.page_size - 1
    match = _RANGE.fullmatch(value)
    if not match or int(match[2]) < int(match[1]):
        raise BadRequest(
            "Format du paramètre « range » incorrect. <entier>-<entier> attendu."
        )
    first, last = int(match[1]), int(match[2])
    if last - first + 1 > limits.page_size:
        raise BadRequest(RANGE_TOO_WIDE)
    if first > limits.last_start:
        raise start_too_far(limits.last_start)
    return first, min(last, limits.cap - 1)


def _dates(parameters: Mapping[str, str], now: int) -> tuple[int | None, int | None]:
    since, until = None, None
    if value := parameters.get("publieeDepuis"):
        if value not in ("1", "3", "7", "14", "31"):
            raise bad_format("publieeDepuis", "1, 3, 7, 14 ou 31")
        since = now - int(value) * DAY
    names = ("minCreationDate", "maxCreationDate")
    given = [parameters.get(name) for name in names]
    if not any(given):
        return since, until
    if not all(given):
        missing = names[given.index(None)] if None in given else names[0]
        raise BadRequest(
            "Les paramètres « minCreationDate » et « maxCreationDate » sont requis "
            f"ensemble : « {missing} » absent."
        )
    lowest, highest = (
        _instant(name, value or "") for name, value in zip(names, given, strict=True)
    )
    return max(lowest, since or lowest), highest


def _instant(name: str, value: str) -> int:
    expected = "yyyy-MM-dd'T'hh:mm:ss'Z'"
    if not _INSTANT.fullmatch(value):
        raise bad_format(name, expected)
    try:
        moment = datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        raise bad_format(name, expected) from None
    return int(moment.replace(tzinfo=UTC).timestamp())


def _codes(name: str, value: str, most: int, numbers: dict[str, int]) -> set[int]:
    codes = [code.strip() for code in value.split(",")]
    if len(codes) > most:
        raise bad_value(name)
    unknown = [code for code in codes if code not in numbers]
    if unknown and (name != "codeROME" or not _looks_like_rome(unknown)):
        if name == "experienceExigence":
            raise bad_format(name, "D, E ou S")
        raise bad_value(name)
    return {numbers[code] for code in codes if code in numbers}


def _looks_like_rome(codes: list[str]) -> bool:
    """A well-formed code that no offer carries is no error: it matches nothing."""
    return all(re.fullmatch(r"[A-N]\d{4}", code) for code in codes)


def _simple_choices(
    parameters: Mapping[str, str], query: Query, listing: Listing
) -> None:
    """Read the parameters with a handful of values."""
    choices = {
        "experience": ("experience", "01234", "0, 1, 2, 3 ou 4"),
        "qualification": ("cadre", "09", "0 ou 9"),
        "origineOffre": ("origin", "12", "1 ou 2"),
    }
    for name, (column, allowed, expected) in choices.items():
        value = parameters.get(name)
        if not value:
            continue
        if len(value) != 1 or value not in allowed:
            raise bad_format(name, expected)
        query.codes[column] = {listing.numbers[column].get(value, -2)}
    if value := parameters.get("tempsPlein"):
        if value not in ("true", "false"):
            raise bad_format("tempsPlein", "Booléen")
        query.codes["full_time"] = {listing.numbers["full_time"][value]}


def _domains(parameters: Mapping[str, str], query: Query) -> None:
    if value := parameters.get("grandDomaine"):
        codes = value.split(",")
        if any(code not in GRAND_DOMAINES for code in codes):
            raise bad_format("grandDomaine", ", ".join(GRAND_DOMAINES))
        query.rome_prefixes += codes
    if value := parameters.get("domaine"):
        codes = value.split(",")
        if any(not re.fullmatch(r"[A-N]\d{2}", code) for code in codes):
            raise bad_value("domaine")
        query.rome_prefixes += codes


def _number(value: str, name: str) -> float:
    if not value.isdigit():
        raise bad_format(name, "Entier")
    return float(value)


def _keywords(value: str) -> list[str]:
    words = [word.strip() for word in value.split(",") if word.strip()]
    if len(words) > 7:
        raise BadRequest("Le nombre de mots clés ne doit pas dépasser 7.")
    if not _KEYWORDS.fullmatch(value) or any(len(word) < 2 for word in words):
        raise bad_value("motsCles")
    return words
