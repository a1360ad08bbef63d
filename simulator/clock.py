"""Simulated time: which day it is for the publishers.

The calendar day is chosen; the time of day starts at noon and ticks. Offers
stand still within a day unless the clock runs faster than life: a crawl then
sees a consistent stock, and with `speed` one that drifts under its feet.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

NOON = 12 * 3600


def last_noon() -> date:
    """Return the day of the last noon that has passed: no crawl ends in the future."""
    return (datetime.now(UTC) - timedelta(seconds=NOON)).date()


@dataclass
class Clock:
    """The publishers' clock; `day` counts from `today`, and may be negative."""

    today: date
    day: int = 0
    speed: float = 0.0
    shift_seconds: float = 0.0
    _started: float = field(default_factory=time.monotonic)

    def set_day(self, day: int) -> None:
        """Jump to noon of another day."""
        self.day = day
        self.shift_seconds = 0.0
        self._started = time.monotonic()

    @property
    def date(self) -> date:
        """Return the simulated calendar date."""
        return self.now().date()

    def _noon(self) -> datetime:
        start = datetime.combine(self.today, datetime.min.time(), UTC)
        return start + timedelta(days=self.day, seconds=NOON)

    def now(self) -> datetime:
        """Return what the publishers' HTTP `Date` says."""
        elapsed = (time.monotonic() - self._started) * (self.speed or 1.0)
        return self._noon() + timedelta(seconds=elapsed + self.shift_seconds)

    def stock_instant(self) -> int:
        """Return the second (Unix time) at which the stock of offers is taken."""
        if not self.speed:
            return int(self._noon().timestamp())
        # A moving stock is taken anew once a real second, not at every request.
        step = max(1, int(self.speed))
        return int(self.now().timestamp()) // step * step

    def http_date(self) -> str:
        """Format the simulated time for a `Date` header."""
        return format_datetime(self.now(), usegmt=True)
