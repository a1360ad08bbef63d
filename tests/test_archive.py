"""The deliverable holds what is committed, nothing else, in the same bytes."""

import os
import subprocess
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
ARCHIVE = ROOT / "target" / "vigie.zip"


def built(timezone: str) -> bytes:
    subprocess.run(
        ["make", "archive"], cwd=ROOT, check=True, env={**os.environ, "TZ": timezone}
    )
    return ARCHIVE.read_bytes()


def test_two_builds_give_the_same_bytes_wherever_they_run():
    assert built("Europe/Paris") == built("America/New_York")


def test_the_archive_holds_the_tracked_files_and_no_other():
    built("UTC")
    listed = subprocess.run(
        ["git", "ls-tree", "-r", "-z", "--name-only", "HEAD"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    tracked = {f"vigie/{name}" for name in listed.stdout.split("\0") if name}
    with zipfile.ZipFile(ARCHIVE) as archive:
        files = {name for name in archive.namelist() if not name.endswith("/")}
    assert files == tracked
