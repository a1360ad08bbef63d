"""Fifteen days of a market: every figure leads to the lake, and can be made again."""

import json
import math
import random
import re
import subprocess
from collections import defaultdict
from dataclasses import replace

import pytest

from ingestion.documents import content_hash
from ingestion.lake import Lake
from ingestion.lake_documents import read_document
from ingestion.sources.france_travail import offers as france_travail
from ingestion.sources.wttj import reader as wttj
from orchestration.simulated import simulator
from orchestration.steps import PROGRAMS, PROJECT_ROOT
from tests.conftest import fresh_vigie

# The month ends in between: the coder of occupations learns anew. Summer time ends,
# too, and ELSEWHERE has a day of 25 hours.
WORLD = ("--offers", "300", "--quota", "500", "--today", "2026-11-02")
ELSEWHERE = "Europe/Paris"
DAYS, BUILT_ON = range(-14, 1), (-14, -7, 0)
OFFERED = ("france_travail", "wttj", "service_public")
FIGURES = 100
# Of a market this small nothing would be published.
PUBLISHED_FROM_TWO = json.dumps({"smallest_published_n": 2})
# Figures of crawls, not of offers.
OF_RUNS = ("rejected", "leaves_certified", "source_empty")
WITHOUT_MEANING = {
    "france_travail": france_travail.WITHOUT_MEANING,
    "wttj": wttj.WITHOUT_MEANING,
    "service_public": frozenset(),
}


