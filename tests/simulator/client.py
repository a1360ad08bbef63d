"""A small client of the simulated API, independent of the collector's."""

from datetime import datetime, timedelta

import requests


class FranceTravailClient:
    """Holds a token and asks; never retries, never hides a status."""

    def __init__(self, simulator):
        self.environment = simulator.environment
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {self.token()}"
        self.search_url = f"{self._setting('API_URL')}/v2/offres/search"

    def _setting(self, name):
        return self.environment[f"SOURCES__FRANCE_TRAVAIL__{name}"]

    def ask_token(self, realm="/partenaire", **changes):
        form = {
            "grant_type": "client_credentials",
            "client_id": self._setting("CLIENT_ID"),
            "client_secret": self._setting("CLIENT_SECRET"),
            "scope": "api_offresdemploiv2 o2dsoffre",
        } | changes
        return requests.post(
            self._setting("TOKEN_URL"), params={"realm": realm}, data=form, timeout=30
        )

    def token(self):
        return self.ask_token().json()["access_token"]

    def search(self, **parameters):
        return self.session.get(self.search_url, params=parameters, timeout=60)

    def offer(self, offer_id):
        url = f"{self._setting('API_URL')}/v2/offres/{offer_id}"
        return self.session.get(url, timeout=30)

    def reference(self, name):
        url = f"{self._setting('API_URL')}/v2/referentiel/{name}"
        return self.session.get(url, timeout=60)

    def rome_appellations(self):
        scope = "api_rome-metiersv1 nomenclatureRome"
        token = self.ask_token(scope=scope).json()["access_token"]
        url = self._setting("API_URL").replace("offresdemploi", "rome-metiers")
        return requests.get(
            f"{url}/v1/metiers/appellation",
            headers={"Authorization": f"Bearer {token}"},
            timeout=60,
        )

    def total(self, **parameters):
        answer = self.search(range="0-0", **parameters)
        return int(answer.headers["Content-Range"].split("/")[1])

    def all_offers(self, **parameters):
        """Page through a query, newest first."""
        offers, first = [], 0
        while True:
            answer = self.search(range=f"{first}-{first + 149}", sort="1", **parameters)
            if answer.status_code == 204:
                return offers
            offers += answer.json()["resultats"]
            first += 150
            if len(offers) >= int(answer.headers["Content-Range"].split("/")[1]):
                return offers


def window(lowest: datetime, highest: datetime) -> dict[str, str]:
    """Write a window of creation dates, both ends included."""
    return {
        "minCreationDate": f"{lowest:%Y-%m-%dT%H:%M:%SZ}",
        "maxCreationDate": f"{highest:%Y-%m-%dT%H:%M:%SZ}",
    }


def halves(lowest: datetime, highest: datetime):
    """Split a window in two that share no second."""
    middle = lowest + timedelta(seconds=int((highest - lowest).total_seconds()) // 2)
    return (lowest, middle), (middle + timedelta(seconds=1), highest)
