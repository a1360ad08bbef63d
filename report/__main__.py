"""Writes the report: python -m report."""

import argparse
import sys
import time
from pathlib import Path

from report.page import LANGUAGES, page
from report.warehouse import NothingToRead, Warehouse


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m report", description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("target/report.html"))
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    arguments = parser.parse_args()
    began = time.monotonic()
    try:
        written = page(Warehouse(), arguments.language)
    except NothingToRead as error:
        print(f"vigie: {error}", file=sys.stderr)
        return 1
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(written, encoding="utf-8")
    megabytes = arguments.output.stat().st_size / 1e6
    seconds = time.monotonic() - began
    print(f"{arguments.output}: {megabytes:.1f} MB, written in {seconds:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
