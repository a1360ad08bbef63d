"""The embedded server, as several commands at once ask for it."""

import os
import subprocess
import sys
import tempfile

from orchestration.steps import PROJECT_ROOT
from tests.conftest import plain_environment


def test_commands_that_start_it_at_once_find_one_server():
    with tempfile.TemporaryDirectory(prefix="vigie_embedded_") as folder:
        if os.geteuid() == 0:
            os.chmod(folder, 0o755)
        home = {"VIGIE_DATA_DIR": folder, "VIGIE_POSTGRES_DIR": f"{folder}/postgres"}
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "ingestion", "env"],
                cwd=PROJECT_ROOT,
                env={**plain_environment(), **home},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            for _ in range(3)
        ]
        printed = {process.communicate(timeout=120)[0] for process in started}
        try:
            assert [process.returncode for process in started] == [0, 0, 0], printed
            assert len(printed) == 1
        finally:
            stopped = subprocess.run(
                [sys.executable, "-m", "ingestion", "db", "--stop"],
                cwd=PROJECT_ROOT,
                env={**plain_environment(), **home},
                check=False,
            )
        assert stopped.returncode == 0
