"""The HTTP face of Welcome to the Jungle."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from simulator.clock import Clock
from simulator.faults import Faults
from simulator.wttj import sitemaps
from simulator.wttj.pages import changed_page, page

_KEPT_PARTS = 16


class Jobs(Protocol):
    """Whatever can list jobs and find one: generated or recorded."""

    def count_listed(self, instant: int) -> int: ...

    def count_open(self, instant: int) -> int: ...

    def part(self, number: int, instant: int) -> list[tuple[str, int]]: ...

    def job(
        self, language: str, organization: str, slug: str, instant: int
    ) -> dict[str, Any] | None: ...


@dataclass
class Site:
    """The publisher's state and its endpoints."""

    jobs: Jobs
    clock: Clock
    faults: Faults
    crawl_delay: float = 0.0
    _parts: OrderedDict[tuple, bytes] = field(default_factory=OrderedDict)

    def routes(self) -> list[Route]:
        """Return the routes of robots, sitemaps and pages."""
        job = "/{language}/companies/{organization}/jobs/{slug}"
        return [
            Route("/robots.txt", self.robots),
            Route("/sitemaps/index.xml.gz", self.index),
            Route("/sitemaps/{name}.xml.gz", self.part),
            Route(job, self.page),
        ]

    async def robots(self, request: Request) -> Response:
        """Serve robots.txt."""
        text = sitemaps.robots(_base(request), self.crawl_delay)
        return PlainTextResponse(self.faults.robots(text))

    async def index(self, request: Request) -> Response:
        """Serve the sitemap index."""
        instant = self.clock.stock_instant()
        listed = self.jobs.count_listed(instant)
        return _gzip(sitemaps.index(_base(request), listed, instant))

    async def part(self, request: Request) -> Response:
        """Serve one part: jobs, or one of the other kinds."""
        kind, _, number = request.path_params["name"].partition(".")
        base = _base(request)
        if kind in ("articles", "company-profiles") and number == "0":
            pages = [(f"/fr/{kind}/exemple", self.clock.stock_instant())]
            return _gzip(sitemaps.part(base, pages))
        if kind != "job-listings" or not number.isdigit():
            return Response(b"", 404)
        instant = self.clock.stock_instant()
        key = (base, int(number), instant)
        if key not in self._parts:
            pages = self.jobs.part(int(number), instant)
            if not pages and number != "0":
                return Response(b"", 404)
            self._parts[key] = sitemaps.part(base, pages)
            if len(self._parts) > _KEPT_PARTS:
                self._parts.popitem(last=False)
        return _gzip(self._parts[key])

    async def page(self, request: Request) -> Response:
        """Serve a job's page; archived ones still answer 200."""
        instant = self.clock.stock_instant()
        job = self.jobs.job(**request.path_params, instant=instant)
        if job is None:
            return HTMLResponse("<!DOCTYPE html><h1>Page introuvable</h1>", 404)
        if self.faults.redesigned(request.url.path):
            return HTMLResponse(changed_page(job))
        return HTMLResponse(page(job, instant * 1000))


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _gzip(content: bytes) -> Response:
    return Response(content, media_type="application/gzip")
