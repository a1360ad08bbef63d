"""What every task's score is made of."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

WORST_SHOWN = 20


@dataclass(frozen=True)
class Figure:
    """A share with what it was counted over, and its 95 % interval."""

    value: float | None  # null: nothing to count over
    n: int
    low: float | None
    high: float | None


@dataclass
class Score:
    """One task's figures, further details for its line, and its worst cases."""

    task: str
    figures: dict[str, Figure]
    details: dict[str, Any] = field(default_factory=dict)
    worst: list[str] = field(default_factory=list)

    def line(self, basis: str) -> dict[str, Any]:
        """Return the JSON line of the task."""
        return {
            "task": self.task,
            "basis": basis,
            **{name: rounded(figure.value) for name, figure in self.figures.items()},
            "n": {name: figure.n for name, figure in self.figures.items()},
            "interval": {
                name: [rounded(figure.low), rounded(figure.high)]
                for name, figure in self.figures.items()
            },
            **self.details,
        }


def share(right: int, n: int) -> Figure:
    """Return right / n with Wilson's interval; E. B. Wilson, JASA 22 (1927), 209."""
    if n == 0:
        return Figure(None, 0, None, None)
    z, p = 1.959964, right / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return Figure(p, n, max(0.0, middle - half), min(1.0, middle + half))


def rates(answers: Iterable[tuple[str, bool]]) -> dict[str, dict[str, int]]:
    """Count answers and right ones, by group, from (group, is it right?)."""
    counts: dict[str, dict[str, int]] = {}
    for group, is_right in answers:
        rate = counts.setdefault(group, {"n": 0, "right": 0})
        rate["n"] += 1
        rate["right"] += is_right
    return dict(sorted(counts.items()))


def rounded(value: float | None) -> float | None:
    """Round a figure for printing."""
    return None if value is None else round(value, 4)
