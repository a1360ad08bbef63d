"""The project's SQL as dbt compiles it, to be run over rows that dbt did not build."""

import json
import subprocess
from collections.abc import Mapping
from typing import Any

from orchestration.steps import PROGRAMS, PROJECT_ROOT


def compiled_nodes(
    *selected: str, environment: Mapping[str, str], options: tuple[str, ...] = ()
) -> dict[str, dict[str, Any]]:
    """Return what dbt's manifest tells of the nodes selected, by name.

    Raises: SystemExit with dbt's words when it cannot compile them.
    """
    command = ("compile", "--quiet", *options, "--select", *selected)
    done = subprocess.run(
        [PROGRAMS / "dbt", *command],
        cwd=PROJECT_ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    target = PROJECT_ROOT / environment.get("DBT_TARGET_PATH", "target")
    manifest = json.loads((target / "manifest.json").read_text())
    return {node["name"]: node for node in manifest["nodes"].values()}
