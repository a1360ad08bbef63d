"""A command that was led to another lake than meant says so and loses nothing."""

import pytest

from tests.ingestion.test_landing import contents

SOURCE = "service_public"


@pytest.mark.parametrize("lake", ["http://elsewhere", "file:///tmp/no such lake"])
def test_a_rebuild_from_a_lake_without_the_offers_drops_nothing(vigie, lake):
    vigie.run("ingestion", "run", SOURCE)
    before = contents(vigie)

    refused = vigie.run("ingestion", "rebuild", check=False, LAKE_URL=lake)

    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1 and "LAKE_URL" in refused.stderr
    assert contents(vigie) == before


def test_an_erasure_that_finds_nothing_says_so_and_fails(vigie):
    vigie.run("ingestion", "run", SOURCE)
    before = contents(vigie)

    done = vigie.run("ingestion", "erase", SOURCE, "no such offer", check=False)

    assert done.returncode == 1
    assert done.stderr.startswith(f"vigie: {SOURCE}: nothing was erased")
    assert str(vigie.folder / "lake") in done.stderr
    assert contents(vigie) == before
