"""The process: three publishers, one clock, one port."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.clock import Clock, last_noon
from simulator.control import Control, Observations
from simulator.facts import FactBook
from simulator.faults import Faults
from simulator.france_travail.api import BASE, FranceTravail, Offers
from simulator.france_travail.generated import GeneratedOffers
from simulator.france_travail.query import Limits
from simulator.france_travail.quota import Quota
from simulator.france_travail.recorded import RecordedOffers
from simulator.france_travail.references import reference_lists, rome_appellations
from simulator.france_travail.search import Searcher
from simulator.france_travail.tokens import Tokens
from simulator.places import places
from simulator.replay import read_recording
from simulator.sabotage import Sabotaged
from simulator.service_public.dataset import Dataset, Vacancies
from simulator.service_public.generated import GeneratedVacancies
from simulator.service_public.recorded import RecordedVacancies
from simulator.vocabulary import vocabulary
from simulator.world import World
from simulator.wttj.generated import GeneratedJobs
from simulator.wttj.recorded import RecordedJobs
from simulator.wttj.site import Jobs, Site


@dataclass(frozen=True)
class Options:
    """What a simulator can be told."""

    offers: int = 10_000
    seed: int = 1
    today: date = field(default_factory=last_noon)
    day: int = 0
    speed: float = 0.0
    cap: int = 3150
    page_size: int = 150
    quota: float = 10.0
    token_lifetime: int = 1499
    crawl_delay: float = 0.0
    replay: tuple[str, ...] = ()


class Observed:
    """Middleware: stamps simulated time and counts what clients do."""

    def __init__(self, app: ASGIApp, clock: Clock, seen: Observations) -> None:
        self.app = app
        self.clock = clock
        self.seen = seen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        counted = not scope["path"].startswith("/_simulator")
        if counted:
            self._count(scope)

        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                stamp = self.clock.http_date().encode()
                message["headers"] = [*message["headers"], (b"date", stamp)]
                if counted:
                    self.seen.by_status[str(message["status"])] += 1
            await send(message)

        await self.app(scope, receive, dated)

    def _count(self, scope: Scope) -> None:
        headers = dict(scope["headers"])
        agent = headers.get(b"user-agent", b"").decode("latin-1")
        path = scope["path"]
        self.seen.by_user_agent[agent] += 1
        self.seen.by_path[_family(path)] += 1
        if _is_site(path) and scope["query_string"]:
            query = scope["query_string"].decode("latin-1")
            self.seen.violations.append(f"{path}?{query}")


def _is_site(path: str) -> bool:
    """Tell whether a path is Welcome to the Jungle's, where no query is allowed."""
    return not path.startswith(("/connexion/", "/partenaire/", "/api/", "/resources/"))


def _family(path: str) -> str:
    """Group paths that differ by an identifier only."""
    if path.startswith(f"{BASE}/v2/offres/") and not path.endswith("/search"):
        return f"{BASE}/v2/offres/{{id}}"
    if "/companies/" in path:
        return "/{language}/companies/{organization}/jobs/{slug}"
    return path


class _Stand:
    """Who stands behind the three doors: generated or recorded offers."""

    def __init__(self, options: Options, clock: Clock) -> None:
        where, words = places(), vocabulary()
        if options.replay:
            recording = read_recording(options.replay)
            self.offers: Offers = RecordedOffers(recording.offers, where, clock)
            self.jobs: Jobs = RecordedJobs(recording.jobs)
            self.vacancies: Vacancies = RecordedVacancies(recording.rows)
            self._metiers = {
                version["romeCode"]: version.get("romeLibelle") or ""
                for versions in recording.offers.values()
                for version in versions
                if version.get("romeCode")
            }
            self._appellations = recording.appellations
            return
        book = FactBook(World(options.seed, options.offers, words, where), where)
        self.offers = GeneratedOffers(book)
        self.jobs = GeneratedJobs(book)
        self.vacancies = GeneratedVacancies(book)
        self._metiers = {}
        self._appellations = []

    @cache  # noqa: B019  (one instance a process)
    def references(self) -> dict[str, list[dict[str, Any]]]:
        """Build the reference lists when they are first asked for."""
        return reference_lists(vocabulary(), places(), self._metiers)

    def appellations(self) -> list[dict[str, Any]]:
        """Build the list of ROME's appellations."""
        return rome_appellations(vocabulary(), self._appellations)


def build(options: Options) -> ASGIApp:
    """Assemble the simulator."""
    clock = Clock(options.today, options.day, options.speed)
    faults, seen = Faults(), Observations()
    stand = _Stand(options, clock)
    france_travail = FranceTravail(
        offers=stand.offers,
        searcher=Searcher(places()),
        references=stand.references,
        appellations=stand.appellations,
        clock=clock,
        faults=faults,
        limits=Limits(options.cap, options.page_size),
        quota=Quota(options.quota),
        tokens=Tokens(options.token_lifetime),
    )
    site = Site(stand.jobs, clock, faults, options.crawl_delay)
    dataset = Dataset(stand.vacancies, clock)
    control = Control(clock, faults, seen, france_travail, site, dataset)
    stand.offers.at(clock.stock_instant())  # ready means ready
    routes = [
        *control.routes(),
        *france_travail.routes(),
        *dataset.routes(),
        *site.routes(),
    ]
    return Observed(Sabotaged(Starlette(routes=routes), faults), clock, seen)
