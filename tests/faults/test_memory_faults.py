"""What a machine without memory kills, each test named after the fault's number.

Source: the project's list of faults. The kernel ends a process as `kill -9` does; a
process that is about to do a thing does so to itself here.
"""

import time
from contextlib import suppress
from urllib.request import urlopen

import pytest

from orchestration.__main__ import free_port
from orchestration.steps import PROGRAMS
from tests.faults.held_commands import start
from tests.ingestion.test_faults import assert_complete, collect

# Before a normalised package is in its place, and before its source is gone.
MOMENTS = (
    "dlt.common.storages.load_storage.LoadStorage.commit_new_load_package",
    "dlt.common.storages.load_package.PackageStorage.delete_package",
)
DIES = """
import os, signal, sys
from unittest.mock import patch
from ingestion.__main__ import main

sys.argv[1:] = {arguments}
with patch("{moment}", lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)):
    main()
"""


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("verb", ["collect", "load"])
def test_fault_11_a_kill_in_the_normalising_loses_and_doubles_nothing(
    vigie, world, verb, moment
):
    if verb == "load":
        vigie.run("ingestion", "collect", "france_travail")
    script = DIES.format(arguments=[verb, "france_travail"], moment=moment)
    killed = start(vigie, [str(PROGRAMS / "python"), "-c", script])
    printed, _ = killed.communicate(timeout=120)
    assert killed.returncode == -9, printed

    assert collect(vigie).returncode == 0
    assert_complete(vigie, world)


def serve(vigie, port):
    """Start the dashboard, and return it once it answers."""
    address = ("--server.port", str(port), "--server.headless", "true")
    served = [str(PROGRAMS / "streamlit"), "run", "streamlit_app/app.py", *address]
    process = start(vigie, served)
    while process.poll() is None:
        with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/_stcore/health"):
            return process
        time.sleep(0.1)
    pytest.fail(process.communicate()[0])


def test_fault_11_a_dashboard_that_was_killed_starts_again_at_its_address(published):
    port = free_port(8600)
    killed = serve(published, port)
    killed.kill()
    killed.wait()

    again = serve(published, port)
    again.kill()
    again.wait()
