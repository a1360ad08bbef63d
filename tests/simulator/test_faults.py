"""Every fault switch does what it says, and stops when it is turned off."""

import json

import pytest
import requests

from orchestration.simulated import simulator
from tests.publishers import call, faults, state
from tests.simulator.client import FranceTravailClient
from tests.simulator.test_wttj_site import job_addresses

SEARCH = "/v2/offres/search"


def test_statuses_for_the_next_requests_on_a_path(served):
    client = served.france_travail
    with faults(served, {"name": "status", "status": 503, "path": SEARCH, "count": 2}):
        statuses = [client.search(range="0-0").status_code for _ in range(4)]
        assert statuses == [503, 503, 206, 206]
        assert state(served)["faults_fired"] == {"status": 2}


def test_statuses_with_a_probability_repeat_exactly(served):
    rule = {"name": "status", "status": 500, "path": SEARCH, "probability": 0.3}
    runs = []
    for _ in range(2):
        with faults(served, rule):
            runs.append(
                [served.france_travail.search(range="0-0").ok for _ in range(30)]
            )
    assert runs[0] == runs[1]
    assert 2 < runs[0].count(False) < 20


@pytest.mark.parametrize(
    "wait", ["3600", "-5", "soon", "Wed, 21 Oct 2026 07:28:00 GMT"]
)
def test_429_says_when_to_come_back(served, wait):
    with faults(served, {"name": "rate_limited", "retry_after": wait, "count": 1}):
        answer = served.france_travail.search()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, wait)


def test_a_truncated_answer_has_a_true_length_and_broken_json(served):
    with faults(served, {"name": "truncated", "path": SEARCH, "count": 1}):
        answer = served.france_travail.search()
    assert answer.status_code == 206
    with pytest.raises(ValueError):
        answer.json()


def test_a_cut_answer_ends_before_its_announced_length(served):
    with (
        faults(served, {"name": "cut", "path": SEARCH, "count": 1}),
        pytest.raises(requests.exceptions.RequestException),
    ):
        served.france_travail.search()


def test_a_page_of_html_with_status_200_and_any_type(served):
    rule = {"name": "html_page", "content_type": "application/json", "count": 1}
    with faults(served, rule):
        answer = served.france_travail.search()
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.text.startswith("<!DOCTYPE html>")


def test_empty_results_with_a_total(served):
    with faults(served, {"name": "empty_results", "path": SEARCH, "count": 1}):
        answer = served.france_travail.search()
    assert answer.json()["resultats"] == []
    assert int(answer.headers["Content-Range"].split("/")[1]) > 0


def test_tokens_expire_in_the_middle_of_a_crawl(served):
    client = served.france_travail
    with faults(served, {"name": "expire_tokens", "count": 1, "after": 1}):
        assert client.search(range="0-0").status_code == 206
        assert client.search(range="0-0").status_code == 401
        client.session.headers["Authorization"] = f"Bearer {client.token()}"
        assert client.search(range="0-0").status_code == 206


def test_slow_answers_trickle(served):
    rule = {
        "name": "slow",
        "path": "/robots.txt",
        "bytes": 40,
        "pause": 0.1,
        "count": 1,
    }
    with faults(served, rule):
        answer = requests.get(f"{served.url}/robots.txt", timeout=30)
    assert answer.elapsed.total_seconds() < 5
    assert "Sitemap:" in answer.text


@pytest.mark.parametrize("poison", ["nul", "surrogate", "control", "script", "nfd"])
def test_poisoned_texts_are_still_json(served, poison):
    with faults(served, {"name": "text", "poison": poison, "path": SEARCH, "count": 1}):
        body = served.france_travail.search().content
    plain = served.france_travail.search().content
    assert body != plain
    assert json.loads(body)["resultats"][0]["description"]


def test_pages_can_be_poisoned_too(served):
    url, _ = job_addresses(served)[0]
    with faults(
        served, {"name": "text", "poison": "nul", "path": "/jobs/", "count": 1}
    ):
        poisoned = requests.get(url, timeout=30).text
    assert poisoned != requests.get(url, timeout=30).text


def test_redirects_lead_where_they_are_told(served):
    rule = {"name": "redirect", "location": "http://169.254.169.254/", "count": 1}
    with faults(served, rule):
        answer = requests.get(
            f"{served.url}/robots.txt", allow_redirects=False, timeout=30
        )
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "http://169.254.169.254/",
    )


def test_a_gzip_bomb_is_small_on_the_wire(served):
    rule = {"name": "gzip_bomb", "megabytes": 50, "path": "/robots.txt", "count": 1}
    with faults(served, rule):
        answer = requests.get(f"{served.url}/robots.txt", stream=True, timeout=30)
        wire = answer.raw.read(decode_content=False)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(wire) < 1_000_000


def test_robots_can_forbid_everything_or_ask_for_a_delay(served):
    url = f"{served.url}/robots.txt"
    with faults(served, {"name": "robots", "disallow": True}):
        assert "Disallow: /\n" in requests.get(url, timeout=30).text
    with faults(served, {"name": "robots", "crawl_delay": 30}):
        assert "Crawl-delay: 30" in requests.get(url, timeout=30).text


def test_offers_come_and_go_while_they_are_paged():
    # A world of its own: what came and went stays so.
    rule = {"name": "drift", "insert": 3, "delete": 5}
    with simulator("--offers", "300", "--quota", "0") as world, faults(world, rule):
        client = FranceTravailClient(world)
        total, later = client.total(), client.total()
        now = state(world)
        open_now = set(call(world, "open")["france_travail"])
        assert later == total - 2
        assert len(now["drifted_in"]) == 6 and len(now["drifted_out"]) == 10
        assert not set(now["drifted_out"]) - set(now["drifted_in"]) & open_now


def test_a_share_of_pages_changes_its_layout(served):
    urls = [url for url, _ in job_addresses(served)[:60]]
    with faults(served, {"name": "layout", "share": 0.5, "path": "/jobs/"}):
        texts = [requests.get(url, timeout=30).text for url in urls]
        again = [requests.get(url, timeout=30).text for url in urls]
    changed = [t for t in texts if "__INITIAL_DATA__" not in t and "ld+json" not in t]
    assert 10 < len(changed) < 50
    assert texts == again


def test_offers_can_be_rewritten(served):
    rule = {
        "name": "rewrite",
        "path": SEARCH,
        "offers": 2,
        "set": {"romeCode": "Z9999", "nouveauChamp": {"a": 1}},
        "rename": {"intitule": "titre"},
        "remove": ["lieuTravail"],
        "count": 1,
    }
    with faults(served, rule):
        first, second, third = served.france_travail.search().json()["resultats"][:3]
    assert first["romeCode"] == second["romeCode"] == "Z9999" != third["romeCode"]
    assert "titre" in first and "lieuTravail" not in first and "intitule" in third


def test_the_announced_total_can_move(served):
    total = served.france_travail.total()
    with faults(served, {"name": "total", "by": 7, "path": SEARCH}):
        assert served.france_travail.total() == total + 7


def test_an_unknown_switch_is_refused(served):
    answer = requests.post(
        f"{served.url}/_simulator/faults", json={"faults": [{"name": "x"}]}, timeout=30
    )
    assert answer.status_code == 400
    assert "unknown fault 'x'" in answer.json()["error"]


def test_the_clock_can_be_set_back(served):
    moved = call(served, "clock", {"seconds": -86400})
    assert moved["now"].startswith("2026-09-15")
