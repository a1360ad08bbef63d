"""Job pages: two formats, reconciled; a page with neither is refused."""

import json

import pytest

from ingestion.errors import UnexpectedAnswer
from ingestion.sources.wttj.pages import parse_page
from ingestion.sources.wttj.sitemaps import job_id, parse_sitemap, unpack

STATE = {
    "mutations": [],
    "queries": [
        {
            "queryKey": ["job", "fr", "atelier-lumen", "soudeur_brest", "personality"],
            "state": {"data": None},
        },
        {
            "queryKey": ["job", "fr", "atelier-lumen", "soudeur_brest"],
            "state": {
                "data": {
                    "name": "Soudeur « TIG » h/f",
                    "archived_at": "2025-09-04T10:57:31Z",
                    "salary_min": None,
                    "contract_type": "full_time",
                    "organization": {"name": "Atelier Lumen"},
                }
            },
        },
    ],
}
POSTING = {
    "@type": "JobPosting",
    "title": "Soudeur",
    "description": "<p>Souder à l'Île-de-Sein</p>",
    "employmentType": "FULL_TIME",
    "baseSalary": {"currency": "EUR", "value": {"minValue": 2000, "unitText": "MONTH"}},
    "jobLocation": [{"address": {"addressLocality": "Brest", "addressCountry": "FR"}}],
}


def state_script(state):
    """Encode a store as the site does: JSON in a JSON string."""
    return (
        f"<script>window.__INITIAL_DATA__ = {json.dumps(json.dumps(state))};</script>"
    )


def json_ld_script(posting):
    return f'<script type="application/ld+json">{json.dumps(posting)}</script>'


def test_both_formats_are_reconciled_and_their_conflict_is_named():
    job = parse_page(state_script(STATE) + json_ld_script(POSTING))

    assert job["name"] == "Soudeur « TIG » h/f"
    assert job["description"] == "<p>Souder à l'Île-de-Sein</p>"
    assert job["salary_min"] == 2000
    assert job["archived_at"] == "2025-09-04T10:57:31Z"
    assert job["_page"] == {
        "formats": ["embedded_state", "json_ld"],
        "conflicts": ["name"],
    }


def test_either_format_is_enough():
    from_state = parse_page(state_script(STATE))
    from_json_ld = parse_page(json_ld_script(POSTING))

    assert from_state["_page"]["formats"] == ["embedded_state"]
    assert from_json_ld["office"]["city"] == "Brest"
    assert from_json_ld["salary_period"] == "monthly"


@pytest.mark.parametrize(
    "html", ["", "<html></html>", '<script>window.__INITIAL_DATA__ = "{";</script>']
)
def test_a_page_with_neither_is_refused(html):
    with pytest.raises(UnexpectedAnswer, match="neither"):
        parse_page(html)


def test_only_clean_job_pages_are_jobs():
    site = "https://www.welcometothejungle.com"

    assert job_id(f"{site}/fr/companies/a/jobs/b_paris") == ("fr", "a/b_paris")
    assert job_id(f"{site}/fr/companies/a/jobs/b?q=1") is None
    assert job_id(f"{site}/fr/companies/a") is None


@pytest.mark.parametrize(
    "store",
    [
        {"queries": None},
        {"queries": [1]},
        {"queries": [{"queryKey": 5}]},
        {"queries": [{"queryKey": ["job", "fr", "a", "b"], "state": ["?"]}]},
    ],
)
def test_a_store_of_another_shape_is_left_out_and_not_fatal(store):
    assert parse_page(state_script(store) + json_ld_script(POSTING))["name"]
    with pytest.raises(UnexpectedAnswer, match="neither"):
        parse_page(state_script(store))


def test_comments_in_a_sitemap_are_passed_over():
    body = b"<urlset><!-- a --><url><!-- b --><loc>http://a/x</loc></url></urlset>"

    assert parse_sitemap(body, "http://a/") == [("http://a/x", None)]


def test_a_cut_sitemap_is_refused():
    whole = b"<urlset><url><loc>https://x/fr</loc></url></urlset>"

    assert parse_sitemap(whole, "s")[0][0] == "https://x/fr"
    with pytest.raises(UnexpectedAnswer, match="not a sitemap"):
        parse_sitemap(whole[:-8], "s")
    with pytest.raises(UnexpectedAnswer, match="gzip"):
        unpack(b"\x1f\x8bnot gzip", "s")


def test_a_sitemaps_entities_are_not_followed():
    hostile = (
        b'<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b"<urlset><url><loc>&x;</loc></url></urlset>"
    )

    assert parse_sitemap(hostile, "s") == []
