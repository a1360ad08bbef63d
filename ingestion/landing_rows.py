"""What is collected, as rows of the landing tables."""

import hashlib
from dataclasses import asdict
from typing import Any

from ingestion.documents import Document, Leaf, Reject, as_json
from ingestion.personal_data import mask

# A raw body beyond this says nothing more about why it could not be read.
REJECT_BODY_CHARACTERS = 1_000_000


def offer_row(run_id: str, document: Document) -> dict[str, Any]:
    """Return a new version of an offer as a row of `offers`."""
    return {
        "offer_id": document.offer_id,
        "content_hash": document.content_hash,
        "url": document.url,
        "fetched_at": document.seen_at,
        "run_id": run_id,
        "payload": document.payload,
    }


def sighting_row(run_id: str, document: Document) -> dict[str, Any]:
    """Return an offer that was listed as a row of `sightings`."""
    return {
        "offer_id": document.offer_id,
        "content_hash": document.content_hash,
        "run_id": run_id,
        "leaf_id": document.leaf_id,
        "seen_at": document.seen_at,
        "publisher_updated_at": document.publisher_updated_at,
    }


def reject_row(run_id: str, reject: Reject) -> dict[str, Any]:
    """Return a reject as a row; the same reject has the same id in any retry."""
    key = f"{run_id}\0{reject.leaf_id}\0{reject.url}\0{reject.offer_id}\0{reject.body}"
    return {
        **asdict(reject),
        "body": mask(reject.body[:REJECT_BODY_CHARACTERS]),
        "reject_id": hashlib.blake2b(
            key.encode("utf-8", "surrogatepass"), digest_size=16
        ).hexdigest(),
        "run_id": run_id,
    }


def leaf_row(run_id: str, leaf: Leaf, new_versions: int) -> dict[str, Any]:
    """Return a leaf as a row of `crawl_leaves`."""
    return {
        **asdict(leaf),
        "parameters": as_json(leaf.parameters),
        "certified": leaf.certified,
        "new_versions": leaf.new_versions or new_versions,
        "run_id": run_id,
    }
