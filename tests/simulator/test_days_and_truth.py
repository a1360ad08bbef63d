"""From day to day, what is served agrees with what is true."""

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import requests

from orchestration.simulated import simulator
from simulator.france_travail.identifiers import candidates, identifier
from tests.publishers import state
from tests.simulator.client import FranceTravailClient
from tests.simulator.conftest import OFFERS, TODAY
from tests.simulator.test_wttj_site import job_addresses, job_of

NOON = datetime(2026, 9, 16, 12, tzinfo=UTC)


def told(served, source="france_travail"):
    return {t["offer_id"]: t for t in served.truth if t["source"] == source}


def is_open(offer, moment):
    return any(
        datetime.fromisoformat(start) <= moment < datetime.fromisoformat(end)
        for start, end in offer["open"]
    )


def test_the_same_seed_gives_the_same_world(served):
    same = ("--offers", OFFERS, "--today", TODAY, "--quota", "0")
    with simulator(*same) as running:
        again = FranceTravailClient(running).search(range="0-149").json()
    assert again == served.france_travail.search(range="0-149").json()
    with simulator(*same, "--seed", "2") as running:
        other = FranceTravailClient(running).search(range="0-149").json()
    assert other["resultats"][0]["id"] != again["resultats"][0]["id"]


def test_a_date_is_the_same_whatever_today_is():
    day = ("--offers", "200", "--quota", "0")
    with simulator(*day, "--today", "2026-09-16") as running:
        first = FranceTravailClient(running).search().json()
    with simulator(*day, "--today", "2026-09-20", "--day", "-4") as running:
        second = FranceTravailClient(running).search().json()
    assert first == second


def test_answers_carry_simulated_time(served):
    served.simulator.set_day(-21)
    date = served.france_travail.search(range="0-0").headers["Date"]
    assert date.startswith("Wed, 26 Aug 2026 12:00")


def test_open_offers_are_exactly_the_true_ones_on_several_days(served):
    offers = told(served)
    for day in (0, 1, 4):
        served.simulator.set_day(day)
        moment = NOON + timedelta(days=day)
        served_ids = {o["id"] for o in served.france_travail.all_offers()}
        assert served_ids == {i for i, o in offers.items() if is_open(o, moment)}


def test_open_pages_are_exactly_the_true_ones(served):
    jobs = told(served, "wttj")
    shown = set()
    for url, _ in job_addresses(served):
        job = job_of(requests.get(url, timeout=30).text)
        if job["archived_at"] is None:
            organization = job["organization"]["website_organization"]["slug"]
            shown.add(f"{organization}/{job['slug']}")
    assert shown == {i for i, job in jobs.items() if is_open(job, NOON)}


def test_planted_edits_are_served_from_their_moment_on(served):
    later = NOON + timedelta(days=4)
    before = {o["id"]: o for o in served.france_travail.all_offers()}
    served.simulator.set_day(4)
    after = {o["id"]: o for o in served.france_travail.all_offers()}
    checked = 0
    for offer_id, offer in told(served).items():
        if offer_id not in before or offer_id not in after or not offer["changes"]:
            continue
        moment = datetime.fromisoformat(offer["changes"][0]["at"])
        if not NOON < moment < later:
            continue
        field = offer["changes"][0]["field"]
        assert before[offer_id].get(field) != after[offer_id].get(field)
        updated = after[offer_id]["dateActualisation"]
        assert updated >= f"{moment:%Y-%m-%dT%H:%M:%S}"
        checked += 1
    assert checked > 3


def test_offers_move_without_changing(served):
    """`dateActualisation` moves in a week although nothing else does."""
    first = {o["id"]: o for o in served.france_travail.all_offers()}
    served.simulator.set_day(7)
    second = {o["id"]: o for o in served.france_travail.all_offers()}
    restless = {"dateActualisation", "romeLibelle"}
    moved = [
        i
        for i in first.keys() & second.keys()
        if first[i]["dateActualisation"] != second[i]["dateActualisation"]
        and {k: v for k, v in first[i].items() if k not in restless}
        == {k: v for k, v in second[i].items() if k not in restless}
    ]
    assert len(moved) > 20


def test_some_closed_offers_come_back_under_their_own_id(served):
    assert any(len(offer["open"]) == 2 for offer in told(served).values())


def test_every_class_of_duplicates_is_planted_within_and_across_publishers(served):
    known = {(t["source"], t["offer_id"]) for t in served.truth}
    classes = Counter(t["duplicate_class"] for t in served.truth)
    assert {"full", "semantic", "partial", "temporal", "towns"} <= set(classes)
    origins = {
        t["repeats"]["source"]
        for t in served.truth
        if t["repeats"] and t["source"] == "france_travail"
    }
    assert origins == {"france_travail", "wttj", "service_public"}
    found = [
        t
        for t in served.truth
        if t["duplicate_class"] in ("full", "semantic", "partial")
        and (t["repeats"]["source"], t["repeats"]["offer_id"]) in known
    ]
    openings = {(t["source"], t["offer_id"]): t["opening_id"] for t in served.truth}
    for offer in found:
        source = (offer["repeats"]["source"], offer["repeats"]["offer_id"])
        assert offer["opening_id"] == openings[source]
    assert len(found) > 50


def test_the_same_advert_in_other_towns_is_other_openings(served):
    towns = [t for t in served.truth if t["duplicate_class"] == "towns"]
    assert len({t["opening_id"] for t in towns}) == len(towns)


def test_named_skills_and_personal_data_are_in_the_texts(served):
    offers = {o["id"]: o for o in served.france_travail.all_offers()}
    planted = 0
    for offer_id, offer in told(served).items():
        if offer_id not in offers or offer["changes"]:
            continue
        served_text = json.dumps(offers[offer_id], ensure_ascii=False)
        for datum in offer["personal_data"]:
            assert datum["value"] in served_text
            planted += datum["field"] == "description"
    assert planted > 20
    described = [t for t in served.truth if t["skills"]]
    assert len(described) > len(served.truth) * 0.9


def test_invented_people_cannot_exist(served):
    text = served.france_travail.search(range="0-149").text
    mails = re.findall(r"[\w.-]+@[\w.-]+", text)
    assert mails and all(mail.rstrip(".").endswith(".example") for mail in mails)


def test_the_stock_is_as_large_as_asked_and_stationary(served):
    for day in (-21, 0, 21):
        served.simulator.set_day(day)
        total = sum(state(served)["open"].values())
        assert int(OFFERS) * 0.9 < total < int(OFFERS) * 1.25


def test_identifiers_lead_back_to_their_offers():
    for serial in (0, 12_345, 20_443_136, 9_876_543_210):
        for partner in (True, False):
            name = identifier(serial, partner)
            assert len(name) == 7
            found = candidates(name, serial - 1000, serial + 1000)
            assert (serial, partner) in found
