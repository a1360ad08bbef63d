"""Turns one offer of France Travail into a document."""

from datetime import UTC, datetime
from typing import Any

from ingestion.documents import (
    Document,
    Reject,
    as_json,
    clean,
    content_hash,
    problem_with_id,
)
from ingestion.errors import UnexpectedAnswer
from ingestion.personal_data import mask_all

OFFER_PAGE = "https://candidat.francetravail.fr/offres/recherche/detail/"
# Recruiters' names, addresses and telephones: never kept.
PERSONAL_BLOCKS = ("contact", "agence")
# They move without the offer changing: dates of a refresh, labels renamed with each
# version of ROME, the list of partner sites.
WITHOUT_MEANING = frozenset(
    {"dateActualisation", "romeLibelle", "appellationlibelle", "origineOffre"}
)


def parse_offer(offer: Any, leaf_id: str, seen_at: datetime) -> Document:
    """Read one offer of a search answer, without its personal data.

    Raises: UnexpectedAnswer when it is not an object with an id that can be kept.
    """
    given = offer.get("id") if isinstance(offer, dict) else None
    offer_id = str(clean(given)).strip() if isinstance(given, str | int) else ""
    if problem := problem_with_id(offer_id):
        raise UnexpectedAnswer(problem)
    cleaned = clean(without_personal_blocks(offer))
    # Ten digits of an id are no telephone number; masked, two offers would be one.
    payload = {**mask_all(cleaned), "id": cleaned["id"]}
    return Document(
        offer_id=offer_id,
        content_hash=content_hash(payload, WITHOUT_MEANING),
        url=f"{OFFER_PAGE}{offer_id}",
        payload=as_json(payload),
        seen_at=seen_at,
        leaf_id=leaf_id,
        publisher_updated_at=parse_instant(payload.get("dateActualisation")),
    )


def without_personal_blocks(offer: Any) -> Any:
    """Drop the blocks that name recruiters."""
    if not isinstance(offer, dict):
        return offer
    return {key: value for key, value in offer.items() if key not in PERSONAL_BLOCKS}


def reject_of(offer: Any, problem: Exception, leaf_id: str, at: datetime) -> Reject:
    """Return an offer that cannot be read as a reject, without its personal data.

    Of one that is nested too deeply to be written down, the body is empty.
    """
    offer_id = offer.get("id") if isinstance(offer, dict) else None
    try:
        body = as_json(clean(without_personal_blocks(offer)))
    except (RecursionError, TypeError):
        body = ""
    return Reject(
        leaf_id=leaf_id,
        reason="unreadable_offer",
        detail=str(problem),
        body=body,
        rejected_at=at,
        offer_id=clean(offer_id) if isinstance(offer_id, str) else None,
    )


def parse_instant(value: Any) -> datetime | None:
    """Read `2024-11-28T10:11:12.000Z`; None for anything that is not an instant."""
    if not isinstance(value, str):
        return None
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        return None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        return None
