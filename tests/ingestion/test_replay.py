"""Recorded real offers through the simulated protocols: as many as the files hold."""

import gzip
import json

import pytest

from orchestration.simulated import simulator


@pytest.fixture(scope="module")
def recorded(real_data):
    """Serve the recorded offers."""
    folder = str(real_data / "real")
    with simulator("--replay", folder, "--quota", "500") as running:
        yield running


def distinct(path, key):
    with gzip.open(path, "rt") as lines:
        return len({key(json.loads(line)) for line in lines})


def test_a_replay_lands_every_recorded_offer_once(vigie, recorded, real_data):
    done = vigie.run("ingestion", "run", **recorded.environment)

    files = real_data / "real"
    expected = {
        "france_travail": distinct(
            files / "france_travail_offers.jsonl.gz", lambda offer: offer["id"]
        ),
        "wttj": distinct(
            files / "wttj_jobs.jsonl.gz",
            lambda job: (job["organization"]["slug"], job["slug"]),
        ),
        "service_public": len(
            json.loads((files / "service_public_head.json").read_text())
        ),
    }
    landed = {
        source: vigie.query(f"select count(distinct offer_id) from raw_{source}.offers")
        for source in expected
    }
    assert landed == {source: [(count,)] for source, count in expected.items()}
    assert done.stdout.count("certified complete") == 4
    for source in expected:
        assert vigie.query(f"select count(*) from raw_{source}.rejects") == [(0,)]
