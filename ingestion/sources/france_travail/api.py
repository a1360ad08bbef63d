"""France Travail's "Offres d'emploi v2": token, search, reference lists.

Source: the publisher's OpenAPI document, version 2, and its page on OAuth2 client
credentials.
"""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ingestion import settings
from ingestion.documents import parse_json
from ingestion.errors import PublisherRefused, UnexpectedAnswer
from ingestion.http import Answer, HttpClient
from ingestion.pacing import Pace
from ingestion.settings import FranceTravailSettings
from ingestion.sources.france_travail.limits import (
    Limits,
    highest_start,
    parse_content_range,
)
from ingestion.sources.france_travail.refusals import found, no_token

SCOPE = "api_offresdemploiv2 o2dsoffre"
# Asked before the publisher has said what it allows; its headers then decide.
FIRST_REQUESTS_PER_SECOND = 3.0
RATE_HEADER = "X-Ratelimit-Replenish-Rate-Clientidlimiter"
READABLE_ATTEMPTS = 4
FAR_POSITION = 10_000_000
# The publisher ignores a name that it does not know and answers with the whole
# country, so that a misspelt one must never be sent.
PARAMETERS = frozenset(
    """range sort domaine codeROME appellation theme secteurActivite codeNAF experience
    typeContrat natureContrat origineOffre qualification tempsPlein commune distance
    departement inclureLimitrophes region paysContinent niveauFormation permis motsCles
    salaireMin periodeSalaire accesTravailleurHandicape publieeDepuis minCreationDate
    maxCreationDate offresMRS experienceExigence grandDomaine partenaires
    modeSelectionPartenaires dureeHebdo dureeHebdoMin dureeHebdoMax dureeContratMin
    dureeContratMax offresManqueCandidats entreprisesAdaptees
    employeursHandiEngages""".split()
)


class QueryRefused(UnexpectedAnswer):
    """The API answered 400; `reason` is its own message."""

    def __init__(self, reason: str, parameters: dict[str, str]) -> None:
        self.reason = reason
        super().__init__(f"France Travail refuses {parameters}: {reason}")


@dataclass(frozen=True)
class SearchPage:
    """One answer of the search: some offers of `total`, and the publisher's time."""

    offers: list[dict[str, Any]]
    total: int
    date: datetime


