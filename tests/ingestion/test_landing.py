"""Publishers → lake → raw: nothing lost, nothing twice, rebuilt from the lake."""

import json
import random
import shutil
import subprocess
from datetime import timedelta
from urllib.request import urlopen

import pyarrow.parquet as pq
import pytest

from orchestration.steps import PROGRAMS
from tests.chain_commands import native_environment
from tests.conftest import execute

SOURCES = ("france_travail", "wttj", "service_public")


def contents(vigie):
    """Return what raw holds, without what names a load."""
    rows = {
        "entries": vigie.query(
            "select list_name, code, label from raw_references.entries order by 1, 2"
        )
    }
    for source in SOURCES:
        rows[source] = vigie.query(
            f"""
            select offer_id, content_hash, url, payload::text, lake_file, lake_row
            from raw_{source}.offers order by 1, 2
            """
        )
        rows[f"{source} sightings"] = vigie.query(
            f"select * from raw_{source}.sightings order by run_id, offer_id"
        )
    return rows


def requests_so_far(world):
    """Count the requests that the publishers have had."""
    with urlopen(f"{world.url}/_simulator/state") as answer:
        return json.load(answer)["requests"]


def open_offers(world):
    """Return how many offers each publisher lists."""
    with urlopen(f"{world.url}/_simulator/state") as answer:
        return json.load(answer)["open"]


def test_a_run_lands_every_offer_and_a_second_one_nothing_new(vigie, world):
    # GIVEN a first run
    first = vigie.run("ingestion", "run").stdout
    landed = contents(vigie)

    # THEN every offer that the publishers list is there, certified
    for source in SOURCES:
        assert f"{source}: " in first and "certified complete" in first
        sightings = vigie.query(f"select count(*) from raw_{source}.sightings")[0][0]
        offers = len(landed[source])
        assert offers == sightings > 0
    listed = open_offers(world)["france_travail"]
    assert len(landed["france_travail"]) == listed

    # WHEN nothing has changed and it runs again
    vigie.run("ingestion", "run")

    # THEN offers are seen once more, and not one payload is added
    again = contents(vigie)
    for source in SOURCES:
        assert again[source] == landed[source]
        assert len(again[f"{source} sightings"]) == 2 * len(landed[source])
    assert again["entries"] == landed["entries"]


def test_a_load_catches_up_with_the_lake_without_fetching(vigie, world):
    vigie.run("ingestion", "collect", "france_travail", "service_public")
    before = requests_so_far(world)

    vigie.run("ingestion", "load")

    assert requests_so_far(world) == before
    assert vigie.query("select count(*) from raw_france_travail.offers")[0][0] > 0
    assert vigie.query("select count(*) from raw_wttj.offers") == [(0,)]
    # AND the planner knows of what was loaded, for the build that may follow
    described = vigie.query(
        "select distinct schemaname || '.' || tablename from pg_stats "
        "where schemaname like 'raw%' and tablename in ('offers', 'sightings') "
        "and schemaname not like '%staging' order by 1"
    )
    assert described == [
        ("raw_france_travail.offers",),
        ("raw_france_travail.sightings",),
        ("raw_service_public.offers",),
        ("raw_service_public.sightings",),
    ]


def test_streamlit_is_not_loaded_to_collect(vigie):
    told = vigie.run(
        "ingestion", "collect", "service_public", PYTHONPROFILEIMPORTTIME="1"
    )
    imported = {line.split("|")[-1].strip() for line in told.stderr.splitlines()}
    assert "dlt" in imported and "streamlit.runtime" not in imported


def test_dlt_calls_nobody_when_it_is_run_by_hand(vigie):
    native = native_environment(vigie.environment)

    told = subprocess.check_output(
        [PROGRAMS / "dlt", "telemetry"], cwd=vigie.folder, env=native, text=True
    )

    assert "DISABLED" in told


def test_raw_is_rebuilt_from_the_lake_alone(vigie, world):
    vigie.run("ingestion", "run")
    world.set_day(1)
    vigie.run("ingestion", "run")
    landed, before = contents(vigie), requests_so_far(world)

    shutil.rmtree(vigie.folder / "state")
    vigie.run("ingestion", "rebuild")

    assert contents(vigie) == landed
    assert requests_so_far(world) == before


def test_of_two_sightings_in_one_run_the_later_one_stays(vigie):
    vigie.run("ingestion", "collect", "service_public")
    folder = vigie.folder / "lake" / "service_public"
    (file,) = (folder / "sightings").glob("*.parquet")
    seen = pq.read_table(file)
    # A window that is asked again is seen again: here half of it before, half after.
    hours = [timedelta(hours=2 * (row % 2) - 1) for row in range(seen.num_rows)]
    moments = [
        moment + hour
        for moment, hour in zip(seen["seen_at"].to_pylist(), hours, strict=True)
    ]
    place = seen.column_names.index("seen_at")
    column = seen.schema.field(place)
    again = seen.set_column(place, column, [moments])
    pq.write_table(again, folder / "sightings" / "9999999999.5.abc.parquet")
    (folder / "_dlt_loads" / "x__9999999999.5.jsonl").touch()

    vigie.run("ingestion", "load", "service_public")

    first = seen["seen_at"][0].as_py()
    kept = vigie.query(
        "select seen_at, count(*) from raw_service_public.sightings "
        "group by 1 order by 1"
    )
    half = seen.num_rows // 2
    assert kept == [
        (first, seen.num_rows - half),
        (first + timedelta(hours=1), half),
    ]


