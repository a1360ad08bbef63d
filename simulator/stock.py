"""The offers that a publisher has open at an instant, ready to be searched.

A stock holds compact columns of every offer born in a window of dates, sorted
by creation, and the rows that are open. A window of creation dates is two binary
searches; other filters only look at the rows inside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.rhythm import LONGEST_DAYS
from simulator.traits import DAY, Traits
from simulator.world import EPOCH, World

# How many days of births matter: open offers, and for how long closed ones are
# still shown (pages answer, rows stay in the weekly file).
WINDOWS = {
    "france_travail": LONGEST_DAYS + 1,
    "wttj": LONGEST_DAYS + 32,
    "service_public": LONGEST_DAYS + 50,
}


def open_at(traits: Traits, instant: int) -> NDArray[np.bool_]:
    """Tell which offers are open at an instant (Unix time)."""
    first = (traits.created <= instant) & (instant < traits.closed)
    again = (traits.reopened > 0) & (traits.reopened <= instant)
    return first | (again & (instant < traits.closed_again))


@dataclass
class Stock:
    """One publisher's offers around a date."""

    world: World
    publisher: str
    traits: Traits | None = None
    _dates: tuple[int, int] = (0, -1)

    def load(self, instant: int) -> Traits:
        """Hold the births of the window that ends on the instant's date."""
        last = instant // DAY + EPOCH
        first = last - WINDOWS[self.publisher]
        if self.traits is None or self._dates != (first, last):
            self.traits = self._births(first, last)
            self._dates = (first, last)
        return self.traits

    def _births(self, first: int, last: int) -> Traits:
        kept = []
        if self.traits is not None and self._dates[0] <= first <= self._dates[1]:
            dates = self.world.ordinals(self.traits.serial)
            kept.append(self.traits.take(np.flatnonzero(dates >= first)))
            first = self._dates[1] + 1
        kept += [
            self.world.born_on(self.publisher, ordinal)
            for ordinal in range(first, last + 1)
        ]
        joined = Traits.join(kept)
        return joined.take(np.lexsort((joined.serial, joined.created)))

    def row_of(self, serial: int) -> int | None:
        """Return the row of an offer of the window."""
        traits = self.traits
        if traits is None:
            return None
        rows = np.flatnonzero(traits.serial == serial)
        return int(rows[0]) if len(rows) else None
