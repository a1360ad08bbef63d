"""One polite client for every publisher.

It identifies itself, keeps the pace, retries what may pass (429 and 5xx, cut
connections), obeys `Retry-After`, caps size and time, and checks every redirect.
"""

import io
import math
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import requests

from ingestion.answers import (
    CONNECT_SECONDS,
    MEBIBYTE,
    Delimited,
    as_request_errors,
    carried_over,
    decoded,
    describe,
    is_public,
    read_capped,
    retry_after_seconds,
    without_query,
)
from ingestion.errors import PublisherRefused, PublisherUnavailable
from ingestion.meter import Meter, Meters
from ingestion.pacing import CircuitBreaker, Pace
from ingestion.publisher_clock import PublisherClock

READ_SECONDS = 30
PAGE_BYTES = 64 * MEBIBYTE
ATTEMPTS = 6
LONGEST_WAIT_SECONDS = 3700
# The longest a weekly file may take: some 100 MB at 15 kB/s.
STREAM_SECONDS = 7200
REDIRECTS = 5
RETRIED_STATUSES = frozenset({429, 500, 502, 503, 504})

Asked = TypeVar("Asked")


@dataclass(frozen=True)
class Answer:
    """One whole answer; header names are matched without regard to case.

    `date` is when it was given, by the publisher's clock where that can be believed.
    """

    status: int
    headers: requests.structures.CaseInsensitiveDict
    body: bytes
    date: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass
