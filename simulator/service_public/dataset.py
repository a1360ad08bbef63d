"""The HTTP face of the open-data portal: description, files, documentation."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any, Protocol

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from simulator.clock import Clock
from simulator.service_public.generated import last_sunday
from simulator.service_public.rows import COLUMNS

SLUG = "les-offres-diffusees-sur-choisir-le-service-public"
DATASET_PATH = f"/api/1/datasets/{SLUG}/"
_FILES = "/resources/offres-diffusees-sur-choisir-le-service-public"
_WEEKS = 8
_CHUNK_ROWS = 200
_TYPE = "text/csv; charset=utf-8"
# Larger files are written while they are sent, or a client would wait too long.
_HELD_BYTES = 16 << 20
_NAME = re.compile(r"offres-datagouv-(\d{8})\.csv")


class Vacancies(Protocol):
    """Whatever can list the rows of a weekly file: generated or recorded."""

    def rows(self, day: date) -> Iterator[dict[str, str]]: ...

    def count_open(self, instant: int) -> int: ...


@dataclass
class Dataset:
    """The publisher's state and its endpoints."""

    vacancies: Vacancies
    clock: Clock

    def routes(self) -> list[Route]:
        """Return the routes of the description and of the files."""
        return [
            Route(DATASET_PATH, self.describe),
            Route(DATASET_PATH.rstrip("/"), self.describe),
            Route(f"{_FILES}/{{stamp}}/{{name}}", self.file),
        ]

    async def describe(self, request: Request) -> Response:
        """Describe the dataset and its resources, newest week first."""
        base = str(request.base_url).rstrip("/")
        newest = last_sunday(self.clock.date)
        resources = [
            _weekly(base, newest - timedelta(weeks=week)) for week in range(_WEEKS)
        ]
        resources.insert(2, _resource(base, newest, "referentiel-metiers.csv", "csv"))
        resources.insert(0, _resource(base, newest, "documentation-offres.pdf", "pdf"))
        answer = {
            "id": "6322e99e12175f7eb26ff465",
            "slug": SLUG,
            "title": "Les offres diffusées sur Choisir le service public",
            "frequency": "weekly",
            "license": "lov2",
            "organization": {"name": "Direction générale de l'administration"},
            "last_modified": f"{newest}T06:00:55+00:00",
            "resources": resources,
        }
        return Response(orjson.dumps(answer), media_type="application/json")

    async def file(self, request: Request) -> Response:
        """Serve a weekly file with its length, a large one in chunks, row by row."""
        match = _NAME.fullmatch(request.path_params["name"])
        if not match:
            return Response(b"Documentation du jeu de donnees", media_type="text/plain")
        day = datetime.strptime(match[1], "%Y%m%d").date()
        if day.weekday() != 6 or day > self.clock.date:
            return Response(b"", 404)
        chunks = _streamed(self.vacancies.rows(day))
        held, size = [], 0
        for chunk in chunks:
            held.append(chunk)
            size += len(chunk)
            if size > _HELD_BYTES:
                return StreamingResponse(chain(held, chunks), media_type=_TYPE)
        return Response(b"".join(held), media_type=_TYPE)


def _weekly(base: str, day: date) -> dict[str, Any]:
    return _resource(base, day, f"offres-datagouv-{day:%Y%m%d}.csv", "csv")


def _resource(base: str, day: date, title: str, kind: str) -> dict[str, Any]:
    return {
        "id": f"867034a2-2fa1-41b4-bd39-{day:%Y%m%d}{len(title):04}",
        "title": title,
        "format": kind,
        "type": "main" if kind == "csv" else "documentation",
        "url": f"{base}{_FILES}/{day:%Y%m%d}-060055/{title}",
        "last_modified": f"{day}T06:00:55.000000+00:00",
    }


def _streamed(rows: Iterator[dict[str, str]]) -> Iterator[bytes]:
    """Write the file in chunks: a million rows need the memory of a few."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, delimiter=";", lineterminator="\n")
    writer.writeheader()
    for number, row in enumerate(rows, start=1):
        writer.writerow(row)
        if number % _CHUNK_ROWS == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()
