"""One process collects a source into a lake at a time: in a folder and on S3."""

import json
import threading
import time
from dataclasses import replace

import pytest

from ingestion import lease as leases
from ingestion.errors import AlreadyRunning
from ingestion.lake import Lake
from ingestion.lease import LEASE_SECONDS, Holder, Lease, leased

ELSEWHERE = Holder("elsewhere pid:[1]", 1, 0.0)


@pytest.fixture(params=["folder", "s3"])
def lake(request, tmp_path, monkeypatch):
    if request.param == "folder":
        return Lake(str(tmp_path / "lac [1]"))
    given = request.getfixturevalue("s3")
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return Lake(f"s3://lac-d-essai/{tmp_path.name}")


def files(lake):
    filesystem, root = lake.filesystem()
    return filesystem.ls(f"{root}/_leases", detail=False)


def test_fault_54_a_second_process_is_told_who_holds_the_lease(lake):
    Lease(lake, "wttj", ELSEWHERE).take()

    with pytest.raises(AlreadyRunning, match=r"wttj is .* process 1 on elsewhere;"):
        Lease(lake, "wttj", Holder.own()).take()
    with leased(lake, "france_travail"):
        assert len(files(lake)) == 2
    assert len(files(lake)) == 1


def test_fault_54_a_lease_that_ended_is_taken_over_and_cleared_away(lake, monkeypatch):
    Lease(lake, "wttj", ELSEWHERE).take()
    later = time.time() + LEASE_SECONDS + 1
    monkeypatch.setattr(leases.time, "time", lambda: later)

    with leased(lake, "wttj"):
        assert len(files(lake)) == 1


def test_fault_54_a_crash_frees_the_lease_at_once(lake):
    own = Holder.own()
    Lease(lake, "wttj", replace(own, began=own.began - 1)).take()

    with leased(lake, "wttj"):
        assert len(files(lake)) == 1


def test_the_same_process_number_in_another_container_is_somebody_else(lake):
    own = Holder.own()
    Lease(lake, "wttj", replace(own, host="host pid:[2]", began=0.0)).take()

    with pytest.raises(AlreadyRunning):
        Lease(lake, "wttj", own).take()


def test_giving_back_removes_nobody_elses_lease(lake, monkeypatch):
    first = Lease(lake, "wttj", ELSEWHERE)
    first.take()
    later = time.time() + LEASE_SECONDS + 1
    monkeypatch.setattr(leases.time, "time", lambda: later)
    with leased(lake, "wttj") as second:
        first.give_back()

        assert [second.token in path for path in files(lake)] == [True]
        with pytest.raises(AlreadyRunning):
            first.take()


def test_of_many_at_once_no_two_hold_an_ended_lease(tmp_path):
    lake = Lake(tmp_path.as_uri())
    folder = tmp_path / "_leases"
    folder.mkdir()
    (folder / "wttj.old.json").write_text(
        json.dumps({**vars(ELSEWHERE), "until": time.time() - 1})
    )
    holders, refused, start = [], [], threading.Barrier(8)

    def run(number):
        lease = Lease(lake, "wttj", Holder(f"host{number} pid:[1]", 1, 0.0))
        start.wait()
        try:
            lease.take()
            holders.append(number)
        except AlreadyRunning:
            refused.append(number)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(holders) <= 1
    assert len(holders) + len(refused) == 8
