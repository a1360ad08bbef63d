"""The front door: the whole chain as a newcomer types it, on a small world."""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import psycopg2
import pytest
from lifelines import KaplanMeierFitter

from notebooks.insights import structure
from orchestration.steps import PROJECT_ROOT
from streamlit_app.offer_evidence import commands
from tests.chain_commands import (
    dbt,
    native_environment,
    published,
    rebuilding,
    run,
    waiting_for_a_lock,
)
from tests.conftest import plain_environment

INSIGHTS = PROJECT_ROOT / "docs" / "insights.md"


@pytest.fixture(scope="module")
def environment():
    """Give the chain a data folder with a space, and a Postgres folder without."""
    with tempfile.TemporaryDirectory(prefix="vigie_chain_") as folder:
        if os.geteuid() == 0:
            os.chmod(folder, 0o755)
        environment = {
            **plain_environment(),
            "CI": "true",
            "VIGIE_DATA_DIR": f"{folder}/données de démonstration",
            "VIGIE_POSTGRES_DIR": f"{folder}/postgres",
        }
        yield environment
        subprocess.run(
            [sys.executable, "-m", "ingestion", "db", "--stop"],
            cwd=PROJECT_ROOT,
            env=environment,
            check=True,
        )


@pytest.fixture(scope="module")
def summary(environment):
    """Run the demo and give what it printed."""
    days = ("--days-ago", "28", "14", "0")
    return run(environment, "orchestration", "demo", "--offers", "400", *days)


@pytest.fixture(scope="module")
def home(environment, summary):
    """Give the environment of a data folder that the demo has filled."""
    return environment


@pytest.fixture(scope="module")
def native(home):
    """Give what native commands need, as `make env` prints it."""
    return native_environment(home)


def test_the_demo_runs_to_the_end_and_its_summary_agrees_with_sql(native, summary):
    offers, opened = published(
        native,
        "select count(*), count(*) filter (where is_open) from published.fct_offers",
    )[0]
    openings = published(
        native, "select count(*) from published.fct_openings where is_open"
    )[0][0]
    assert f"Published: {offers:,} offers, {opened:,} of them open" in summary
    assert f"{openings:,} openings after deduplication" in summary
    lines = re.findall(
        r"^ *(\w+) +([\d,]+) +([\d,]+) +([\d,]+) .*certified", summary, re.M
    )
    assert len(lines) == 4
    for source, *counts in lines:
        announced, collected, rejected = (int(n.replace(",", "")) for n in counts)
        assert announced == collected + rejected, source
    assert re.search(
        r"Passed: \d+ dbt tests .*; expectations: \d+ on raw, \d+ on", summary
    )
    assert "Seconds: " in summary


def test_an_offer_is_followed_through_every_station_that_the_guide_lists(native):
    guide = (PROJECT_ROOT / "docs" / "trace.md").read_text()
    table = re.findall(r"^\| (`.+?) \|", guide, re.M)
    stations = set(re.findall(r"`((?:int|fct)_\w+)`", "".join(table)))
    assert len(stations) > 10
    # One of an opening with several offers, so that it was compared.
    columns = ("offer_key", "content_hash", "lake_file", "lake_row")
    found = published(
        native,
        f"select {', '.join(columns)} from published.fct_offers where skills_count > 0 "
        "and opening_id in (select opening_id from published.fct_offers "
        "group by opening_id having count(*) > 1) order by offer_key limit 1",
    )[0]
    offer = pd.Series(dict(zip(columns, found, strict=True)))
    _, walk = commands(offer)
    done = dbt(native, *shlex.split(walk)[1:])
    assert done.returncode == 0, done.stdout

    rows = json.loads(done.stdout)["show"]
    models = {row["model"] for row in rows}
    assert stations <= models
    assert any(model.startswith("agg_") for model in models)
    # Whole, as no table of dbt shows them.
    assert offer["content_hash"] in {row["value"] for row in rows}


@pytest.mark.parametrize(
    ("figure", "skill", "said"),
    [
        ("agg_skill_demand", "sk_python", "agg_skill_demand has no column ''"),
        ("agg_skill_demand.bogus", "sk_python", "has no column 'bogus'; it has skill"),
        ("agg_skill_demand.openings", "python", "has no row of {'skill_id': 'python'}"),
        ("agg_skill_demand.dimension", "sk_python", "counts no offers in any cell"),
        ("agg_skill_demand.openings", "sk_python", "; name its dimension, dimension_"),
    ],
)
def test_a_figure_that_is_not_there_is_not_traced(native, figure, skill, said):
    arguments = json.dumps({"figure": figure, "cell": {"skill_id": skill}})
    done = dbt(native, "run-operation", "trace", "--args", arguments)

    assert done.returncode == 1
    assert said in " ".join(done.stdout.split())


