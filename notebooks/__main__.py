"""Runs the notebooks and writes what they found: python -m notebooks."""

import argparse
import sys
from pathlib import Path

from nbclient.exceptions import CellExecutionError

from notebooks.insights import ROOT, document, executed, insights_of, notebooks
from report.warehouse import NothingToRead, Warehouse


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m notebooks", description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "docs/insights.md")
    arguments = parser.parse_args()
    found = {}
    try:
        release = Warehouse().release
        for path in notebooks():
            found[path] = insights_of(executed(path))
    except NothingToRead as error:
        print(f"vigie: {error}", file=sys.stderr)
        return 1
    except CellExecutionError as error:
        # A release that is missing or too old says what to do; a mistake shows where.
        reason = error.evalue if error.ename == NothingToRead.__name__ else error
        print(f"vigie: {path.name} failed: {reason}", file=sys.stderr)
        return 1
    arguments.output.write_text(document(release, found), encoding="utf-8")
    insights = sum(len(cells) for cells in found.values())
    print(f"{arguments.output}: {insights} insights of {len(found)} notebooks")
    return 0


if __name__ == "__main__":
    sys.exit(main())
