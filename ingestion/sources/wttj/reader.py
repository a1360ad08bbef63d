"""Reads the job pages of one run, and sums up what proves that all were listed."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from ingestion.crawl import Crawl
from ingestion.documents import (
    Chunk,
    Document,
    Leaf,
    Reject,
    as_json,
    clean,
    content_hash,
    problem_with_id,
)
from ingestion.errors import (
    BudgetSpent,
    PublisherClosed,
    PublisherRefused,
    PublisherUnavailable,
    UnexpectedAnswer,
)
from ingestion.http import Answer, HttpClient
from ingestion.personal_data import mask_all
from ingestion.sources.wttj.pages import is_whole, parse_page, skeleton
from ingestion.sources.wttj.sitemaps import ListedJob, on_site

LEAF = "sitemap"
CHUNK_PAGES = 50
# Of a hundred thousand pages some never open. One that was never read closes nothing:
# a few of them do not spoil the proof of all others.
UNREAD_SHARE = 0.01
GONE_STATUSES = frozenset({404, 410})
# Names and addresses of recruiters, and what counts visitors rather than the job.
PERSONAL_FIELDS = ("recruiters", "contact", "contacts", "author", "owner")
WITHOUT_MEANING = frozenset({"updated_at", "_page"})
# What one page is rejected for, without an end to the others.
FAILURES = {
    PublisherUnavailable: "no_answer",
    PublisherRefused: "refused",
    UnexpectedAnswer: "too_large",
}

Known = tuple[str, datetime | None]


class PageReader:
    """Reads the pages of one run and counts what became of each.

    `allows` tells whether robots.txt lets an address be asked.
    """

    def __init__(
        self,
        client: HttpClient,
        allows: Callable[[str], bool],
        crawl: Crawl,
        seen_at: datetime,
    ) -> None:
        self.client = client
        self.allows = allows
        self.crawl = crawl
        self.seen_at = seen_at
        self.rejected = self.gone = self.forbidden = 0
        self.error: str | None = None

    def read(self, jobs: list[ListedJob]) -> Iterator[Chunk]:
        """Read jobs in order; once the site refuses, only sight those we know."""
        chunk = Chunk()
        for job in jobs:
            if self.crawl.should_stop():
                break
            self._read_job(job, chunk)
            if len(chunk.documents) + len(chunk.rejects) >= CHUNK_PAGES:
                yield chunk
                chunk = Chunk()
        yield chunk

    def leaf(self, sitemaps: list[str], announced: int) -> Leaf:
        """Sum up the run: certified when nearly every listed job is accounted for."""
        error = self.error or self.crawl.cut_short or self.lack(announced)
        return Leaf(
            leaf_id=LEAF,
            parameters={"sitemaps": sitemaps},
            outcome="failed" if error else "certified",
            announced_before=announced,
            collected=self.crawl.collected,
            announced_after=None,
            rejected=self.rejected,
            gone=self.gone,
            started_at=self.seen_at,
            ended_at=self.seen_at,
            seconds=0.0,
            error=error,
            **self.client.meter.as_columns(),
        )

    def lack(self, announced: int) -> str | None:
        """Say what of the listing is not accounted for; None where it is proved."""
        unread = announced - self.crawl.collected - self.gone
        if unread > min(UNREAD_SHARE * announced, self.rejected):
            forbidden = f", {self.forbidden} forbidden" if self.forbidden else ""
            return (
                f"{unread} of {announced} listed pages were not read "
                f"({self.rejected} rejected{forbidden})"
            )
        if not self.crawl.collected:
            return f"not one of {announced} listed pages is there"
        return None

    def _read_job(self, job: ListedJob, chunk: Chunk) -> None:
        known = self.crawl.known.listed(job.offer_id)
        if not is_unchanged(job, known) and self._ask(job, chunk):
            return
        if known is not None:
            # Listed it is, whatever its page says: nothing may close it. The date is
            # the one it is known from, so that the next run reads it.
            content, updated_at = known
            document = Document(
                job.offer_id, content, None, None, self.seen_at, LEAF, updated_at
            )
            chunk.documents.append(document)
            self.crawl.collected += 1

    def _ask(self, job: ListedJob, chunk: Chunk) -> bool:
        """Fetch a job's page; return whether we now know what became of the job."""
        if self.error:
            return False
        if problem := problem_with_id(job.offer_id):
            return self._reject(job, chunk, "unreadable_id", problem)
        try:
            if not self.allows(job.url):
                self.forbidden += 1
                return False
            answer = self.client.get(on_site(self.client, job.url))
        except BudgetSpent as problem:
            self.crawl.cut_short = str(problem)
            return False
        except PublisherClosed as problem:
            self.error = str(problem)
            return False
        except tuple(FAILURES) as problem:
            return self._reject(job, chunk, FAILURES[type(problem)], str(problem))
        if answer.status in GONE_STATUSES:
            self.gone += 1
            return True
        if answer.status != 200:
            detail = f"HTTP {answer.status}"
            return self._reject(job, chunk, "unexpected_status", detail)
        return self._parse(job, answer, chunk)

    def _parse(self, job: ListedJob, answer: Answer, chunk: Chunk) -> bool:
        html = answer.body.decode("utf-8", "replace")
        if not is_whole(html):
            detail = "the page lacks its last tag"
            return self._reject(job, chunk, "cut_page", detail, impersonal(html))
        try:
            chunk.documents.append(parse_job(html, job, answer.date))
        except (UnexpectedAnswer, RecursionError, TypeError) as problem:
            detail = str(problem)
            return self._reject(job, chunk, "changed_page", detail, impersonal(html))
        self.crawl.collected += 1
        return True

    def _reject(
        self, job: ListedJob, chunk: Chunk, reason: str, detail: str, body: str = ""
    ) -> bool:
        self.rejected += 1
        chunk.rejects.append(
            Reject(LEAF, reason, detail, body, self.seen_at, job.offer_id, job.url)
        )
        return False


def is_unchanged(job: ListedJob, known: Known | None) -> bool:
    """Tell whether a job's listing dates it as it did when its page was read.

    An earlier date is a change, too: a publisher may set back one that was wrong.
    """
    return bool(known and job.updated_at and known[1] == job.updated_at)


def parse_job(html: str, job: ListedJob, seen_at: datetime) -> Document:
    """Read a job page, without its personal data.

    Raises: UnexpectedAnswer when the page holds no job that can be read.
    """
    page = parse_page(html)
    if not page.get("name"):
        raise UnexpectedAnswer("the page's job has no name")
    payload = without_people(page)
    return Document(
        offer_id=job.offer_id,
        content_hash=content_hash(payload, WITHOUT_MEANING),
        url=job.url,
        payload=as_json(payload),
        seen_at=seen_at,
        leaf_id=LEAF,
        publisher_updated_at=job.updated_at,
    )


def without_people(page: dict[str, Any]) -> dict[str, Any]:
    """Return a page's job as it may land: storable, and without personal data."""
    kept = {key: value for key, value in page.items() if key not in PERSONAL_FIELDS}
    return mask_all(clean(kept))


def impersonal(html: str) -> str:
    """Return what may land of a rejected page: its job, or else its bare tags."""
    try:
        return as_json(without_people(parse_page(html)))
    except (UnexpectedAnswer, RecursionError, TypeError):
        return clean(skeleton(html))
