"""Recorded real offers are served whole: counts equal the files'."""

import gzip
import json

import pytest
import requests

from orchestration.simulated import simulator
from tests.publishers import state
from tests.simulator.client import FranceTravailClient
from tests.simulator.conftest import Served
from tests.simulator.test_service_public_dataset import newest_rows
from tests.simulator.test_wttj_site import job_addresses, job_of


def records(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@pytest.fixture(scope="module")
def replayed(real_data):
    with simulator("--replay", str(real_data / "real"), "--quota", "0") as running:
        yield Served(running, FranceTravailClient(running), [])


def test_every_recorded_offer_is_found_by_search_newest_version_first(
    real_data, replayed
):
    newest = {}
    for offer in records(real_data / "real" / "france_travail_offers.jsonl.gz"):
        kept = newest.get(offer["id"])
        if kept is None or offer["dateActualisation"] >= kept["dateActualisation"]:
            newest[offer["id"]] = offer
    assert replayed.france_travail.total() == len(newest)
    old = {"minCreationDate": "2019-01-01T00:00:00Z"}
    recent = {"minCreationDate": "2024-11-25T00:00:00Z"}
    offers = replayed.france_travail.all_offers(
        **old, maxCreationDate="2024-11-24T23:59:59Z"
    ) + replayed.france_travail.all_offers(
        **recent, maxCreationDate="2026-01-01T00:00:00Z"
    )
    assert {o["id"]: o["dateActualisation"] for o in offers} == {
        i: o["dateActualisation"] for i, o in newest.items()
    }


def test_every_recorded_job_is_a_page(real_data, replayed):
    jobs = records(real_data / "real" / "wttj_jobs.jsonl.gz")
    keys = {(job["organization"]["slug"], job["slug"]) for job in jobs}
    addresses = job_addresses(replayed)
    assert len(addresses) == len(keys) == state(replayed)["open"]["wttj"]
    for url, _ in addresses[:25]:
        assert job_of(requests.get(url, timeout=30).text) in jobs


def test_recorded_vacancies_are_rows_of_the_file(real_data, replayed):
    path = real_data / "real" / "service_public_head.json"
    recorded = json.loads(path.read_text(encoding="utf-8"))
    rows = newest_rows(replayed)
    assert [r["Référence"] for r in rows] == [r["id"] for r in recorded]


def test_a_publisher_without_recordings_serves_an_empty_list(real_data):
    folder = str(real_data / "labels")
    with simulator("--replay", folder, "--quota", "0") as running:
        world = Served(running, FranceTravailClient(running), [])
        assert state(world)["open"]["service_public"] == 0
        assert newest_rows(world) == []
        assert state(world)["open"]["france_travail"] > 0
