"""How fast a host is asked: a pace shared by all threads, and a circuit breaker."""

import random
import threading
import time
from dataclasses import dataclass, field

from ingestion.errors import PublisherUnavailable


@dataclass
class Pace:
    """Spaces requests evenly, and holds them all while a publisher asks to wait.

    Units: `per_second` requests a second; `jitter` is the share of an interval by
        which each one may come later (0 = a metronome).
    """

    per_second: float
    jitter: float = 0.0
    _next: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self) -> float:
        """Sleep until this thread's turn; return the seconds slept."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            interval = 1.0 / self.per_second
            self._next = turn + interval * (1 + self.jitter * random.random())
        if turn > now:
            time.sleep(turn - now)
        return turn - now

    def hold(self, seconds: float) -> None:
        """Let nobody ask again for so long."""
        with self._lock:
            self._next = max(self._next, time.monotonic() + seconds)

    def set_rate(self, per_second: float) -> None:
        """Adopt the pace that the publisher states."""
        with self._lock:
            self.per_second = per_second


@dataclass
class CircuitBreaker:
    """Stops asking a host that refused or failed `limit` times in a row."""

    host: str
    limit: int = 8
    failures: int = 0
    reason: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def record_success(self) -> None:
        """Forget earlier failures."""
        with self._lock:
            self.failures = 0

    def record_failure(self, reason: str) -> None:
        """Count one failure and remember why."""
        with self._lock:
            self.failures += 1
            self.reason = reason

    def check(self) -> None:
        """Raise PublisherUnavailable once the host has failed too often."""
        if self.failures >= self.limit:
            raise PublisherUnavailable(
                f"{self.host} failed {self.failures} times in a row, last with "
                f"{self.reason}; nothing more is asked of it in this run, try later"
            )
