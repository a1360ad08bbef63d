"""An account, a network and a warehouse, as far as they can be had on one machine."""

import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from infrastructure import packaging
from tests.conftest import plain_environment
from tests.infrastructure.emulator import LONGEST_SECONDS, ROOT, Emulator, start
from tests.infrastructure.warehouse import Rds, rds


@dataclass(frozen=True)
class Account:
    """An emulated account, and `python -m infrastructure` run on it."""

    emulator: Emulator
    package: Path
    warehouse: Rds
    publishers: dict[str, str]

    def run(self, verb: str, *options: str, **changes: str):
        """Run a verb as a person would; return what it printed."""
        arguments = [verb, "--region", "eu-west-3", *options]
        if verb in ("plan", "deploy"):
            arguments += ["--package", str(self.package)]
        environment = {
            **plain_environment(),
            **self.publishers,
            **self.emulator.environment,
            **changes,
        }
        return subprocess.run(
            [sys.executable, "-m", "infrastructure", *arguments],
            cwd=ROOT,
            env={name: value for name, value in environment.items() if value},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
        )

    def succeed(self, verb: str, *options: str, **changes: str) -> str:
        """Run a verb that must succeed; return its output."""
        done = self.run(verb, *options, **changes)
        if done.returncode:
            pytest.fail(f"{verb} {options}: {done.stderr}{done.stdout[-2000:]}")
        return done.stdout

    def fail(self, verb: str, *options: str, **changes: str) -> str:
        """Run a verb that must fail in one line; return that line."""
        done = self.run(verb, *options, **changes)
        assert done.returncode == 1, done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        (line,) = done.stderr.strip().splitlines()
        return line

    def client(self, service: str):
        """Return a client of the account."""
        return self.emulator.client(service)


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """Serve an account for the whole session."""
    running, server = start()
    yield running
    server.stop()


@pytest.fixture(scope="session")
def package(tmp_path_factory) -> Path:
    """Make the functions' package from the lock, for the Python that runs the tests."""
    made = packaging.build(
        tmp_path_factory.mktemp("lambda") / "package.zip", platform.python_version()
    )
    assert made.unpacked < packaging.LIMIT_MEGABYTES
    return made.path


@pytest.fixture(scope="session")
def account(emulator, package, world) -> Iterator[Account]:
    """Give an empty account whose network leads to a real Postgres and publishers."""
    with rds() as server, rds() as other:
        emulator.ports = {"vigie-prod": str(server.port), "vigie-dev": str(other.port)}
        emulator.reroute = {
            "PGHOST": "127.0.0.1",
            **{
                name: value
                for name, value in world.environment.items()
                if name.startswith("SOURCES__") and "CLIENT" not in name
            },
        }
        yield Account(emulator, package, server, world.environment)


@pytest.fixture(scope="session")
def prod(account) -> Account:
    """Deploy prod, with what is the account's, once for the session."""
    account.succeed("deploy", "--stage", "prod", "--yes", "--account-wide")
    return account
