"""From raw to published: both gates and dbt, as a task that may take its time.

Each step logs in as the task's own role, which may neither make roles nor read as the
readers do: what `python -m orchestration build` does beside them is done by deploy.
"""

import subprocess
import sys
import time

from infrastructure.handlers.telling import measure, tell

Steps = dict[str, tuple[str, ...]]
DBT = "dbt.cli.main"
# Unit tests are of the SQL, not of the day's data: they run where it changes.
BUILD = ("build", "--quiet", "--exclude-resource-type", "unit_test")
STEPS: Steps = {
    "gate on raw": ("expectations", "raw"),
    "build": (DBT, *BUILD),
    "gate on marts": ("expectations", "marts"),
    "publish": (DBT, "run-operation", "publish", "--quiet"),
}


def main(steps: Steps = STEPS) -> int:
    """Run the steps until one fails; its exit code is the task's."""
    began, code = time.monotonic(), 0
    for name, command in steps.items():
        started = time.monotonic()
        code = subprocess.run([sys.executable, "-m", *command], check=False).returncode
        seconds = round(time.monotonic() - started, 1)
        tell("step", step=name, exit_code=code, seconds=seconds)
        if code:
            break
    seconds = time.monotonic() - began
    measure("transformed", {"Publications": int(code == 0), "Seconds": seconds})
    return code


if __name__ == "__main__":
    sys.exit(main())
