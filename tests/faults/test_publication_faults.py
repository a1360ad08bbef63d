"""What may end a gate or a publication, each test named after the fault's number.

Source: the project's list of faults.
"""

import pytest

from tests.faults.held_commands import dbt, held, mark_command, python, run

GATE = python("expectations", "marts")
PUBLISH = dbt("run-operation", "publish")
RELEASES = (
    "select nspname from pg_namespace where nspname like 'release%' order by 1 desc"
)


def shown(vigie):
    """Return what a reader sees: the newest release, and how many offers it holds."""
    return vigie.query(
        "select release, offers, (select count(*) from published.fct_offers) "
        "from published.releases order by published_at desc limit 1",
        role="vigie_reader",
    )


def test_fault_9_a_gate_that_was_killed_lets_nothing_be_published(published):
    before = shown(published)
    run(published, dbt("run", "--select", "dim_dates"))
    with held(published, GATE, "lock table marts.fct_offers"):
        pass

    assert "dim_dates built after the gate" in run(published, PUBLISH, expected=1)
    assert shown(published) == before

    run(published, GATE)
    run(published, PUBLISH)
    assert shown(published) > before


@pytest.mark.parametrize(
    ("moment", "command"),
    [
        ("ddl_command_end", "CREATE TABLE AS"),
        ("ddl_command_start", "DROP VIEW"),
        ("ddl_command_end", "CREATE VIEW"),
        ("ddl_command_end", "GRANT"),
    ],
)
def test_fault_9_a_killed_publication_leaves_the_release_before_it(
    published, moment, command
):
    before, releases = shown(published), published.query(RELEASES)
    mark_command(published, moment, command)

    with held(published, PUBLISH):
        pass

    assert shown(published) == before
    assert published.query(RELEASES) == releases

    run(published, PUBLISH)
    assert shown(published) > before


def test_fault_9_a_publication_killed_when_it_is_done_is_tidied_by_the_next(published):
    run(published, PUBLISH)
    before = shown(published)
    mark_command(published, "ddl_command_start", "DROP SCHEMA")

    with held(published, PUBLISH):
        pass

    assert shown(published) > before
    assert len(published.query(RELEASES)) == 3

    run(published, PUBLISH)
    assert len(published.query(RELEASES)) == 2
