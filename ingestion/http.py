"""One polite client for every publisher.

It identifies itself, keeps the pace, retries what may pass (429 and 5xx, cut
connections), obeys `Retry-After`, caps size and time, and checks every redirect.
"""

import io
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
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
from ingestion.documents import as_json
from ingestion.errors import PublisherClosed, PublisherRefused, PublisherUnavailable
from ingestion.pacing import CircuitBreaker, Pace

READ_SECONDS = 30
PAGE_BYTES = 64 * MEBIBYTE
ATTEMPTS = 6
LONGEST_WAIT_SECONDS = 3700
REDIRECTS = 5
RETRIED_STATUSES = frozenset({429, 500, 502, 503, 504})


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


@dataclass(frozen=True)
class Answer:
    """One whole answer; header names are matched without regard to case."""

    url: str
    status: int
    headers: requests.structures.CaseInsensitiveDict
    body: bytes

    @property
    def date(self) -> datetime:
        """The publisher's own clock (UTC), or ours where it sends none."""
        try:
            return parsedate_to_datetime(self.headers["Date"]).astimezone(UTC)
        except (KeyError, ValueError):
            return datetime.now(UTC)


@dataclass
class HttpClient:
    """A client for one publisher, safe to share between threads.

    `site` is the publisher's configured address: redirects may stay on its host,
    or lead to a public one, never to a private address, nor where `allows` says no.
    """

    site: str
    pace: Pace
    user_agents: list[str]
    retried: frozenset[int] = RETRIED_STATUSES
    longest_wait_seconds: float = LONGEST_WAIT_SECONDS
    allows: Callable[[str], bool] = lambda _: True
    meter: Meter = field(default_factory=Meter)
    _local: threading.local = field(default_factory=threading.local)
    _meter_lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.breaker = CircuitBreaker(urlsplit(self.site).hostname or self.site)

    @contextmanager
    def metered(self) -> Iterator[Meter]:
        """Count what this thread's requests cost until the block ends."""
        own = Meter()
        self._local.meter = own
        try:
            yield own
        finally:
            self._local.meter = None

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
        failure = ""
        for attempt in range(ATTEMPTS):
            self.breaker.check()
            self._count(wait_seconds=self.pace.wait(), retries=int(attempt > 0))
            asked_at, asked_wait, is_throttled = time.monotonic(), 0.0, False
            try:
                answer = self._follow(method, url, max_bytes, options)
            except (requests.RequestException, TimeoutError, ValueError) as error:
                failure = describe(error)
            else:
                if answer.status not in self.retried:
                    self.breaker.record_success()
                    return answer
                failure = f"HTTP {answer.status}"
                is_throttled = answer.status == 429
                asked_wait = retry_after_seconds(answer.headers.get("Retry-After"))
            self.breaker.record_failure(failure, asked_at if is_throttled else None)
            self._back_off(attempt, asked_wait, url)
        raise PublisherUnavailable(
            f"{without_query(url)} did not answer after {ATTEMPTS} attempts "
            f"(last: {failure}); check the network and the publisher, then run again"
        )

    @contextmanager
    def stream(self, url: str) -> Iterator[io.BufferedIOBase]:
        """Open an answer for reading piece by piece; one attempt, no cap on size.

        Raises: PublisherUnavailable when it cannot be opened, OSError where what is
                read of it in the block is cut, or may be.
        """
        self._count(wait_seconds=self.pace.wait())
        try:
            response = self._open("GET", url, {})
        except requests.RequestException as error:
            raise PublisherUnavailable(
                f"{without_query(url)}: {describe(error)}"
            ) from error
        self._count(requests=1)
        self._count_status(response.status_code)
        with response:
            if response.status_code != 200:
                raise PublisherUnavailable(
                    f"{without_query(url)} answered HTTP {response.status_code}"
                )
            with as_request_errors():
                yield decoded(response, Delimited)

    def _back_off(self, attempt: int, asked_wait: float, url: str) -> None:
        """Hold everybody as long as the publisher asks, else ever longer."""
        if asked_wait > self.longest_wait_seconds:
            raise PublisherClosed(
                f"{without_query(url)} asks to wait {asked_wait:.0f} s, longer than "
                f"this run may; run again after that"
            )
        wait = asked_wait or min(60.0, 0.5 * 2**attempt) * (0.5 + random.random())
        self.pace.hold(wait)

    def _follow(
        self, method: str, url: str, max_bytes: int, options: dict[str, object]
    ) -> Answer:
        for _ in range(REDIRECTS + 1):
            with self._open(method, url, options) as response:
                if response.is_redirect:
                    target = self._checked_redirect(url, response.headers["Location"])
                    options = carried_over(options, url, target)
                    url = target
                    continue
                body = read_capped(response, max_bytes)
                self._count(requests=1, bytes=len(body))
                self._count_status(response.status_code)
                return Answer(url, response.status_code, response.headers, body)
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
                f"{without_query(url)} redirects where we may not go"
            )
        return target

    def _count_status(self, status: int) -> None:
        own = getattr(self._local, "meter", None)
        with self._meter_lock:
            for meter in (self.meter, own) if own else (self.meter,):
                meter.statuses[str(status)] += 1

    def _count(self, **amounts: float) -> None:
        own = getattr(self._local, "meter", None)
        with self._meter_lock:
            for meter in (self.meter, own) if own else (self.meter,):
                for name, amount in amounts.items():
                    setattr(meter, name, getattr(meter, name) + amount)
