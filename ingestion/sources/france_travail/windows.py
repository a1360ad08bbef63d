"""Splits the query space by creation date until every part can be read in full.

A window is a span of creation dates, to the second. One that holds more offers
than a query reaches is halved; one second that still overflows is split by
facets. Each window that fits is a leaf: read page by page, counted again, and
certified only if every count agrees.
"""

import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import datetime, timedelta

from ingestion.crawl import Crawl
from ingestion.documents import Chunk, Leaf
from ingestion.errors import PublisherUnavailable, UnexpectedAnswer
from ingestion.sources.france_travail.api import FranceTravailApi, SearchPage
from ingestion.sources.france_travail.balance import Balance, Split
from ingestion.sources.france_travail.facets import Facets
from ingestion.sources.france_travail.limits import Limits
from ingestion.sources.france_travail.offers import parse_offer, reject_of
from ingestion.sources.france_travail.readings import Reading, follows, outcome_of
from ingestion.sources.france_travail.window import Window

WORKERS = 8
READINGS = 6


class WindowReader:
    """Examines windows: the large are split, the others read and certified."""

    def __init__(self, api: FranceTravailApi, limits: Limits) -> None:
        self.api = api
        self.limits = limits
        self.facets = Facets(api, limits.reach)

    def count(self, window: Window) -> int:
        """Return how many offers a window holds."""
        return self.api.count(window.parameters) - self.api.count(window.beyond)

    def examine(self, window: Window) -> Split | Chunk:
        """Return a window's halves where it overflows, else what it lists."""
        clock, reading, error = time.monotonic(), None, None
        with self.api.client.metered() as meter:
            try:
                first = self._page(window.parameters, 0)
                if first.total > self.limits.reach and window.start < window.end:
                    total = first.total - self.api.count(window.beyond)
                    return Split(window, total, window.halves())
                for _ in range(READINGS):
                    reading = self._read(window, first)
                    if reading.agrees:
                        break
                    first = self._page(window.parameters, 0)
            except (UnexpectedAnswer, PublisherUnavailable) as problem:
                error = str(problem)
        now = reading.ended_at if reading else self.api.clock
        leaf = Leaf(
            leaf_id=window.leaf_id,
            parameters=window.parameters,
            outcome=outcome_of(reading, error),
            announced_before=reading.before if reading else None,
            collected=len(reading.documents) if reading else 0,
            announced_after=reading.after if reading else None,
            rejected=len(reading.rejects) if reading else 0,
            started_at=now,
            ended_at=now,
            seconds=time.monotonic() - clock,
            covers_from=window.start,
            covers_to=window.end,
            error=error,
            **meter.as_columns(),
        )
        if reading is None:
            return Chunk(leaves=[leaf])
        return Chunk(
            list(reading.documents.values()), list(reading.rejects.values()), [leaf]
        )

    def _read(self, window: Window, first: SearchPage) -> Reading:
        """Read once what a window holds."""
        reading = self._list(window, window.parameters, first)
        beyond = self._page(window.beyond, 0)
        if not beyond.total:
            return reading
        return reading.without(self._list(window, window.beyond, beyond))

    def _list(
        self, window: Window, parameters: dict[str, str], first: SearchPage
    ) -> Reading:
        """List all that a query finds, through facets where one second overflows."""
        reading = Reading(first.total, first.total, {}, {}, True, first.date)
        if first.total > self.limits.reach:
            for part in self.facets.split(parameters, first.total):
                self._read_pages(window, part, self._page(part, 0), reading)
        else:
            self._read_pages(window, parameters, first, reading)
        # One page, too: an empty answer in error would certify that there is nothing.
        recount = self.api.search(parameters, 0, 0)
        reading.after, reading.ended_at = recount.total, recount.date
        return reading

    def _read_pages(
        self,
        window: Window,
        parameters: dict[str, str],
        first: SearchPage,
        reading: Reading,
    ) -> None:
        """Add every page of one query to the reading.

        Each page begins with the offer that ended the one before. Where it does not,
        offers moved up or down in between, and one may have been missed although
        every total agrees (one deleted above, one that came back below).
        """
        self._add(window, first, reading)
        last_start = self.limits.reach - self.limits.page
        step, position, previous = max(self.limits.page - 1, 1), 0, first
        while position + self.limits.page < first.total and position < last_start:
            position = min(position + step, last_start)
            page = self._page(parameters, position)
            joins = self.limits.page == 1 or follows(previous.offers, page.offers)
            reading.is_steady &= page.total == first.total and joins
            self._add(window, page, reading)
            previous = page

    def _page(self, parameters: dict[str, str], position: int) -> SearchPage:
        return self.api.search(parameters, position, position + self.limits.page - 1)

    def _add(self, window: Window, page: SearchPage, reading: Reading) -> None:
        for offer in page.offers:
            try:
                document = parse_offer(offer, window.leaf_id, page.date)
            except (UnexpectedAnswer, RecursionError, TypeError) as problem:
                reject = reject_of(offer, problem, window.leaf_id, page.date)
                reading.rejects[reject.offer_id, reject.body] = reject
            else:
                reading.documents[document.offer_id] = document


def crawl_windows(
    reader: WindowReader, windows: list[Window], crawl: Crawl, balance: Balance
) -> Iterator[Chunk]:
    """Read windows and all their parts, the newest first, many at a time.

    At most two windows a worker are under way or waiting to be landed, so that
    memory does not grow with the number of offers.
    """
    waiting, running = list(windows), set[Future[Split | Chunk]]()
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            while waiting or running:
                while (
                    waiting and len(running) < 2 * WORKERS and not crawl.should_stop()
                ):
                    running.add(pool.submit(reader.examine, waiting.pop()))
                if not running:
                    break
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    found = future.result()
                    if isinstance(found, Split):
                        balance.add_split(found)
                        waiting.extend(found.halves)
                        continue
                    note_leaf(balance, found.leaves[0])
                    crawl.collected += len(found.documents)
                    yield found
        finally:
            for future in running:
                future.cancel()
    if waiting:
        now = reader.api.clock
        yield Chunk(leaves=[skipped(window, crawl, now) for window in waiting])


def note_leaf(balance: Balance, leaf: Leaf) -> None:
    """Note a leaf's total as it was last counted."""
    if leaf.covers_from and leaf.covers_to:
        balance.add_leaf(Window(leaf.covers_from, leaf.covers_to), leaf.announced_after)


def skipped(window: Window, crawl: Crawl, now: datetime) -> Leaf:
    """Record a window that the run's budget left unread."""
    return Leaf(
        leaf_id=window.leaf_id,
        parameters=window.parameters,
        outcome="skipped",
        announced_before=None,
        collected=0,
        announced_after=None,
        rejected=0,
        started_at=now,
        ended_at=now,
        seconds=0.0,
        covers_from=window.start,
        covers_to=window.end,
        error=crawl.cut_short,
    )


def superseded(leaf: Leaf) -> Leaf:
    """Return a leaf as it stands once the run goes on: what lacks is asked again.

    It is told a moment after what it replaces, and long before a window that is asked
    again as it was, and has the same name: of rows that share a key the newest stays.
    """
    moment = leaf.ended_at + timedelta(microseconds=1)
    return replace(leaf, outcome="superseded", collected=0, rejected=0, ended_at=moment)
