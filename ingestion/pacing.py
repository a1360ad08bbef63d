"""How fast a host is asked: a pace shared by all threads, and a circuit breaker."""

import math
import random
import threading
import time
from dataclasses import dataclass, field

from ingestion.errors import BudgetSpent, PublisherClosed


@dataclass
class Pace:
    """Spaces requests evenly, and holds them all while a publisher asks to wait.

    Units: `per_second` requests a second; `jitter` is the share of an interval by
        which each one may come later (0 = a metronome).
    """

    per_second: float
    jitter: float = 0.0
    _next: float = 0.0
    _held_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, deadline: float = math.inf) -> float:
        """Sleep until this thread's turn; return the seconds slept.

        Where all were held while it slept, it takes another turn.

        Raises: BudgetSpent where all are held until after the deadline.
        """
        began = time.monotonic()
        while True:
            if self._held_until > deadline:
                raise BudgetSpent("stopped at --budget-minutes, which a wait outlasts")
            turn = self._take_turn()
            time.sleep(max(0.0, turn - time.monotonic()))
            if turn >= self._held_until:
                return time.monotonic() - began

    def hold(self, seconds: float) -> None:
        """Let nobody ask again for so long."""
        with self._lock:
            self._held_until = max(self._held_until, time.monotonic() + seconds)
            self._next = max(self._next, self._held_until)

    def _take_turn(self) -> float:
        with self._lock:
            turn = max(time.monotonic(), self._next)
            interval = 1.0 / self.per_second
            self._next = turn + interval * (1 + self.jitter * random.random())
        return turn

    def set_rate(self, per_second: float) -> None:
        """Adopt the pace that the publisher states."""
        with self._lock:
            self.per_second = per_second


@dataclass
class CircuitBreaker:
    """Stops asking a host that failed `limit` times in a row, or that says to stop.

    `stopped_by` says why; it is empty while the host may be asked.
    """

    host: str
    limit: int = 8
    failures: int = 0
    stopped_by: str = ""
    _failed_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def record_success(self) -> None:
        """Forget earlier failures."""
        with self._lock:
            self.failures = 0

    def record_failure(self, reason: str, asked_at: float | None = None) -> None:
        """Count one failure, and open where it is one too many.

        Of several that were under way at once, each with its `asked_at`, one counts:
        a host that says "too many" says it to all of them.
        """
        with self._lock:
            if asked_at is not None and asked_at < self._failed_at:
                return
            self._failed_at = time.monotonic()
            self.failures += 1
            failures = self.failures
        if failures >= self.limit:
            self.open(
                f"{self.host} failed {failures} times in a row, last with {reason}; "
                "nothing more is asked of it in this run, try later"
            )

    def open(self, why: str) -> None:
        """Let nobody ask the host any more in this run."""
        self.stopped_by = self.stopped_by or why

    def check(self) -> None:
        """Raise PublisherClosed once nothing more may be asked."""
        if self.stopped_by:
            raise PublisherClosed(self.stopped_by)
