"""A copy of the code, for commands that read its own `.env` and `data`."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from ingestion import embedded_postgres
from ingestion.settings import embedded_postgres_folder


@dataclass(frozen=True)
class Checkout:
    """A copy of the code, and the environment of its commands."""

    code: Path
    environment: dict[str, str]

    @property
    def data(self) -> Path:
        """The folder of its data folders."""
        return self.code / "data"

    @property
    def folder(self) -> Path:
        """A folder beside it."""
        return self.code.parent

    def write_env(self, **values: object) -> None:
        """Write its `.env`."""
        lines = [f"{name}={value}\n" for name, value in values.items()]
        (self.code / ".env").write_text("".join(lines))

    def run(
        self, *arguments: str, **changes: object
    ) -> subprocess.CompletedProcess[str]:
        """Run `python -m …` in it; return what it printed, however it ended."""
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.code,
            env={
                **self.environment,
                "CI": "true",
                **{k: str(v) for k, v in changes.items()},
            },
            capture_output=True,
            text=True,
            timeout=300,
        )

    def remove_databases(self) -> None:
        """Stop and delete every embedded server that its commands started."""
        used = {lock.parent for lock in self.folder.glob("**/*.lock")}
        for folder in used | {path for path in self.data.glob("*") if path.is_dir()}:
            # Not by a command each, which takes seconds to start.
            with mock.patch.dict(os.environ, VIGIE_DATA_DIR=str(folder)):
                embedded_postgres.remove(embedded_postgres_folder())
