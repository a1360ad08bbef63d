"""The dashboard served, and Chromium to look at it: what the benchmark, the pictures
and the tests in a browser share."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "streamlit_app" / "app.py"
# Each page's address: Streamlit answers for the first one at the root alone.
FIRST_PAGE = "overview"
PAGES = {
    path.stem: "" if path.stem == FIRST_PAGE else path.stem
    for path in sorted(APP.with_name("app_pages").glob("*.py"))
}
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
INSTALL = "no Chromium was found; install it with: apt-get install chromium"
SECONDS_TO_START = 60
# The script has run to its end, each of its charts is drawn, and nothing that is in
# sight is still to be.
IS_DRAWN = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const isInSight = room => {
        const {top, bottom} = room.getBoundingClientRect();
        return top < window.innerHeight && bottom > 0;
    };
    const rooms = [...document.querySelectorAll('[class*="st-key-room_"]')];
    const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
    return app?.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-testid="stSkeleton"]')
        && !rooms.some(isInSight)
        && charts.every(chart => chart.querySelector('.main-svg'));
}"""


@dataclass(frozen=True)
class Served:
    """A Streamlit script behind an address."""

    url: str
    process: int


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(
    script: Path = APP,
    environment: Mapping[str, str] | None = None,
    port: int | None = None,
) -> Iterator[Served]:
    """Serve a script on the loopback until the block ends."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    options = {"address": "127.0.0.1", "port": port, "headless": "true"}
    for name, value in options.items():
        command += [f"--server.{name}", str(value)]
    process = subprocess.Popen(
        [*command, "--server.fileWatcherType", "none"],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/_stcore/health", process)
        yield Served(url, process.pid)
    finally:
        process.terminate()
        process.wait(10)


def wait_for(url: str, process: subprocess.Popen) -> None:
    """Return when the address answers.

    Raises: TimeoutError, also when the process ended.
    """
    give_up = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing answers at {url}")


def chromium() -> str:
    """Return Chromium's path; end with how to install it where there is none."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    return found or sys.exit(INSTALL)


@contextmanager
def browser() -> Iterator[Browser]:
    """Run Chromium until the block ends."""
    path = chromium()
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not work for root, as in a container.
        running = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield running
        running.close()


def wait_until_drawn(page: Page, seconds: float = 60) -> None:
    """Return when the script has run and its charts are drawn."""
    page.wait_for_function(IS_DRAWN, timeout=1000 * seconds, polling=50)


# Streamlit scrolls within the page: a window as high as the content shows all of it.
CONTENT_HEIGHT = """() => Math.ceil(document.querySelector(
    '[data-testid="stMainBlockContainer"]').getBoundingClientRect().height)"""


def show_whole(page: Page, highest: int = 10_000) -> None:
    """Make the window as high as what it shows, and let the charts settle in it."""
    width = page.viewport_size["width"] if page.viewport_size else 1280
    height = 0
    # What comes into sight is drawn, and is not as high as the room kept for it.
    while height != (wanted := min(max(page.evaluate(CONTENT_HEIGHT), 600), highest)):
        height = wanted
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(500)
        wait_until_drawn(page)
