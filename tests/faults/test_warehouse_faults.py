"""What Postgres may do to a load, each test named after the fault's number.

Source: the project's list of faults. The server is this file's own. It fails while
the load waits for a table that the test has locked: in the copy, in the merge, or
between the rows and the names of their files.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from unittest.mock import patch

import psycopg2
import pytest

from ingestion import settings, warehouse
from orchestration.steps import PROJECT_ROOT
from tests.conftest import Vigie, plain_environment
from tests.own_postgres import CONNECTIONS, own_postgres

RAW = "raw_france_travail"
PLACES = (f"{RAW}_staging.offers", f"{RAW}.offers", f"{RAW}.lake_files")
WAITING = "select pid from pg_locks where not granted"


@pytest.fixture(scope="module")
def server():
    with own_postgres() as running:
        yield running


@pytest.fixture(scope="module")
def two_days(server, world, tmp_path_factory):
    """A lake of two days, of which the server holds the first."""
    folder = tmp_path_factory.mktemp("two_days")
    environment = {
        **plain_environment(),
        **server.environment,
        **world.environment,
        "VIGIE_DATA_DIR": str(folder),
    }
    vigie = Vigie(folder, environment)
    world.set_day(-2)
    vigie.run("ingestion", "run", "france_travail")
    world.set_day(0)
    vigie.run("ingestion", "collect", "france_travail")
    return vigie


@pytest.fixture
def collected(server, two_days, tmp_path):
    """A copy of the lake and of the database, for one test."""
    folder, copy = tmp_path / "data", tmp_path.name
    shutil.copytree(two_days.folder, folder)
    with closing(server.connect()) as connection:
        connection.cursor().execute(f'create database "{copy}" template postgres')
    own = {"VIGIE_DATA_DIR": str(folder), "PGDATABASE": copy}
    yield Vigie(folder, {**two_days.environment, **own})
    with closing(server.connect()) as connection:
        connection.cursor().execute(f'drop database "{copy}" with (force)')


def connect(vigie):
    """Open a connection of the test's own; a `with` on it is one transaction."""
    given = vigie.environment
    return psycopg2.connect(
        host=given["PGHOST"],
        port=given["PGPORT"],
        user=given["PGUSER"],
        password=given.get("PGPASSWORD"),
        dbname=given["PGDATABASE"],
    )


@contextmanager
def load_that_waits(vigie, table, source="france_travail"):
    """Start a load, and yield it when it waits for a table.

    With it come the id of the backend that waits, and the lock's holder to close.
    """
    holder = connect(vigie)
    holder.cursor().execute(f"lock table {table} in access exclusive mode")
    process = subprocess.Popen(
        [sys.executable, "-m", "ingestion", "load", source],
        cwd=PROJECT_ROOT,
        env=vigie.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process, waiting_backend(vigie, process), holder
    finally:
        process.kill()
        process.wait()
        with suppress(psycopg2.Error):
            holder.close()


def waiting_backend(vigie, process):
    """Return the id of the backend that waits for a lock, as soon as one does."""
    for _ in range(400):
        if waiting := vigie.query(WAITING):
            return waiting[0][0]
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.05)
    pytest.fail("the load never came to the locked table")


