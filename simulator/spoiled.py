"""Spoiled answers: the bytes that each fault sends instead of the right ones."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import orjson

from simulator.faults import Rule

MEGABYTE = 1 << 20
MAINTENANCE = (
    b"<!DOCTYPE html><html><head><title>Maintenance</title></head><body>"
    b"<h1>Service momentan\xc3\xa9ment indisponible</h1>"
    b"<form id='captcha'>V\xc3\xa9rification en cours</form></body></html>"
)
# Texts that break naive loaders, as they are written inside JSON.
POISONS: dict[str, bytes] = {
    "nul": rb"nul \u0000 nul",
    "surrogate": rb"seul \ud83d seul",
    "control": rb"cloche \u0007 \u001b[31m",
    "raw_control": b"cloche \x07 brute",
    "bom": "\ufeffmarque".encode(),
    "latin1": "équipe à créer".encode("latin-1"),
    "double_encoded": "équipe".encode().decode("latin-1").encode(),
    "nfd": "e\u0301quipe".encode(),
    "line_separator": "ligne\u2028suivante".encode(),
    "right_to_left": "\u202egro.live\u202c".encode(),
    "emoji": "\U0001f469\u200d\U0001f4bb".encode(),
    "script": rb"<script>alert(1)<\/script><img src=x onerror=alert(1)>",
}


def replacement(rule: Rule) -> tuple[int, dict[str, str], Iterator[bytes]]:
    """Return status, headers and body that replace the publisher's answer."""
    options = rule.options
    if rule.name == "rate_limited":
        headers = {"content-type": "text/plain"}
        if "retry_after" in options:
            headers["retry-after"] = str(options["retry_after"])
        return 429, headers, iter([b"Too Many Requests"])
    if rule.name == "html_page":
        kind = options.get("content_type", "text/html; charset=utf-8")
        return 200, {"content-type": kind}, iter([MAINTENANCE])
    if rule.name == "redirect":
        headers = {"location": options["location"]}
        return int(options.get("status", 302)), headers, iter([b""])
    if rule.name == "status":
        body = str(options.get("body", "")).encode()
        headers = {"content-type": options.get("content_type", "text/plain")}
        headers |= {k.lower(): str(v) for k, v in options.get("headers", {}).items()}
        return int(options["status"]), headers, iter([body])
    return 200, *_oversized(rule)


def _oversized(rule: Rule) -> tuple[dict[str, str], Iterator[bytes]]:
    # As of a search, whose reader would look no further than at a missing header.
    json_type = {
        "content-type": "application/json",
        "content-range": "offres 0-149/600",
    }
    size = int(rule.options.get("megabytes", 1024))
    if rule.name == "gzip_bomb":
        # Ten megabytes of spaces a member; decoders read members one by one.
        member = gzip.compress(b" " * (10 * MEGABYTE))
        headers = json_type | {"content-encoding": "gzip"}
        return headers, (member for _ in range(max(1, size // 10)))
    if rule.name == "huge_body":
        return json_type, (b" " * MEGABYTE for _ in range(size))
    if rule.name == "deep_json":
        depth = int(rule.options.get("depth", 100_000))
        return json_type, iter([b'{"resultats":', b"[" * depth, b"]" * depth, b"}"])
    keys = int(rule.options.get("keys", 1_000_000))
    return json_type, _many_keys(keys)


def _many_keys(keys: int) -> Iterator[bytes]:
    yield b'{"resultats":[],"k":0'
    for start in range(0, keys, 10_000):
        yield b"".join(b',"k%d":0' % key for key in range(start, start + 10_000))
    yield b"}"


def spoil(rule: Rule, body: bytes, headers: dict[str, str]) -> bytes:
    """Return the answer's body spoiled; headers are changed in place."""
    options = rule.options
    if rule.name == "truncated":
        return body[: int(len(body) * float(options.get("share", 0.5)))]
    if rule.name == "gzip":  # a share below 1 cuts it, with a length that agrees
        headers["content-encoding"] = "gzip"
        packed = gzip.compress(body)
        return packed[: int(len(packed) * float(options.get("share", 1.0)))]
    if rule.name == "total":
        _move_total(headers, int(options.get("by", 1)))
        return body
    if rule.name == "text":
        return _poisoned(body, options)
    if rule.name in ("empty_results", "rewrite"):
        return _rewritten(body, rule)
    return body


def _move_total(headers: dict[str, str], by: int) -> None:
    """Announce more or fewer offers than there are."""
    written = headers.get("content-range", "")
    start, _, total = written.rpartition("/")
    if total.isdigit():
        headers["content-range"] = f"{start}/{int(total) + by}"


def _poisoned(body: bytes, options: dict[str, Any]) -> bytes:
    """Put a poison at the start of texts, in JSON or in a page's embedded state."""
    if "repeat" in options:  # a text of some megabytes
        poisons = [b"Ad " * int(options["repeat"] * MEGABYTE / 3)]
    else:
        poisons = [POISONS[name] for name in _several(options.get("poison", "nul"))]
    by_turns = cycle(poisons)
    name = options.get("field", "description").encode()
    most = int(options.get("offers", 1))
    pattern = rb'("%s":")' % re.escape(name)
    spoiled, times = re.subn(pattern, lambda m: m[1] + next(by_turns), body, count=most)
    if times:
        return spoiled
    embedded = rb'(\\"%s\\":\\")' % re.escape(name)
    escaped = cycle([poison.replace(b"\\", b"\\\\") for poison in poisons])
    return re.sub(embedded, lambda m: m[1] + next(escaped), body, count=most)


def _several(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def _rewritten(body: bytes, rule: Rule) -> bytes:
    """Change the offers of a page of JSON: set, remove or rename their fields."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return body
    if rule.name == "empty_results":
        return orjson.dumps({**answer, "resultats": []})
    options = rule.options
    offers = answer.get("resultats", [answer]) if isinstance(answer, dict) else answer
    by_turns = cycle(_several(options.get("set", {})))
    for offer in offers[: int(options.get("offers", len(offers)))]:
        offer |= next(by_turns)
        for old, new in options.get("rename", {}).items():
            if old in offer:
                offer[new] = offer.pop(old)
        for name in options.get("remove", []):
            offer.pop(name, None)
    if options.get("repeat_first") and len(offers) > 1:
        offers[1]["id"] = offers[0]["id"]
    return orjson.dumps(answer)
