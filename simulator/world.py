"""The generated world: for every offer, what a search may ask about it.

An offer is named by its publisher and its serial: date of birth and slot. All
its traits are draws on that name, so a day can be made without the days before.
Copies take the traits of the offer that they repeat.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulator.draws import choose, draw, mix
from simulator.places import Places
from simulator.rhythm import (
    COPIES,
    KINDS,
    Rhythm,
    life_days,
)
from simulator.traits import DAY, Traits, edits, inherit, move, reopenings
from simulator.vocabulary import PUBLISHERS, Vocabulary

EPOCH = date(1970, 1, 1).toordinal()
FIRST_ORDINAL = 700_000  # serials count from here; any date of this century is later

PARTNER_SHARE = 0.55  # of France Travail's offers
FRENCH_SHARE = 0.8  # of Welcome to the Jungle's pages

# Where an offer is placed, from precise to vague.
SHAPES = ("full", "no_coordinates", "lower_case", "departement", "region", "country",
          "foreign")  # fmt: skip
_SHAPE_WEIGHTS = np.cumsum([0.82, 0.02, 0.05, 0.055, 0.015, 0.03, 0.01])

# Copies: where the repeated offer was published, and how many days earlier.
_PARENTS = {
    "full": (np.cumsum([0.5, 0.25, 0.25]), 0, 6),
    "semantic": (np.cumsum([0.6, 0.25, 0.15]), 0, 11),
    "partial": (np.cumsum([0.6, 0.4, 0.0]), 0, 6),
    "temporal": (None, 15, 46),
    "towns": (None, 0, 1),
}


class World:
    """The offers of a seed: the same for the same arguments, for ever."""

    def __init__(
        self, seed: int, offers: int, vocabulary: Vocabulary, places: Places
    ) -> None:
        self.rhythm = Rhythm(seed, offers)
        self.seed = seed
        self.vocabulary = vocabulary
        self.places = places
        self.capacity = self.rhythm.capacity

    def serials(self, publisher: str, ordinal: int) -> NDArray[np.int64]:
        """Name the offers born on a date."""
        first = (ordinal - FIRST_ORDINAL) * self.capacity
        return first + np.arange(self.rhythm.births(publisher, ordinal))

    def ordinals(self, serials: NDArray) -> NDArray:
        """Return the dates of birth, as proleptic ordinals."""
        return serials // self.capacity + FIRST_ORDINAL

    def keys(self, publisher: str, serials: NDArray) -> NDArray[np.uint64]:
        """Return the keys that all draws about these offers use."""
        space = np.uint64(self.seed * len(PUBLISHERS) + PUBLISHERS.index(publisher))
        return mix(serials.astype(np.uint64) ^ mix(np.array([space]))[0])

    def born_on(self, publisher: str, ordinal: int) -> Traits:
        """Make the offers that a publisher creates on a date."""
        serials = self.serials(publisher, ordinal)
        traits = self._drawn(publisher, serials)
        starts = np.array(COPIES[publisher].bounds()) * len(serials)
        slots = np.arange(len(serials))
        traits.kind = np.searchsorted(starts, slots, side="right").astype(np.uint8)
        traits.kind[: self.rhythm.originals(publisher, ordinal)] = 0
        for number, kind in enumerate(KINDS[1:], start=1):
            rows = np.flatnonzero(traits.kind == number)
            if len(rows):
                self._repeat(traits, rows, publisher, kind, ordinal)
        self._add_batches(traits, publisher, ordinal)
        if publisher == "service_public":  # the date of end is a whole day
            traits.closed = ((traits.closed - 1) // DAY + 1) * DAY
        return traits

    def original(self, publisher: str, serial: int) -> Traits:
        """Make one offer that repeats no other, by its serial."""
        return self._drawn(publisher, np.array([serial]))

    def _drawn(self, publisher: str, serials: NDArray) -> Traits:
        """Draw the traits that offers would have as originals."""
        keys = self.keys(publisher, serials)
        created = self._created(serials, keys)
        closed = created + (life_days(publisher, draw(keys, "life")) * DAY)
        closed = closed.astype(np.int32)
        weights = self.vocabulary.occupation_weights[publisher]
        occupation = choose(keys, "occupation", weights)
        size = len(serials)
        reopened, closed_again = reopenings(publisher, keys, created, closed)
        return Traits(
            serial=serials,
            fact_key=keys,
            own_key=keys.copy(),
            kind=np.zeros(size, np.uint8),
            parent_publisher=np.zeros(size, np.uint8),
            parent_serial=np.full(size, -1, np.int64),
            created=created,
            closed=closed,
            reopened=reopened,
            closed_again=closed_again,
            edited=edits(keys, created, closed),
            occupation=occupation.astype(np.uint8),
            commune=choose(keys, "commune", self.places.cumulative).astype(np.uint16),
            shape=self._shape(publisher, keys),
            contract=self._contract(publisher, keys, occupation),
            partner=draw(keys, "partner") < PARTNER_SHARE,
        )

    def _created(self, serials: NDArray, keys: NDArray) -> NDArray:
        """Draw the second of creation: office hours, partners also at night."""
        midnight = (self.ordinals(serials) - EPOCH) * DAY
        hour = np.interp(
            draw(keys, "hour"),
            (0.0, 0.12, 0.2, 0.45, 0.55, 0.9, 1.0),
            (0.2, 4.5, 7.5, 11.2, 12.8, 17.5, 23.8),
        )
        return (midnight + hour * 3600).astype(np.int32)

    def _shape(self, publisher: str, keys: NDArray) -> NDArray:
        if publisher != "france_travail":
            return np.zeros(len(keys), np.uint8)
        return choose(keys, "shape", _SHAPE_WEIGHTS).astype(np.uint8)

    def _contract(self, publisher: str, keys: NDArray, occupation: NDArray) -> NDArray:
        table = self.vocabulary.contract_weights[publisher]
        rows = table[self.vocabulary.mix_of[occupation]]
        points = draw(keys, "contract") * rows[:, -1]
        return (rows <= points[:, None]).sum(axis=1).astype(np.uint8)

    def _repeat(
        self, traits: Traits, rows: NDArray, publisher: str, kind: str, ordinal: int
    ) -> None:
        """Give copies the traits of the offers that they repeat."""
        keys = traits.own_key[rows]
        weights, nearest, farthest = _PARENTS[kind]
        home = PUBLISHERS.index(publisher)
        origins = np.full(len(rows), home)
        if weights is not None:
            origins = choose(keys, "parent publisher", weights)
        ages = nearest + (draw(keys, "age") * (farthest - nearest)).astype(np.int64)
        for origin in np.unique(origins):
            chosen = np.flatnonzero(origins == origin)
            name = PUBLISHERS[origin]
            serials = self._parents(name, keys[chosen], ordinal - ages[chosen], kind)
            parents = self._drawn(name, serials)
            same = self._parents(publisher, keys[chosen], ordinal - ages[chosen], kind)
            at_home = self._drawn(publisher, same)
            usable = self._publishable(parents, publisher, name)
            inherit(traits, rows[chosen], parents, at_home, usable, kind, origin, home)

    def _parents(
        self, publisher: str, keys: NDArray, ordinals: NDArray, kind: str
    ) -> NDArray:
        """Choose which offer each copy repeats, among the originals of a day."""
        dates, places = np.unique(ordinals, return_inverse=True)
        counts = [self.rhythm.originals(publisher, int(date)) for date in dates]
        sizes = np.array(counts)[places]
        if kind == "towns":  # few offers, each repeated for many towns
            sizes = np.maximum(1, sizes // 80)
        slots = (draw(keys, "parent slot") * sizes).astype(np.int64)
        return (ordinals - FIRST_ORDINAL) * self.capacity + slots

    def _publishable(self, parents: Traits, publisher: str, origin: str) -> NDArray:
        """Tell which offers another publisher could repeat: no internships at
        France Travail, and nothing written for another country."""
        types = np.array([v.type is not None for v in self.vocabulary.variants])
        usable = types[parents.contract] | (publisher == origin)
        if origin == "wttj":
            usable &= draw(parents.own_key, "language") < FRENCH_SHARE
        return usable

    def _add_batches(self, traits: Traits, publisher: str, ordinal: int) -> None:
        """Stamp imports of partners: many offers created in one second.

        Every day has three small ones; every fourteenth day a migration stamps a
        third of the day, which overflows any cap that is small for the world.
        """
        if publisher != "france_travail":
            return
        midnight = (ordinal - EPOCH) * DAY
        points = draw(traits.own_key, "batch")
        own = traits.kind == 0
        for number, second in enumerate((3 * 3600 + 3367, 4 * 3600 + 131, 15_000)):
            rows = own & traits.partner & (points // 0.03 == number)
            move(traits, rows, midnight + second)
        if ordinal % 14 == 5:
            move(traits, own & (points > 0.66), midnight + 2 * 3600 + 59)