def test_an_offer_that_postgres_cannot_index_costs_no_other(vigie):
    # GIVEN a lake in which an older Vigie landed an id of any length
    vigie.run("ingestion", "collect")
    ids, long_id = set(), random.Random(0).randbytes(3_000).hex()
    for table in ("offers", "sightings"):
        (file,) = (vigie.folder / "lake" / "service_public" / table).glob("*.parquet")
        rows = pq.read_table(file)
        first, *others = sorted(rows["offer_id"].to_pylist())
        ids.update(others)
        found = [
            long_id if name == first else name for name in rows["offer_id"].to_pylist()
        ]
        place = rows.column_names.index("offer_id")
        pq.write_table(rows.set_column(place, rows.schema.field(place), [found]), file)

    # WHEN it is loaded
    vigie.run("ingestion", "load")

    # THEN all others are there, and it is a reject
    for table in ("offers", "sightings"):
        rows = vigie.query(f"select offer_id from raw_service_public.{table}")
        assert {offer for (offer,) in rows} == ids
    rejects = "select offer_id, reason, body from raw_service_public.rejects"
    ((offer, reason, body),) = vigie.query(f"{rejects} where reason ~ 'left_out'")
    assert (offer, reason) == (long_id, "left_out_of_raw")
    assert "Intitulé du poste" in body

    # AND the gate lets it pass
    vigie.run("expectations", "raw")


def test_a_lost_state_folder_lands_no_payload_twice(vigie):
    vigie.run("ingestion", "run", "france_travail")
    landed = contents(vigie)["france_travail"]

    shutil.rmtree(vigie.folder / "state")
    vigie.run("ingestion", "run", "france_travail")

    assert contents(vigie)["france_travail"] == landed


def test_a_changed_offer_lands_as_a_new_version(vigie, world):
    world.set_day(-7)
    vigie.run("ingestion", "run", "france_travail")
    world.set_day(0)
    vigie.run("ingestion", "run", "france_travail")

    versions = vigie.query(
        """
        select offer_id, count(*) from raw_france_travail.offers
        group by 1 having count(*) > 1
        """
    )
    assert versions


def test_no_personal_data_lands(vigie):
    vigie.run("ingestion", "run", *SOURCES)

    for source in SOURCES:
        found = vigie.query(
            f"""
            select payload from raw_{source}.offers
            where payload ?| array['contact', 'agence', 'recruiters']
                or payload::text ~ '[a-z0-9.]+@[a-z0-9-]+\\.[a-z]{{2,}}'
                or payload::text ~ '\\m0[1-9]([ .]\\d\\d){{4}}\\M'
            """
        )
        assert found == []


def test_a_lake_on_s3_holds_the_same(vigie, s3):
    prefix = f"essai-{vigie.environment['PGDATABASE']}"
    on_s3 = {**s3, "LAKE_URL": f"s3://lac-d-essai/{prefix}"}

    vigie.run("ingestion", "run", *SOURCES, **on_s3)
    landed = contents(vigie)
    vigie.run("ingestion", "rebuild", *SOURCES, **on_s3)

    assert contents(vigie) == landed
    assert len(landed["france_travail"]) > 0
    assert not (vigie.folder / "lake").exists()


def test_each_role_can_do_its_part_and_no_more(vigie):
    vigie.run("ingestion", "db")
    import psycopg2

    assert vigie.query("select count(*) from raw_wttj.offers", "vigie_transformer")
    for role, statement in (
        ("vigie_transformer", "delete from raw_wttj.offers returning 1"),
        ("vigie_reader", "select * from raw_wttj.offers"),
        ("vigie_loader", "create table gates.x as select 1"),
    ):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            vigie.query(statement, role)


def test_a_warehouse_of_an_older_version_is_brought_up_to_date(vigie):
    vigie.run("ingestion", "run", "service_public")
    for change in (
        "alter table raw_service_public.crawl_runs drop column site",
        "alter table raw_service_public.crawl_leaves drop column statuses",
    ):
        execute(vigie, change)

    vigie.run("ingestion", "run", "service_public")

    sites = vigie.query(
        "select site from raw_service_public.crawl_runs order by run_id"
    )
    assert [row[0] is None for row in sites] == [True, False]
    statuses = vigie.query("select statuses from raw_service_public.crawl_leaves")
    assert {"200"} in [set(row[0]) for row in statuses if row[0]]
