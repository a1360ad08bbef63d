"""What a function decides by itself, without an account."""

from datetime import timedelta

import pytest

from infrastructure.handlers.collect import is_cut_short, task_of
from infrastructure.handlers.plan import slices_of
from ingestion.certificates import RunReport

LACKING = "not certified: 3 of 900 parts lack something ("
TIME = "stopped at --budget-minutes"


def report(**told):
    counts = dict.fromkeys(
        ("announced", "collected", "rejected", "gone", "new_versions"), 0
    )
    named = {"source": "wttj", "run_id": "1", "status": "incomplete", "seconds": 1.0}
    return RunReport(**named, **counts, **told)


@pytest.mark.parametrize(
    ("cut_short", "certificate", "goes_on"),
    [
        (TIME, f"{LACKING}{TIME})", True),
        # Of many reasons a certificate tells the first ones.
        (TIME, f"{LACKING}HTTP 500; HTTP 503; …)", True),
        (f"{TIME}, which a wait outlasts", f"{LACKING}…)", True),
        ("wttj asks to wait 9000 s", f"{LACKING}wttj asks to wait 9000 s)", False),
        (None, f"{LACKING}HTTP 500)", False),
    ],
)
def test_a_crawl_goes_on_where_time_ended_it(cut_short, certificate, goes_on):
    ended = report(certified=False, certificate=certificate, cut_short=cut_short)

    assert is_cut_short(ended) is goes_on


def test_slices_follow_each_other_from_the_first_day_to_the_last():
    event = {"mode": "slice", "from": "2026-02-20", "to": "2026-03-05", "days": 6}
    tasks = [task_of(task) for task in slices_of(event)]

    assert [f"{task.since:%d %H:%M:%S}" for task in tasks] == [
        "20 00:00:00",
        "26 00:00:00",
        "04 00:00:00",
    ]
    ends = [task.until + timedelta(seconds=1) for task in tasks]
    assert ends[:-1] == [task.since for task in tasks[1:]]
    assert f"{tasks[-1].until:%m-%d %H:%M:%S}" == "03-05 23:59:59"
