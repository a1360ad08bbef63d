"""What a publisher's document becomes before it lands: clean, and with a hash."""

import hashlib
import json
import math
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

# Postgres stores neither NUL nor lone surrogates, and one of them in one row
# would fail the COPY of a whole package.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Nor an index entry of more than 2,704 bytes; a character has four at most. The longest
# id that was seen has 189 characters (Welcome to the Jungle).
LONGEST_ID = 500


@dataclass(frozen=True)
class Document:
    """One offer as a publisher shows it at one moment.

    `payload` is the publisher's JSON as text, without personal data; None when the
    listing alone says that nothing changed. `content_hash` then is the known one.
    """

    offer_id: str
    content_hash: str
    url: str | None
    payload: str | None
    seen_at: datetime
    leaf_id: str
    publisher_updated_at: datetime | None = None


@dataclass(frozen=True)
class Reject:
    """A document that could not be read, with its raw body and a named reason."""

    leaf_id: str
    reason: str
    detail: str
    body: str
    rejected_at: datetime
    offer_id: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Leaf:
    """One part of what a publisher lists, and the proof that it was read in full.

    `covers_from` and `covers_to` are the creation dates (inclusive, to the second)
    that the leaf lists; None is unbounded.
    """

    leaf_id: str
    parameters: dict[str, Any]
    outcome: str
    announced_before: int | None
    collected: int
    announced_after: int | None
    rejected: int
    started_at: datetime
    ended_at: datetime
    seconds: float
    gone: int = 0
    covers_from: datetime | None = None
    covers_to: datetime | None = None
    error: str | None = None
    requests: int = 0
    retries: int = 0
    bytes: int = 0
    wait_seconds: float = 0.0
    statuses: str = "{}"
    new_versions: int | None = None

    @property
    def certified(self) -> bool:
        """Whether the leaf is proved complete."""
        return self.outcome == "certified"


@dataclass
class Chunk:
    """What a source hands over at a time: documents, rejects, finished leaves.

    `entries` are rows of reference lists, and `unchanged` counts those of lists that
    the lake holds as they are.
    """

    documents: list[Document] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=list)
    unchanged: int = 0


def clean(value: Any) -> Any:
    """Return a JSON value that Postgres can store as it is.

    Texts lose NUL and lone surrogates, an integer of more than 64 bits becomes a
    float, and a number that is none (NaN, Infinity) null; nothing else changes.
    """
    if isinstance(value, str):
        return UNSTORABLE.sub(lambda found: replacement(found.group()), value)
    if isinstance(value, dict):
        return {clean(key): clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [clean(item) for item in value]
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        value = float(value) if abs(value) < 1e300 else None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def replacement(character: str) -> str:
    """Remove NUL, and mark a lone surrogate by U+FFFD."""
    return "" if character == "\x00" else "\N{REPLACEMENT CHARACTER}"


def problem_with_id(offer_id: str) -> str | None:
    """Say why an offer cannot be stored under its id; None where it can be."""
    if not offer_id:
        return "an offer without an id"
    if len(offer_id) > LONGEST_ID:
        return f"an id of {len(offer_id)} characters, of which {LONGEST_ID} can be kept"
    return None


def as_json(value: Any) -> str:
    """Write a cleaned value as JSON with sorted keys, so that equal means equal."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def content_hash(payload: dict[str, Any], without: frozenset[str] = frozenset()) -> str:
    """Hash what an offer says, leaving out the top-level keys in `without`.

    Shape: 32 hexadecimal characters (BLAKE2b, 128 bits).
    """
    kept = {key: value for key, value in payload.items() if key not in without}
    data = orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def parse_json(body: bytes | str) -> Any:
    """Read JSON, even where a text in it is damaged; None when it is not JSON.

    None is no loss: no publisher answers with a bare `null`.
    """
    try:
        return orjson.loads(body)
    except ValueError:
        pass
    # orjson refuses what real texts hold at times: escapes such as \ud800, bare
    # control characters, bytes of another encoding. One of them must not hide the
    # hundred offers around it.
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
