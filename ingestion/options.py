"""The verbs of the command line and their options."""

import argparse
from datetime import UTC, date, datetime, timedelta

from ingestion.errors import InvalidSetting
from ingestion.sources import SOURCES

VERBS = {
    "list": "name the sources and their addresses",
    "collect": "publishers → lake",
    "load": "lake → raw Postgres",
    "run": "collect, then load",
    "rebuild": "drop raw Postgres, then load the whole lake",
    "document": "print a document of the lake, by file and row",
    "erase": "take offers out of the lake and raw Postgres",
    "db": "start Postgres, make its roles and raw tables",
    "env": "print the shell lines of native commands",
}
ON_SOURCES = ("collect", "load", "run", "rebuild")
COLLECTING = ("collect", "run")


def parser(description: str | None) -> argparse.ArgumentParser:
    """Describe the verbs and their options."""
    top = argparse.ArgumentParser(prog="python -m ingestion", description=description)
    verbs = top.add_subparsers(dest="verb", required=True, metavar="verb")
    for name, text in VERBS.items():
        verb = verbs.add_parser(name, help=text, description=text)
        if name in ON_SOURCES:
            add_source_options(verb)
        if name in COLLECTING:
            add_collecting_options(verb)
        if name == "document":
            verb.add_argument("file", help="as fct_offers.lake_file tells it")
            verb.add_argument("row", type=int, help="as fct_offers.lake_row tells it")
        if name == "erase":
            verb.add_argument("erased_source", metavar="source", help="whose offers")
            verb.add_argument("offer_ids", nargs="+", metavar="offer_id")
        if name == "db":
            stop, remove = "stop the embedded one", "delete its data; the lake stays"
            verb.add_argument("--stop", action="store_true", help=stop)
            verb.add_argument("--remove", action="store_true", help=remove)
    return top


def add_source_options(verb: argparse.ArgumentParser) -> None:
    """Add what every verb on sources takes."""
    verb.add_argument("source", nargs="*", metavar="source", help=", ".join(SOURCES))
    verb.add_argument(
        "--progress", choices=("auto", "json"), default="auto", help="how to show it"
    )


def add_collecting_options(verb: argparse.ArgumentParser) -> None:
    """Add what to collect, and how much it may take."""
    verb.add_argument(
        "--mode",
        choices=("full", "incremental", "slice", "backfill"),
        default="full",
        help="all; what is new since the last certificate; between two dates, as a "
        "slice of a full collection or as a backfill, which is only a name",
    )
    verb.add_argument("--from", dest="since", type=instant, help="first creation date")
    verb.add_argument(
        "--to", dest="until", type=last_instant, help="last creation date"
    )
    verb.add_argument("--limit", type=int, help="stop after so many offers a source")
    verb.add_argument("--budget-minutes", type=float, help="stop after so long")
    verb.add_argument(
        "--dry-run", action="store_true", help="say what it would ask and cost"
    )


def check(options: argparse.Namespace) -> None:
    """Raise InvalidSetting for a source that is none, or bounds that bound nothing."""
    named = getattr(options, "source", [])
    unknown = set(named) - SOURCES.keys()
    if unknown:
        raise InvalidSetting(
            f"there is no source {', '.join(sorted(unknown))}; "
            f"there are {', '.join(SOURCES)}"
        )
    if options.verb in COLLECTING:
        check_dates(options)
        check_budget(options)


def check_dates(options: argparse.Namespace) -> None:
    """Raise InvalidSetting unless both dates are given where a mode asks for them."""
    if options.mode not in ("slice", "backfill"):
        if options.since or options.until:
            raise InvalidSetting("--from and --to need --mode slice or backfill")
        return
    if not all(SOURCES[name].has_windows for name in options.source or SOURCES):
        raise InvalidSetting(
            f"--mode {options.mode} is for sources that are listed by creation "
            "date; name france_travail"
        )
    if not (options.since and options.until) or options.since > options.until:
        raise InvalidSetting(
            f"--mode {options.mode} needs --from and --to, the earlier date first"
        )


def check_budget(options: argparse.Namespace) -> None:
    """Raise InvalidSetting for a budget that nothing could be collected with."""
    for name in ("limit", "budget_minutes"):
        given = getattr(options, name)
        if given is not None and not given > 0:
            option = name.replace("_", "-")
            raise InvalidSetting(f"--{option} is {given}; give a number above 0")


def instant(text: str) -> datetime:
    """Read a date, or a date and time (UTC), to the second."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).replace(microsecond=0)


def last_instant(text: str) -> datetime:
    """Read what `instant` reads; a date alone ends with its last second."""
    moment = instant(text)
    try:
        date.fromisoformat(text)
    except ValueError:
        return moment
    return moment + timedelta(days=1, seconds=-1)
