"""The verbs of the command line and their options."""

import argparse
from pathlib import Path

from infrastructure.packaging import ROOT, RUNTIME

VERBS = {
    "plan": "show what deploy would change; change nothing",
    "deploy": "bring the stage to its templates; goes on where an earlier one ended",
    "verify": "check what is really there, item by item",
    "drift": "show what was changed by hand",
    "teardown": "remove everything",
    "package": "make the functions' package from the lock",
    "tunnel": "open a way from this machine to the warehouse",
}
PACKAGE = ROOT / "target" / "lambda" / "package.zip"


def parser(description: str | None) -> argparse.ArgumentParser:
    """Describe the verbs and their options."""
    name = "python -m infrastructure"
    top = argparse.ArgumentParser(prog=name, description=description)
    verbs = top.add_subparsers(dest="verb", required=True, metavar="verb")
    for verb_name, text in VERBS.items():
        verb = verbs.add_parser(verb_name, help=text, description=text)
        if verb_name != "package":
            verb.add_argument("--stage", default="dev", help="dev (default) or prod")
            verb.add_argument("--region", default="eu-west-3", help="default eu-west-3")
        ADDERS.get(verb_name, lambda verb: None)(verb)
    return top


def add_deploy_options(verb: argparse.ArgumentParser) -> None:
    """Add what may be chosen of a deployment."""
    add_package_option(verb)
    verb.add_argument("--lake-bucket", help="default data-lake-brut-…<account>")
    verb.add_argument("--alarm-email", help="who is told when something is wrong")
    verb.add_argument("--contact", help="how a publisher reaches you")
    verb.add_argument("--image-tag", help="which image the tasks run")
    verb.add_argument("--snapshot", help="begin the warehouse from this snapshot")
    verb.add_argument(
        "--crawler", choices=("yes", "no"), help="whether to make a Glue crawler"
    )
    verb.add_argument("--clock", choices=("on", "off"), help="whether schedules run")
    verb.add_argument(
        "--account-wide",
        action="store_true",
        help="switch on what is the account's: analyzer, threat detection, standards",
    )
    verb.add_argument("--yes", action="store_true", help="apply without asking")


def add_package_option(verb: argparse.ArgumentParser) -> None:
    """Add where the functions' package is."""
    verb.add_argument("--package", type=Path, default=PACKAGE, help="its zip file")


def add_build_options(verb: argparse.ArgumentParser) -> None:
    """Add what the package is made for."""
    add_package_option(verb)
    verb.add_argument("--python", default=RUNTIME, help=f"default {RUNTIME}")


def add_verify_options(verb: argparse.ArgumentParser) -> None:
    """Add the form of the answer."""
    verb.add_argument("--json", action="store_true", help="one JSON object an item")


def add_teardown_options(verb: argparse.ArgumentParser) -> None:
    """Add what may stay, and the second word that a protected stage wants."""
    verb.add_argument(
        "--keep-data",
        action="store_true",
        help="keep the lake, the keys, and a last snapshot of the warehouse",
    )
    verb.add_argument("--confirm", metavar="NAME", help="vigie-prod, to delete prod")
    verb.add_argument("--yes", action="store_true", help="remove without asking")


def add_tunnel_options(verb: argparse.ArgumentParser) -> None:
    """Add this machine's end of the tunnel."""
    verb.add_argument("--port", type=int, default=5433, help="on this machine")


ADDERS = {
    "plan": add_deploy_options,
    "deploy": add_deploy_options,
    "package": add_build_options,
    "verify": add_verify_options,
    "teardown": add_teardown_options,
    "tunnel": add_tunnel_options,
}
