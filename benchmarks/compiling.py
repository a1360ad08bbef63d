"""The project's SQL as dbt compiles it, to be run over rows that dbt did not build."""

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from orchestration.steps import PROGRAMS, PROJECT_ROOT


def compiled_nodes(
    *selected: str, environment: Mapping[str, str], options: tuple[str, ...] = ()
) -> dict[str, dict[str, Any]]:
    """Return what dbt's manifest tells of the nodes selected, by name.

    Raises: SystemExit with dbt's words when it cannot compile them.
    """
    with tempfile.TemporaryDirectory(prefix="vigie_compiled_") as folder:
        command = ("compile", "--quiet", *options, "--target-path", folder)
        done = subprocess.run(
            [PROGRAMS / "dbt", *command, "--log-path", folder, "--select", *selected],
            cwd=PROJECT_ROOT,
            env=dict(environment),
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise SystemExit(done.stdout + done.stderr)
        manifest = json.loads((Path(folder) / "manifest.json").read_text())
    return {node["name"]: node for node in manifest["nodes"].values()}