class FranceTravailApi:
    """A client of the API; its threads share one token, one pace, and its clock."""

    def __init__(self, given: FranceTravailSettings, scope: str = SCOPE) -> None:
        self.given = given
        self.scope = scope
        self.client = HttpClient(
            given.api_url, Pace(FIRST_REQUESTS_PER_SECOND), settings.user_agents()
        )
        self.clock = datetime.now(UTC)
        self._token = ""
        self._token_lock = threading.Lock()

    def authenticate(self) -> datetime:
        """Get a token; return the publisher's time.

        Raises: PublisherRefused for credentials that it does not accept.
        """
        # The publisher's documents give its address with this query, or without.
        address = self.given.token_url.partition("?")[0]
        answer = self.client.request(
            "POST",
            f"{address}?realm=%2Fpartenaire",
            data={
                "grant_type": "client_credentials",
                "client_id": self.given.client_id,
                "client_secret": self.given.client_secret,
                "scope": self.scope,
            },
        )
        if answer.status != 200:
            raise PublisherRefused(no_token(answer))
        body = parse_json(answer.body)
        if not isinstance(body, dict) or not body.get("access_token"):
            raise UnexpectedAnswer(
                f"{self.given.token_url} answered without an access_token; "
                "is SOURCES__FRANCE_TRAVAIL__TOKEN_URL right?"
            )
        self._token = body["access_token"]
        return answer.date

    def discover_limits(self) -> Limits:
        """Ask how much one answer and one query may hold."""
        answer = found(self._get("/v2/offres/search", {}))
        page = 1
        if answer.status != 204:
            extent = parse_content_range(answer.headers.get("Content-Range"))
            page = (extent.last or 0) + 1
            width = answer.headers.get("Accept-Range", "")
            page = int(width) if width.isdigit() else page
        start = FAR_POSITION
        try:
            self._search_answer({"range": f"{start}-{start + page - 1}"})
        except QueryRefused as refusal:
            last_start = highest_start(refusal.reason)
            return Limits(page, self._probed_reach(page, last_start))
        return Limits(page, FAR_POSITION)

    def search(self, parameters: dict[str, str], first: int, last: int) -> SearchPage:
        """Return the offers at positions `first` to `last` (0-based, inclusive).

        Raises: QueryRefused for a 400, UnexpectedAnswer for an answer that stays
                unreadable.
        """
        wanted = {**parameters, "range": f"{first}-{last}"}
        failure = ""
        for _ in range(READABLE_ATTEMPTS):
            try:
                return self._read_page(self._search_answer(wanted), first)
            except QueryRefused:
                raise
            except UnexpectedAnswer as error:
                failure = str(error)
        raise UnexpectedAnswer(failure)

    def count(self, parameters: dict[str, str]) -> int:
        """Return how many offers a query finds."""
        return self.search(parameters, 0, 0).total

    def reference_list(
        self, name: str, path: str = "/v2/referentiel/", **parameters: str
    ) -> list[dict[str, Any]]:
        """Return one of the reference lists, whole.

        Raises: UnexpectedAnswer when it is not a list, or shorter than announced.
        """
        answer = self._get(f"{path}{name}", parameters)
        entries = parse_json(answer.body) if answer.status == 200 else None
        if not isinstance(entries, list):
            raise UnexpectedAnswer(
                f"France Travail's list {name} came as HTTP {answer.status}, "
                "not as a list"
            )
        announced = answer.headers.get("Content-Range", "").rpartition("/")[2]
        if announced.isdigit() and int(announced) != len(entries):
            raise UnexpectedAnswer(
                f"France Travail's list {name} announces {announced} entries "
                f"and holds {len(entries)}"
            )
        return entries

    def _read_page(self, answer: Answer, first: int) -> SearchPage:
        if answer.status == 204:
            return SearchPage([], 0, answer.date)
        if answer.status == 416:  # offers closed since, and the page is past the end
            total = parse_content_range(answer.headers.get("Content-Range")).total
            return SearchPage([], total, answer.date)
        total = parse_content_range(found(answer).headers.get("Content-Range")).total
        body = parse_json(answer.body)
        offers = body.get("resultats") if isinstance(body, dict) else None
        if not isinstance(offers, list) or (not offers and first < total):
            raise UnexpectedAnswer(
                f"France Travail's search announces {total} offers "
                "and sends none that can be read"
            )
        return SearchPage(offers, total, answer.date)

    def _search_answer(self, parameters: dict[str, str]) -> Answer:
        unknown = parameters.keys() - PARAMETERS
        if unknown:
            raise ValueError(f"not a parameter of the search: {sorted(unknown)}")
        answer = self._get("/v2/offres/search", parameters)
        if answer.status == 400:
            body = parse_json(answer.body)
            message = body.get("message") if isinstance(body, dict) else None
            raise QueryRefused(str(message), parameters)
        return answer

    def _get(self, path: str, parameters: dict[str, str]) -> Answer:
        for attempt in range(2):
            token = self._token
            answer = self.client.get(
                f"{self.given.api_url}{path}",
                params=parameters,
                headers={
                    "Authorization": f"Bearer {token}",
                    "Accept": "application/json",
                },
            )
            if answer.status != 401:
                break
            if attempt == 0:
                self._renew(token)
        if answer.status in (401, 403):
            raise PublisherRefused(
                "France Travail refuses a token it has just given (HTTP "
                f"{answer.status}); check that your application has the API Offres "
                "d'emploi"
            )
        self.clock = answer.date
        rate = answer.headers.get(RATE_HEADER, "")
        if rate.isdigit() and int(rate) > 0:
            self.client.pace.set_rate(float(rate))
        return answer

    def _renew(self, refused: str) -> None:
        """Get a new token once, however many threads found the old one refused."""
        with self._token_lock:
            if self._token == refused:
                self.authenticate()

    def _probed_reach(self, page: int, last_start: int | None) -> int:
        """Return the number of offers within reach, asking where it was not said."""
        if last_start is not None:
            return last_start + page
        low, high = 0, FAR_POSITION  # a start that is accepted, and one that is not
        while high - low > 1:
            middle = (low + high) // 2
            try:
                self._search_answer({"range": f"{middle}-{middle + page - 1}"})
                low = middle
            except QueryRefused:
                high = middle
        return low + page
