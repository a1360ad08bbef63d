"""What robots.txt of Welcome to the Jungle forbids is not asked, early or late."""

import pytest

from ingestion.crawl import Crawl
from ingestion.errors import PublisherClosed
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
