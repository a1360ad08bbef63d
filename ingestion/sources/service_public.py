"""Choisir le service public: all public-sector vacancies, as weekly open data.

Source: DGAFP on data.gouv.fr, Licence Ouverte 2.0. The dataset's description names
the files; the newest one is a `;` CSV that is read as a stream, since it weighs
some 84 MB and its fields hold line breaks.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
    parse_json,
)
from ingestion.errors import PublisherUnavailable, UnexpectedAnswer
from ingestion.http import HttpClient
from ingestion.meter import Meter
from ingestion.pacing import Pace
from ingestion.personal_data import mask_all
from ingestion.tables import OFFER_TABLES

FILE_TITLE = re.compile(r"offres-datagouv-(\d{8})\.csv")
REFERENCE, TITLE = "Référence", "Intitulé du poste"
NEEDED_COLUMNS = frozenset({REFERENCE, TITLE, "Employeur"})
CHUNK_ROWS = 2_000
REQUESTS_PER_SECOND = 2.0
LONGEST_FIELD = 1_000_000


@dataclass(frozen=True)
class WeeklyFile:
    """One of the dataset's files; `day` is in its title."""

    title: str
    day: str
    url: str


class ServicePublic:
    """The source `service_public`."""

    name = "service_public"
    tables = OFFER_TABLES
    has_windows = False

    def __init__(self) -> None:
        self.client = HttpClient(
            settings.service_public_dataset_url(),
            Pace(REQUESTS_PER_SECOND),
            settings.user_agents(),
        )
        self.site = self.client.site
        self.file: WeeklyFile | None = None

    @property
    def meter(self) -> Meter:
        """What the run has cost so far."""
        return self.client.meter

    def begin(self, crawl: Crawl) -> datetime:
        """Read the dataset's description; return the publisher's time."""
        self.client.deadline = crawl.deadline
        answer = self.client.get(f"{self.client.site}/")
        if answer.status != 200:
            raise PublisherUnavailable(
                f"{self.client.site} answered HTTP {answer.status}; "
                "is SOURCES__SERVICE_PUBLIC__DATASET_URL right?"
            )
        self.file = newest_file(parse_json(answer.body))
        self.started_at = answer.date
        return answer.date

    def plan(self, crawl: Crawl) -> str:
        """Name the file that a crawl would read."""
        assert self.file is not None
        return f"one file, {self.file.title}, streamed in one request"

    def collect(self, crawl: Crawl) -> Iterator[Chunk]:
        """Hand over the rows of the newest file, each reference once."""
        assert self.file is not None
        reader = FileReader(self.file, crawl, self.started_at)
        error = None
        try:
            with self.client.stream(self.file.url) as body:
                lines = io.TextIOWrapper(
                    body, encoding="utf-8-sig", errors="replace", newline=""
                )
                yield from reader.read(lines)
        except (OSError, csv.Error) as problem:
            # A cut download must not pass for a complete file.
            error = f"{self.file.title} could not be read to its end ({problem})"
            yield reader.chunk
            crawl.should_stop()  # or it was the run that was cut short
        yield Chunk(leaves=[reader.leaf(self.meter, crawl.cut_short or error)])


class FileReader:
    """Reads the rows of one file and counts what became of each."""

    def __init__(self, file: WeeklyFile, crawl: Crawl, seen_at: datetime) -> None:
        self.file = file
        self.crawl = crawl
        self.seen_at = seen_at
        self.rows = self.rejected = 0
        self.seen: set[str] = set()
        self.chunk = Chunk()

    def read(self, lines: Any) -> Iterator[Chunk]:
        """Read rows into chunks; where it fails, `chunk` holds what is not handed over.

        Raises: UnexpectedAnswer when the columns are not the publisher's,
                csv.Error or OSError when the file is cut.
        """
        csv.field_size_limit(LONGEST_FIELD)
        table = csv.DictReader(lines, delimiter=";", strict=True)
        missing = NEEDED_COLUMNS - set(table.fieldnames or [])
        if missing:
            raise UnexpectedAnswer(
                f"{self.file.title} has no column {', '.join(sorted(missing))}; "
                "the publisher has changed the file"
            )
        for row in table:
            if self.crawl.should_stop():
                break
            self._add(row)
            if len(self.chunk.documents) >= CHUNK_ROWS:
                full, self.chunk = self.chunk, Chunk()
                yield full
        yield self.chunk

    def leaf(self, meter: Meter, error: str | None) -> Leaf:
        """Sum up the file: certified when it has rows and was read to its end."""
        if not self.rows:
            error = error or f"{self.file.title} holds no row"
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

    def _add(self, row: dict[str | None, Any]) -> None:
        self.rows += 1
        self.crawl.announced = self.rows
        reference = (row.get(REFERENCE) or "").strip()
        if not reference or None in row or None in row.values():
            self._reject(row, "unreadable_row", "not as many fields as columns")
        elif reference in self.seen:
            self._reject(row, "duplicate_reference", reference)
        else:
            self.seen.add(reference)
            self.crawl.collected += 1
            document = parse_row(row, self.file.title, self.seen_at)
            self.chunk.documents.append(document)

    def _reject(self, row: dict[str | None, Any], reason: str, detail: str) -> None:
        self.rejected += 1
        self.chunk.rejects.append(
            Reject(
                leaf_id=self.file.title,
                reason=reason,
                detail=detail,
                body=as_json(clean({str(key): value for key, value in row.items()})),
                rejected_at=self.seen_at,
                # As an offer's id is read, so that erasing one finds both.
                offer_id=clean((row.get(REFERENCE) or "").strip()) or None,
                url=f"{self.file.url}#{self.rows}",
            )
        )


def newest_file(dataset: Any) -> WeeklyFile:
    """Choose the newest weekly CSV by the date in its title.

    Raises: UnexpectedAnswer when the description names none.
    Source: data.gouv.fr, API v1, `resources[]{title, format, url}`.
    """
    resources = dataset.get("resources") if isinstance(dataset, dict) else None
    files = []
    for resource in resources if isinstance(resources, list) else []:
        if not isinstance(resource, dict):
            continue
        title, url = str(resource.get("title")), str(resource.get("url"))
        found = FILE_TITLE.search(title) or FILE_TITLE.search(url)
        if found:
            files.append(WeeklyFile(found.group(0), found.group(1), url))
    if not files:
        raise UnexpectedAnswer(
            "the dataset names no file offres-datagouv-YYYYMMDD.csv; "
            "the publisher has changed its titles"
        )
    return max(files, key=lambda file: file.day)


def parse_row(row: dict[str | None, Any], leaf_id: str, seen_at: datetime) -> Document:
    """Read one row: the publisher's columns, empty ones left out."""
    filled = {
        str(column).strip(): value.strip()
        for column, value in row.items()
        if value and value.strip()
    }
    cleaned = clean(filled)
    # Ten digits of a reference are no telephone number; masked, two would be one.
    payload = {**mask_all(cleaned), REFERENCE: cleaned[REFERENCE]}
    return Document(
        offer_id=cleaned[REFERENCE],
        content_hash=content_hash(payload),
        url=None,
        payload=as_json(payload),
        seen_at=seen_at,
        leaf_id=leaf_id,
    )
