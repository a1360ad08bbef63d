"""What robots.txt of Welcome to the Jungle forbids is not asked, early or late."""

import pytest

from ingestion.crawl import Crawl
from ingestion.errors import PublisherClosed, PublisherRefused
from ingestion.sources.wttj import Wttj
from tests.ingestion.scripted import Script


@pytest.fixture
def wttj(server, monkeypatch):
    monkeypatch.setenv("SOURCES__WTTJ__SITE_URL", server)
    monkeypatch.setenv("SOURCES__WTTJ__REQUESTS_PER_SECOND", "1000")
    return Wttj()


def test_what_it_forbids_later_is_asked_no_longer(wttj, monkeypatch):
    page = f"{wttj.site}/fr/companies/mairie/jobs/juriste"
    Script.answers["/robots.txt"] = [
        (200, {}, b""),
        (200, {}, b"User-agent: *\nDisallow: /fr/"),
        (401, {}, b""),
    ]
    wttj.begin(Crawl("full", known=None))
    assert wttj.allows(page) and len(Script.asked) == 1

    monkeypatch.setattr("ingestion.sources.wttj.ROBOTS_SECONDS", -1)
    assert not wttj.allows(page)
    with pytest.raises(PublisherClosed, match="HTTP 401"):
        wttj.allows(page)


@pytest.mark.parametrize("forbidden", ["/index.xml", "/job-listings.1.xml"])
def test_a_sitemap_that_it_forbids_is_not_read(wttj, forbidden):
    robots = f"User-agent: *\nDisallow: {forbidden}\nSitemap: {wttj.site}/index.xml"
    parts = "".join(
        f"<sitemap><loc>{wttj.site}/job-listings.{n}.xml</loc></sitemap>" for n in "01"
    )
    page = f"{wttj.site}/fr/companies/mairie/jobs/juriste"
    Script.answers = {
        "/robots.txt": [(200, {}, robots.encode())],
        "/index.xml": [(200, {}, f"<sitemapindex>{parts}</sitemapindex>".encode())],
        "/job-listings.0.xml": [
            (200, {}, f"<urlset><url><loc>{page}</loc></url></urlset>".encode())
        ],
    }
    crawl = Crawl("full", known=None)
    wttj.begin(crawl)

    with pytest.raises(PublisherRefused, match="forbids"):
        list(wttj.collect(crawl))
    assert forbidden not in {path for path, _, _ in Script.asked}
