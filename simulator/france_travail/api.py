"""The HTTP face of France Travail: token, search, one offer, reference lists."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.clock import Clock
from simulator.faults import Faults
from simulator.france_travail.errors import BadRequest
from simulator.france_travail.listing import Listing
from simulator.france_travail.query import Limits, read_query
from simulator.france_travail.quota import Quota
from simulator.france_travail.search import Searcher
from simulator.france_travail.tokens import OFFERS, ROME, Tokens

BASE = "/partenaire/offresdemploi"
ROME_APPELLATIONS = "/partenaire/rome-metiers/v1/metiers/appellation"
TOKEN_PATH = "/connexion/oauth2/access_token"

Handler = Callable[[Request], Awaitable[Response]]


class Offers(Protocol):
    """Whatever can list offers at an instant: generated or recorded."""

    def at(self, instant: int) -> Listing: ...


@dataclass
class FranceTravail:
    """The publisher's state and its endpoints."""

    offers: Offers
    searcher: Searcher
    references: Callable[[], dict[str, list[dict[str, Any]]]]
    appellations: Callable[[], list[dict[str, Any]]]
    clock: Clock
    faults: Faults
    limits: Limits = field(default_factory=Limits)
    quota: Quota = field(default_factory=Quota)
    tokens: Tokens = field(default_factory=Tokens)

    def routes(self) -> list[Route]:
        """Return the routes of the token endpoint and of the API."""
        return [
            Route(TOKEN_PATH, self.token, methods=["POST"]),
            Route(f"{BASE}/v2/offres/search", self._guarded(self.search)),
            Route(f"{BASE}/v2/offres/{{offer_id}}", self._guarded(self.offer)),
            Route(f"{BASE}/v2/referentiel/{{name}}", self._guarded(self.reference)),
            Route(ROME_APPELLATIONS, self._guarded(self.rome_appellations, ROME)),
        ]

    def _guarded(self, endpoint: Handler, scopes: frozenset[str] = OFFERS) -> Handler:
        """Check the token, then the quota, before an endpoint."""

        async def answer(request: Request) -> Response:
            if self.faults.fire(("expire_tokens",), request.url.path):
                self.tokens.expire_all()
            refused = self.tokens.refusal(request.headers.get("authorization"), scopes)
            if refused:
                return Response(b"", refused, {"WWW-Authenticate": "Bearer"})
            if not self.quota.take():
                return self._too_many()
            response = await endpoint(request)
            response.headers.update(self.quota.headers())
            return response

        return answer

    def _too_many(self) -> Response:
        headers = {"Retry-After": "1", **self.quota.headers()}
        return Response(b"Too Many Requests", 429, headers, media_type="text/plain")

    async def token(self, request: Request) -> Response:
        """Issue a token: the realm is in the query, the rest in the form."""
        body = (await request.body()).decode("utf-8", "replace")
        form = dict(parse_qsl(body, keep_blank_values=True))
        status, answer = self.tokens.issue(request.query_params.get("realm"), form)
        return _json(answer, status)

    async def search(self, request: Request) -> Response:
        """Search offers: 200 all of them, 206 a part, 204 none."""
        instant = self.clock.stock_instant()
        listing = self.offers.at(instant)
        self.faults.drift(listing)
        try:
            query = read_query(request.query_params, listing, self.limits, instant)
        except BadRequest as refusal:
            return _json({"codeErreur": "400", "message": str(refusal)}, 400)
        found = self.searcher.find(listing, query)
        page = found.page(query.first, query.last)
        if not page:
            return Response(b"", 204, {"Content-Range": f"*/{found.total}"})
        answer = {
            "resultats": [listing.write(row) for row in page],
            "filtresPossibles": found.aggregations,
        }
        last = query.first + len(page) - 1
        whole = query.first == 0 and last + 1 == found.total
        headers = {
            "Content-Range": f"offres {query.first}-{last}/{found.total}",
            "accept-range": str(self.limits.page_size),
        }
        return _json(answer, 200 if whole else 206, headers)

    async def offer(self, request: Request) -> Response:
        """Serve one offer; 204 when it is gone or never was."""
        listing = self.offers.at(self.clock.stock_instant())
        row = listing.find(request.path_params["offer_id"])
        if row is None or not listing.is_open(row):
            return Response(b"", 204)
        return _json(listing.write(row))

    async def reference(self, request: Request) -> Response:
        """Serve a reference list as a bare array."""
        name = request.path_params["name"]
        entries = self.references().get(name)
        if entries is None:
            return Response(b"", 404)
        return _json(entries, headers={"Content-Range": f"{name} */{len(entries)}"})

    async def rome_appellations(self, request: Request) -> Response:
        """Serve ROME's appellations with their codes, another API's list."""
        return _json(self.appellations())


def _json(
    content: Any, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    return Response(
        orjson.dumps(content), status, headers, media_type="application/json"
    )
