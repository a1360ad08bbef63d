"""A warehouse built day after day holds what one built at once would hold."""

import subprocess

import pytest

from orchestration.simulated import simulator
from orchestration.steps import PROGRAMS, PROJECT_ROOT

# The month ends between the first and the second day: the coder learns anew.
WORLD = ("--offers", "500", "--quota", "500", "--today", "2026-08-02")


def build(vigie, *options):
    done = subprocess.run(
        [
            *(PROGRAMS / "dbt", "build", "--quiet"),
            *("--exclude-resource-type", "test", "unit_test"),
            *("--target-path", vigie.folder / "target", *options),
        ],
        cwd=PROJECT_ROOT,
        env=vigie.environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def marts_of(vigie):
    """Return the rows and a fingerprint of each mart."""
    names = vigie.query(
        "select relname from pg_class where relkind in ('r', 'v') "
        "and relnamespace = 'marts'::regnamespace order by 1"
    )
    return {
        name: vigie.query(
            f"select count(*), md5(string_agg(mart::text, '|' order by mart::text)) "
            f"from marts.{name} as mart"
        )[0]
        for (name,) in names
    }


@pytest.fixture
def daily(vigie):
    """Collect and build three days, one after the other."""
    with simulator(*WORLD) as world:
        vigie.environment.update(world.environment)
        for day in (-2, -1, 0):
            world.set_day(day)
            vigie.run("ingestion", "run")
            build(vigie)
    return vigie


def test_three_daily_builds_equal_one_from_nothing(daily):
    changes = daily.query("select count(*) from marts.fct_offer_changes")[0][0]
    closed = daily.query("select count(*) from marts.fct_offers where not is_open")
    by_day = marts_of(daily)

    build(daily, "--full-refresh")

    assert changes > 0
    assert closed[0][0] > 0
    assert marts_of(daily) == by_day
