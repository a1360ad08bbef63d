"""One pass over a window, and what proves that it missed nothing."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ingestion.documents import Document, Reject


@dataclass
class Reading:
    """One pass over a window: what it listed, and the counts around it.

    Pages overlap by an offer: one without an id is known again by what it says.
    """

    before: int
    after: int
    documents: dict[str, Document]
    rejects: dict[tuple[str | None, str], Reject]
    is_steady: bool
    ended_at: datetime

    @property
    def agrees(self) -> bool:
        """Whether all counts say the same, so that nothing was missed.

        An offer deleted while pages are read moves the later ones up by one, and
        the one on the edge is missed: only the changed count betrays it.
        """
        return self.is_steady and self.before == self.after == self.read

    @property
    def read(self) -> int:
        """How many offers it listed."""
        return len(self.documents) + len(self.rejects)

    def without(self, other: "Reading") -> "Reading":
        """Leave out what another reading lists, of the counts as well."""
        kept = replace(
            self,
            documents={
                k: v for k, v in self.documents.items() if k not in other.documents
            },
            rejects={k: v for k, v in self.rejects.items() if k not in other.rejects},
            is_steady=self.is_steady and other.agrees,
        )
        left = self.read - kept.read
        return replace(kept, before=self.before - left, after=self.after - left)


def follows(above: list[Any], below: list[Any]) -> bool:
    """Tell whether a page begins where the one above it ended, or before that.

    Offers of one second have no order that the publisher promises, so that another
    one of the same second will do.
    """
    if not above or not below:
        return False
    known = {offer.get("id") for offer in above if isinstance(offer, dict)}
    last, first = (
        offer if isinstance(offer, dict) else {} for offer in (above[-1], below[0])
    )
    return first.get("id") in known or (
        first.get("dateCreation") is not None
        and first.get("dateCreation") == last.get("dateCreation")
    )


def outcome_of(reading: Reading | None, error: str | None) -> str:
    """Name how a window's reading ended."""
    if error or reading is None:
        return "failed"
    return "certified" if reading.agrees else "drifted"
