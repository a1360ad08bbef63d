"""Welcome to the Jungle: the job pages that its sitemaps list.

Only addresses without a query are asked, as robots.txt wants it, and only pages
that changed since they were last read. The newest come first, so that a run cut
short has read what matters most; the next one goes on.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from ingestion import settings
from ingestion.crawl import Crawl
from ingestion.documents import (
    Chunk,
    Document,
    Leaf,
    Reject,
    as_json,
    clean,
    content_hash,
)
from ingestion.errors import PublisherRefused, PublisherUnavailable, UnexpectedAnswer
from ingestion.http import RETRIED_STATUSES, Answer, HttpClient, Meter
from ingestion.pacing import Pace
from ingestion.personal_data import mask_all
from ingestion.sources.wttj.pages import parse_page
from ingestion.sources.wttj.sitemaps import (
    USER_AGENT,
    ListedJob,
    listed_jobs,
    on_site,
    read_robots,
)
from ingestion.tables import OFFER_TABLES

LEAF = "sitemap"
CHUNK_PAGES = 50
JITTER = 0.5
# An empty challenge (202) and a refusal (403) mean: slower.
BACK_OFF_STATUSES = RETRIED_STATUSES | {202, 403}
GONE_STATUSES = frozenset({404, 410})
# Names and addresses of recruiters, and what counts visitors rather than the job.
PERSONAL_FIELDS = ("recruiters", "contact", "contacts", "author", "owner")
WITHOUT_MEANING = frozenset({"updated_at", "_page"})
OLDEST = datetime.min.replace(tzinfo=UTC)


class Wttj:
    """The source `wttj`."""

    name = "wttj"
    tables = OFFER_TABLES
    has_windows = False

    def __init__(self) -> None:
        self.client = HttpClient(
            settings.wttj_site_url(),
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

    def begin(self) -> datetime:
        """Read robots.txt; return the publisher's time."""
        self.robots, self.started_at = read_robots(self.client)
        delay = self.robots.crawl_delay(USER_AGENT)
        if delay and 1 / delay < self.client.pace.per_second:
            self.client.pace.set_rate(1 / delay)
        return self.started_at

    def plan(self, crawl: Crawl) -> str:
        """Count the pages listed, and those that changed since they were read."""
        jobs = self._jobs()
        stale = [job for job in jobs if self._known_hash(crawl, job) is None]
        hours = len(stale) / self.client.pace.per_second / 3600
        return (
            f"{len(jobs)} job pages listed, {len(stale)} to read: {hours:.1f} h at "
            f"{self.client.pace.per_second:g} requests/s"
        )

    def collect(self, crawl: Crawl) -> Iterator[Chunk]:
        """Hand over every listed job, fetching those that changed."""
        jobs = self._jobs()
        crawl.announced = len(jobs)
        seen_at = self.started_at or self.begin()
        reader = PageReader(self, crawl, seen_at)
        yield from reader.read(jobs)
        yield Chunk(leaves=[reader.leaf(len(jobs))])

    def _jobs(self) -> list[ListedJob]:
        sitemaps = list(self.robots.sitemaps)
        if not sitemaps:
            raise UnexpectedAnswer(
                f"{self.client.site}/robots.txt names no sitemap, so no job can be "
                "listed; the site has changed"
            )
        found = {job.offer_id: job for job in listed_jobs(self.client, sitemaps)}
        allowed = (job for job in found.values() if self._is_allowed(job))
        return sorted(allowed, key=lambda job: job.updated_at or OLDEST, reverse=True)

    def _is_allowed(self, job: ListedJob) -> bool:
        return self.robots.can_fetch(on_site(self.client, job.url), USER_AGENT)

    def _known_hash(self, crawl: Crawl, job: ListedJob) -> str | None:
        listed = crawl.known.listed(job.offer_id)
        if listed and job.updated_at and listed[1] >= job.updated_at:
            return listed[0]
        return None


class PageReader:
    """Reads the pages of one run and counts what became of each."""

    def __init__(self, source: Wttj, crawl: Crawl, seen_at: datetime) -> None:
        self.source = source
        self.crawl = crawl
        self.seen_at = seen_at
        self.rejected = self.gone = 0
        self.error: str | None = None

    def read(self, jobs: list[ListedJob]) -> Iterator[Chunk]:
        """Read jobs in order; stop, keeping what is read, when the site refuses."""
        chunk = Chunk()
        for job in jobs:
            if self.crawl.should_stop():
                break
            try:
                self._read_job(job, chunk)
            except (PublisherUnavailable, PublisherRefused) as problem:
                self.error = str(problem)
                break
            if len(chunk.documents) + len(chunk.rejects) >= CHUNK_PAGES:
                yield chunk
                chunk = Chunk()
        yield chunk

    def leaf(self, announced: int) -> Leaf:
        """Sum up the run: certified when every listed page is accounted for."""
        accounted = self.crawl.collected + self.rejected + self.gone
        error = self.error or self.crawl.cut_short
        return Leaf(
            leaf_id=LEAF,
            parameters={"sitemaps": list(self.source.robots.sitemaps)},
            outcome="certified" if accounted == announced and not error else "failed",
            announced_before=announced,
            collected=self.crawl.collected,
            announced_after=None,
            rejected=self.rejected,
            gone=self.gone,
            started_at=self.seen_at,
            ended_at=self.seen_at,
            seconds=0.0,
            error=error,
            **self.source.meter.as_columns(),
        )

    def _read_job(self, job: ListedJob, chunk: Chunk) -> None:
        known_hash = self.source._known_hash(self.crawl, job)
        if known_hash is not None:
            document = Document(
                job.offer_id, known_hash, None, None, self.seen_at, LEAF, job.updated_at
            )
            chunk.documents.append(document)
            self.crawl.collected += 1
            return
        url = on_site(self.source.client, job.url)
        try:
            answer = self.source.client.get(url)
        except UnexpectedAnswer as problem:
            self._reject(job, chunk, "too_large", str(problem), "")
            return
        if answer.status in GONE_STATUSES:
            self.gone += 1
        elif answer.status != 200:
            self._reject(job, chunk, "unexpected_status", f"HTTP {answer.status}", "")
        else:
            self._parse(job, answer, chunk)

    def _parse(self, job: ListedJob, answer: Answer, chunk: Chunk) -> None:
        html = answer.body.decode("utf-8", "replace")
        try:
            chunk.documents.append(parse_job(html, job, answer.date))
            self.crawl.collected += 1
        except (UnexpectedAnswer, RecursionError, TypeError) as problem:
            self._reject(job, chunk, "changed_page", str(problem), html)

    def _reject(
        self, job: ListedJob, chunk: Chunk, reason: str, detail: str, body: str
    ) -> None:
        self.rejected += 1
        chunk.rejects.append(
            Reject(
                LEAF, reason, detail, clean(body), self.seen_at, job.offer_id, job.url
            )
        )


def parse_job(html: str, job: ListedJob, seen_at: datetime) -> Document:
    """Read a job page, without its personal data.

    Raises: UnexpectedAnswer when the page holds no job that can be read.
    """
    page = parse_page(html)
    if not page.get("name"):
        raise UnexpectedAnswer("the page's job has no name")
    kept = {key: value for key, value in page.items() if key not in PERSONAL_FIELDS}
    payload = mask_all(clean(kept))
    return Document(
        offer_id=job.offer_id,
        content_hash=content_hash(payload, WITHOUT_MEANING),
        url=job.url,
        payload=as_json(payload),
        seen_at=seen_at,
        leaf_id=LEAF,
        publisher_updated_at=job.updated_at,
    )