def load_that_tries_again(vigie):
    """Start a load, and return it once it has not reached the server."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ingestion", "load", "france_travail"],
        cwd=PROJECT_ROOT,
        env=vigie.environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert "trying again" in process.stderr.readline()
    return process


def assert_one_line(process, seconds):
    """It failed within so long, in words that a person can act on."""
    printed, _ = process.communicate(timeout=seconds)
    assert process.returncode == 1, printed
    assert "Postgres" in printed and "Traceback" not in printed, printed


def wait_for_recovery(vigie):
    """Wait until the server has recovered from a killed backend."""
    for _ in range(100):
        with suppress(psycopg2.OperationalError):
            connect(vigie).close()
            return
        time.sleep(0.1)


def assert_loads(vigie):
    """The next load has each sighting of each run, and each version, once."""
    wait_for_recovery(vigie)
    vigie.run("ingestion", "load", "france_travail")
    runs = vigie.query(f"select run_id, collected, certified from {RAW}.crawl_runs")
    seen = vigie.query(
        f"select run_id, count(*), count(distinct offer_id) "
        f"from {RAW}.sightings group by 1"
    )
    assert {(run, n, n) for run, n, _ in runs} == set(seen) and len(runs) == 2
    assert all(certified for *_, certified in runs)
    lacking = vigie.query(
        f"""
        select count(*) from {RAW}.sightings
        left join {RAW}.offers using (offer_id, content_hash)
        where offers.offer_id is null
        """
    )
    twice = vigie.query(
        f"select count(*) - count(distinct (offer_id, content_hash)) from {RAW}.offers"
    )
    assert lacking == twice == [(0,)]


@pytest.mark.parametrize("table", PLACES)
def test_fault_22_a_server_stopped_in_a_load_loses_and_doubles_nothing(
    collected, server, table
):
    with load_that_waits(collected, table) as (process, _, _):
        server.stop()
        try:
            assert_one_line(process, seconds=60)
        finally:
            server.start()

    assert_loads(collected)


@pytest.mark.parametrize("table", PLACES)
def test_fault_23_a_killed_backend_loses_and_doubles_nothing(collected, table):
    with load_that_waits(collected, table) as (process, backend, holder):
        os.kill(backend, signal.SIGKILL)
        holder.close()
        printed, _ = process.communicate(timeout=60)

    assert "Traceback" not in printed, printed
    assert_loads(collected)


@pytest.mark.parametrize("table", PLACES)
def test_fault_26_a_connection_shut_by_the_administrator_is_transient(collected, table):
    with load_that_waits(collected, table) as (process, backend, holder):
        collected.query(f"select pg_terminate_backend({backend})")
        holder.close()
        printed, _ = process.communicate(timeout=60)

    assert "Traceback" not in printed, printed
    assert_loads(collected)


def test_fault_26_too_many_connections_are_one_line(collected):
    with ExitStack() as taken:
        with suppress(psycopg2.OperationalError):
            for _ in range(CONNECTIONS + 1):
                taken.enter_context(closing(connect(collected)))
        load = ("ingestion", "load", "france_travail")
        done = collected.run(*load, check=False, VIGIE_POSTGRES_WAIT_SECONDS="1")

    assert done.returncode == 1
    assert "too many clients" in done.stderr and "Traceback" not in done.stderr
    assert_loads(collected)


def test_fault_24_a_server_that_is_away_for_a_while_is_waited_for(server, collected):
    server.stop()
    process = load_that_tries_again(collected)
    server.start()

    assert process.wait(timeout=60) == 0, process.stderr.read()
    assert_loads(collected)


def test_fault_26_a_full_server_is_waited_for(collected):
    with ExitStack() as held:
        for _ in range(CONNECTIONS):
            with suppress(psycopg2.OperationalError):
                held.enter_context(closing(connect(collected)))
        process = load_that_tries_again(collected)

    assert process.wait(timeout=60) == 0, process.stderr.read()
    assert_loads(collected)


def test_fault_25_no_role_waits_for_a_lock_longer_than_a_minute(server, collected):
    with patch.dict(os.environ, collected.environment):
        reached = settings.warehouse()
    own = warehouse.dlt_credentials(reached)
    with closing(psycopg2.connect(own)) as connection, connection.cursor() as cursor:
        cursor.execute("select current_setting('lock_timeout'), current_role")
        assert cursor.fetchone() == ("1min", "vigie_loader")
    for role in (warehouse.LOADER, warehouse.TRANSFORMER):
        with warehouse.connect(reached, role) as connection:
            cursor = connection.cursor()
            cursor.execute("show lock_timeout")
            assert cursor.fetchone() == ("1min",)


def test_fault_27_a_role_without_privilege_is_told_at_once(collected):
    with connect(collected) as connection, connection.cursor() as cursor:
        cursor.execute(f"alter table {RAW}.offers owner to current_user")
        cursor.execute(f"revoke all on {RAW}.offers from vigie_loader")
    done = collected.run("ingestion", "load", "france_travail", check=False)

    assert done.returncode == 1
    assert "permission denied" in done.stderr and "Traceback" not in done.stderr
    assert "trying again" not in done.stderr


@pytest.fixture
def small_disk(server, collected):
    """Two megabytes for whatever the database makes from now on."""
    folder = f"{server.folder}/small"
    os.makedirs(folder)
    options = "size=2m,uid=pgserver,mode=700"
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small disk needs root")
    database = collected.environment["PGDATABASE"]
    with closing(connect(collected)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(f"create tablespace small location '{folder}'")
        cursor.execute("grant create on tablespace small to vigie_loader")
        cursor.execute(f'alter database "{database}" set default_tablespace = small')
        cursor.execute(f"drop schema {RAW}, {RAW}_staging cascade")
        yield folder
        cursor.execute(f'alter database "{database}" reset default_tablespace')
        for schema in (RAW, f"{RAW}_staging"):
            cursor.execute(f"drop schema if exists {schema} cascade")
        cursor.execute("drop tablespace small")
    subprocess.run(["umount", folder], check=True)


def test_fault_14_a_full_disk_of_postgres_is_one_line_and_the_next_load_goes_on(
    small_disk, collected
):
    done = collected.run("ingestion", "load", "france_travail", check=False)
    assert done.returncode == 1
    assert "No space left on device" in done.stderr and "Traceback" not in done.stderr

    subprocess.run(["mount", "-o", "remount,size=200m", small_disk], check=True)
    assert_loads(collected)
