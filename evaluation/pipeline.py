"""Runs the ordinary chain into a scratch folder and database."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import psycopg2
from psycopg2.extensions import connection as Connection

from evaluation.errors import EvaluationFailed

PROJECT_ROOT = Path(__file__).resolve().parent.parent
# What would lead the chain to somebody's warehouse or publisher.
STEERING = ("PG", "LAKE_URL", "VIGIE_", "SOURCES__", "DBT_", "AWS_")


def scratch_environment(data: Path) -> dict[str, str]:
    """Return an environment in which the chain knows the scratch folder only.

    What is empty here is not read from `.env` either.
    """
    plain = {k: v for k, v in os.environ.items() if not k.startswith(STEERING)}
    return {
        **plain,
        "VIGIE_DATA_DIR": str(data),
        **dict.fromkeys(("LAKE_URL", "PGHOST", "VIGIE_POSTGRES_DIR"), ""),
        "CI": "true",  # the chain ends instead of serving the dashboard
    }


def run_chain(data: Path, *arguments: str) -> None:
    """Run `python -m orchestration …` anew; what it prints goes to standard error.

    What an earlier evaluation collected, under other rules perhaps, is forgotten.

    Raises: EvaluationFailed when the chain failed.
    """
    done = subprocess.run(
        [sys.executable, "-m", "orchestration", *arguments, "--anew"],
        cwd=PROJECT_ROOT,
        env=scratch_environment(data),
        stdout=sys.stderr,
    )
    if done.returncode:
        raise EvaluationFailed(
            f"the chain over the evaluation's offers exited {done.returncode}; "
            "its own words are above"
        )


def connect(data: Path) -> Connection:
    """Connect to the scratch warehouse, starting its server when it is down.

    Raises: EvaluationFailed with the server's words.
    """
    environment = scratch_environment(data)
    answers = []
    for verb in ("db", "env"):
        done = subprocess.run(
            [sys.executable, "-m", "ingestion", verb],
            cwd=PROJECT_ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise EvaluationFailed((done.stderr or done.stdout).strip())
        answers.append(done.stdout)
    pairs = dict(
        shlex.split(line)[1].split("=", 1)
        for line in answers[1].splitlines()
        if "$" not in line
    )
    return psycopg2.connect(
        host=pairs["PGHOST"],
        port=pairs["PGPORT"],
        user=pairs["PGUSER"],
        dbname=pairs["PGDATABASE"],
        options="-c default_transaction_read_only=on",
    )
