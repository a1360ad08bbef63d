"""What storage may do to a run, each test named after the fault's number.

Source: the project's list of faults. S3 fails at a door in front of the test server;
folders are small or read-only mounts.
"""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager

import pytest

from ingestion import answers
from ingestion.errors import PublisherUnavailable
from ingestion.http import HttpClient
from ingestion.pacing import Pace
from tests.ingestion.test_faults import (
    assert_complete,
    collect,
    last_run,
    offers_in_raw,
)
from tests.publishers import call, faults, state
from tests.s3_door import door_to

WRITES = r"^(PUT|POST) .*(offers|sightings)"
READS = r"^GET .*/(offers|sightings)/.*\.parquet"
# As impatient as a test must be; what is there without them is slower, not endless.
IMPATIENT = {
    "FSSPEC_S3": (
        '{"config_kwargs": {"connect_timeout": 1, "read_timeout": 1, '
        '"retries": {"max_attempts": 1}}}'
    ),
    "LOAD__RAISE_ON_MAX_RETRIES": "1",
}


@contextmanager
def mounted(folder, options):
    """Mount an empty file system at a folder until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small or read-only folder needs root")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def assert_one_line(done, *said):
    """It failed, and said so in a line that a person can act on."""
    printed = done.stdout + done.stderr
    assert done.returncode == 1, printed
    assert "Traceback" not in printed, printed
    for words in said:
        assert words in printed, printed


@pytest.mark.parametrize("size", ["16k", "128k", "300k", "800k", "1100k"])
def test_fault_13_a_full_disk_is_one_line_and_the_next_run_goes_on(vigie, world, size):
    with mounted(vigie.folder, f"size={size}"):
        assert_one_line(
            vigie.run("ingestion", "collect", "france_travail", check=False)
        )

        roomy = ["mount", "-o", "remount,size=200m", str(vigie.folder)]
        subprocess.run(roomy, check=True)
        assert collect(vigie).returncode == 0
        assert_complete(vigie, world)


@pytest.mark.parametrize("options", ["ro", "nr_inodes=1"])
def test_fault_15_a_folder_that_cannot_be_written_stops_before_any_request(
    vigie, world, options
):
    call(world, "reset", {})
    with mounted(vigie.folder, options):
        assert_one_line(collect(vigie), "cannot be written", "VIGIE_DATA_DIR")

    assert state(world)["requests"] == 0


def test_fault_15_a_file_in_the_folders_place_stops_before_any_request(vigie, world):
    call(world, "reset", {})
    vigie.folder.write_text("not a folder")

    assert_one_line(collect(vigie), "cannot be written", "VIGIE_DATA_DIR")
    assert state(world)["requests"] == 0


@pytest.fixture
def door(s3):
    with door_to(s3["AWS_ENDPOINT_URL"]) as opened:
        yield opened


@pytest.fixture
def on_s3(s3, door, vigie):
    """The variables of a lake on S3, behind the door."""
    lake = f"s3://lac-d-essai/{vigie.environment['PGDATABASE']}"
    return {**s3, "AWS_ENDPOINT_URL": door.url, "LAKE_URL": lake}


@pytest.mark.parametrize(
    ("fault", "where"),
    [("hang_up", ""), ("hang_up", WRITES), (503, WRITES), ("stall", WRITES)],
)
def test_faults_16_to_18_storage_that_stays_away_is_one_line_and_nothing_is_lost(
    vigie, world, door, on_s3, fault, where
):
    door.fault, door.where = fault, where
    assert_one_line(collect(vigie, **on_s3, **IMPATIENT), "the lake")

    door.fault = None
    assert collect(vigie, **on_s3).returncode == 0
    assert_complete(vigie, world)


@pytest.mark.parametrize("where", ["", WRITES])
def test_fault_17_a_storm_of_slow_down_is_waited_out(vigie, world, door, on_s3, where):
    door.fault, door.where, door.count = 503, where, 4

    assert collect(vigie, **on_s3).returncode == 0
    assert_complete(vigie, world)


@pytest.mark.parametrize("where", ["", WRITES])
def test_fault_19_a_refusal_is_one_line_and_no_loop(vigie, door, on_s3, where):
    door.fault, door.where = 403, where
    assert_one_line(collect(vigie, **on_s3, **IMPATIENT), "the lake")

    assert door.struck < 25


@pytest.mark.parametrize("kept", [0, 0.5])
def test_fault_20_a_damaged_file_of_the_lake_is_named_and_loads_nothing_twice(
    vigie, world, kept
):
    vigie.run("ingestion", "collect", "france_travail")
    (file,) = (vigie.folder / "lake" / "france_travail" / "offers").glob("*.parquet")
    whole = file.read_bytes()
    file.write_bytes(whole[: int(kept * len(whole))])

    load = ("ingestion", "load", "france_travail")
    assert_one_line(vigie.run(*load, check=False), file.name)
    assert offers_in_raw(vigie) == (0, 0)
    shutil.rmtree(vigie.folder / "state")
    assert_one_line(collect(vigie), file.name)

    file.write_bytes(whole)
    vigie.run(*load)
    assert_complete(vigie, world)


def test_fault_21_a_listed_file_that_is_not_there_is_named(vigie, world, door, on_s3):
    vigie.run("ingestion", "collect", "france_travail", **on_s3)
    load = ("ingestion", "load", "france_travail")
    door.fault, door.where = 404, READS
    assert_one_line(vigie.run(*load, check=False, **on_s3), ".parquet cannot be read")
    assert offers_in_raw(vigie) == (0, 0)

    door.fault = None
    vigie.run(*load, **on_s3)
    assert_complete(vigie, world)


def test_fault_38_bytes_that_trickle_are_given_up_at_the_deadline(world, monkeypatch):
    monkeypatch.setattr(answers, "ANSWER_SECONDS", 1)
    monkeypatch.setattr("ingestion.http.ATTEMPTS", 2)
    client = HttpClient(world.url, Pace(1000), ["Vigie/test"])
    trickle = {"name": "slow", "bytes": 1, "pause": 0.05, "path": "/robots.txt"}
    began = time.monotonic()
    with faults(world, trickle), pytest.raises(PublisherUnavailable):
        client.get(f"{world.url}/robots.txt")

    assert time.monotonic() - began < 10


def test_fault_59_days_without_a_run_and_a_day_run_twice_change_nothing(vigie, world):
    world.set_day(-24)
    assert collect(vigie).returncode == 0
    world.set_day(0)
    assert collect(vigie).returncode == 0
    assert last_run(vigie)[:2] == ("complete", True)
    stored = offers_in_raw(vigie)

    assert collect(vigie).returncode == 0
    assert offers_in_raw(vigie) == stored
    runs = vigie.query(
        """
        select run_id, count(*), count(distinct offer_id)
        from raw_france_travail.sightings group by 1
        """
    )
    assert len(runs) == 3
    assert last_run(vigie)[2] == state(world)["open"]["france_travail"]
