"""The embedded server, as several commands at once ask for it, and its letters."""

import fcntl
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ingestion import embedded_postgres
from orchestration.steps import PROJECT_ROOT
from tests.conftest import Vigie, execute, plain_environment


def test_commands_that_start_it_at_once_find_one_server():
    with tempfile.TemporaryDirectory(prefix="vigie_embedded_") as folder:
        if os.geteuid() == 0:
            os.chmod(folder, 0o755)
        shared = Path(folder) / "tmp"
        shared.mkdir()
        home = {
            "TMPDIR": str(shared),
            "VIGIE_DATA_DIR": folder,
            "VIGIE_POSTGRES_DIR": f"{folder}/postgres",
        }
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "ingestion", "env"],
                cwd=PROJECT_ROOT,
                env={**plain_environment(), **home},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            for _ in range(3)
        ]
        printed = {process.communicate(timeout=120)[0] for process in started}
        try:
            assert [process.returncode for process in started] == [0, 0, 0], printed
            assert len(printed) == 1
            # What one user locks there, another user could not open.
            assert not list(shared.glob("*lock*")), list(shared.iterdir())
            # Whoever is killed stays noted as a user.
            (Path(folder) / "postgres" / ".handle_pids.json").write_text("[1]")
        finally:
            stopped = subprocess.run(
                [sys.executable, "-m", "ingestion", "db", "--stop"],
                cwd=PROJECT_ROOT,
                env={**plain_environment(), **home},
                check=False,
            )
        assert stopped.returncode == 0
        assert not (Path(folder) / "postgres" / "postmaster.pid").exists()


def test_a_server_that_the_same_process_started_is_stopped_and_leaves_no_folder():
    with tempfile.TemporaryDirectory(prefix="vigie_embedded_") as folder:
        script = (
            "import shutil, sys; from pathlib import Path\n"
            "from ingestion import embedded_postgres\n"
            "folder = Path(sys.argv[1])\n"
            "embedded_postgres.start(folder / 'postgres')\n"
            "assert embedded_postgres.stop(folder / 'postgres')\n"
            "assert not (folder / 'postgres' / 'postmaster.pid').exists()\n"
            "shutil.rmtree(folder)\n"
        )
        subprocess.run(
            [sys.executable, "-c", script, f"{folder}/own"],
            cwd=PROJECT_ROOT,
            check=True,
        )
        assert list(Path(folder).iterdir()) == []


def test_a_server_that_is_removed_leaves_nothing_but_what_others_put_there(tmp_path):
    for folder in (tmp_path / "own" / "postgres", tmp_path / "shared" / "postgres"):
        embedded_postgres.one_at_a_time(folder).close()
        folder.with_name(embedded_postgres.LIBRARY_LOCK).touch()
    (tmp_path / "shared" / "lake").mkdir()

    for name in ("own", "shared", "none"):
        embedded_postgres.remove(tmp_path / name / "postgres")

    shared = tmp_path / "shared"
    assert list(tmp_path.glob("**/*")) == [shared, shared / "lake"]


def test_who_waited_while_a_server_was_removed_holds_the_lock_that_others_find(
    tmp_path, monkeypatch
):
    folder = tmp_path / "own" / "postgres"

    def removed_meanwhile(lock, how):
        monkeypatch.undo()
        shutil.rmtree(folder.parent)
        fcntl.flock(lock, how)

    monkeypatch.setattr("fcntl.flock", removed_meanwhile)
    with (
        embedded_postgres.one_at_a_time(folder),
        open(f"{folder}.lock") as found,
        pytest.raises(BlockingIOError),
    ):
        fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_letters_are_letters_whatever_language_the_machine_speaks():
    with tempfile.TemporaryDirectory(prefix="vigie_embedded_") as folder:
        if os.geteuid() == 0:
            os.chmod(folder, 0o755)
        vigie = Vigie(
            Path(folder),
            {
                **plain_environment(),
                "LC_ALL": "C",
                "VIGIE_DATA_DIR": folder,
                "VIGIE_POSTGRES_DIR": f"{folder}/postgres",
            },
        )
        lines = vigie.run("ingestion", "env").stdout.splitlines()
        server = dict(shlex.split(line)[1].split("=", 1) for line in lines)
        try:
            [(lowered, is_space, words)] = Vigie(vigie.folder, server).query(
                "select lower('ÉTÉ'), E'\\u00a0' ~ '\\s', "
                "to_tsvector('simple', 'l’été')"
            )
        finally:
            vigie.run("ingestion", "db", "--stop")
    assert (lowered, is_space) == ("été", True)
    assert words == "'l':1 'été':2"


def test_a_database_that_knows_no_accents_is_refused_in_one_line(password_server):
    admin = Vigie(Path(), {**password_server, "PGDATABASE": "postgres"})
    execute(admin, "create database essai_c template template0 locale 'C'")
    unlettered = {**plain_environment(), **password_server, "PGDATABASE": "essai_c"}
    try:
        refused = Vigie(Path(), unlettered).run("ingestion", "db", check=False)
    finally:
        execute(admin, "drop database essai_c with (force)")
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "'É'" in refused.stderr and "UTF-8 locale" in refused.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("VIGIE_POSTGRES_DIR", "/tmp/with space", "because of the ' '"),
        ("VIGIE_POSTGRES_DIR", "/tmp/$HOME/pg", "because of the '$'"),
        ("VIGIE_DATA_DIR", "/dev/null/x", "another folder in VIGIE_DATA_DIR"),
    ],
)
def test_a_folder_that_cannot_be_is_one_line_that_names_the_variable(name, value, said):
    refused = Vigie(Path(), {**plain_environment(), name: value}).run(
        "ingestion", "env", check=False
    )

    assert (refused.returncode, refused.stdout) == (1, "")
    assert said in refused.stderr and name in refused.stderr
    assert refused.stderr.count("\n") == 1
