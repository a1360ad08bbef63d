"""Quota, cap and reference lists: what a client must find out."""

import pytest

from orchestration.simulated import simulator
from tests.simulator.client import FranceTravailClient

LISTS = (
    "appellations nafs communes continents departements domaines langues metiers "
    "naturesContrats niveauxFormations pays permis regions secteursActivites themes "
    "typesContrats"
).split()


@pytest.fixture(scope="module")
def strict():
    """A publisher with a small cap, small pages and a small quota."""
    options = ("--offers", "300", "--cap", "90", "--page-size", "30", "--quota", "4")
    with simulator(*options) as running:
        yield FranceTravailClient(running)


def test_cap_and_page_size_can_be_other_than_today_s(strict):
    answer = strict.search(range="61-80")
    assert answer.json()["message"].endswith("inférieure ou égale à 60.")
    assert strict.search().headers["accept-range"] == "30"


def test_past_the_quota_the_answer_is_429_in_plain_text(strict):
    answers = [strict.search(range="0-0") for _ in range(12)]
    refused = [a for a in answers if a.status_code == 429]
    assert refused
    assert refused[0].headers["Content-Type"].startswith("text/plain")
    assert refused[0].headers["Retry-After"] == "1"
    assert refused[0].headers["X-Ratelimit-Burst-Capacity-Clientidlimiter"] == "4"
    assert "X-Ratelimit-Remaining-Clientidlimiter" in refused[0].headers


def test_answers_tell_the_replenish_rate(served, strict):
    headers = strict.search(range="0-0").headers
    assert headers["x-ratelimit-replenish-rate-clientidlimiter"] == "4"


@pytest.mark.parametrize("name", LISTS)
def test_every_reference_list_is_a_bare_array_with_its_size(served, name):
    answer = served.france_travail.reference(name)
    entries = answer.json()
    assert isinstance(entries, list) and entries
    assert {"code", "libelle"} <= set(entries[0])
    assert answer.headers["Content-Range"] == f"{name} */{len(entries)}"


def test_communes_and_departements_carry_their_parents(served):
    commune = served.france_travail.reference("communes").json()[0]
    assert {"codePostal", "codeDepartement"} <= set(commune)
    departements = served.france_travail.reference("departements").json()
    assert len(departements) == 101
    assert set(departements[0]["region"]) == {"code", "libelle"}


def test_offers_use_codes_of_the_reference_lists(served):
    client = served.france_travail
    metiers = {m["code"] for m in client.reference("metiers").json()}
    natures = {n["libelle"] for n in client.reference("naturesContrats").json()}
    types = {t["code"] for t in client.reference("typesContrats").json()}
    for offer in client.all_offers():
        assert offer["romeCode"] in metiers
        assert offer["natureContrat"] in natures
        assert offer["typeContrat"] in types


def test_appellations_of_rome_carry_codes_of_the_reference_lists(served):
    client = served.france_travail
    metiers = {m["code"] for m in client.reference("metiers").json()}
    entries = client.rome_appellations().json()
    assert entries
    for entry in entries:
        assert entry["metier"]["code"] in metiers
        assert entry["romeParent"]["code"]
