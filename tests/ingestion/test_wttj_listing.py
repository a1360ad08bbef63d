"""What proves that Welcome to the Jungle was listed, and what closes no offer of it."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from ingestion.crawl import Crawl
from ingestion.sources.wttj.reader import PageReader
from ingestion.sources.wttj.sitemaps import ListedJob, job_id
from tests.publishers import call, faults, state

NOW = datetime(2026, 6, 29, tzinfo=UTC)
ROBOTS = "User-agent: *\n{rules}\nSitemap: {url}/sitemaps/index.xml.gz\n"
ONLY_ARTICLES = (
    "<sitemapindex><sitemap><loc>https://x/sitemaps/articles.0.xml.gz</loc></sitemap>"
    "</sitemapindex>"
)


def collect(vigie, *options):
    return vigie.run("ingestion", "run", "wttj", *options, check=False)


def last_run(vigie):
    """Return the newest run: its figures, and how many offers its listing held."""
    return vigie.query(
        """
        select status, announced, collected, rejected, gone, (
            select count(*) from raw_wttj.sightings as seen
            where seen.run_id = runs.run_id
        )
        from raw_wttj.crawl_runs as runs order by started_at desc limit 1
        """
    )[0]


def robots(world, rules):
    return {"name": "robots", "text": ROBOTS.format(rules=rules, url=world.url)}


@pytest.mark.parametrize(
    "rules",
    ["Disallow: /", "Disallow: /fr/companies/\nDisallow: /en/companies/"],
)
def test_a_site_that_forbids_its_jobs_is_left_alone_and_lists_nothing(
    vigie, world, rules
):
    call(world, "reset", {})
    with faults(world, robots(world, rules)):
        done = collect(vigie)

    assert done.returncode == 1
    assert "robots.txt forbids" in done.stdout and "Traceback" not in done.stderr
    assert not any("/jobs/" in path for path in state(world)["by_path"])
    assert last_run(vigie)[0] == "failed"
    assert vigie.query("select count(*) from raw_wttj.crawl_leaves") == [(0,)]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("sitemaps/index", ONLY_ARTICLES),
        ("sitemaps/index", "<sitemapindex></sitemapindex>"),
        ("sitemaps/job-listings", "<urlset></urlset>"),
    ],
)
def test_a_listing_without_a_job_is_no_listing(vigie, world, path, body):
    with faults(world, {"name": "status", "status": 200, "path": path, "body": body}):
        done = collect(vigie)

    assert done.returncode == 1
    assert "lists no" in done.stdout
    assert last_run(vigie)[0] == "failed"
    assert vigie.query("select count(*) from raw_wttj.crawl_leaves") == [(0,)]


def test_a_page_that_was_never_read_leaves_the_listing_uncertified(vigie, world):
    with faults(world, {"name": "layout", "share": 0.2}):
        done = collect(vigie)

    status, announced, collected, rejected, _, _ = last_run(vigie)
    assert done.returncode == 3
    assert f"{rejected} of {announced} listed pages were not read" in done.stdout
    assert (status, announced) == ("incomplete", collected + rejected)


@pytest.mark.parametrize(
    ("collected", "rejected", "gone", "is_proved"),
    [
        (990, 10, 0, True),
        (989, 11, 0, False),
        (990, 0, 0, False),  # not read, and no reject tells why
        (980, 10, 10, True),
        (0, 0, 1000, False),
    ],
)
def test_few_pages_that_never_open_spoil_no_proof(collected, rejected, gone, is_proved):
    crawl = Crawl("full", known=None)
    crawl.collected = collected
    reader = PageReader(None, None, crawl, None)
    reader.rejected, reader.gone = rejected, gone

    assert (reader.lack(1000) is None) == is_proved


def test_a_job_whose_id_cannot_be_stored_is_rejected_unasked():
    crawl = Crawl("full", known=SimpleNamespace(listed=lambda _: None))
    reader = PageReader(None, None, crawl, NOW)
    address = f"https://x/fr/companies/mairie/jobs/{'j' * 4_000}"
    job = ListedJob(address, job_id(address)[1], NOW)

    (chunk,) = reader.read([job])

    assert chunk.documents == []
    assert [reject.reason for reject in chunk.rejects] == ["unreadable_id"]


def test_an_offer_whose_page_cannot_be_read_is_listed_all_the_same(vigie, world):
    # GIVEN offers that are known, and changes to some of their pages
    world.set_day(-1)
    collect(vigie)
    known = {row[0] for row in vigie.query("select offer_id from raw_wttj.offers")}
    world.set_day(0)

    # WHEN no page can be read any more
    with faults(world, {"name": "layout"}):
        collect(vigie)

    # THEN the known ones are sighted as they were known, for nothing closes them
    _, announced, collected, rejected, _, sighted = last_run(vigie)
    assert rejected > 0
    assert collected == sighted == announced - new_among(vigie, known)

    # AND they are read as soon as they can be
    again = collect(vigie)
    assert again.returncode == 0
    status, announced, collected, rejected, _, sighted = last_run(vigie)
    assert (status, collected, rejected, sighted) == (
        "complete",
        announced,
        0,
        announced,
    )


def new_among(vigie, known):
    """Count the offers that the newest run rejected and that were not known."""
    rejects = vigie.query("select offer_id from raw_wttj.rejects")
    return len({row[0] for row in rejects} - known)


def test_a_site_that_takes_all_its_pages_down_has_closed_none(vigie, world):
    with faults(world, {"name": "status", "status": 404, "path": "/jobs/"}):
        done = collect(vigie)

    status, announced, _, _, gone, _ = last_run(vigie)
    assert done.returncode == 3
    assert (status, gone) == ("incomplete", announced)


@pytest.fixture
def silent():
    """Name the fault of pages that never answer; the simulator asks to wait little."""
    return {"name": "status", "status": 500, "headers": {"Retry-After": "0.02"}}


def test_a_page_that_never_answers_blocks_no_other(vigie, world, silent):
    with faults(world, {**silent, "path": "/jobs/", "after": 40, "count": 6}):
        done = collect(vigie)

    _, announced, collected, rejected, _, _ = last_run(vigie)
    assert done.returncode == 3
    assert (rejected, collected) == (1, announced - 1)
    assert vigie.query("select reason from raw_wttj.rejects") == [("no_answer",)]


def test_a_site_that_answers_no_more_is_left_alone_and_what_is_known_sighted(
    vigie, world, silent
):
    world.set_day(-1)
    collect(vigie)
    known = {row[0] for row in vigie.query("select offer_id from raw_wttj.offers")}
    world.set_day(0)
    call(world, "reset", {})

    with faults(world, {**silent, "path": "/jobs/"}):
        done = collect(vigie)

    _, announced, _, rejected, _, sighted = last_run(vigie)
    assert "failed 8 times in a row" in done.stdout
    assert rejected == 1 and state(world)["by_status"]["500"] == 8
    # Those that came since are the newest, and the only ones that were not sighted.
    listed = vigie.query("select distinct offer_id from raw_wttj.sightings")
    assert {row[0] for row in listed} == known
    assert announced - 10 < sighted < announced


def test_a_redirect_to_what_robots_txt_forbids_is_not_followed(vigie, world):
    call(world, "reset", {})
    astray = {"name": "redirect", "location": "/fr/jobs?query=dev", "path": "/jobs/"}
    with faults(world, {**astray, "count": 3}):
        assert collect(vigie).returncode == 3

    assert state(world)["violations"] == []
    assert vigie.query("select reason from raw_wttj.rejects") == [("refused",)] * 3
