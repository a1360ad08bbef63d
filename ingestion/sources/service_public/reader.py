"""Reads the rows of the weekly file, and sums up what proves that all were listed."""

from collections.abc import Iterable, Iterator
from datetime import datetime

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
from ingestion.errors import UnexpectedAnswer
from ingestion.meter import Meter
from ingestion.personal_data import mask_all
from ingestion.sources.service_public.dataset import WeeklyFile
from ingestion.sources.service_public.rows import read_rows

REFERENCE, TITLE = "Référence", "Intitulé du poste"
NEEDED_COLUMNS = frozenset({REFERENCE, TITLE, "Employeur"})
CHUNK_ROWS = 2_000
# Of two hundred thousand rows a few are damaged. What they list is sighted as it was
# known: a few of them do not spoil the proof of all others.
UNREADABLE_SHARE = 0.01


class FileReader:
    """Reads the rows of one file and counts what became of each."""

    def __init__(self, file: WeeklyFile, crawl: Crawl, seen_at: datetime) -> None:
        self.file = file
        self.crawl = crawl
        self.seen_at = seen_at
        self.rows = self.rejected = self.unreadable = 0
        self.ends_unreadable = False
        self.seen: set[str] = set()
        self.unread: set[str] = set()
        self.chunk = Chunk()

    def read(self, lines: Iterable[str]) -> Iterator[Chunk]:
        """Read rows into chunks; where it fails, `chunk` holds what is not handed over.

        Raises: UnexpectedAnswer when the columns are not the publisher's,
                OSError when the file is cut.
        """
        rows = read_rows(lines)
        columns, _ = next(rows, ([], None))
        missing = NEEDED_COLUMNS - set(columns)
        if missing:
            raise UnexpectedAnswer(
                f"{self.file.title} has no column {', '.join(sorted(missing))}; "
                "the publisher has changed the file"
            )
        for fields, problem in rows:
            if self.crawl.should_stop():
                break
            row = dict(zip(columns, fields, strict=False))
            row[""] = ";".join(fields[len(columns) :])
            self._add(row, problem)
            if len(self.chunk.documents) + len(self.chunk.rejects) >= CHUNK_ROWS:
                full, self.chunk = self.chunk, Chunk()
                yield full
        self._sight_unread()
        yield self.chunk

    def leaf(self, meter: Meter, error: str | None) -> Leaf:
        """Sum up the file: certified when it was read to its end, and nearly all of it.

        `error` says why it was not read to its end.
        """
        error = error or self.lack()
        return Leaf(
            leaf_id=self.file.title,
            parameters={"url": self.file.url},
            outcome="failed" if error else "certified",
            announced_before=self.rows,
            collected=self.crawl.collected,
            announced_after=None,
            rejected=self.rejected,
            started_at=self.seen_at,
            ended_at=self.seen_at,
            seconds=0.0,
            error=error,
            **meter.as_columns(),
        )

    def lack(self) -> str | None:
        """Say what the file does not prove; None where it is proved."""
        if not self.rows:
            return f"{self.file.title} holds no row"
        if self.ends_unreadable:
            return f"{self.file.title} ends in a row that cannot be read, as if cut"
        if self.unreadable > UNREADABLE_SHARE * self.rows:
            return (
                f"{self.unreadable} of {self.rows} rows of {self.file.title} "
                "cannot be read"
            )
        return None

    def _add(self, row: dict[str, str], problem: str | None) -> None:
        self.rows += 1
        self.crawl.announced = self.rows
        # As an offer's id is stored, so that erasing one finds its rejects, too.
        reference = clean(row.get(REFERENCE, "").strip())
        problem = problem or problem_with_id(reference)
        self.ends_unreadable = problem is not None
        if problem:
            self.unreadable += 1
            self.unread.add(reference)
            self._reject(row, "unreadable_row", problem)
        elif reference in self.seen:
            self._reject(row, "duplicate_reference", reference)
        else:
            self.seen.add(reference)
            self.crawl.collected += 1
            document = parse_row(row, self.file.title, self.seen_at)
            self.chunk.documents.append(document)

    def _sight_unread(self) -> None:
        """Sight what the file lists and no row of it tells, as it was known."""
        for reference in self.unread - self.seen:
            if known := self.crawl.known.listed(reference):
                self.crawl.collected += 1
                self.chunk.documents.append(
                    Document(
                        reference, known[0], None, None, self.seen_at, self.file.title
                    )
                )

    def _reject(self, row: dict[str, str], reason: str, detail: str) -> None:
        self.rejected += 1
        payload = masked(row)
        self.chunk.rejects.append(
            Reject(
                leaf_id=self.file.title,
                reason=reason,
                detail=detail,
                body=as_json(payload),
                rejected_at=self.seen_at,
                offer_id=payload.get(REFERENCE) or None,
                url=f"{self.file.url}#{self.rows}",
            )
        )


def parse_row(row: dict[str, str], leaf_id: str, seen_at: datetime) -> Document:
    """Read one row: the publisher's columns, empty ones left out."""
    payload = masked(row)
    return Document(
        offer_id=payload[REFERENCE],
        content_hash=content_hash(payload),
        url=None,
        payload=as_json(payload),
        seen_at=seen_at,
        leaf_id=leaf_id,
    )


def masked(row: dict[str, str]) -> dict[str, str]:
    """Return what a row holds as it may land: storable, and without personal data."""
    filled = {
        column.strip(): value.strip() for column, value in row.items() if value.strip()
    }
    cleaned = clean(filled)
    # Ten digits of a reference are no telephone number; masked, two would be one.
    kept = {REFERENCE: cleaned[REFERENCE]} if REFERENCE in cleaned else {}
    return {**mask_all(cleaned), **kept}