class HttpClient:
    """A client for one publisher, safe to share between threads.

    `site` is the publisher's configured address: redirects may stay on its host,
    or lead to a public one, never to a private address, nor where `allows` says no.

    Units: `deadline`, when the run must have ended, is on the monotonic clock.
    """

    site: str
    pace: Pace
    user_agents: list[str]
    retried: frozenset[int] = RETRIED_STATUSES
    longest_wait_seconds: float = LONGEST_WAIT_SECONDS
    allows: Callable[[str], bool] = lambda _: True
    deadline: float = math.inf
    meters: Meters = field(default_factory=Meters)
    _local: threading.local = field(default_factory=threading.local)

    def __post_init__(self) -> None:
        host = urlsplit(self.site).hostname or self.site
        self.breaker, self.clock = CircuitBreaker(host), PublisherClock(host)

    @property
    def meter(self) -> Meter:
        """What all requests have cost so far."""
        return self.meters.total

    def metered(self) -> AbstractContextManager[Meter]:
        """Count what this thread's requests cost until the block ends."""
        return self.meters.own()

    def get(self, url: str, **options: object) -> Answer:
        """Fetch a whole answer; see `request`."""
        return self.request("GET", url, **options)

    def request(
        self, method: str, url: str, max_bytes: int = PAGE_BYTES, **options: object
    ) -> Answer:
        """Send a request until it is answered with something else than `retried`.

        Units:  `max_bytes` caps the decompressed body.
        Raises: PublisherUnavailable when it stays unanswered, PublisherRefused for
                a redirect to a private address, UnexpectedAnswer over the cap.
        """

        def whole() -> Answer:
            with self._follow(method, url, options) as response:
                body = read_capped(response, max_bytes)
                self.meters.count(bytes=len(body))
                date = self.clock.moment(response.headers)
                return Answer(response.status_code, response.headers, body, date)

        return self._answered(url, whole)

    @contextmanager
    def stream(self, url: str) -> Iterator[io.BufferedIOBase]:
        """Open an answer for reading piece by piece; no cap on size.

        Raises: PublisherUnavailable when it cannot be opened, OSError where what is
                read of it in the block is cut, or may be, or takes longer than the
                run may.
        """
        with self._answered(url, lambda: self._follow("GET", url, {})) as response:
            if response.status_code != 200:
                raise PublisherUnavailable(
                    f"{without_query(url)} answered HTTP {response.status_code}"
                )
            deadline = min(self.deadline, time.monotonic() + STREAM_SECONDS)
            with as_request_errors():
                yield decoded(response, deadline, Delimited)

    def _answered(self, url: str, ask: Callable[[], Asked]) -> Asked:
        """Ask until there is an answer with something else than `retried`.

        Raises: BudgetSpent, too, where it would have to wait beyond the deadline.
        """
        failure = ""
        for attempt in range(ATTEMPTS):
            waited = self._take_turn()
            self.meters.count(wait_seconds=waited, retries=int(attempt > 0))
            asked_at, asked_wait, is_throttled = time.monotonic(), 0.0, False
            try:
                answer = ask()
            except requests.HTTPError as error:
                failure, refusal = describe(error), error.response
                is_throttled = refusal.status_code == 429
                asked_wait = retry_after_seconds(refusal.headers.get("Retry-After"))
            except (requests.RequestException, TimeoutError, ValueError) as error:
                failure = describe(error)
            else:
                self.breaker.record_success()
                return answer
            self.breaker.record_failure(failure, asked_at if is_throttled else None)
            self._back_off(attempt, asked_wait, url)
        raise PublisherUnavailable(
            f"{without_query(url)} did not answer after {ATTEMPTS} attempts "
            f"(last: {failure}); check the network and the publisher, then run again"
        )

    def _take_turn(self) -> float:
        """Wait for this thread's turn, while the publisher may be asked at all."""
        self.breaker.check()
        waited = self.pace.wait(self.deadline)
        self.breaker.check()  # another thread may have been told to stop meanwhile
        return waited

    def _back_off(self, attempt: int, asked_wait: float, url: str) -> None:
        """Hold everybody as long as the publisher asks, else ever longer."""
        if asked_wait > self.longest_wait_seconds:
            self.breaker.open(
                f"{without_query(url)} asks to wait {asked_wait:.0f} s, longer than "
                f"this run may; run again after that"
            )
            self.breaker.check()
        wait = asked_wait or min(60.0, 0.5 * 2**attempt) * (0.5 + random.random())
        self.pace.hold(wait)

    def _follow(
        self, method: str, url: str, options: dict[str, object]
    ) -> requests.Response:
        """Return the open answer that checked redirects lead to.

        Raises: HTTPError, with the answer, for a status of `retried`.
        """
        for _ in range(REDIRECTS + 1):
            response = self._open(method, url, options)
            if not response.is_redirect:
                self.meters.count_answer(response.status_code)
                if response.status_code in self.retried:
                    response.close()
                    raise requests.HTTPError(response=response)
                return response
            with response:
                target = self._checked_redirect(url, response.headers["Location"])
            options, url = carried_over(options, url, target), target
        raise PublisherRefused(
            f"{without_query(url)} redirects more than {REDIRECTS} times; "
            "report it to the publisher"
        )

    def _open(
        self, method: str, url: str, options: dict[str, object]
    ) -> requests.Response:
        headers = {
            "User-Agent": random.choice(self.user_agents),
            "Accept-Encoding": "gzip",
            **options.get("headers", {}),  # type: ignore[dict-item]
        }
        return self._session().request(
            method,
            url,
            headers=headers,
            params=options.get("params"),  # type: ignore[arg-type]
            data=options.get("data"),  # type: ignore[arg-type]
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            allow_redirects=False,
            stream=True,
        )

    def _session(self) -> requests.Session:
        if not hasattr(self._local, "session"):
            self._local.session = requests.Session()
        return self._local.session

    def _checked_redirect(self, url: str, location: str) -> str:
        target = urljoin(url, location)
        parts = urlsplit(target)
        same_host = parts.netloc == urlsplit(self.site).netloc
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
        if not is_web or not (same_host or is_public(parts.hostname or "")):
            raise PublisherRefused(
                f"{without_query(url)} redirects to {without_query(target)}, which is "
                "not a public web address; nothing was fetched from there"
            )
        if not self.allows(target):
            raise PublisherRefused(
                f"{without_query(url)} redirects to {without_query(target)}, which "
                "robots.txt forbids; nothing was fetched from there"
            )
        return target
