"""How many offers are born on a date, and how long they live.

Monday to Thursday are busy, week-ends are not, August and the end of the year
are quiet. Lifetimes are bounded by sixty days, so that a window of sixty days
of births holds every open offer, and the stock is stationary.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulator.draws import draw_one, mix_one

SHARES = {"france_travail": 0.68, "wttj": 0.12, "service_public": 0.20}

_WEEK = {  # Monday first; each sums to seven
    "france_travail": (1.26, 1.28, 1.22, 1.18, 1.06, 0.56, 0.44),
    "wttj": (1.38, 1.42, 1.34, 1.30, 1.20, 0.20, 0.16),
    "service_public": (1.36, 1.40, 1.36, 1.36, 1.28, 0.14, 0.10),
}
_QUANTILES = (0.0, 0.1, 0.25, 0.5, 0.7, 0.85, 0.95, 1.0)
_DAYS = {
    "france_travail": (0.2, 3.0, 8.0, 20.0, 30.0, 38.0, 50.0, 60.0),
    "wttj": (0.5, 6.0, 15.0, 30.0, 40.0, 50.0, 58.0, 60.0),
    "service_public": (6.0, 14.0, 20.0, 30.0, 35.0, 45.0, 58.0, 60.0),
}
LONGEST_DAYS = 60
# The stock breathes with week and season: a margin keeps `offers` its low tide.
_MARGIN = 1.1
# A closed offer comes back under its own id once in a while, never later than
# LONGEST_DAYS after its birth.
REOPENED_SHARE = 0.05
REOPENED_BEFORE_DAYS = 40.0


@dataclass(frozen=True)
class Copies:
    """Shares of a day's offers that repeat another one, by how they differ."""

    full: float
    semantic: float
    partial: float
    temporal: float
    towns: float

    def bounds(self) -> tuple[float, ...]:
        """Return where each kind begins among a day's slots, originals first."""
        shares = (self.full, self.semantic, self.partial, self.temporal, self.towns)
        starts, position = [], 1.0 - sum(shares)
        for share in shares:
            starts.append(position)
            position += share
        return tuple(starts)


KINDS = ("original", "full", "semantic", "partial", "temporal", "towns")
COPIES = {
    "france_travail": Copies(0.045, 0.03, 0.025, 0.03, 0.05),
    "wttj": Copies(0.01, 0.0, 0.0, 0.03, 0.02),
    "service_public": Copies(0.0, 0.0, 0.0, 0.03, 0.0),
}


def mean_life_days(publisher: str) -> float:
    """Return the mean lifetime, reopenings included."""
    life = np.interp(np.linspace(0, 1, 10_001), _QUANTILES, _DAYS[publisher])
    again = REOPENED_SHARE * (life < REOPENED_BEFORE_DAYS).mean() * 6.5
    return float(life.mean() + (0.0 if publisher == "service_public" else again))


def life_days(publisher: str, points: NDArray) -> NDArray:
    """Turn uniform draws into lifetimes."""
    return np.interp(points, _QUANTILES, _DAYS[publisher])


def season(day: date) -> float:
    """Return how busy the time of the year is, about 1."""
    turn = 2 * math.pi * (day.timetuple().tm_yday - 80) / 365.25
    level = 1 + 0.05 * math.sin(turn)
    if (day.month, day.day) >= (12, 21) or (day.month == 8 and 5 <= day.day <= 22):
        level *= 0.8
    return level


@dataclass(frozen=True)
class Rhythm:
    """The births of a world with `offers` open at a time, from a seed."""

    seed: int
    offers: int

    def rate(self, publisher: str) -> float:
        """Return the mean number of births a day."""
        return self.offers * _MARGIN * SHARES[publisher] / mean_life_days(publisher)

    @property
    def capacity(self) -> int:
        """Return the slots reserved for a day: more than any day can fill."""
        highest = max(self.rate(publisher) for publisher in SHARES)
        return 1 << max(4, math.ceil(math.log2(highest * 2 + 8)))

    def births(self, publisher: str, ordinal: int) -> int:
        """Return how many offers a publisher creates on a date (at least one)."""
        day = date.fromordinal(ordinal)
        key = mix_one(self.seed ^ mix_one(ordinal * 8 + len(publisher)))
        noise = 0.96 + 0.08 * draw_one(key, "births")
        level = _WEEK[publisher][day.weekday()] * season(day) * noise
        return max(1, round(self.rate(publisher) * level))

    def originals(self, publisher: str, ordinal: int) -> int:
        """Return how many of them repeat no other offer (at least one)."""
        share = COPIES[publisher].bounds()[0]
        return max(1, int(self.births(publisher, ordinal) * share))
