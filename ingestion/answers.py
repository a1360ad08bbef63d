"""What keeps an answer harmless: caps on size and time, and checked addresses."""

import ipaddress
import socket
import time
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


def read_capped(response: requests.Response, max_bytes: int) -> bytes:
    """Read a body within `max_bytes` (decompressed) and ANSWER_SECONDS.

    Raises: UnexpectedAnswer over the size, TimeoutError over the time.
    """
    deadline = time.monotonic() + ANSWER_SECONDS
    pieces, size = [], 0
    while piece := next_piece(response):
        size += len(piece)
        if size > max_bytes:
            raise UnexpectedAnswer(
                f"{without_query(response.url)} is larger than "
                f"{max_bytes // MEBIBYTE} MiB; it was not read further"
            )
        if time.monotonic() > deadline:
            raise TimeoutError(f"still sending after {ANSWER_SECONDS} s")
        pieces.append(piece)
    return b"".join(pieces)


def next_piece(response: requests.Response) -> bytes:
    """Return what has arrived, without waiting for more; empty at the end.

    `iter_content` waits until its piece is full, which a trickle of bytes, each in
    time, never lets it be.
    """
    with as_request_errors():
        return response.raw.read1(65536, decode_content=True)


@contextmanager
def as_request_errors() -> Iterator[None]:
    """Raise what urllib3 says of a cut body as `requests` does: it is an OSError."""
    try:
        yield
    except urllib3.exceptions.HTTPError as error:
        raise requests.exceptions.ChunkedEncodingError(str(error)) from error


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
    except OSError:
        return False
    addresses = [ipaddress.ip_address(entry[4][0]) for entry in found]
    return all(address.is_global for address in addresses)


def without_query(url: str) -> str:
    """Drop the query: it may carry a secret, and a log line needs none of it."""
    return url.split("?", 1)[0]


def describe(error: Exception) -> str:
    """Say what cut a request in a few words, without addresses or secrets."""
    if isinstance(error, requests.exceptions.SSLError):
        return "TLS certificate refused"
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return f"no connection within {CONNECT_SECONDS} s"
    if isinstance(error, requests.exceptions.ConnectionError):
        return "connection failed"
    return type(error).__name__
