"""The API's own words about its limits, and its tokens."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from ingestion.errors import PublisherRefused, UnexpectedAnswer
from ingestion.http import Answer
from ingestion.settings import FranceTravailSettings
from ingestion.sources.france_travail.api import FranceTravailApi
from ingestion.sources.france_travail.limits import (
    ContentRange,
    highest_start,
    parse_content_range,
)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("offres 0-149/9981", ContentRange(0, 149, 9981)),
        ("*/0", ContentRange(None, None, 0)),
        ("offres */0", ContentRange(None, None, 0)),
    ],
)
def test_content_range_is_read(value, read):
    assert parse_content_range(value) == read


@pytest.mark.parametrize("value", [None, "", "offres 0-149", "bytes 0-1/x", "0-149/*"])
def test_another_content_range_is_named_in_the_error(value):
    with pytest.raises(UnexpectedAnswer, match="Content-Range"):
        parse_content_range(value)


def test_the_last_start_is_read_from_the_refusal():
    message = "La position de début doit être inférieure ou égale à 3000."

    assert highest_start(message) == 3000
    assert highest_start("La plage de résultats demandée est trop importante.") is None


class Renewing:
    """A client of a publisher that takes no token but the newest."""

    def __init__(self):
        self.tokens = 0

    def request(self, *_, **__):
        time.sleep(0.05)
        self.tokens += 1
        return Answer(200, {}, b'{"access_token": "%d"}' % self.tokens)

    def get(self, url, headers, **_):
        is_newest = headers["Authorization"] == f"Bearer {self.tokens}"
        return Answer(204 if self.tokens and is_newest else 401, {}, b"")


def test_fault_30_workers_that_find_one_token_expired_share_a_new_one():
    api = FranceTravailApi(
        FranceTravailSettings("id", "secret", "http://t", "http://a")
    )
    api.client = Renewing()

    with ThreadPoolExecutor(8) as pool:
        totals = list(pool.map(lambda _: api.count({}), range(8)))

    assert (totals, api.client.tokens) == ([0] * 8, 1)


class Refusing:
    """A client of a publisher that answers everything with one status."""

    def __init__(self, status):
        self.status = status

    def get(self, url, **_):
        return Answer(self.status, {}, b"")


@pytest.mark.parametrize(
    ("status", "error", "said"),
    [
        (403, PublisherRefused, "HTTP 403.*your application has the API"),
        (404, UnexpectedAnswer, "HTTP 404.*API_URL"),
    ],
)
def test_a_status_that_the_protocol_does_not_know_is_named(status, error, said):
    api = FranceTravailApi(
        FranceTravailSettings("id", "secret", "http://t", "http://a")
    )
    api.client = Refusing(status)

    with pytest.raises(error, match=said):
        api.discover_limits()
