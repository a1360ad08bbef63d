"""What requests cost a publisher: counted for a run, and for each leaf of it."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ingestion.documents import as_json


@dataclass
class Meter:
    """What a leaf or a run cost its publisher."""

    requests: int = 0
    retries: int = 0
    bytes: int = 0
    wait_seconds: float = 0.0
    statuses: Counter[str] = field(default_factory=Counter)

    def as_columns(self) -> dict[str, object]:
        """Return the columns of `crawl_leaves` and `crawl_runs` that hold this."""
        return {**vars(self), "statuses": as_json(dict(self.statuses))}


class Meters:
    """The meter of all that a client asks, and one of each thread that wants its own.

    Safe to share between threads.
    """

    def __init__(self) -> None:
        self.total = Meter()
        self._local = threading.local()
        self._lock = threading.Lock()

    @contextmanager
    def own(self) -> Iterator[Meter]:
        """Count what this thread's requests cost until the block ends."""
        self._local.meter = Meter()
        try:
            yield self._local.meter
        finally:
            self._local.meter = None

    def count(self, **amounts: float) -> None:
        """Add to what is counted."""
        with self._lock:
            for meter in self._counting():
                for name, amount in amounts.items():
                    setattr(meter, name, getattr(meter, name) + amount)

    def count_answer(self, status: int) -> None:
        """Count a request that was answered."""
        self.count(requests=1)
        with self._lock:
            for meter in self._counting():
                meter.statuses[str(status)] += 1

    def _counting(self) -> list[Meter]:
        own = getattr(self._local, "meter", None)
        return [self.total, own] if own else [self.total]
