"""What a person at a terminal sees when there is no warehouse to check."""

import os
import subprocess
import sys


def expectations(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    clean = {key: value for key, value in os.environ.items() if key[:2] != "PG"}
    return subprocess.run(
        [sys.executable, "-m", "expectations", *arguments],
        env=clean | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_missing_host_is_one_line():
    answer = expectations("raw")

    assert answer.returncode == 2
    assert answer.stderr.startswith("vigie: PGHOST is not set")
    assert len(answer.stderr.splitlines()) == 1


def test_an_unreachable_host_is_one_line():
    answer = expectations("marts", PGHOST="127.0.0.1", PGPORT="1")

    assert answer.returncode == 2
    assert answer.stderr.startswith("vigie: connection to server at ")
    assert '"127.0.0.1", port 1 failed' in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_a_warehouse_that_was_never_prepared_is_one_line(admin, socket_folder):
    with admin.cursor() as cursor:
        cursor.execute("create database unprepared")

    answer = expectations("raw", PGHOST=socket_folder, PGDATABASE="unprepared")

    assert answer.returncode == 2
    said = answer.stderr.splitlines()
    assert said[-1] == 'vigie: schema "gates" does not exist'
    assert "Traceback" not in answer.stderr


def test_a_password_with_reserved_characters_travels(monkeypatch):
    from sqlalchemy import make_url

    from expectations.warehouse import connection_url

    monkeypatch.setenv("PGHOST", "warehouse.example")
    monkeypatch.setenv("PGPASSWORD", "p@ss/w$rd %é")

    url = make_url(connection_url())

    assert url.password == "p@ss/w$rd %é"
    assert "$" not in connection_url()  # GX would read it as one of its variables
