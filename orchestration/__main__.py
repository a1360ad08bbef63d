"""`python -m orchestration {demo,replay,run,build}`: the whole chain in one command."""

import argparse
import fcntl
import os
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from rich.console import Console

from orchestration import chain as steps_of
from orchestration.chain import Outcome
from orchestration.environment import (
    SIMULATED,
    begin_anew,
    environment_of,
    remember,
    start_warehouse,
)
from orchestration.simulated import Simulator, simulator
from orchestration.steps import PROGRAMS, PROJECT_ROOT, Chain, StepFailed
from orchestration.summary import print_summary

# How many days ago the demo collects: as long and as evenly as changes over 28 days
# are told, and a weekly file lags.
DEMO_DAYS_AGO = tuple(range(63, -1, -7))
FIRST_PORT = 8501


def main() -> int:
    """Run a chain; return 0, 1 after a failure, 3 where some crawl is incomplete."""
    options = parser().parse_args()
    console = Console(soft_wrap=True)
    chain, outcome = Chain(console, {}), Outcome()
    environment = chain.environment
    try:
        environment.update(environment_of(options.verb))
        with (
            only_one(Path(environment["VIGIE_DATA_DIR"])) as chain.lock,
            chain.display(),
        ):
            run_chain(options, chain, outcome)
            if is_ungated(options):
                return steps_of.INCOMPLETE if outcome.failures else 0
            published = published_counts(environment)
        remember(options.verb)
    except StepFailed as error:
        console.print(f"vigie: {error}", highlight=False, markup=False)
        return 1
    except KeyboardInterrupt:
        console.print("vigie: interrupted; the next run goes on from here")
        return 130
    print_summary(console, outcome, chain.seconds, published)
    if options.verb in SIMULATED and not os.environ.get("CI"):
        serve(console, environment)
    return steps_of.INCOMPLETE if outcome.failures else 0


def parser() -> argparse.ArgumentParser:
    """Describe the verbs and their options."""
    top = argparse.ArgumentParser(prog="python -m orchestration", description=__doc__)
    verbs = top.add_subparsers(dest="verb", required=True, metavar="verb")
    demo = verbs.add_parser("demo", help="simulated publishers, from nothing")
    demo.add_argument("--offers", type=int, default=6_000, help="open at a time")
    demo.add_argument(
        "--days-ago",
        type=int,
        nargs="+",
        default=DEMO_DAYS_AGO,
        metavar="N",
        help="collect on these days",
    )
    replay = verbs.add_parser("replay", help="recorded real offers, from nothing")
    replay.add_argument("--data", type=Path, required=True, help="their folder")
    replay.set_defaults(days_ago=(0,))
    replay.add_argument(
        "--ungated", action="store_true", help="build only: no gate, nothing published"
    )
    for verb in (demo, replay):
        verb.add_argument(
            "--anew", action="store_true", help="forget the lake of VIGIE_DATA_DIR, too"
        )
    verbs.add_parser("run", help="the real publishers")
    verbs.add_parser("build", help="from raw to published, without collecting")
    return top


def run_chain(options: argparse.Namespace, chain: Chain, outcome: Outcome) -> None:
    """Run the steps of a verb."""
    if options.verb in SIMULATED:
        with simulator(*offers_of(options), "--quota", "500") as world:
            # Only now: what is served may be a folder that does not exist.
            begin_anew(chain.environment, options)
            start_warehouse(chain.environment)
            days_ago = sorted(options.days_ago, reverse=True)
            collect_days(chain, outcome, world, days_ago)
    else:
        start_warehouse(chain.environment)
        if options.verb == "run":
            steps_of.collect_and_load(chain, outcome, "collect and load")
    if is_ungated(options):
        steps_of.build(chain, outcome)
    else:
        steps_of.build_and_publish(chain, outcome)


def offers_of(options: argparse.Namespace) -> tuple[str, str]:
    """Return what the simulator is asked to serve."""
    if options.verb == "demo":
        return "--offers", str(options.offers)
    return "--replay", str(options.data.absolute())


def is_ungated(options: argparse.Namespace) -> bool:
    """Tell whether the chain ends at the build: an evaluation hides gated fields."""
    return getattr(options, "ungated", False)


def collect_days(
    chain: Chain, outcome: Outcome, world: Simulator, days_ago: Sequence[int]
) -> None:
    """Collect from the simulator on each day, as a daily run would have done."""
    chain.environment.update(world.environment)
    for ago in days_ago:
        world.set_day(-ago)
        name = "today" if ago == 0 else f"{ago} days ago"
        steps_of.collect_and_load(chain, outcome, f"collect and load, {name}")


def published_counts(environment: dict[str, str]) -> dict[str, int]:
    """Count what the readers see."""
    query = """
        select
            (select count(*) from published.fct_offers),
            (select count(*) from published.fct_offers where is_open),
            (select count(*) from published.fct_openings where is_open)
    """
    connection = psycopg2.connect(
        host=environment["PGHOST"],
        port=environment["PGPORT"],
        user=environment["PGUSER"],
        password=environment.get("PGPASSWORD"),
        dbname=environment["PGDATABASE"],
        options="-c role=vigie_reader",
    )
    with connection, connection.cursor() as cursor:
        cursor.execute(query)
        offers, open_offers, open_openings = cursor.fetchone()
    connection.close()
    return {
        "offers": offers,
        "open_offers": open_offers,
        "open_openings": open_openings,
    }


@contextmanager
def only_one(folder: Path) -> Iterator[int]:
    """Hold a lock on a data folder, and yield its file; or raise StepFailed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "chain.lock").open("a+")
    except OSError as error:
        raise StepFailed(
            f"the folder {folder} cannot be written ({error.strerror}); free it, or "
            "name another one in VIGIE_DATA_DIR"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StepFailed(
                f"another chain holds {lock.name}; wait for it to end"
            ) from error
        yield lock.fileno()


def serve(console: Console, environment: dict[str, str]) -> None:
    """Become the dashboard, on the first free port."""
    port = free_port(FIRST_PORT)
    console.print(f"\nDashboard: http://localhost:{port} (Ctrl+C ends it)")
    os.chdir(PROJECT_ROOT)
    os.execve(
        PROGRAMS / "streamlit",
        [
            "streamlit",
            "run",
            "streamlit_app/app.py",
            "--server.port",
            str(port),
            "--server.headless",
            "true",
        ],
        {**os.environ, **environment},
    )


def free_port(first: int) -> int:
    """Return the first port from `first` on that nobody listens on."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise StepFailed(f"no port from {first} to {first + 99} is free; close a program")


if __name__ == "__main__":
    sys.exit(main())
