"""What runs at once, each test named after the fault's number.

Source: the project's list of faults.
"""

import time
from dataclasses import replace

import pytest

from tests.faults.held_commands import (
    HELD,
    dbt,
    held,
    mark_command,
    mark_rows,
    python,
    run,
    start,
)

# What a wording names is many rows: no index refuses them a second time.
MODEL = "int_skill_wordings"


@pytest.fixture
def elsewhere(published, tmp_path):
    """Give another machine's commands, on the same lake and warehouse."""
    own = {
        "LAKE_URL": f"file://{published.folder}/lake",
        "VIGIE_DATA_DIR": str(tmp_path / "elsewhere"),
    }
    return replace(published, environment={**published.environment, **own})


def assert_both_end_well(one, other, command, lock=HELD):
    """A command that starts while another is held in its midst ends well, as that."""
    with held(one, command, lock) as (first, holder):
        second = start(other, command)
        while len(one.query("select from pg_locks where not granted")) < 2:
            assert second.poll() is None, second.communicate()[0]
            time.sleep(0.05)
        holder.close()
        for process in (first, second):
            printed, _ = process.communicate(timeout=60)
            assert process.returncode == 0, printed


def test_fault_55_two_machines_may_prepare_one_warehouse(published, elsewhere):
    mark_command(published, "ddl_command_end", "GRANT")

    assert_both_end_well(published, elsewhere, python("ingestion", "db"))


def test_fault_55_two_machines_may_load_one_source(published, elsewhere):
    lock = "lock table raw_wttj.sightings"
    load = python("ingestion", "load", "wttj")

    assert_both_end_well(published, elsewhere, load, lock)

    runs = published.query("select run_id, collected from raw_wttj.crawl_runs")
    seen = published.query(
        "select run_id, count(*) from raw_wttj.sightings group by run_id"
    )
    assert sorted(runs) == sorted(seen) and len(runs) == 2


def test_fault_57_two_builds_at_once_add_no_row_twice(published):
    run(published, python("ingestion", "load"))
    run(published, dbt("run", "--select", f"+{MODEL}", "--exclude", MODEL))
    mark_rows(published, f"intermediate.{MODEL}")

    assert_both_end_well(published, published, dbt("run", "--select", MODEL))

    told = f"select count(*) from intermediate.{MODEL}"
    told_by_two = published.query(told)
    run(published, dbt("run", "--full-refresh", "--select", MODEL))
    assert published.query(told) == told_by_two


def test_fault_57_no_chain_begins_while_a_step_of_a_killed_one_goes_on(published):
    mark_command(published, "ddl_command_end", "CREATE TABLE AS")
    chain = python("orchestration", "build")
    with held(published, chain) as (killed, _):
        killed.kill()
        killed.wait()

        assert "another chain holds" in run(published, chain, expected=1)


def test_fault_55_readers_see_whole_releases_and_no_deadlock_whatever_runs(
    published, elsewhere, tmp_path
):
    by_hand = ("--quiet", "--target-path", str(tmp_path / "by_hand"))
    at_once = [
        start(published, python("ingestion", "load")),
        start(elsewhere, python("ingestion", "load")),
        start(published, python("orchestration", "build")),
        start(published, dbt("run", *by_hand)),
    ]
    while any(process.poll() is None for process in at_once):
        [(release, *counted)] = published.query(
            "select release, offers, openings from published.releases "
            "order by published_at desc limit 1",
            role="vigie_reader",
        )
        [told] = published.query(
            f"select (select count(*) from {release}.fct_offers), "
            f"(select count(*) from {release}.fct_openings)",
            role="vigie_reader",
        )
        assert list(told) == counted
        time.sleep(0.1)
    first, second, *builds = [process.communicate()[0] for process in at_once]
    assert [process.returncode for process in at_once[:2]] == [0, 0], first + second
    assert "deadlock" not in "".join(builds)

    run(published, python("orchestration", "build"))
    deadlocks = (
        "select deadlocks from pg_stat_database where datname = current_database()"
    )
    assert published.query(deadlocks) == [(0,)]
