"""Welcome to the Jungle: the job pages that its sitemaps list.

Only addresses without a query are asked, as robots.txt wants it, and only pages
that changed since they were last read. The newest come first, so that a run cut
short has read what matters most; the next one goes on.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from ingestion import settings
from ingestion.crawl import Crawl
from ingestion.documents import Chunk
from ingestion.errors import (
    PublisherClosed,
    PublisherRefused,
    PublisherUnavailable,
    UnexpectedAnswer,
)
from ingestion.http import RETRIED_STATUSES, HttpClient
from ingestion.meter import Meter
from ingestion.pacing import Pace
from ingestion.sources.wttj.reader import PageReader, is_unchanged
from ingestion.sources.wttj.sitemaps import (
    USER_AGENT,
    ListedJob,
    listed_jobs,
    on_site,
    read_robots,
)
from ingestion.tables import OFFER_TABLES

JITTER = 0.5
# Reading all pages takes a day; what is forbidden meanwhile is asked no longer.
ROBOTS_SECONDS = 3600
# An empty challenge (202) and a refusal (403) mean: slower.
BACK_OFF_STATUSES = RETRIED_STATUSES | {202, 403}
OLDEST = datetime.min.replace(tzinfo=UTC)


class Wttj:
    """The source `wttj`."""

    name = "wttj"
    tables = OFFER_TABLES
    has_windows = False

    @staticmethod
    def address() -> str:
        """Say where it comes from."""
        return settings.wttj_site_url()

    def __init__(self) -> None:
        self.client = HttpClient(
            self.address(),
            Pace(settings.wttj_requests_per_second(), JITTER),
            settings.user_agents(),
            BACK_OFF_STATUSES,
        )
        self.site = self.client.site
        self.started_at: datetime | None = None

    @property
    def meter(self) -> Meter:
        """What the run has cost so far."""
        return self.client.meter

    def begin(self, crawl: Crawl) -> datetime:
        """Read robots.txt; return the publisher's time."""
        self.client.deadline = crawl.deadline
        self.started_at = self._read_robots()
        self.client.allows = lambda url: self.robots.can_fetch(url, USER_AGENT)
        return self.started_at

    def plan(self, crawl: Crawl) -> str:
        """Count the pages listed, and those that changed since they were read."""
        jobs = self._jobs(self._sitemaps())
        stale = [
            job
            for job in jobs
            if not is_unchanged(job, crawl.known.listed(job.offer_id))
        ]
        hours = len(stale) / self.client.pace.per_second / 3600
        return (
            f"{len(jobs)} job pages listed, {len(stale)} to read: {hours:.1f} h at "
            f"{self.client.pace.per_second:g} requests/s"
        )

    def collect(self, crawl: Crawl) -> Iterator[Chunk]:
        """Hand over every listed job, fetching those that changed."""
        sitemaps = self._sitemaps()
        jobs = self._jobs(sitemaps)
        crawl.announced = len(jobs)
        seen_at = self.started_at or self.begin(crawl)
        reader = PageReader(self.client, self.allows, crawl, seen_at)
        yield from reader.read(jobs)
        yield Chunk(leaves=[reader.leaf(sitemaps, len(jobs))])

    def allows(self, url: str) -> bool:
        """Tell whether robots.txt, read again each hour, lets us ask for an address.

        Raises: PublisherClosed where it cannot be read any more.
        """
        if time.monotonic() - self.robots_read_at > ROBOTS_SECONDS:
            try:
                self._read_robots()
            except (PublisherRefused, PublisherUnavailable) as problem:
                raise PublisherClosed(str(problem)) from problem
        return self.robots.can_fetch(on_site(self.client, url), USER_AGENT)

    def _read_robots(self) -> datetime:
        self.robots, moment = read_robots(self.client)
        self.robots_read_at = time.monotonic()
        delay = self.robots.crawl_delay(USER_AGENT)
        if delay and 1 / delay < self.client.pace.per_second:
            self.client.pace.set_rate(1 / delay)
        return moment

    def _sitemaps(self) -> list[str]:
        sitemaps = list(self.robots.sitemaps)
        if not sitemaps and not self.allows(f"{self.site}/"):
            raise PublisherRefused(
                f"{self.site}/robots.txt forbids the site to us, so nothing more is "
                "asked of it; its offers stay as they are"
            )
        if not sitemaps:
            raise UnexpectedAnswer(
                f"{self.site}/robots.txt names no sitemap, so no job can be "
                "listed; the site has changed"
            )
        return sitemaps

    def _jobs(self, sitemaps: list[str]) -> list[ListedJob]:
        """List the jobs, the newest first.

        Raises: PublisherRefused when robots.txt forbids them all.
        """
        listed = listed_jobs(self.client, sitemaps)
        jobs = list({job.offer_id: job for job in listed}.values())
        if not any(self.allows(job.url) for job in jobs):
            raise PublisherRefused(
                f"{self.site}/robots.txt forbids each of the {len(jobs)} job pages "
                "that the sitemaps list, so none is asked; its offers stay as they are"
            )
        return sorted(jobs, key=lambda job: job.updated_at or OLDEST, reverse=True)
