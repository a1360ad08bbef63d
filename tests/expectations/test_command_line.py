"""What a person at a terminal sees when there is no warehouse to check."""

import os
import subprocess
import sys

from sqlalchemy import make_url

from expectations.__main__ import main
from expectations.warehouse import connection_url


def said_of(monkeypatch, capsys, gate: str, **environment: str) -> list[str]:
    """Ask for a gate in this process, which has read Great Expectations already."""
    monkeypatch.setattr("sys.argv", ["expectations", gate])
    for name in [name for name in os.environ if name[:2] == "PG"]:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main() == 2
    return capsys.readouterr().err.splitlines()


def test_a_missing_host_is_one_line(monkeypatch, capsys):
    (line,) = said_of(monkeypatch, capsys, "raw")

    assert line.startswith("vigie: PGHOST is not set")


def test_an_unreachable_host_is_one_line(monkeypatch, capsys):
    (line,) = said_of(monkeypatch, capsys, "marts", PGHOST="127.0.0.1", PGPORT="1")

    assert line.startswith("vigie: connection to server at ")
    assert '"127.0.0.1", port 1 failed' in line


def test_a_warehouse_that_was_never_prepared_is_one_line(admin, socket_folder):
    with admin.cursor() as cursor:
        cursor.execute("create database unprepared")

    clean = {key: value for key, value in os.environ.items() if key[:2] != "PG"}
    answer = subprocess.run(
        [sys.executable, "-m", "expectations", "raw"],
        env=clean | {"PGHOST": socket_folder, "PGDATABASE": "unprepared"},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert answer.returncode == 2
    said = answer.stderr.splitlines()
    assert said[-1] == 'vigie: schema "gates" does not exist'
    assert "Traceback" not in answer.stderr


def test_a_password_with_reserved_characters_travels(monkeypatch):
    monkeypatch.setenv("PGHOST", "warehouse.example")
    monkeypatch.setenv("PGPASSWORD", "p@ss/w$rd %é")

    url = make_url(connection_url())

    assert url.password == "p@ss/w$rd %é"
    assert "$" not in connection_url()  # GX would read it as one of its variables
    assert " " not in connection_url()  # it would not read the address at all
