"""A span of creation dates."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

# No offer is older: the publisher's present numbering began later.
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
END = datetime(2099, 12, 31, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DATE_FORM = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class Window:
    """Creation dates from `start` to `end`, the whole of both seconds included.

    The publisher dates offers to the millisecond and takes bounds to the second, and
    does not say whether a bound holds all of its second. So a window asks for one
    second more than it holds, and leaves out what the publisher finds in that one: the
    next window's. It may read bounds in another zone than it dates offers in.
    """

    start: datetime
    end: datetime

    @property
    def parameters(self) -> dict[str, str]:
        """The window as the search takes it, in an order that pages keep."""
        return between(self.start, self.end + SECOND)

    @property
    def beyond(self) -> dict[str, str]:
        """What the window asks for and does not hold, as the search takes it."""
        return between(self.end + SECOND, self.end + SECOND)

    @property
    def leaf_id(self) -> str:
        """The window's name within a run."""
        return f"{self.start.strftime(DATE_FORM)}/{self.end.strftime(DATE_FORM)}"

    def halves(self) -> list["Window"]:
        """Split into two windows that share no second, the older one first."""
        span = int((self.end - self.start).total_seconds())
        middle = self.start + timedelta(seconds=span // 2)
        return [Window(self.start, middle), Window(middle + SECOND, self.end)]

    def without(self, done: list["Window"]) -> list["Window"]:
        """Return what remains of the window, the older parts first."""
        remaining, start = [], self.start
        for window in sorted(done, key=lambda window: window.start):
            if window.start > start:
                remaining.append(Window(start, min(window.start - SECOND, self.end)))
            start = max(start, window.end + SECOND)
        if start <= self.end:
            remaining.append(Window(start, self.end))
        return [window for window in remaining if window.start <= window.end]


def between(first: datetime, last: datetime) -> dict[str, str]:
    """Return the parameters of a search between two creation dates."""
    return {
        "minCreationDate": first.strftime(DATE_FORM),
        "maxCreationDate": last.strftime(DATE_FORM),
        "sort": "1",
    }
