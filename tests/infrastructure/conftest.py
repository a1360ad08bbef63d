"""An account, a network and a warehouse, as far as they can be had on one machine."""

import json
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
from tests.infrastructure.policies import Standing, standing_of
from tests.infrastructure.warehouse import Rds, rds

SLICES = "vigie-prod-slices.fifo"


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


def invoke(account: Account, function: str, event: dict):
    """Run a function; return its answer, and whether it failed."""

    answer = account.client("lambda").invoke(
        FunctionName=f"vigie-prod-{function}", Payload=json.dumps(event).encode()
    )
    return json.loads(answer["Payload"].read()), "FunctionError" in answer


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """Serve an account for the whole session."""
    running, server = start()
    yield running
    server.stop()
    running.scratch.cleanup()


@pytest.fixture(scope="session")
def warehouses() -> Iterator[dict[str, Rds]]:
    """Serve a warehouse for each stage, and one whose authority nobody knows."""
    with rds() as prod, rds() as dev, rds() as stranger:
        yield {"vigie-prod": prod, "vigie-dev": dev, "stranger": stranger}


@pytest.fixture(scope="session")
def package(warehouses, tmp_path_factory) -> Path:
    """Make the functions' package from the lock, for the Python that runs the tests.

    It brings the authorities of both stages, as Amazon's bundle brings all of a region.
    """
    folder = tmp_path_factory.mktemp("lambda")
    known = [warehouses[name].authority for name in ("vigie-prod", "vigie-dev")]
    bundle = folder / "bundle.pem"
    bundle.write_text("".join(authority.read_text() for authority in known))
    made = packaging.build(folder / "package.zip", platform.python_version(), bundle)
    assert made.unpacked < packaging.LIMIT_MEGABYTES
    return made.path


@pytest.fixture(scope="session")
def account(emulator, package, warehouses, world) -> Account:
    """Give an empty account whose network leads to a real Postgres and publishers."""
    emulator.ports = {name: str(server.port) for name, server in warehouses.items()}
    emulator.reroute = {
        "PGHOST": "127.0.0.1",
        **{
            name: value
            for name, value in world.environment.items()
            if name.startswith("SOURCES__") and "CLIENT" not in name
        },
    }
    return Account(emulator, package, warehouses["vigie-prod"], world.environment)


@pytest.fixture(scope="session")
def prod(account) -> Account:
    """Deploy prod, with what is the account's, once for the session."""
    account.succeed("deploy", "--stage", "prod", "--yes", "--account-wide")
    return account


@pytest.fixture(scope="session")
def standings(prod) -> dict[str, Standing]:
    """Read what is deployed of each role, by its name."""
    roles = [role["RoleName"] for role in prod.client("iam").list_roles()["Roles"]]
    return {role: standing_of(prod.emulator.client, role) for role in roles}


@pytest.fixture(scope="session")
def outputs(prod) -> dict[str, str]:
    """Read the outputs of the deployed stacks."""
    return {
        item["OutputKey"]: item["OutputValue"]
        for stack in prod.client("cloudformation").describe_stacks()["Stacks"]
        if stack["StackName"].startswith("vigie-prod-")
        for item in stack.get("Outputs", ())
    }


@pytest.fixture(scope="session")
def collected(prod, world):
    """Hand out a night's work, which the queue brings to the collector."""
    world.set_day(0)
    # What other tests made fail, in the same session, is theirs.
    prod.emulator.errors.clear()
    answer, failed = invoke(prod, "plan", {"mode": "full"})
    assert not failed, answer
    assert answer == {"slices": 4}
    prod.emulator.settle(SLICES)
    return prod


@pytest.fixture
def programs(tmp_path):
    """Put programs of AWS on a path of their own; the first notes what it is told."""
    said = tmp_path / "said.json"
    note = f"import json, sys; json.dump(sys.argv[1:], open({str(said)!r}, 'w'))"
    for name, body in {"aws": note, "session-manager-plugin": "pass"}.items():
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/usr/bin/env python3\n{body}\n")
        program.chmod(0o755)
    return tmp_path / "bin", said
