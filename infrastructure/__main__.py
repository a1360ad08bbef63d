"""The command line: `python -m infrastructure <verb>`.

Each verb shows what it does; a failure is one line, and exit code 1.
"""

import argparse
import json
import sys
from dataclasses import asdict

from infrastructure import drift, packaging, removal, tunnel
from infrastructure.account import Target, sign_in
from infrastructure.deploying import Deployment, Wishes
from infrastructure.display import Display
from infrastructure.errors import InfrastructureError
from infrastructure.options import parser
from infrastructure.stages import stage_named
from infrastructure.verification import verify


def main() -> int:
    """Run a verb; return 0, or 1 where something failed or does not hold."""
    options = parser(__doc__).parse_args()
    try:
        return FUNCTIONS[options.verb](options)
    except InfrastructureError as error:
        print(f"vigie: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(
            "vigie: interrupted; AWS goes on with what was begun, and the same verb "
            "goes on from there",
            file=sys.stderr,
        )
        return 130


def target_of(options: argparse.Namespace) -> Target:
    """Sign in to the stage and region that were asked for."""
    return sign_in(stage_named(options.stage), options.region)


def deployment(options: argparse.Namespace) -> Deployment:
    """Turn options into a deployment."""
    wishes = Wishes(
        package=options.package,
        lake_bucket=options.lake_bucket,
        alarm_email=options.alarm_email,
        contact=options.contact,
        image_tag=options.image_tag,
        snapshot=options.snapshot,
        crawler=options.crawler,
        clock=options.clock,
        account_wide=options.account_wide,
        agreed=options.yes,
    )
    return Deployment(target_of(options), wishes, Display(), confirmed)


def confirmed(question: str) -> bool:
    """Ask a person.

    Raises: InfrastructureError where nobody can answer.
    """
    if not sys.stdin.isatty():
        raise InfrastructureError(f"nobody can answer “{question}”; say --yes")
    return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")


def plan(options: argparse.Namespace) -> int:
    """Show what deploy would change."""
    total = deployment(options).plan()
    print(f"{total} changes; nothing was changed")
    return 0


def deploy(options: argparse.Namespace) -> int:
    """Deploy every stack."""
    wanted = deployment(options)
    if not options.package.is_file():
        print("making the functions' package (half a minute) ...", file=sys.stderr)
        packaging.build(options.package)
    total = wanted.deploy()
    print(f"deployed {wanted.target.name}: {total} resources changed")
    return 0


def check(options: argparse.Namespace) -> int:
    """Verify every item."""
    target, display = target_of(options), Display()
    results = list(verify(target))
    failed = [result for result in results if not result.holds]
    if options.json:
        for result in results:
            print(json.dumps(asdict(result)))
    else:
        rows = [
            (r.concern, r.item, "holds" if r.holds else "DOES NOT HOLD", r.said)
            for r in results
        ]
        display.table(("concern", "item", "", "found"), rows)
        print(f"{len(results) - len(failed)} of {len(results)} hold")
    return 1 if failed else 0


def show_drift(options: argparse.Namespace) -> int:
    """Show what was changed by hand."""
    target = target_of(options)
    found = drift.drifted(target)
    for item in found:
        print(f"{item.stack}: {item.logical_id} ({item.kind}) {item.status.lower()}")
        for difference in item.differences:
            print(f"    {difference}")
    if found:
        print(
            f"vigie: {len(found)} resources are not as deployed; undo it by hand, or "
            "put it into the template and deploy",
            file=sys.stderr,
        )
        return 1
    print("nothing was changed by hand")
    return 0


def remove(options: argparse.Namespace) -> int:
    """Remove everything, or everything but the data."""
    target, display = target_of(options), Display()
    removal.check_name(target, options.confirm)
    what = "all but the data" if options.keep_data else "ALL, DATA INCLUDED"
    if not (options.yes or confirmed(f"remove {target.name} ({what})?")):
        raise InfrastructureError("nothing was removed")
    kept = removal.teardown(target, display, options.keep_data)
    said = f"; kept: {', '.join(kept)}" if kept else ""
    print(f"removed {target.name}{said}")
    return 0


def package(options: argparse.Namespace) -> int:
    """Make the functions' package."""
    made = packaging.build(options.package, options.python)
    print(
        f"{made.path}: {made.distributions} packages, {made.unpacked:.0f} MB unpacked "
        f"(Lambda takes {packaging.LIMIT_MEGABYTES}), {made.zipped:.0f} MB zipped"
    )
    return 0


def dig(options: argparse.Namespace) -> int:
    """Open the tunnel and hold it."""
    for line in tunnel.open_tunnel(target_of(options), options.port):
        print(line, flush=True)
    return 0


FUNCTIONS = {
    "plan": plan,
    "deploy": deploy,
    "verify": check,
    "drift": show_drift,
    "teardown": remove,
    "package": package,
    "tunnel": dig,
}


if __name__ == "__main__":
    sys.exit(main())
