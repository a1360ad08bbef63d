"""The rate limit: a bucket of requests that refills every second."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass
class Quota:
    """A token bucket; `per_second` 0 means no limit."""

    per_second: float = 10.0
    _left: float = field(init=False)
    _seen: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._left = self.burst

    @property
    def burst(self) -> float:
        return max(1.0, self.per_second)

    def take(self) -> bool:
        """Take one request from the bucket; False when it is empty."""
        if self.per_second <= 0:
            return True
        now = time.monotonic()
        self._left = min(self.burst, self._left + (now - self._seen) * self.per_second)
        self._seen = now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True

    def headers(self) -> dict[str, str]:
        """Write the publisher's rate-limit headers."""
        if self.per_second <= 0:
            return {}
        return {
            "X-Ratelimit-Burst-Capacity-Clientidlimiter": str(int(self.burst)),
            "X-Ratelimit-Remaining-Clientidlimiter": str(int(self._left)),
            "x-ratelimit-replenish-rate-clientidlimiter": str(int(self.per_second)),
        }
