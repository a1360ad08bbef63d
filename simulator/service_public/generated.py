"""The generated vacancies, as the weekly files show them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import numpy as np

from simulator.draws import draw
from simulator.facts import FactBook
from simulator.service_public.rows import OPEN_ENDED_SHARE, RowWriter
from simulator.stock import Stock
from simulator.traits import DAY, Traits

# A vacancy with a date of end stays in the files for a while after it.
KEPT_DAYS = 45
REPEATED_SHARE = 0.01


def snapshot_second(day: date) -> int:
    """Return the moment at which a file of a Sunday is made: six in the morning."""
    return int(datetime(day.year, day.month, day.day, 6, tzinfo=UTC).timestamp())


def last_sunday(day: date) -> date:
    """Return the Sunday of the newest file on a date."""
    return day - timedelta(days=(day.weekday() + 1) % 7)


class GeneratedVacancies:
    """Lists the vacancies that a file of a date holds."""

    def __init__(self, book: FactBook) -> None:
        self.stock = Stock(book.world, "service_public")
        self.writer = RowWriter(book)

    def listed(self, day: date) -> tuple[Traits, np.ndarray]:
        """Return the traits, and the rows that the file of a Sunday holds."""
        second = snapshot_second(day)
        traits = self.stock.load(second)
        endless = draw(traits.own_key, "open ended") < OPEN_ENDED_SHARE
        kept = np.where(endless, traits.closed, traits.closed + KEPT_DAYS * DAY)
        shown = (traits.created <= second) & (second < kept)
        return traits, np.flatnonzero(shown)

    def rows(self, day: date) -> Iterator[dict[str, str]]:
        """Write the rows of a file; a few references come twice, in the same words
        or for another town."""
        second = snapshot_second(day)
        traits, listed = self.listed(day)
        again = draw(traits.own_key, "repeated") < REPEATED_SHARE
        for index in listed.tolist():
            row = self.writer.write(traits, index, second).row
            yield row
            if again[index]:
                yield row | {"Niveaux": "Débutant, Confirmé"}

    def count_open(self, instant: int) -> int:
        """Count the vacancies of the newest file that have not ended."""
        today = datetime.fromtimestamp(instant, UTC).date()
        traits, listed = self.listed(last_sunday(today))
        endless = draw(traits.own_key, "open ended")[listed] < OPEN_ENDED_SHARE
        return int((endless | (traits.closed[listed] > instant // DAY * DAY)).sum())
