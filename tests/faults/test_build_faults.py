"""What may end a build, each test named after the fault's number.

Source: the project's list of faults.
"""

import pytest

from tests.faults.held_commands import (
    dbt,
    execute,
    held,
    mark_command,
    run,
)

MART = "marts.dim_dates"
OF_MART = dbt("run", "--select", "dim_dates")
# An empty mart is the old one: the new one has a row a day.
EMPTIED = f"truncate {MART}"
LEFT = r"select relname from pg_class where relname like '%\_\_dbt\_%'"


def days(vigie):
    return vigie.query(f"select count(*) from {MART}")[0][0]


@pytest.mark.parametrize(
    ("moment", "command", "is_new"),
    [
        ("ddl_command_end", "CREATE TABLE", False),
        ("ddl_command_start", "ALTER TABLE", False),  # it is filled
        ("ddl_command_end", "ALTER TABLE", False),  # the old one has lost its name
        ("ddl_command_start", "COMMENT", False),  # the new one has it
        ("ddl_command_start", "DROP TABLE", True),  # it is committed
    ],
)
def test_fault_7_a_build_killed_anywhere_leaves_the_old_mart_or_the_new(
    published, moment, command, is_new
):
    execute(published, EMPTIED)
    mark_command(published, moment, command, "model.vigie.dim_dates")

    with held(published, OF_MART):
        pass

    assert (days(published) > 0) == is_new
    assert len(published.query(LEFT)) == (1 if is_new else 0)

    run(published, OF_MART)
    assert days(published) > 0
    assert published.query(LEFT) == []


def test_fault_28_a_mart_that_takes_too_long_fails_and_the_old_one_stays(published):
    execute(published, EMPTIED)
    database = published.environment["PGDATABASE"]
    execute(published, f"alter database {database} set statement_timeout = '5s'")
    mark_command(published, "ddl_command_end", "CREATE TABLE", "dim_dates")

    with held(published, OF_MART) as (process, _):
        printed, _ = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "canceling statement due to statement timeout" in printed
    assert days(published) == 0
    assert published.query(LEFT) == []
