"""What keeps an answer harmless: caps on size and time, and checked addresses."""

import gzip
import io
import ipaddress
import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import requests
import urllib3

from ingestion.errors import UnexpectedAnswer

CONNECT_SECONDS = 10
ANSWER_SECONDS = 300
MEBIBYTE = 1024 * 1024


class Pieces(io.RawIOBase):
    """An answer's bytes as they arrive, without waiting until a piece is full.

    urllib3's own objects close themselves at the last byte, while their reader still
    asks for more; and they take a gzip that is cut for a whole one.
    """

    def __init__(self, response: requests.Response, deadline: float) -> None:
        self.raw = response.raw
        self.deadline = deadline

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Put the next piece into a buffer; return its size, 0 at the end.

        Raises: TimeoutError once the deadline (on the monotonic clock) is over.
        """
        if time.monotonic() > self.deadline:
            raise TimeoutError("still sending when its time was over")
        with as_request_errors():
            piece = self.raw.read1(len(buffer), decode_content=False)
        buffer[: len(piece)] = piece
        return len(piece)


class Delimited(Pieces):
    """The bytes of an answer that says where it ends, by its length or in chunks.

    One that ends with its connection may have been cut anywhere.
    """

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Put the next piece into a buffer; raise an OSError at an unproved end."""
        size = super().readinto(buffer)
        if not size and self.raw.length_remaining is None and not self.raw.chunked:
            raise requests.exceptions.ChunkedEncodingError("it does not say its length")
        return size


def decoded(
    response: requests.Response, deadline: float, pieces: type[Pieces] = Pieces
) -> io.BufferedIOBase:
    """Return an answer's body for reading; a gzip must come with its own end.

    Raises: UnexpectedAnswer for an encoding that was not asked for.
    """
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in ("gzip", "x-gzip"):
        return gzip.GzipFile(fileobj=Pieces(response, deadline))
    if encoding in ("identity", ""):
        return io.BufferedReader(pieces(response, deadline))
    raise UnexpectedAnswer(
        f"{without_query(response.url)} is encoded as {encoding[:20]}, which was not "
        "asked for; report it to the publisher"
    )


def read_capped(response: requests.Response, max_bytes: int) -> bytes:
    """Read a body within `max_bytes` (decompressed) and ANSWER_SECONDS.

    Raises: UnexpectedAnswer over the size, TimeoutError over the time.
    """
    deadline = time.monotonic() + ANSWER_SECONDS
    pieces, size, body = [], 0, decoded(response, deadline)
    while piece := next_piece(body):
        size += len(piece)
        if size > max_bytes:
            raise UnexpectedAnswer(
                f"{without_query(response.url)} is larger than "
                f"{max_bytes // MEBIBYTE} MiB; it was not read further"
            )
        pieces.append(piece)
    return b"".join(pieces)


def next_piece(body: io.BufferedIOBase) -> bytes:
    """Return what has arrived, without waiting for more; empty at the end."""
    with as_request_errors():
        return body.read1(65536)


@contextmanager
def as_request_errors() -> Iterator[None]:
    """Raise what is said of a cut body as `requests` does: it is an OSError."""
    try:
        yield
    except (urllib3.exceptions.HTTPError, EOFError, zlib.error, gzip.BadGzipFile) as e:
        raise requests.exceptions.ChunkedEncodingError(str(e)) from e


def carried_over(
    options: dict[str, object], url: str, target: str
) -> dict[str, object]:
    """Return what of a request goes on to the address that it is redirected to.

    That address has a query of its own; another host is told no token and no secret.
    """
    if urlsplit(url)[:2] != urlsplit(target)[:2]:
        return {}
    return {name: value for name, value in options.items() if name != "params"}


def retry_after_seconds(value: str | None) -> float:
    """Read a `Retry-After` header, in seconds from now; 0 when it says nothing.

    Source: RFC 9110, section 10.2.3: seconds, or an HTTP date.
    """
    text = (value or "").strip()
    try:
        seconds = float(text)
    except ValueError:
        try:
            then = parsedate_to_datetime(text)
        except ValueError:
            return 0.0
        seconds = (then.astimezone(UTC) - datetime.now(UTC)).total_seconds()
    return seconds if 0 < seconds < float("inf") else 0.0


def is_public(host: str) -> bool:
    """Tell whether every address that a host name stands for is a public one."""
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):  # such a name no host can have
        return False
    addresses = [ipaddress.ip_address(entry[4][0]) for entry in found]
    return all(address.is_global for address in addresses)


def without_query(url: str) -> str:
    """Drop the query: it may carry a secret, and a log line needs none of it."""
    return url.split("?", 1)[0]


def describe(error: Exception) -> str:
    """Say what cut a request in a few words, without addresses or secrets."""
    if isinstance(error, requests.HTTPError):
        return f"HTTP {error.response.status_code}"
    if isinstance(error, requests.exceptions.SSLError):
        return "TLS certificate refused"
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return f"no connection within {CONNECT_SECONDS} s"
    if isinstance(error, requests.exceptions.ConnectionError):
        return "connection failed"
    return type(error).__name__
