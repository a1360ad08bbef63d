"""Choisir le service public: all public-sector vacancies, as weekly open data.

Source: DGAFP on data.gouv.fr, Licence Ouverte 2.0. The dataset's description names
the files; the newest one is a `;` CSV that is read as a stream, since it weighs
some 84 MB and its fields hold line breaks.
"""

import io
from collections.abc import Iterator
from datetime import datetime

from ingestion import settings
from ingestion.crawl import Crawl
from ingestion.documents import Chunk, parse_json
from ingestion.errors import PublisherUnavailable
from ingestion.http import HttpClient
from ingestion.meter import Meter
from ingestion.pacing import Pace
from ingestion.sources.service_public.dataset import WeeklyFile, newest_file
from ingestion.sources.service_public.reader import FileReader
from ingestion.tables import OFFER_TABLES

REQUESTS_PER_SECOND = 2.0


class ServicePublic:
    """The source `service_public`."""

    name = "service_public"
    tables = OFFER_TABLES
    has_windows = False

    @staticmethod
    def address() -> str:
        """Say where it comes from."""
        return settings.service_public_dataset_url()

    def __init__(self) -> None:
        self.client = HttpClient(
            self.address(),
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
        except OSError as problem:
            # A cut download must not pass for a complete file.
            error = f"{self.file.title} could not be read to its end ({problem})"
            yield reader.chunk
            crawl.should_stop()  # or it was the run that was cut short
        yield Chunk(leaves=[reader.leaf(self.meter, crawl.cut_short or error)])
