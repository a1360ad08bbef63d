"""Starts the publishers' stand-ins and moves their clock."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.request import Request, urlopen

from orchestration.steps import PROJECT_ROOT, StepFailed

# The simulator is ours and on this machine: no pace protects anybody there.
REQUESTS_PER_SECOND = "1000"


@dataclass(frozen=True)
class Simulator:
    """A running simulator: its address, and the environment that leads to it."""

    url: str
    environment: dict[str, str]

    def set_day(self, day: int) -> None:
        """Move the simulated clock to `day` days from today."""
        body = json.dumps({"day": day}).encode()
        request = Request(
            f"{self.url}/_simulator/clock",
            data=body,
            headers={"Content-Type": "application/json"},
        )
        with urlopen(request, timeout=60) as answer:
            answer.read()


@contextmanager
def simulator(*options: str) -> Iterator[Simulator]:
    """Run a simulator until the block ends.

    Raises: StepFailed with its own words when it does not start.
    """
    command = [sys.executable, "-m", "simulator", "serve", "--port", "0", *options]
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            command,
            cwd=PROJECT_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
        try:
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                said.seek(0)
                words = said.read().strip().removeprefix("simulator: ")
                raise StepFailed(f"the simulator did not start: {words}")
            ready = json.loads(line)
            environment = {
                **ready["environment"],
                "SOURCES__WTTJ__REQUESTS_PER_SECOND": REQUESTS_PER_SECOND,
            }
            yield Simulator(ready["base_url"], environment)
        finally:
            process.terminate()
            process.wait(timeout=10)
