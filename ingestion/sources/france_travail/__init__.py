"""France Travail: every offer of the API, certified window by window."""

from collections.abc import Iterator
from datetime import datetime

from ingestion import settings
from ingestion.crawl import Crawl
from ingestion.documents import Chunk
from ingestion.meter import Meter
from ingestion.sources.france_travail.api import FranceTravailApi
from ingestion.sources.france_travail.balance import Balance
from ingestion.sources.france_travail.window import BEGINNING, END, SECOND, Window
from ingestion.sources.france_travail.windows import (
    WindowReader,
    crawl_windows,
    superseded,
)
from ingestion.tables import OFFER_TABLES

RECOUNTS = 3


class FranceTravail:
    """The source `france_travail`."""

    name = "france_travail"
    tables = OFFER_TABLES
    has_windows = True

    @staticmethod
    def address() -> str:
        """Say where it comes from."""
        return settings.web_address(
            "SOURCES__FRANCE_TRAVAIL__API_URL", settings.FRANCE_TRAVAIL_API_URL
        )

    def __init__(self) -> None:
        self.api = FranceTravailApi(settings.france_travail())
        self.site = self.api.given.api_url
        self.started_at: datetime | None = None

    @property
    def meter(self) -> Meter:
        """What the run has cost so far."""
        return self.api.client.meter

    def begin(self, crawl: Crawl) -> datetime:
        """Get a token; return the publisher's time."""
        self.api.client.deadline = crawl.deadline
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
        """Hand over every window of the creation dates that is not certified yet."""
        limits, root = self.api.discover_limits(), self._root(crawl)
        reader = WindowReader(self.api, limits)
        crawl.announced = reader.count(root)
        done = [
            Window(leaf.covers_from, leaf.covers_to)
            for leaf in crawl.earlier
            if leaf.certified and leaf.covers_from and leaf.covers_to
        ]
        lacking = [leaf for leaf in crawl.earlier if not leaf.certified]
        yield Chunk(leaves=[superseded(leaf) for leaf in lacking])
        balance = Balance()
        yield from crawl_windows(reader, root.without(done), crawl, balance)
        if not crawl.cut_short:
            self._recount(crawl, root, reader)
            crawl.unbalanced = balance.unexplained(reader.count)

    def _recount(self, crawl: Crawl, root: Window, reader: WindowReader) -> None:
        """Count again, and count what no window of creation dates would find.

        All offers, less those of the root, less those created since: what remains
        has no creation date that the publisher's filter knows. A count that moved
        in between is asked for again.
        """
        for _ in range(RECOUNTS):
            everything = self.api.count({})
            crawl.announced_after = reader.count(root)
            if crawl.kind not in ("full", "incremental"):
                return
            earlier = Window(BEGINNING, root.start - SECOND)
            later = Window(root.end + SECOND, END)
            outside = sum(
                reader.count(window)
                for window in (earlier, later)
                if window.start <= window.end
            )
            crawl.residual = max(0, everything - crawl.announced_after - outside)
            if crawl.residual == 0:
                return

    def _root(self, crawl: Crawl) -> Window:
        # The second that is still running may yet receive offers.
        now = (self.started_at or self.begin(crawl)).replace(microsecond=0)
        return Window(crawl.since or BEGINNING, crawl.until or now - SECOND)
