"""Welcome to the Jungle's stand-in: robots, sitemaps, pages."""

import gzip
import html
import json
import re
from xml.etree import ElementTree

import requests

from tests.publishers import call, state

STATE = re.compile(r'window\.__INITIAL_DATA__\s*=\s*"((?:[^"\\]|\\.)*)"\s*;?')
JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def read(url):
    answer = requests.get(url, timeout=60)
    assert answer.status_code == 200
    return answer.content


def sitemap(url):
    root = ElementTree.fromstring(gzip.decompress(read(url)))
    return [(e[0].text, e[1].text) for e in root]


def job_addresses(served):
    parts = [u for u, _ in sitemap(f"{served.url}/sitemaps/index.xml.gz")]
    listings = [u for u in parts if re.search(r"(job-listings)\.\d+\.xml\.gz$", u)]
    assert len(listings) < len(parts)  # other kinds are listed, too
    return [entry for part in listings for entry in sitemap(part)]


def job_of(text):
    store = json.loads(json.loads(f'"{STATE.search(text)[1]}"'))
    jobs = [
        query["state"]["data"]
        for query in store["queries"]
        if query["queryKey"][0] == "job" and len(query["queryKey"]) == 4
    ]
    assert len(jobs) == 1
    return jobs[0]


def test_robots_forbids_every_address_with_a_query(served):
    text = read(f"{served.url}/robots.txt").decode()
    assert "Disallow: /*?" in text
    assert f"Sitemap: {served.url}/sitemaps/index.xml.gz" in text


def test_sitemaps_list_open_jobs_and_lately_archived_ones(served):
    addresses = job_addresses(served)
    now = state(served)
    assert len(addresses) == len(set(addresses)) == now["wttj_listed"]
    assert now["open"]["wttj"] < now["wttj_listed"]
    assert all(re.match(r"\d{4}-\d\d-\d\dT", modified) for _, modified in addresses)
    languages = {url.removeprefix(served.url).split("/")[1] for url, _ in addresses}
    assert {"fr", "en"} <= languages


def test_a_page_tells_the_same_in_both_formats(served):
    for url, _ in job_addresses(served)[:40]:
        text = read(url).decode()
        job, posting = job_of(text), json.loads(JSON_LD.search(text)[1])
        assert posting["@type"] == "JobPosting"
        assert posting["title"] == job["name"]
        assert posting["hiringOrganization"]["name"] == job["organization"]["name"]
        assert url.endswith(
            f"/companies/{job['organization']['website_organization']['slug']}"
            f"/jobs/{job['slug']}"
        )
        assert html.unescape(job["description"])
        assert 25_000 < len(text) < 120_000


def test_some_listed_jobs_are_archived_although_their_pages_answer(served):
    jobs = [job_of(read(url).decode()) for url, _ in job_addresses(served)]
    archived = [job for job in jobs if job["archived_at"]]
    assert len(jobs) - len(archived) == state(served)["open"]["wttj"]
    assert archived


def test_unknown_pages_are_404(served):
    url = f"{served.url}/fr/companies/nobody/jobs/nothing_paris_N_zzz"
    assert requests.get(url, timeout=30).status_code == 404


def test_an_address_with_a_query_answers_and_is_held_against_the_client(served):
    call(served, "reset", {})
    url, _ = job_addresses(served)[0]
    assert state(served)["violations"] == []
    requests.get(f"{url}?q=data", headers={"User-Agent": "rude/1.0"}, timeout=30)
    after = state(served)
    assert after["violations"] == [url.removeprefix(served.url) + "?q=data"]
    assert after["by_user_agent"]["rude/1.0"] == 1
    call(served, "reset", {})
