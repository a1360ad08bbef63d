"""Where offers are: communes by population, and how publishers spell places."""

from __future__ import annotations

import csv
import math
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.draws import draw_one, mix_one

REPOSITORY = Path(__file__).resolve().parents[1]
COMMUNES = REPOSITORY / "ingestion" / "sources" / "references" / "communes.csv"
DEPARTEMENTS = REPOSITORY / "seeds" / "departements.csv"
CENTRES = Path(__file__).parent / "lexicon" / "departement_centres.csv"

# The three towns whose offers are spread over arrondissements.
DIVIDED = {"75056": "PARIS", "69123": "LYON", "13055": "MARSEILLE"}


@dataclass(frozen=True)
class Commune:
    """A commune or arrondissement. Coordinates are approximate: INSEE's list
    has none, so they scatter around the middle of the département."""

    index: int
    code: str
    name: str
    departement: str
    region: str
    postal_codes: tuple[str, ...]
    population: int
    parent: str

    def __hash__(self) -> int:
        return self.index

    @property
    def postal_code(self) -> str:
        return self.postal_codes[0] if self.postal_codes else self.code

    @property
    def label(self) -> str:
        """Spell it the publisher's way: `44 - ST NAZAIRE`, `75 - PARIS 10`."""
        return f"{self.departement} - {capital_name(self)}"

    @property
    def town(self) -> str:
        """Return the name people use: Paris, not Paris 10e Arrondissement."""
        return DIVIDED[self.parent].title() if self.parent in DIVIDED else self.name


@dataclass(frozen=True)
class Departement:
    """A département, its region, and the publisher's odd spelling of it."""

    code: str
    name: str
    region_code: str
    region_name: str
    latitude: float
    longitude: float

    @property
    def label(self) -> str:
        return f"{self.code} - {odd_departement_name(self.name, self.code)}"


class Places:
    """The communes offers are drawn from, with their départements and regions."""

    def __init__(self) -> None:
        centres = {row["departement_code"]: row for row in read_csv(CENTRES)}
        self.departements = [
            Departement(
                row["departement_code"],
                row["departement_name"],
                row["region_code"],
                row["region_name"],
                float(centres[row["departement_code"]]["latitude"]),
                float(centres[row["departement_code"]]["longitude"]),
            )
            for row in read_csv(DEPARTEMENTS)
            if row["departement_code"] in centres
        ]
        self.regions = {d.region_code: d.region_name for d in self.departements}
        self._by_departement = {d.code: d for d in self.departements}
        numbers = {d.code: i for i, d in enumerate(self.departements)}
        region_numbers = {code: i for i, code in enumerate(self.regions)}
        rows = [r for r in read_csv(COMMUNES) if r["departement_code"] in numbers]
        self.communes = [_commune(i, row) for i, row in enumerate(rows)]
        self.by_code = {c.code: c for c in self.communes}
        self.departement_of = np.array(
            [numbers[c.departement] for c in self.communes], np.int16
        )
        self.region_of = np.array(
            [region_numbers[c.region] for c in self.communes], np.int16
        )
        self.departement_numbers = numbers
        self.region_numbers = region_numbers
        # Jobs gather in towns more than people do.
        weights = [
            0.0 if c.code in DIVIDED else c.population**1.1 for c in self.communes
        ]
        self.cumulative: NDArray[np.float64] = np.cumsum(weights)

    def departement(self, code: str) -> Departement:
        return self._by_departement[code]

    def coordinates(self, commune: Commune) -> tuple[float, float]:
        """Return an approximate latitude and longitude, always the same."""
        centre = self._by_departement[commune.departement]
        key = mix_one(commune.index)
        spread = 0.05 if commune.departement in ("75", "92", "93", "94") else 0.25
        return (
            round(centre.latitude + (draw_one(key, "lat") - 0.5) * 2 * spread, 6),
            round(centre.longitude + (draw_one(key, "lon") - 0.5) * 2 * spread, 6),
        )

    def within(self, commune: Commune, kilometres: float) -> list[int]:
        """List the communes (their indexes) no farther than a distance."""
        if commune.departement == "75":
            return [c.index for c in self.communes if c.departement == "75"]
        latitudes, longitudes = self._coordinate_arrays()
        latitude, longitude = latitudes[commune.index], longitudes[commune.index]
        north = (latitudes - latitude) * 111.2
        east = (longitudes - longitude) * 111.2 * math.cos(math.radians(latitude))
        near = np.flatnonzero(north**2 + east**2 <= (kilometres * 1.3) ** 2)
        return near.tolist() if kilometres > 0 else [commune.index]

    @lru_cache(maxsize=1)  # noqa: B019  (one instance a process)
    def _coordinate_arrays(self) -> tuple[NDArray, NDArray]:
        pairs = np.array([self.coordinates(c) for c in self.communes])
        return pairs[:, 0], pairs[:, 1]


def read_csv(path: Path) -> list[dict[str, str]]:
    """Read a small CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _commune(index: int, row: dict[str, str]) -> Commune:
    return Commune(
        index,
        row["insee_code"],
        row["commune_name"],
        row["departement_code"],
        row["region_code"],
        tuple(row["postal_codes"].split("|")) if row["postal_codes"] else (),
        int(row["population"] or 0),
        row["parent_insee_code"],
    )


def without_accents(text: str) -> str:
    """Remove accents and split ligatures."""
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65_536)
def capital_name(commune: Commune) -> str:
    """Spell a commune as postal services do: capitals, no accent, ST for SAINT."""
    if commune.parent in DIVIDED:
        return f"{DIVIDED[commune.parent]} {commune.code[-2:]}"
    words = without_accents(commune.name).upper()
    words = words.replace("-", " ").replace("'", " ").split()
    short = {"SAINT": "ST", "SAINTE": "STE"}
    return " ".join(short.get(word, word) for word in words)


_TURNED = ("Haute", "Hautes", "Haut", "Bas")


def odd_departement_name(name: str, code: str) -> str:
    """Spell a département as the publisher does: `Savoie (Haute)`, `Paris (Dept.)`."""
    if code == "75":
        return "Paris (Dept.)"
    first, _, rest = name.partition("-")
    if first in _TURNED and rest and code not in ("92",):
        return f"{rest.replace('-', ' ')} ({first})"
    return name.replace("-", " ") if code != "93" else name


@lru_cache(maxsize=1)
def places() -> Places:
    """Read the places once a process."""
    return Places()