def dbt(vigie, *arguments):
    # Other variables would have the project parsed anew.
    always = ("--vars", PUBLISHED_FROM_TWO, "--target-path", vigie.folder / "target")
    done = subprocess.run(
        [PROGRAMS / "dbt", *arguments, *always],
        cwd=PROJECT_ROOT,
        env=vigie.environment,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout


def build(vigie, *options):
    models_alone = ("--exclude-resource-type", "seed", "test", "unit_test")
    dbt(vigie, "build", "--quiet", *options, *models_alone)


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


@pytest.fixture(scope="module")
def history(password_server, empty_database, tmp_path_factory):
    """Collect each day, and load and build on three of them."""
    parent = tmp_path_factory.mktemp("history")
    with fresh_vigie(password_server, empty_database, parent) as vigie:
        with simulator(*WORLD) as world:
            vigie.environment.update(world.environment)
            vigie.run("ingestion", "collect", "references")
            # The load lets dbt make its schemas in this copy of a database.
            vigie.run("ingestion", "load")
            dbt(vigie, "seed", "--quiet")
            for day in DAYS:
                world.set_day(day)
                vigie.run("ingestion", "collect", *OFFERED)
                if day in BUILT_ON:
                    vigie.run("ingestion", "load")
                    build(vigie)
        yield vigie


def traced_aggregates(vigie):
    """Return the aggregates that are traced, with their keys and figures."""
    views = vigie.query(
        "select table_name from information_schema.views "
        "where table_schema = 'intermediate' and table_name like 'int%traced'"
    )
    for (view,) in views:
        columns = vigie.query(
            "select column_name from information_schema.columns where table_schema = "
            f"'intermediate' and table_name = '{view}' order by ordinal_position"
        )
        keys = [name for (name,) in columns][:-3]
        figures = vigie.query(f"select distinct figure from intermediate.{view}")
        yield view, keys, [name for (name,) in figures]


def mart_of(view):
    return view.replace("int_", "agg_", 1).removesuffix("_traced")


def published_cells(vigie):
    """Return (view, keys, figure, value) of every cell that counts something."""
    for view, keys, figures in traced_aggregates(vigie):
        names = ", ".join(f"{key}::text" for key in keys)
        for figure in figures:
            question = f"select {names}, {figure} from marts.{mart_of(view)}"
            for *cell, value in vigie.query(f"{question} where {figure} > 0"):
                if cell[-1] not in OF_RUNS:
                    yield view, dict(zip(keys, cell, strict=True)), figure, value


def offers_behind(vigie, view, cell, figure):
    """Ask as the operation `trace` does."""
    where = " and ".join(
        f"traced.{key} is null"
        if value is None
        else f"traced.{key}::text = {literal(value)}"
        for key, value in cell.items()
    )
    return vigie.query(
        "select traced.counted_id, offers.source, offers.offer_id, "
        "offers.content_hash, offers.lake_file, offers.lake_row "
        f"from intermediate.{view} as traced "
        "inner join marts.fct_offers as offers on traced.counted_id = "
        "case traced.counted_kind when 'offer' then offers.offer_key "
        f"else offers.opening_id end where traced.figure = '{figure}' and {where}"
    )


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def is_in_the_lake(lake, source, offer_id, hashed, file, row):
    """Read the lake's bytes, and hash anew what they say."""
    document = read_document(lake, file, row)
    said = content_hash(json.loads(document.payload), WITHOUT_MEANING[source])
    return (document.offer_id, said) == (offer_id, hashed)


def test_a_hundred_figures_lead_to_as_many_documents_of_the_lake(history):
    lake = Lake(f"file://{history.folder}/lake")
    dice, cells = random.Random(14), defaultdict(list)
    for view, *cell in published_cells(history):
        cells[view].append((view, *cell))
    # Cubes have a hundred times as many cells as the other aggregates.
    of_each = math.ceil(FIGURES / len(cells))
    sample = [
        one
        for found in cells.values()
        for one in dice.sample(found, min(of_each, len(found)))
    ]
    for view, cell, figure, value in sample:
        behind = offers_behind(history, view, cell, figure)
        proved = {counted for counted, *where in behind if is_in_the_lake(lake, *where)}
        assert len(proved) == value, (view, cell, figure)
    assert len(sample) >= FIGURES and len(cells) >= 10


def test_every_aggregate_of_offers_is_traced(history):
    traced = {view for view, _, figures in traced_aggregates(history) if figures}
    marts = {name for name in marts_of(history) if name.startswith("agg_")}

    # Models are scored on labelled offers, which are in no lake of ours.
    assert set(map(mart_of, traced)) == marts - {"agg_model_quality"}


def test_the_operation_and_the_verb_lead_from_a_figure_to_its_document(history):
    ((skill, openings),) = history.query(
        "select skill_id, openings from marts.agg_skill_demand "
        "where dimension = 'all' order by openings desc limit 1"
    )
    cell = {"skill_id": skill, "dimension": "all", "dimension_code": "all"}
    arguments = json.dumps({"figure": "agg_skill_demand.openings", "cell": cell})
    printed = dbt(history, "run-operation", "trace", "--args", arguments)

    assert f"agg_skill_demand.openings: {openings} counted" in printed
    file, row = re.search(r"(\S+\.parquet)  (\d+)", printed).groups()
    document = json.loads(history.run("ingestion", "document", file, row).stdout)
    assert document["payload"]
    assert document["content_hash"] in printed


def test_three_builds_equal_one_of_a_warehouse_made_anew_from_the_lake(history):
    by_day = marts_of(history)
    counts = {
        table: history.query(f"select count(*) from marts.{table}")[0][0]
        for table in (
            "fct_offer_changes",
            "fct_offers where not is_open",
            "fct_offer_lifecycle where spell_number > 1",
        )
    }
    reopened = history.query(
        "select count(*) from marts.fct_offer_lifecycle where spell_number > 1"
    )
    assert all(counts.values()) and reopened[0][0]

    # The publishers are gone by now: nothing can be fetched.
    history.run("ingestion", "rebuild")
    elsewhere = replace(history, environment={**history.environment, "PGTZ": ELSEWHERE})
    build(elsewhere, "--full-refresh")

    anew = marts_of(history)
    assert [mart for mart in by_day if anew[mart] != by_day[mart]] == []
