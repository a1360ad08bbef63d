"""Answering a search: which offers match, which page, which aggregations."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.france_travail.listing import Listing
from simulator.france_travail.query import Query
from simulator.places import Places, without_accents

_KEPT_SEARCHES = 64


@dataclass(frozen=True)
class Found:
    """The offers that match, oldest first, and how they divide."""

    rows: NDArray[np.int64]
    aggregations: list[dict[str, Any]]

    @property
    def total(self) -> int:
        return len(self.rows)

    def page(self, first: int, last: int) -> list[int]:
        """Return a page of rows, newest first."""
        newest = self.rows[::-1]
        return newest[first : last + 1].tolist()


class Searcher:
    """Finds offers in a listing; remembers the latest searches, which are paged."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._kept: OrderedDict[tuple, Found] = OrderedDict()

    def find(self, listing: Listing, query: Query) -> Found:
        """Find what matches a query."""
        key = (listing.version, query.filters())
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        rows = self._window(listing, query)
        rows = self._filtered(listing, query, rows)
        if query.keywords:
            rows = _with_keywords(listing, query.keywords, rows)
        found = Found(rows, aggregations(listing, rows))
        self._kept[key] = found
        if len(self._kept) > _KEPT_SEARCHES:
            self._kept.popitem(last=False)
        return found

    def _window(self, listing: Listing, query: Query) -> NDArray:
        created = listing.open_created
        first, last = 0, len(created)
        if query.since is not None:
            first = int(np.searchsorted(created, query.since, side="left"))
        if query.until is not None:
            last = int(np.searchsorted(created, query.until, side="right"))
        return listing.open_rows[first:last]

    def _filtered(self, listing: Listing, query: Query, rows: NDArray) -> NDArray:
        for column, wanted in query.codes.items():
            if column == "experience" and 4 in wanted:
                continue
            rows = rows[_among(listing.columns[column][rows], wanted)]
        if query.contracts:  # a type or a nature: either will do
            kept = np.zeros(len(rows), bool)
            for column, wanted in query.contracts.items():
                kept |= _among(listing.columns[column][rows], wanted)
            rows = rows[kept]
        if query.rome_prefixes:
            wanted = {
                number
                for code, number in listing.numbers["rome"].items()
                if code.startswith(tuple(query.rome_prefixes))
            }
            rows = rows[_among(listing.columns["rome"][rows], wanted)]
        if query.commune:
            rows = rows[self._near(listing, query, rows)]
        return rows

    def _near(self, listing: Listing, query: Query, rows: NDArray) -> NDArray:
        wanted: set[int] = set()
        for code in (query.commune or "").split(","):
            commune = self.places.by_code.get(code)
            if commune:
                wanted.update(self.places.within(commune, query.distance))
        return _among(listing.columns["commune"][rows], wanted)


def _among(values: NDArray, wanted: set[int]) -> NDArray[np.bool_]:
    if len(wanted) == 1:
        return values == next(iter(wanted))
    return np.isin(values, list(wanted))


def _with_keywords(listing: Listing, keywords: list[str], rows: NDArray) -> NDArray:
    """Keep offers whose title or labels hold every keyword (slow: writes them)."""
    folded = [without_accents(word).lower() for word in keywords]
    kept = []
    for row in rows.tolist():
        offer = listing.write(row)
        parts = [offer.get("intitule"), offer.get("romeCode"), offer.get("romeLibelle")]
        parts += [c.get("libelle") for c in offer.get("competences") or []]
        parts += [c.get("libelle") for c in offer.get("langues") or []]
        parts += [c.get("libelle") for c in offer.get("permis") or []]
        text = without_accents(" ".join(p for p in parts if p)).lower()
        if all(word in text for word in folded):
            kept.append(row)
    return np.array(kept, np.int64)


_AGGREGATED = {
    "typeContrat": "type",
    "experience": "experience",
    "qualification": "cadre",
    "natureContrat": "nature",
}


def aggregations(listing: Listing, rows: NDArray) -> list[dict[str, Any]]:
    """Count the matching offers by the filters that could narrow them."""
    answer = []
    for name, column in _AGGREGATED.items():
        values = listing.columns[column][rows]
        counts = np.bincount(values[values >= 0], minlength=len(listing.codes[column]))
        possible = [
            {"valeurPossible": code, "nbResultats": int(count)}
            for code, count in zip(listing.codes[column], counts, strict=True)
            if count
        ]
        answer.append({"filtre": name, "agregation": possible})
    return answer
