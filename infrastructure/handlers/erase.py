"""Takes offers out of every file and version in the lake, and out of raw Postgres.

An event is `{"source": "wttj", "offer_ids": ["…"]}`.
"""

from dataclasses import asdict
from typing import Any

from infrastructure.handlers.surroundings import warehouse_by_iam
from infrastructure.handlers.telling import measure, tell
from ingestion import settings
from ingestion.erasure import check, erase
from ingestion.lake import Lake


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Erase the offers of an event; return how many rows went, by place.

    Raises: VigieError when the event names nothing, or the lake or Postgres refuses.
    """
    source, named = str(event.get("source")), event.get("offer_ids") or []
    offers = [named] if isinstance(named, str) else [str(name) for name in named]
    check(source, offers)
    erased = erase(
        source,
        offers,
        Lake(settings.lake_url()),
        warehouse_by_iam(),
        settings.data_folder() / "state",
    )
    rows = erased.lake + erased.raw
    measure("erased", {"RowsErased": rows}, Source=source)
    tell("erased", source=source, offers=len(offers), files=len(erased.files))
    return asdict(erased)
