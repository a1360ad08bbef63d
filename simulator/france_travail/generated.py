"""The generated offers as a listing that can be searched."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.draws import draw
from simulator.facts import EXIGENCES as DRAWN_EXIGENCES
from simulator.facts import EXPERIENCES, FactBook
from simulator.france_travail.identifiers import candidates, identifier
from simulator.france_travail.labels import NATURE_LABELS
from simulator.france_travail.listing import EXIGENCES, TYPES, UNKNOWN, Listing
from simulator.france_travail.offers import OfferWriter
from simulator.stock import Stock, open_at
from simulator.traits import Traits
from simulator.world import SHAPES

NATURES = tuple(NATURE_LABELS)
BANDS = ("0", "1", "2", "3")


class GeneratedOffers:
    """Keeps the listing of the generated offers abreast of the clock."""

    def __init__(self, book: FactBook) -> None:
        self.book = book
        self.stock = Stock(book.world, "france_travail")
        self.writer = OfferWriter(book)
        self._instant: int | None = None
        self._listing: Listing | None = None
        self._traits: Traits | None = None

    def at(self, instant: int) -> Listing:
        """Return the listing of an instant."""
        if self._listing is not None and self._instant == instant:
            return self._listing
        traits = self.stock.load(instant)
        self._instant = instant
        rows = np.flatnonzero(open_at(traits, instant))
        if self._listing is not None and self._traits is traits:
            self._listing.set_open(rows)
            return self._listing
        self._traits = traits
        self._listing = Listing(
            created=traits.created,
            columns=columns(traits, self.book),
            codes=codes(self.book),
            open_rows=rows,
            write=self.write,
            identify=self.identify,
            find=self.find,
        )
        return self._listing

    def write(self, row: int) -> dict[str, Any]:
        """Write one offer as it stands now."""
        assert self._traits is not None and self._instant is not None
        return self.writer.write(self._traits, row, self._instant).payload

    def identify(self, row: int) -> str:
        """Return an offer's identifier, a thousand times faster than writing it."""
        assert self._traits is not None
        return identifier(
            int(self._traits.serial[row]), bool(self._traits.partner[row])
        )

    def find(self, offer_id: str) -> int | None:
        """Return the row of an identifier, open or not."""
        traits = self._traits
        assert traits is not None
        lowest, highest = int(traits.serial.min()), int(traits.serial.max())
        for serial, partner in candidates(offer_id, lowest, highest):
            row = self.stock.row_of(serial)
            if row is not None and bool(traits.partner[row]) == partner:
                return row
        return None


def codes(book: FactBook) -> dict[str, list[str]]:
    """Return what the numbers of each column stand for."""
    places = book.places
    return {
        "departement": list(places.departement_numbers),
        "region": list(places.region_numbers),
        "commune": [c.code for c in places.communes],
        "rome": sorted({o.rome for o in book.vocabulary.occupations}),
        "type": list(TYPES),
        "nature": list(NATURES),
        "exigence": list(EXIGENCES),
        "experience": list(BANDS),
        "cadre": ["0", "9"],
        "full_time": ["false", "true"],
        "origin": ["1", "2"],
    }


def columns(traits: Traits, book: FactBook) -> dict[str, np.ndarray]:
    """Derive the columns of a search from the traits."""
    vocabulary, places = book.vocabulary, book.places
    shape = traits.shape
    romes = codes(book)["rome"]
    occupations = vocabulary.occupations
    rome_of = np.array([romes.index(o.rome) for o in occupations], np.int16)
    cadre_of = np.array([o.qualification == 9 for o in occupations], np.int8)
    part_of = np.array([o.part_time for o in occupations])
    months = np.array(EXPERIENCES)[
        (draw(traits.fact_key, "experience") * len(EXPERIENCES)).astype(int)
    ]
    need = np.array([EXIGENCES.index(e) for e in DRAWN_EXIGENCES], np.int8)
    exigence = need[(draw(traits.fact_key, "exigence") * 4).astype(int)]
    part_time = draw(traits.fact_key, "part time") < part_of[traits.occupation]
    region = SHAPES.index("region")
    departement = SHAPES.index("departement")
    return {
        "departement": _where(
            shape <= departement, places.departement_of[traits.commune]
        ),
        "region": _where(shape <= region, places.region_of[traits.commune]),
        "commune": _where(shape < departement, traits.commune.astype(np.int32)),
        "rome": rome_of[traits.occupation],
        "type": _variant_numbers(traits, book, "type", TYPES),
        "nature": _variant_numbers(traits, book, "nature", NATURES),
        "exigence": np.where(months == 0, 0, exigence).astype(np.int8),
        "experience": np.select(
            [months == 0, months < 12, months <= 36], [1, 1, 2], 3
        ).astype(np.int8),
        "cadre": cadre_of[traits.occupation],
        "full_time": (~part_time).astype(np.int8),
        "origin": traits.partner.astype(np.int8),
    }


def _where(known: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.where(known, values, UNKNOWN).astype(values.dtype)


def _variant_numbers(
    traits: Traits, book: FactBook, name: str, all_codes: tuple[str, ...]
) -> np.ndarray:
    table = [
        all_codes.index(code) if (code := getattr(variant, name)) else UNKNOWN
        for variant in book.vocabulary.variants
    ]
    return np.array(table, np.int8)[traits.contract]
