"""Command line: `python -m simulator {serve,truth}`."""

from __future__ import annotations

import argparse
import json
import signal
import socket
import sys
from datetime import date, timedelta
from pathlib import Path

import uvicorn

from simulator.facts import FactBook
from simulator.france_travail.api import BASE, TOKEN_PATH
from simulator.france_travail.tokens import CLIENT_ID, CLIENT_SECRET
from simulator.places import places
from simulator.replay import UnreadableRecording
from simulator.server import Options, build
from simulator.service_public.dataset import DATASET_PATH
from simulator.truth import write_truth
from simulator.vocabulary import vocabulary
from simulator.world import World


class Refused(Exception):
    """The simulator cannot start; the message says why in one line."""


def environment(base: str) -> dict[str, str]:
    """Return the variables that point the collector at a simulator."""
    return {
        "SOURCES__FRANCE_TRAVAIL__TOKEN_URL": base + TOKEN_PATH,
        "SOURCES__FRANCE_TRAVAIL__API_URL": base + BASE,
        "SOURCES__FRANCE_TRAVAIL__CLIENT_ID": CLIENT_ID,
        "SOURCES__FRANCE_TRAVAIL__CLIENT_SECRET": CLIENT_SECRET,
        "SOURCES__WTTJ__SITE_URL": base,
        "SOURCES__SERVICE_PUBLIC__DATASET_URL": base + DATASET_PATH,
    }


def read_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="simulator", description="Local stand-ins of the three publishers."
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    serve = verbs.add_parser("serve", help="answer as the publishers would")
    _add_server(serve)
    _add_world(serve)
    truth = verbs.add_parser("truth", help="write what is true of generated offers")
    truth.add_argument("--out", type=Path, required=True, metavar="FILE")
    _add_world(truth)
    for verb in (serve, truth):
        verb.add_argument(
            "--truth-until",
            type=int,
            default=7,
            metavar="DAYS",
            help="the truth covers this many days after the day",
        )
    return parser.parse_args(arguments)  # fmt: skip


def _add_server(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--replay", action="append", default=[], metavar="DIR")
    parser.add_argument(
        "--speed",
        type=float,
        default=0.0,
        help="simulated seconds a second; 0: the stock stands still",
    )
    parser.add_argument("--cap", type=int, default=3150, help="offers a query")
    parser.add_argument("--page-size", type=int, default=150)
    parser.add_argument(
        "--quota", type=float, default=10.0, help="requests a second; 0: no limit"
    )
    parser.add_argument("--token-lifetime", type=int, default=1499, help="seconds")
    parser.add_argument("--crawl-delay", type=float, default=0.0)
    parser.add_argument(
        "--truth",
        type=Path,
        metavar="FILE",
        help="also write the truth of the generated offers",
    )


def _add_world(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--offers", type=int, default=10_000, help="open at a time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--today", type=date.fromisoformat, help="default: day of the last noon"
    )
    parser.add_argument("--day", type=int, default=0, help="days from today")


def options_of(given: argparse.Namespace) -> Options:
    """Turn the command line into options.

    Raises: Refused for a world without offers.
    """
    names = Options.__dataclass_fields__
    values = {k: v for k, v in vars(given).items() if k in names and v is not None}
    values["replay"] = tuple(values.get("replay", ()))
    if given.offers < 1:
        raise Refused(f"--offers is {given.offers}; give a number above 0")
    return Options(**values)


def serve(given: argparse.Namespace) -> None:
    """Serve until SIGTERM or Ctrl-C."""
    # Named as TCP, so that asyncio turns Nagle's algorithm off: with it, each answer
    # waits 40 ms for the client's delayed acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((given.host, given.port))
    except OSError as error:
        raise Refused(
            f"cannot listen on {given.host}:{given.port}: {error.strerror}"
        ) from error
    options = options_of(given)
    try:
        app = build(options)
    except UnreadableRecording as error:
        raise Refused(str(error)) from error
    if given.truth:
        tell_truth(options, given.truth, given.truth_until)
    base = f"http://{given.host}:{listener.getsockname()[1]}"
    config = uvicorn.Config(app, log_level="warning", date_header=False,
                            server_header=False, lifespan="off")  # fmt: skip
    listener.listen(128)
    variables = environment(base)
    print(json.dumps({"base_url": base, "environment": variables}), flush=True)
    print(f"simulator: serving on {base}; point the collector at it with:",
          file=sys.stderr)  # fmt: skip
    for name, value in variables.items():
        print(f"export {name}='{value}'", file=sys.stderr)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    uvicorn.Server(config).run(sockets=[listener])


def tell_truth(options: Options, path: Path, until: int) -> None:
    """Write the truth of the offers open on the day or some days after."""
    where = places()
    book = FactBook(World(options.seed, options.offers, vocabulary(), where), where)
    first = options.today + timedelta(days=options.day)
    last = first + timedelta(days=until)
    try:
        count = write_truth(book, first, last, path)
    except OSError as error:
        raise Refused(f"cannot write {path}: {error.strerror}") from error
    print(f"simulator: the truth of {count} offers is in {path}", file=sys.stderr)


def main(arguments: list[str] | None = None) -> int:
    """Run a verb."""
    given = read_arguments(arguments)
    try:
        if given.verb == "serve":
            serve(given)
        else:
            tell_truth(options_of(given), given.out, given.truth_until)
    except Refused as refusal:
        print(f"simulator: {refusal}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
