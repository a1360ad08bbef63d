"""Holds every split window against its halves: the parts must sum to the whole."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ingestion.sources.france_travail.window import Window

# A publisher whose filter loses offers between two halves loses them everywhere, so
# the smallest windows tell as much as all of them would.
WINDOWS_COUNTED_AGAIN = 20
RECOUNTS = 3


@dataclass(frozen=True)
class Split:
    """A window that overflows: how many offers it announces, and its halves."""

    window: Window
    total: int
    halves: list[Window]


@dataclass
class Balance:
    """The totals that a crawl was told, by window."""

    totals: dict[Window, int] = field(default_factory=dict)
    splits: list[Split] = field(default_factory=list)

    def add_split(self, split: Split) -> None:
        """Note a window that was split, with its own total."""
        self.totals[split.window] = split.total
        self.splits.append(split)

    def add_leaf(self, window: Window, total: int | None) -> None:
        """Note the total of a window that was read; None is unknown."""
        if total is not None:
            self.totals[window] = total

    def gaps(self) -> list[Split]:
        """Return the splits whose halves do not sum to the whole, the smallest first.

        A half of unknown total tells nothing: it is not certified anyway.
        """
        known = [
            split
            for split in self.splits
            if all(half in self.totals for half in split.halves)
        ]
        uneven = [
            split
            for split in known
            if sum(self.totals[half] for half in split.halves) != split.total
        ]
        return sorted(uneven, key=lambda split: split.window.end - split.window.start)

    def unexplained(self, count: Callable[[Window], int]) -> int:
        """Return how many offers are lost between windows and their halves.

        Offers that come and go between two counts explain a gap: three counts in
        a row, of the whole and of both halves, then agree sooner or later. Where
        they never do, the smallest gap seen is not explained.
        """
        lost = 0
        for split in self.gaps()[:WINDOWS_COUNTED_AGAIN]:
            smallest = None
            for _ in range(RECOUNTS):
                gap = abs(sum(map(count, split.halves)) - count(split.window))
                smallest = gap if smallest is None else min(gap, smallest)
                if smallest == 0:
                    break
            lost += smallest or 0
        return lost
