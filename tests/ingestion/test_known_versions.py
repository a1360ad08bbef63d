"""What counts as known: content that the lake holds, listed as it was then."""

import json

import pyarrow.dataset as ds

from tests.publishers import faults

JOB = "/fr/companies/a/jobs/b"


def offers_in_lake(vigie):
    folder = vigie.folder / "lake" / "wttj" / "offers"
    return ds.dataset(folder).count_rows() if any(folder.glob("*.parquet")) else 0


def collect(vigie):
    return vigie.run("ingestion", "collect", "wttj").stdout


def test_offers_whose_file_was_removed_are_read_again(vigie):
    collect(vigie)
    landed = offers_in_lake(vigie)
    for file in (vigie.folder / "lake" / "wttj" / "offers").glob("*.parquet"):
        file.unlink()

    collect(vigie)

    assert offers_in_lake(vigie) == landed > 0
    assert "0 new versions" in collect(vigie)


def test_a_page_whose_date_goes_back_is_read_again(vigie, world):
    for day, title in (("2099-01-01", "A"), ("2026-11-20", "B"), ("2026-11-27", "C")):
        with faults(world, *one_job(world, day, title)):
            collect(vigie)
            assert "0 new versions" in collect(vigie)

    assert offers_in_lake(vigie) == 3


def one_job(world, day, title):
    """Let the site list one job, last changed on a day, with a title."""
    listed = (
        f"<urlset><url><loc>{world.url}{JOB}</loc><lastmod>{day}T00:00:00Z</lastmod>"
        "</url></urlset>"
    )
    posting = json.dumps({"@type": "JobPosting", "title": title, "description": "d"})
    page = f'<html><script type="application/ld+json">{posting}</script></html>'
    return (
        {"name": "status", "status": 200, "path": "job-listings", "body": listed},
        {"name": "status", "status": 200, "path": "/jobs/", "body": page},
    )
