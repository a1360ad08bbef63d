"""The generated jobs: which are listed, which pages answer."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.facts import FactBook
from simulator.stock import Stock, open_at
from simulator.traits import DAY, Traits
from simulator.wttj.addresses import serial_of
from simulator.wttj.jobs import JobWriter
from simulator.wttj.sitemaps import PART_SIZE

# An archived job stays in the sitemaps for some days; its page answers longer.
LISTED_DAYS = 5
ANSWERING_DAYS = 30


class GeneratedJobs:
    """Keeps the generated jobs abreast of the clock."""

    def __init__(self, book: FactBook) -> None:
        self.stock = Stock(book.world, "wttj")
        self.writer = JobWriter(book)
        self._paths: dict[int, str] = {}

    def listed(self, instant: int) -> np.ndarray:
        """Return the rows that the sitemaps list, oldest first."""
        traits = self.stock.load(instant)
        shown = open_at(traits, instant) | (closed_since(traits, instant, LISTED_DAYS))
        return np.flatnonzero(shown)

    def count_listed(self, instant: int) -> int:
        """Count the jobs that the sitemaps list."""
        return len(self.listed(instant))

    def count_open(self, instant: int) -> int:
        """Count the jobs that are open."""
        return int(open_at(self.stock.load(instant), instant).sum())

    def part(self, number: int, instant: int) -> list[tuple[str, int]]:
        """List one sitemap part: paths and when each page last changed."""
        rows = self.listed(instant)[number * PART_SIZE : (number + 1) * PART_SIZE]
        traits = self.stock.load(instant)
        modified = last_modified(traits, instant)
        return [(self._path(traits, int(row)), int(modified[row])) for row in rows]

    def _path(self, traits: Traits, row: int) -> str:
        serial = int(traits.serial[row])
        if serial not in self._paths:
            if len(self._paths) > 300_000:
                self._paths.clear()
            self._paths[serial] = self.writer.address(traits, row).path
        return self._paths[serial]

    def job(
        self, language: str, organization: str, slug: str, instant: int
    ) -> dict[str, Any] | None:
        """Return the job behind an address, or None."""
        serial = serial_of(slug)
        traits = self.stock.load(instant)
        row = self.stock.row_of(serial) if serial is not None else None
        if row is None or traits.created[row] > instant:
            return None
        path = f"/{language}/companies/{organization}/jobs/{slug}"
        if self._path(traits, row) != path:
            return None
        answering = open_at(traits.take(np.array([row])), instant)[0]
        if not answering and not closed_since(traits, instant, ANSWERING_DAYS)[row]:
            return None
        return self.writer.write(traits, row, instant).job


def closed_since(traits: Traits, instant: int, days: int) -> np.ndarray:
    """Tell which offers were closed in the last days."""
    last = np.where(
        (traits.reopened > 0) & (traits.reopened <= instant),
        traits.closed_again,
        traits.closed,
    )
    return (last <= instant) & (last > instant - days * DAY)


def last_modified(traits: Traits, instant: int) -> np.ndarray:
    """Return when each page last changed."""
    latest = traits.created.copy()
    for column in (traits.edited, traits.closed, traits.reopened, traits.closed_again):
        latest = np.where(column <= instant, np.maximum(latest, column), latest)
    return latest
