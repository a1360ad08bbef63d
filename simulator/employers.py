"""Invented employers and agencies: never a real company."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from simulator.draws import draw_one, mix_one
from simulator.places import without_accents
from simulator.vocabulary import Vocabulary

T = TypeVar("T")

STAFF = (3, 8, 15, 35, 80, 150, 320, 700, 1800, 6000)
TRANCHES = (
    (5, "1 ou 2 salariés"),
    (10, "6 à 9 salariés"),
    (20, "10 à 19 salariés"),
    (50, "20 à 49 salariés"),
    (100, "50 à 99 salariés"),
    (200, "100 à 199 salariés"),
    (500, "250 à 499 salariés"),
    (1000, "500 à 999 salariés"),
    (2000, "1 000 à 1 999 salariés"),
    (10**9, "5 000 à 9 999 salariés"),
)


@dataclass(frozen=True)
class Employer:
    """Who hires, or who recruits for them."""

    id: str
    name: str
    sector: str
    naf: tuple[str, str]
    activity: str
    staff: int
    founded: int
    is_agency: bool = False

    @property
    def slug(self) -> str:
        return slugify(self.name)

    @property
    def tranche(self) -> str:
        return next(label for limit, label in TRANCHES if self.staff < limit)


def slugify(text: str) -> str:
    """Turn a name into the part of an address: `Éco & Cie` → `eco-cie`."""
    return re.sub(r"[^a-z0-9]+", "-", without_accents(text).lower()).strip("-")


def stem(vocabulary: Vocabulary, number: int) -> str:
    """Build an invented name; different numbers give different names."""
    stems = vocabulary.names["stems"]
    number, head = divmod(number, len(stems["heads"]))
    number, tail = divmod(number, len(stems["tails"]))
    number, middle = divmod(number, len(stems["middles"]) + 1)
    # The first few hundred names do without a middle syllable, the first eight
    # thousand without a second one.
    number, second = divmod(number, len(stems["middles"]) + 1)
    syllables = ["", *stems["middles"]]
    name = "".join(
        (
            stems["heads"][head],
            syllables[middle],
            syllables[second],
            stems["tails"][tail],
        )
    )
    return name if number == 0 else f"{name} {_roman(number + 1)}"


def _roman(number: int) -> str:
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, sign in signs:
        while number >= value:
            written += sign
            number -= value
    return written


class Employers:
    """The employers of a world: a few recruit a lot, most once."""

    def __init__(self, vocabulary: Vocabulary, seed: int, offers: int) -> None:
        self.vocabulary = vocabulary
        self.seed = seed
        self.per_sector = max(40, offers // 25)
        self._made: dict[tuple[str, int, bool], Employer] = {}

    def hiring(self, key: int, sector: str, public: bool = False) -> Employer:
        """Return the employer behind an offer's facts."""
        skewed = draw_one(key, "employer") ** 2
        return self._employer(sector, int(skewed * self.per_sector), public)

    def agency(self, key: int) -> Employer:
        """Return the agency that advertises for someone else."""
        number = int(draw_one(key, "agency") ** 2 * max(12, self.per_sector // 2))
        return self._employer("agence", number, False)

    def _employer(self, sector: str, number: int, public: bool) -> Employer:
        name = (sector, number, public)
        if name not in self._made:
            if len(self._made) > 50_000:
                self._made.clear()
            self._made[name] = self._make(sector, number, public)
        return self._made[name]

    def _make(self, sector: str, number: int, public: bool) -> Employer:
        agency = sector == "agence"
        offset = 0 if agency else 1 + list(self.vocabulary.sectors).index(sector)
        key = mix_one(self.seed ^ mix_one(offset * 1_000_003 + number * 2 + public))
        # Trades that no public employer of their own practises are the State's.
        home = sector
        if public and "public_names" not in self.vocabulary.sectors[sector]:
            home = "public"
        entry = self.vocabulary.sectors.get(home, {})
        own = "public_names" if public and home != "public" else "names"
        patterns = self.vocabulary.names["agencies"] if agency else entry[own]
        form = (
            "" if public else _pick(self.vocabulary.names["legal_forms"], key, "form")
        )
        core = stem(self.vocabulary, number * 31 + offset * 8)
        code, label = ("78.20Z", "Activités des agences de travail temporaire")
        if not agency:
            code, label = _pick(entry["naf"], key, "naf")
        return Employer(
            id=f"{'public-' if public else ''}{sector}-{number}",
            name=_pick(patterns, key, "pattern").format(stem=core) + form,
            sector=home,
            naf=(code, label),
            activity=_pick(entry.get("activity", ["agence d'emploi"]), key, "activity"),
            staff=_pick(STAFF, key, "staff"),
            founded=1950 + int(draw_one(key, "founded") * 74),
            is_agency=agency,
        )


def _pick(options: Sequence[T], key: int, tag: str) -> T:
    return options[int(draw_one(key, tag) * len(options))]
