"""The collector against another implementation of the publisher's API."""

from datetime import timedelta

import pyarrow.dataset as ds
import pytest

from ingestion import settings
from ingestion.sources.france_travail.api import FranceTravailApi
from tests.other_publisher import invented_offers, other_publisher

BEFORE_ANY = {"maxCreationDate": "2001-01-01T00:00:00Z"}


def listed(vigie):
    folder = vigie.folder / "lake" / "france_travail" / "sightings"
    return sorted(ds.dataset(folder).to_table(columns=["offer_id"])[0].to_pylist())


def collect(vigie, variables):
    return vigie.run("ingestion", "collect", "france_travail", check=False, **variables)


def test_other_limits_are_discovered_and_everything_is_listed_once(vigie):
    offers = invented_offers(1300)
    with other_publisher(offers, is_silent=True) as (server, variables):
        done = collect(vigie, variables)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "1300 documents, 0 residual" in done.stdout
    assert listed(vigie) == [offer["id"] for offer in offers]
    assert server.refused < 200


@pytest.mark.parametrize("hours_ahead", [0, 2])
def test_nothing_is_lost_or_seen_twice_between_two_windows(vigie, hours_ahead):
    offers = invented_offers(1300, apart=timedelta(milliseconds=400))
    with other_publisher(offers, hours_ahead=hours_ahead) as (_, variables):
        done = collect(vigie, variables)

    assert done.returncode == 0, done.stdout + done.stderr
    assert listed(vigie) == [offer["id"] for offer in offers]


def test_fault_35_a_page_past_the_end_and_an_empty_search_say_how_many_there_are(
    monkeypatch,
):
    with other_publisher(invented_offers(70)) as (_, variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        api = FranceTravailApi(settings.france_travail())
        api.authenticate()
        first, second = api.search({}, 0, 49), api.search({}, 50, 99)
        past, none = api.search({}, 100, 149), api.search(BEFORE_ANY, 0, 49)

    pages = [(len(page.offers), page.total) for page in (first, second, past, none)]
    assert pages == [(50, 70), (20, 70), (0, 70), (0, 0)]


def test_a_window_that_announces_more_than_its_halves_is_not_certified(vigie):
    with other_publisher(invented_offers(1300), loses_edges=True) as (_, variables):
        done = collect(vigie, variables)

    assert done.returncode == 3
    assert "that a window announces and its halves do not" in done.stdout


def test_a_run_that_ended_without_its_certificate_is_not_gone_on_with(vigie):
    offers = invented_offers(300)
    offers[0]["dateCreation"] = "1999-06-01T00:00:00Z"
    with other_publisher(offers) as (server, variables):
        first = collect(vigie, variables)
        new = {**offers[1], "id": "NEW"}
        server.offers.append(new)
        second = collect(vigie, variables)

    assert "1 offers that no creation date finds" in first.stdout
    assert "300 announced, 300 collected" in second.stdout
    assert "NEW" in listed(vigie)


@pytest.mark.parametrize("number", [0, 600])
def test_small_worlds_fit_into_one_window(vigie, number):
    with other_publisher(invented_offers(number)) as (_, variables):
        done = collect(vigie, variables)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{number} documents, 0 residual" in done.stdout
