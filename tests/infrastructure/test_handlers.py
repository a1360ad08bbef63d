"""What a function decides by itself, without an account."""

import pytest

from infrastructure.handlers.collect import is_cut_short
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
