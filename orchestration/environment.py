"""Where a chain keeps its lake and its Postgres, and what its steps are told of it."""

import argparse
import os
import shlex
import shutil
import subprocess
from pathlib import Path

from dotenv import dotenv_values

from orchestration.chain import python
from orchestration.steps import PROJECT_ROOT, StepFailed

DATA = PROJECT_ROOT / "data"
# The verbs whose offers come from stand-ins of the publishers.
SIMULATED = ("demo", "replay")


def environment_of(verb: str) -> dict[str, str]:
    """Return what leads the steps to a verb's own folder, lake and server.

    Nothing of `.env` leads simulated offers away: it is about the real ones.

    Raises: StepFailed where the shell itself would lead them to another's.
    """
    forget_derived_environment()
    environment = {"VIGIE_DATA_DIR": str(data_folder(verb))}
    if verb not in SIMULATED:
        return environment
    for name in ("LAKE_URL", "PGHOST"):
        if os.environ.get(name):
            raise StepFailed(
                f"{name} is {os.environ[name]!r}, and simulated offers have a lake and "
                f"a Postgres of their own; unset {name} and try again"
            )
        environment[name] = ""
    environment["VIGIE_POSTGRES_DIR"] = os.environ.get("VIGIE_POSTGRES_DIR", "")
    return environment


def data_folder(verb: str) -> Path:
    """Return where a verb keeps its lake: simulated data never meets real data."""
    name = {"run": "live", "build": last_used()}.get(verb, verb)
    given = os.environ.get("VIGIE_DATA_DIR")
    if not given and name == "live":
        given = dotenv_values(PROJECT_ROOT / ".env").get("VIGIE_DATA_DIR")
    return Path(given) if given else DATA / name


def last_used() -> str:
    """Return the name of the data that the last chain filled."""
    marker = DATA / "current"
    return marker.read_text().strip() if marker.exists() else "live"


def remember(verb: str) -> None:
    """Let `python -m ingestion` and the words of `make` follow the last chain."""
    if not os.environ.get("VIGIE_DATA_DIR") and verb != "build":
        DATA.mkdir(exist_ok=True)
        (DATA / "current").write_text("live" if verb == "run" else verb)


def forget_derived_environment() -> None:
    """Drop what `make env` put into this shell: it names one data folder, not ours."""
    if os.environ.pop("VIGIE_EMBEDDED", None):
        for name in ("PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "VIGIE_DATA_DIR"):
            os.environ.pop(name, None)


def begin_anew(environment: dict[str, str], options: argparse.Namespace) -> None:
    """Forget what an earlier demo or replay left.

    Raises: StepFailed where a folder that was chosen holds a lake already.
    """
    folder = Path(environment["VIGIE_DATA_DIR"])
    is_forgotten = options.anew or not os.environ.get("VIGIE_DATA_DIR")
    if not is_forgotten and next(folder.glob("lake/**/*.parquet"), None):
        raise StepFailed(
            f"{folder / 'lake'} holds offers already, and they may be real; name "
            "another folder in VIGIE_DATA_DIR, or have them deleted: python -m "
            f"orchestration {options.verb} --anew"
        )
    answer_of(python("ingestion", "db", "--remove"), environment)
    if is_forgotten:
        for name in ("lake", "state"):
            shutil.rmtree(folder / name, ignore_errors=True)


def start_warehouse(environment: dict[str, str]) -> None:
    """Start the warehouse and add what its clients need to know."""
    answer_of(python("ingestion", "db"), environment)
    lines = answer_of(python("ingestion", "env"), environment).splitlines()
    pairs = (shlex.split(line)[1].split("=", 1) for line in lines if "$" not in line)
    environment.update(pairs)


def answer_of(command: list[str], environment: dict[str, str]) -> str:
    """Run a short command and return what it printed, or raise StepFailed."""
    done = subprocess.run(
        command,
        cwd=PROJECT_ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise StepFailed((done.stderr or done.stdout).strip().removeprefix("vigie: "))
    return done.stdout
