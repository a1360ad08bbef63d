"""A run ends within its time, as cut short: neither failed nor certified."""

import time

import pytest

from ingestion.errors import BudgetSpent
from tests.ingestion.scripted import Script
from tests.publishers import faults


def test_a_wait_beyond_the_runs_time_is_not_begun_by_anybody(server, client):
    Script.answers["/"] = [(429, {"Retry-After": "40"}, b"")]
    client.deadline = time.monotonic() + 6

    for _ in range(2):
        with pytest.raises(BudgetSpent):
            client.get(f"{server}/")

    assert len(Script.asked) == 1
    assert time.monotonic() < client.deadline


@pytest.mark.parametrize(
    ("source", "path", "after"),
    [
        ("france_travail", "/access_token", 0),
        ("france_travail", "/search", 3),
        ("wttj", "/jobs/", 3),
    ],
)
def test_a_run_that_may_not_wait_is_cut_short(vigie, world, source, path, after):
    wait = {"name": "rate_limited", "retry_after": 400, "path": path, "after": after}
    with faults(world, wait):
        done = vigie.run("ingestion", "run", source, "--budget-minutes", "1")

    assert "stopped at --budget-minutes" in done.stdout
    run = vigie.query(f"select status, certified, error from raw_{source}.crawl_runs")
    said = "stopped at --budget-minutes, which a wait outlasts"
    assert run == [("incomplete", False, said)]
