"""Whose lake and Postgres each command works on, in a checkout with an `.env`."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from orchestration.steps import PROJECT_ROOT
from tests.checkout import Checkout
from tests.conftest import plain_environment

NOT_COPIED = (".*", "data", "docs", "logs", "target", "tests", "__pycache__")
HELD = "lake/wttj/offers/real.parquet"


@pytest.fixture
def checkout():
    """Copy the code to where an `.env` and a folder `data` may be written."""
    with tempfile.TemporaryDirectory(prefix="vigie_checkout_") as folder:
        os.chmod(folder, 0o755)
        code = Path(folder) / "vigie"
        shutil.copytree(PROJECT_ROOT, code, ignore=shutil.ignore_patterns(*NOT_COPIED))
        pinned = ("LAKE_URL", "PGHOST")
        plain = {k: v for k, v in plain_environment().items() if k not in pinned}
        made = Checkout(code, plain)
        yield made
        made.remove_databases()


def holding(folder):
    """Put a file into the lake of a data folder."""
    (folder / HELD).parent.mkdir(parents=True)
    (folder / HELD).write_bytes(b"offers")
    return folder / HELD


@pytest.mark.parametrize("place", ["the folder of replays", "one of .env", "a chosen"])
def test_a_replay_of_no_folder_says_so_and_deletes_nothing(checkout, place):
    chosen = checkout.folder / "chosen"
    held = holding(checkout.data / "replay" if "replays" in place else chosen)
    if "env" in place:
        checkout.write_env(VIGIE_DATA_DIR=chosen)
    named = {"VIGIE_DATA_DIR": str(chosen)} if place == "a chosen" else {}

    refused = checkout.run("orchestration", "replay", "--data", "/typo", **named)

    assert refused.returncode == 1
    assert "no folder /typo" in refused.stdout
    assert held.exists()


@pytest.mark.parametrize(("given", "kept"), [((), True), (("--anew",), False)])
def test_a_demo_deletes_the_offers_of_a_chosen_folder_only_when_told(
    checkout, given, kept
):
    held = holding(checkout.folder / "chosen")
    named = {"VIGIE_DATA_DIR": str(checkout.folder / "chosen")}

    # It cannot end well: Postgres has no folder.
    done = checkout.run(
        *("orchestration", "demo", "--offers", "60", *given),
        **{**named, "VIGIE_POSTGRES_DIR": "/dev/null/postgres"},
    )

    assert done.returncode == 1
    assert ("--anew" in done.stdout) == kept
    assert held.exists() == kept


def test_removing_the_database_leaves_the_lake(checkout):
    held = holding(checkout.folder / "chosen")

    done = checkout.run(
        *("ingestion", "db", "--remove"), VIGIE_DATA_DIR=checkout.folder / "chosen"
    )

    assert done.stdout == "removed\n"
    assert held.exists()


@pytest.fixture
def real_elsewhere(checkout):
    """Give the `.env` of somebody who collects real offers, nothing of it in reach."""
    chosen = checkout.folder / "chosen"
    checkout.write_env(
        VIGIE_DATA_DIR=chosen,
        VIGIE_POSTGRES_DIR=chosen / "postgres",
        LAKE_URL=f"file://{checkout.folder}/lake",
        PGHOST="127.0.0.1",
        PGPORT="1",
    )
    return chosen


def test_a_demo_keeps_to_its_own_lake_and_server_whatever_env_says(
    checkout, real_elsewhere
):
    # What follows the gate asks Postgres alone, and takes minutes.
    gate = checkout.code / "expectations" / "__main__.py"
    gate.write_text("raise SystemExit(1)")

    done = checkout.run("orchestration", "demo", "--offers", "60", "--days-ago", "0")

    assert "collect and load, today" in done.stdout, done.stdout
    assert list((checkout.data / "demo").glob("lake/wttj/offers/*.parquet"))
    assert not real_elsewhere.exists()
    assert not (checkout.folder / "lake").exists()


@pytest.mark.parametrize(
    "named", [{"LAKE_URL": "file:///elsewhere"}, {"PGHOST": "127.0.0.1"}]
)
def test_a_demo_refuses_a_lake_or_a_server_of_the_shell(checkout, named):
    refused = checkout.run("orchestration", "demo", "--offers", "60", **named)

    assert refused.returncode == 1
    assert refused.stdout.startswith(f"vigie: {next(iter(named))} is ")
    assert refused.stdout.count("\n") == 1


def test_commands_follow_the_data_that_was_filled_last(checkout, real_elsewhere):
    (checkout.data / "demo").mkdir(parents=True)
    (checkout.data / "current").write_text("demo")
    collected = checkout.run("ingestion", "collect", "wttj")
    demo = checkout.run("ingestion", "env")
    (checkout.data / "current").write_text("live")
    live = checkout.run("ingestion", "env")

    assert collected.returncode == 1
    assert "is for simulated offers" in collected.stderr
    assert f"VIGIE_DATA_DIR={checkout.data}/demo\n" in demo.stdout
    assert "VIGIE_EMBEDDED=yes" in demo.stdout
    assert "export PGHOST=127.0.0.1\n" in live.stdout


def test_the_folder_of_real_offers_refuses_a_simulator(checkout):
    collected = checkout.run(
        "ingestion", "collect", "wttj", SOURCES__WTTJ__SITE_URL="http://127.0.0.1:9"
    )

    assert collected.returncode == 1
    assert "is for real offers, and http://127.0.0.1:9 simulates" in collected.stderr
    assert not (checkout.data / "live" / "lake").exists()


def test_an_env_as_it_is_copied_starts_the_embedded_server(checkout):
    shutil.copy(PROJECT_ROOT / ".env.example", checkout.code / ".env")

    done = checkout.run("ingestion", "env")

    assert f"VIGIE_DATA_DIR={checkout.data}/live\n" in done.stdout, done.stderr
