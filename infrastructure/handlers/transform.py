"""From raw to published: both gates and dbt, as a task that may take its time."""

import subprocess
import sys
import time

from infrastructure.handlers.telling import measure, tell


def main(command: tuple[str, ...] = ("orchestration", "build")) -> int:
    """Run the chain; its exit code decides whether the task failed."""
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-m", *command], check=False)
    seconds = time.monotonic() - began
    published = int(done.returncode == 0)
    measure("transformed", {"Publications": published, "Seconds": seconds})
    tell("transformed", exit_code=done.returncode)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