def test_the_demos_lifetimes_are_those_of_lifelines(native):
    offers = published(
        native,
        "select observed_from_day, observed_to_day, not is_open "
        "from published.fct_offer_lifecycle "
        "where spell_number = 1 and observed_from_day is not null",
    )
    told = published(
        native,
        "select day, survival, survival_low, survival_high, n from "
        "published.agg_lifetimes where dimension = 'all' and survival < 1 order by 1",
    )
    entered, left, closed = map(list, zip(*offers, strict=True))
    fitter = KaplanMeierFitter().fit(left, event_observed=closed, entry=entered)
    bounds = fitter.confidence_interval_

    assert len(told) > 20
    for day, *figures, n in told:
        row = bounds.asof(day)
        assert figures == pytest.approx([fitter.predict(day), *row], abs=1e-9)
        assert n == len(offers)


def test_the_notebooks_run_and_find_what_the_insights_page_tells(native, tmp_path):
    written = tmp_path / "insights.md"
    run(native, "notebooks", "--output", str(written))
    page, committed = written.read_text(), INSIGHTS.read_text()

    assert structure(page) == structure(committed)
    assert "simulated or replayed" in page
    ((offers,),) = published(
        native, "select count(*) from published.fct_offers where is_open"
    )
    assert f"- n: {offers:,} open offers\n" in page


def test_a_native_build_is_published_once_the_gate_has_judged_it(native):
    releases = "select count(*) from published.releases"
    before = published(native, releases)
    # tests/transform builds everything.
    rebuilt = ("agg_daily_activity", "dim_dates")
    done = dbt(native, "build", "--quiet", "--select", *rebuilt)
    assert done.returncode == 0, done.stdout

    refused = dbt(native, "run-operation", "publish")

    said = " ".join(refused.stdout.split())
    assert refused.returncode == 1
    assert "agg_daily_activity and " in said
    assert (
        "more built after the gate on the marts began; run `python -m expectations "
        "marts`, then publish again"
    ) in said
    assert published(native, releases) == before

    run(native, "expectations", "marts")
    done = dbt(native, "run-operation", "publish")
    assert done.returncode == 0, done.stdout
    assert "published release_" in done.stdout
    # What readers search by is made on their copy alone.
    searched = "select schemaname from pg_indexes where indexdef like '%USING gin%'"
    schemas = {schema for (schema,) in published(native, searched)}
    assert schemas and all(schema.startswith("release_") for schema in schemas)

    # The model that is added to, not made anew, is dated as well.
    done = dbt(native, "run", "--quiet", "--select", "fct_opening_skills")
    assert done.returncode == 0, done.stdout
    refused = dbt(native, "run-operation", "publish")
    assert "fct_opening_skills built after the gate" in " ".join(refused.stdout.split())


def test_a_build_that_began_before_the_gate_and_ended_in_it_is_not_published(native):
    with rebuilding(native, "dim_dates"):
        run(native, "expectations", "marts")

    refused = dbt(native, "run-operation", "publish")

    assert "dim_dates built after the gate" in " ".join(refused.stdout.split())


def test_publication_waits_for_a_build_and_copies_only_what_was_judged(native):
    run(native, "expectations", "marts")
    releases = "select count(*) from published.releases"
    before = published(native, releases)
    with ThreadPoolExecutor() as pool:
        with rebuilding(native, "dim_dates", replacing=True) as build:
            publication = pool.submit(dbt, native, "run-operation", "publish")
            waiting_for_a_lock(build)
        refused = publication.result()

    assert "dim_dates built after the gate" in " ".join(refused.stdout.split())
    assert published(native, releases) == before


def test_a_failing_gate_stops_before_anything_is_published(home, native):
    before = published(native, "select max(release) from published.releases")
    with (
        psycopg2.connect(
            host=native["PGHOST"], user=native["PGUSER"], dbname=native["PGDATABASE"]
        ) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("update raw_wttj.offers set url = 'javascript:alert(1)'")
    done = subprocess.run(
        [sys.executable, "-m", "orchestration", "build"],
        cwd=PROJECT_ROOT,
        env=home,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 1
    assert "gate on raw failed" in done.stdout
    assert re.search(r"FAIL raw_wttj.offers.*url.*javascript:alert", done.stdout)
    assert published(native, "select max(release) from published.releases") == before
