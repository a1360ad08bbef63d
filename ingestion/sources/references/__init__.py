"""Reference lists: the publisher's own, and INSEE's communes, which we ship.

France Travail's lists are asked for when its credentials are set; without them, or
where one list fails, the others still land. A list lands whole, and only when it is
not what it was at its last landing.
"""

import csv
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingestion import settings
from ingestion.crawl import Crawl
from ingestion.documents import Chunk, Leaf, as_json, clean
from ingestion.errors import MissingSetting, PublisherUnavailable, UnexpectedAnswer
from ingestion.meter import Meter
from ingestion.sources.france_travail.api import FranceTravailApi
from ingestion.sources.references.rome import LIST_NAME, rome_appellations
from ingestion.tables import REFERENCE_TABLES

FOLDER = Path(__file__).parent
# INSEE, Code officiel géographique, through @etalab/decoupage-administratif 6.0.0
# (Licence Ouverte 2.0).
SHIPPED = {
    "insee_communes": (FOLDER / "communes.csv", "insee_code", "commune_name"),
    "insee_communes_anciennes": (
        FOLDER / "communes_anciennes.csv",
        "insee_code",
        "commune_name",
    ),
}
PUBLISHED = (
    "metiers",
    "domaines",
    "appellations",
    "communes",
    "departements",
    "regions",
    "naturesContrats",
    "typesContrats",
    "niveauxFormations",
    "themes",
    "secteursActivites",
    "nafs",
    "permis",
    "langues",
    "pays",
    "continents",
)


class References:
    """The source `references`."""

    name = "references"
    tables = REFERENCE_TABLES
    has_windows = False

    @staticmethod
    def address() -> str:
        """Say where it comes from."""
        return "lists of France Travail and INSEE"

    def __init__(self) -> None:
        try:
            self.api: FranceTravailApi | None = FranceTravailApi(
                settings.france_travail()
            )
        except MissingSetting:
            self.api = None
        self.site = self.api.given.api_url if self.api else "shipped"
        self.started_at = datetime.now(UTC)

    @property
    def meter(self) -> Meter:
        """What the run has cost so far."""
        return self.api.client.meter if self.api else Meter()

    def begin(self, crawl: Crawl) -> datetime:
        """Get a token where there are credentials; return the publisher's time."""
        if self.api:
            self.api.client.deadline = crawl.deadline
            self.started_at = self.api.authenticate()
        return self.started_at

    def plan(self, crawl: Crawl) -> str:
        """Say which lists a crawl would read."""
        asked = len(PUBLISHED) + 1 if self.api else 0
        return f"{asked} lists of France Travail, {len(SHIPPED)} lists of INSEE"

    def collect(self, crawl: Crawl) -> Iterator[Chunk]:
        """Hand over each list that has changed."""
        for name, (path, code, label) in SHIPPED.items():
            yield self._chunk(crawl, name, read_csv(path), code, label)
        for name in (*PUBLISHED, LIST_NAME) if self.api else ():
            try:
                entries = self._listed(name)
            except (UnexpectedAnswer, PublisherUnavailable) as problem:
                yield Chunk(leaves=[self._leaf(name, 0, "failed", str(problem))])
            else:
                yield self._chunk(crawl, name, entries, "code", "libelle")

    def _listed(self, name: str) -> list[dict[str, Any]]:
        if name == LIST_NAME:
            return rome_appellations(self.api)
        return self.api.reference_list(name)

    def _chunk(
        self,
        crawl: Crawl,
        name: str,
        entries: list[dict[str, Any]],
        code: str,
        label: str,
    ) -> Chunk:
        rows = [
            {
                "list_name": name,
                "code": str(entry.get(code)),
                "label": entry.get(label),
                "payload": as_json(entry),
                "fetched_at": self.started_at,
            }
            for entry in map(clean, entries)
        ]
        # A code that a list repeats (INSEE's former communes) is one entry.
        rows = list({row["code"]: row for row in rows}.values())
        crawl.announced += len(rows)
        crawl.collected += len(rows)
        content = hash_of(rows)
        leaf = self._leaf(name, len(rows), "certified", None)
        known = crawl.known.listed(name)
        if known and known[0] == content:
            return Chunk(leaves=[leaf], unchanged=len(rows))
        entries = [{**row, "content_hash": content} for row in rows]
        return Chunk(leaves=[leaf], entries=entries)

    def _leaf(self, name: str, count: int, outcome: str, error: str | None) -> Leaf:
        return Leaf(
            leaf_id=name,
            parameters={"list": name},
            outcome=outcome,
            announced_before=count,
            collected=count,
            announced_after=None,
            rejected=0,
            started_at=self.started_at,
            ended_at=self.started_at,
            seconds=0.0,
            error=error,
        )


def read_csv(path: Path) -> list[dict[str, Any]]:
    """Read a shipped list; empty cells are left out."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {column: value for column, value in row.items() if value}
            for row in csv.DictReader(file)
        ]


def hash_of(rows: list[dict[str, Any]]) -> str:
    """Hash a list's content, whatever the order of its entries."""
    digest = hashlib.blake2b(digest_size=16)
    for payload in sorted(row["payload"] for row in rows):
        digest.update(payload.encode())
    return digest.hexdigest()
