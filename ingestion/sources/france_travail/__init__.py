"""France Travail: every offer of the API, certified window by window."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ingestion import settings
from ingestion.crawl import Crawl
from ingestion.documents import Chunk
from ingestion.http import Meter
from ingestion.sources.france_travail.api import FranceTravailApi
from ingestion.sources.france_travail.windows import (
    BEGINNING,
    Window,
    WindowReader,
    crawl_windows,
)
from ingestion.tables import OFFER_TABLES


class FranceTravail:
    """The source `france_travail`."""

    name = "france_travail"
    tables = OFFER_TABLES

    def __init__(self) -> None:
        self.api = FranceTravailApi(settings.france_travail())
        self.started_at: datetime | None = None

    @property
    def meter(self) -> Meter:
        """What the run has cost so far."""
        return self.api.client.meter

    def begin(self) -> datetime:
        """Get a token; return the publisher's time."""
        self.started_at = self.api.authenticate()
        return self.started_at

    def plan(self, crawl: Crawl) -> str:
        """Count what a crawl would list, and what it would cost."""
        limits = self.api.discover_limits()
        total = self.api.count(self._root(crawl).parameters)
        pages = -(-total // limits.page)
        windows = max(1, -(-2 * total // limits.reach))
        requests = pages + 3 * windows
        rate = self.api.client.pace.per_second
        return (
            f"{total} offers announced; a query reaches {limits.reach}, an answer "
            f"holds {limits.page}: about {windows} windows and {requests} requests, "
            f"{requests / rate / 60:.0f} min at {rate:g} requests/s"
        )

    def collect(self, crawl: Crawl) -> Iterator[Chunk]:
        """Hand over every window of the creation dates."""
        limits = self.api.discover_limits()
        root = self._root(crawl)
        crawl.announced = self.api.count(root.parameters)
        yield from crawl_windows(WindowReader(self.api, limits), root, crawl)

    def _root(self, crawl: Crawl) -> Window:
        # The second that is still running may yet receive offers.
        now = (self.started_at or self.begin()).replace(microsecond=0)
        return Window(
            crawl.since or BEGINNING, crawl.until or now - timedelta(seconds=1)
        )
