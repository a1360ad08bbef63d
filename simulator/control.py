"""The control endpoints under /_simulator, for tests and the curious."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.clock import Clock
from simulator.faults import Faults, UnknownFault
from simulator.france_travail.api import FranceTravail
from simulator.service_public.dataset import Dataset
from simulator.wttj.site import Site


@dataclass
class Observations:
    """What clients did: requests, and those that robots.txt forbids."""

    by_path: Counter[str] = field(default_factory=Counter)
    by_user_agent: Counter[str] = field(default_factory=Counter)
    by_status: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)


@dataclass
class Control:
    """The clock, the counts and the fault switches."""

    clock: Clock
    faults: Faults
    seen: Observations
    france_travail: FranceTravail
    site: Site
    dataset: Dataset

    def routes(self) -> list[Route]:
        """Return the control routes."""
        return [
            Route("/_simulator/clock", self.set_clock, methods=["POST"]),
            Route("/_simulator/state", self.state),
            Route("/_simulator/open", self.open_offers),
            Route("/_simulator/faults", self.set_faults, methods=["POST"]),
            Route("/_simulator/reset", self.reset, methods=["POST"]),
        ]

    async def set_clock(self, request: Request) -> Response:
        """Move to a day, shift by seconds, or change the speed of time."""
        wanted = orjson.loads(await request.body())
        if "speed" in wanted:
            self.clock.speed = float(wanted["speed"])
        if "day" in wanted:
            self.clock.set_day(int(wanted["day"]))
        self.clock.shift_seconds += float(wanted.get("seconds", 0))
        return await self.state(request)

    async def state(self, request: Request) -> Response:
        """Tell what is open now, and what clients have done."""
        instant = self.clock.stock_instant()
        counts = {
            "france_travail": len(self.france_travail.offers.at(instant).open_rows),
            "wttj": self.site.jobs.count_open(instant),
            "service_public": self.dataset.vacancies.count_open(instant),
        }
        return _json(
            {
                "today": self.clock.today.isoformat(),
                "day": self.clock.day,
                "now": self.clock.now().isoformat(),
                "open": counts,
                "wttj_listed": self.site.jobs.count_listed(instant),
                "requests": sum(self.seen.by_path.values()),
                "by_path": dict(self.seen.by_path),
                "by_user_agent": dict(self.seen.by_user_agent),
                "by_status": dict(self.seen.by_status),
                "violations": self.seen.violations,
                "faults_fired": self.faults.fired,
                "drifted_in": self.faults.inserted,
                "drifted_out": self.faults.deleted,
            }
        )

    async def open_offers(self, request: Request) -> Response:
        """List the identifiers of the France Travail offers that are open now."""
        listing = self.france_travail.offers.at(self.clock.stock_instant())
        ids = [listing.identify(row) for row in listing.open_rows.tolist()]
        return _json({"france_travail": ids})

    async def set_faults(self, request: Request) -> Response:
        """Replace the fault switches by those of the body, a list under `faults`."""
        try:
            wanted = orjson.loads(await request.body())["faults"]
            self.faults.configure(wanted)
        except (orjson.JSONDecodeError, KeyError, TypeError, UnknownFault) as error:
            return _json({"error": str(error)}, 400)
        return _json({"rules": [rule.name for rule in self.faults.rules]})

    async def reset(self, request: Request) -> Response:
        """Forget what clients did."""
        for counter in (
            self.seen.by_path,
            self.seen.by_user_agent,
            self.seen.by_status,
        ):
            counter.clear()
        self.seen.violations.clear()
        return _json({})


def _json(content: dict[str, Any], status: int = 200) -> Response:
    return Response(orjson.dumps(content), status, media_type="application/json")
