"""What a run asks of a source, and what every source offers."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ingestion.documents import Chunk, Leaf
from ingestion.known_versions import KnownVersions
from ingestion.meter import Meter
from ingestion.tables import LandingTable


@dataclass
class Crawl:
    """One run's task and what it has learned; `announced` grows as lists are read.

    `since` and `until` bound creation dates; `earlier` are the leaves that the same
    run landed before it was killed or cut short.

    Units: `deadline` is on the monotonic clock; `limit` counts offers.
    """

    kind: str
    known: KnownVersions
    since: datetime | None = None
    until: datetime | None = None
    limit: int | None = None
    deadline: float = math.inf
    earlier: list[Leaf] = field(default_factory=list)
    announced: int = 0
    announced_after: int | None = None
    residual: int = 0
    unbalanced: int = 0
    collected: int = 0
    cut_short: str | None = field(default=None)

    def should_stop(self) -> bool:
        """Tell whether the run's budget is used up, and remember why."""
        if self.limit is not None and self.collected >= self.limit:
            self.cut_short = f"stopped at --limit {self.limit}"
        elif time.monotonic() > self.deadline:
            self.cut_short = "stopped at --budget-minutes"
        return self.cut_short is not None


class Source(Protocol):
    """A publisher, or a shipped reference, that can be collected."""

    name: str
    # The address that is asked: it tells real offers from simulated ones.
    site: str
    tables: tuple[LandingTable, ...]
    # Whether a run may be bounded in creation dates, and gone on with after a kill.
    has_windows: bool

    @staticmethod
    def address() -> str:
        """Say where it comes from, without asking anybody or for a credential."""

    def begin(self, crawl: Crawl) -> datetime:
        """Make first contact, within a crawl's time; return the publisher's (UTC).

        Raises: a VigieError when the publisher is out of reach or refuses.
        """

    def plan(self, crawl: Crawl) -> str:
        """Say what a crawl would ask for and cost, in one line."""

    def collect(self, crawl: Crawl) -> Iterator[Chunk]:
        """Hand over all that the publisher lists, a chunk at a time."""

    @property
    def meter(self) -> Meter:
        """What the run has cost so far."""
