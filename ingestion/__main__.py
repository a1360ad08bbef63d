"""The command line: `python -m ingestion <verb> [source…]`.

Each verb ends with one line a source; a failure is one line, and exit code 1.
"""

import argparse
import json
import logging
import shlex
import sqlite3
import sys
from dataclasses import asdict
from pathlib import Path

from ingestion import embedded_postgres, erasure, loading, runs, settings, warehouse
from ingestion.errors import InvalidSetting, NothingToErase, VigieError, one_line
from ingestion.lake import Lake
from ingestion.lake_documents import read_document
from ingestion.landing import DLT_DEFAULTS
from ingestion.options import check, parser
from ingestion.progress import Display, JsonDisplay, display_for
from ingestion.sources import SOURCES

INCOMPLETE = 3


def main() -> int:
    """Run a verb; return 0, 1 after a failure, 3 where some crawl is incomplete."""
    logging.basicConfig(level=logging.WARNING, format="vigie: %(message)s")
    # Else dlt imports all of Streamlit, which is slow, to look for secrets in it.
    sys.modules.setdefault("streamlit", None)
    options = parser(__doc__).parse_args()
    settings.load_env_file()
    try:
        check(options)
        return FUNCTIONS[options.verb](options)
    except VigieError as error:
        print(f"vigie: {error}", file=sys.stderr)
        return 1
    except (OSError, sqlite3.Error) as error:
        print(
            f"vigie: {type(error).__name__}: {error}; free the disk of "
            f"{settings.data_folder()}, or name another folder in VIGIE_DATA_DIR",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("vigie: interrupted; the next run goes on from here", file=sys.stderr)
        return 130


def list_sources(_: argparse.Namespace) -> int:
    """Print each source and where it comes from."""
    for name, source in SOURCES.items():
        print(f"{name:16} {source.address()}")
    return 0


def collect_sources(options: argparse.Namespace) -> int:
    """Collect each source into the lake."""
    with (
        runs.exclusive(settings.data_folder()),
        display_for(options.progress) as display,
    ):
        return collect_all(options, display)


def load_sources(options: argparse.Namespace) -> int:
    """Load each source from the lake."""
    with (
        runs.exclusive(settings.data_folder()),
        display_for(options.progress) as display,
    ):
        return load_all(options, display)


def run_sources(options: argparse.Namespace) -> int:
    """Collect and load; what was collected is loaded even where a crawl failed."""
    with (
        runs.exclusive(settings.data_folder()),
        display_for(options.progress) as display,
    ):
        outcome = collect_all(options, display)
        if options.dry_run:
            return outcome
        return load_all(options, display) or outcome


def rebuild_sources(options: argparse.Namespace) -> int:
    """Drop the raw tables and fill them from the lake, without any fetch."""
    with (
        runs.exclusive(settings.data_folder()),
        display_for(options.progress) as display,
    ):
        lake, names = Lake(settings.lake_url()), options.source or list(SOURCES)
        server = ready_warehouse()
        runs.check_rebuild(names, lake, server)
        for name in names:
            loading.drop(name, server, state_folder())
        return load_all(options, display)


def erase_offers(options: argparse.Namespace) -> int:
    """Erase offers of a source, then load the files that were written anew."""
    source, lake = options.erased_source, Lake(settings.lake_url())
    with runs.exclusive(settings.data_folder()):
        server, state = ready_warehouse(), state_folder()
        erased = erasure.erase(source, options.offer_ids, lake, server, state)
        runs.load_source(source, lake, server, state, lambda *_: None)
    if erased.is_nothing:
        raise NothingToErase(
            f"{source}: nothing was erased: neither the lake at {lake.url} nor "
            f"{server.database} on {server.host} holds any of these; check the ids, "
            "the lake and the server"
        )
    print(f"{source}: {erased}")
    return 0


def collect_all(options: argparse.Namespace, display: Display | JsonDisplay) -> int:
    """Collect sources one after the other; one that fails does not stop the others."""
    if not options.dry_run:
        runs.check_apart()
    budget = runs.Budget(options.limit, options.budget_minutes)
    lake, names = Lake(settings.lake_url()), options.source or list(SOURCES)
    failed = uncertified = 0
    for name in names:
        task = runs.Task(name, options.mode, options.since, options.until)
        try:
            if options.dry_run:
                display.line(f"{name}: {runs.plan(task, lake, state_folder())}")
                continue
            report = runs.collect(task, lake, state_folder(), budget, display.advance)
        except Exception as error:  # what one source gets wrong costs no other its data
            display.failed(name, one_line(error))
            failed += 1
            continue
        display.collected(asdict(report))
        is_cut_on_purpose = budget != runs.Budget()
        uncertified += not report.certified and not is_cut_on_purpose
    if failed == len(names):
        return 1
    return INCOMPLETE if failed or uncertified else 0


def load_all(options: argparse.Namespace, display: Display | JsonDisplay) -> int:
    """Load sources one after the other."""
    server, lake = ready_warehouse(), Lake(settings.lake_url())
    for name in options.source or SOURCES:
        loaded = runs.load_source(name, lake, server, state_folder(), display.advance)
        display.loaded({"source": name, "files": loaded.files, "rows": loaded.rows})
    return 0


def print_document(options: argparse.Namespace) -> int:
    """Print a document of the lake: what it is, then the publisher's JSON."""
    document = read_document(Lake(settings.lake_url()), options.file, options.row)
    shown = {**asdict(document), "payload": json.loads(document.payload)}
    print(json.dumps(shown, indent=2, ensure_ascii=False))
    return 0


def prepare_database(options: argparse.Namespace) -> int:
    """Start the embedded server or reach the given one, and make roles and schemas."""
    folder = settings.embedded_postgres_folder()
    if (options.stop or options.remove) and settings.warehouse():
        raise InvalidSetting(
            "PGHOST is set: only the embedded Postgres is ours to stop or remove"
        )
    if options.stop:
        print("stopped" if embedded_postgres.stop(folder) else "not running")
        return 0
    if options.remove:
        with runs.exclusive(settings.data_folder()):
            embedded_postgres.remove(folder)
        print("removed")
        return 0
    server = ready_warehouse()
    print(f"ready: {server.user}@{server.host}:{server.port}/{server.database}")
    return 0


def print_environment(_: argparse.Namespace) -> int:
    """Print `export` lines for dbt, dlt, Streamlit and psql; starts our server."""
    # Else the first to write there would fail, and not who named the folder.
    settings.data_folder().mkdir(parents=True, exist_ok=True)
    server = warehouse.reach()
    values = {
        "PGHOST": server.host,
        "PGPORT": str(server.port),
        "PGUSER": server.user,
        "PGDATABASE": server.database,
        "VIGIE_DATA_DIR": str(settings.data_folder()),
        "DBT_TARGET": settings.optional("DBT_TARGET", "dev"),
        "DBT_PROFILES_DIR": str(settings.PROJECT_ROOT),
        "DBT_PROJECT_DIR": str(settings.PROJECT_ROOT),
        **settings.tls(),
        **DLT_DEFAULTS,
    }
    if server.password:
        values["PGPASSWORD"] = server.password
    if not settings.warehouse():
        # Tells the chain that the values above were derived, not chosen.
        values["VIGIE_EMBEDDED"] = "yes"
    for name, value in values.items():
        print(f"export {name}={shlex.quote(value)}")
    print(f'export PATH={shlex.quote(str(Path(sys.prefix) / "bin"))}:"$PATH"')
    return 0


def ready_warehouse() -> settings.WarehouseSettings:
    """Return a server that runs and has our roles and every raw table, empty or not."""
    server = warehouse.reach()
    warehouse.bootstrap(server, [loading.schema_of(name) for name in SOURCES])
    for name in SOURCES:
        runs.prepare_source(name, server, state_folder())
    return server


def state_folder() -> Path:
    """Return where pipelines and indexes are kept."""
    return settings.data_folder() / "state"


FUNCTIONS = {
    "list": list_sources,
    "collect": collect_sources,
    "load": load_sources,
    "run": run_sources,
    "rebuild": rebuild_sources,
    "document": print_document,
    "erase": erase_offers,
    "db": prepare_database,
    "env": print_environment,
}


if __name__ == "__main__":
    sys.exit(main())
