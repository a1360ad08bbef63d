"""The dashboard over a small published release, and a reader with Chromium."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from psycopg2.extensions import connection as Connection

from benchmarks.browser import INSTALL, browser, chromium, served, wait_until_drawn
from tests.own_postgres import OwnPostgres, own_postgres
from tests.streamlit_app import invented_release

SETTINGS = {"locale": "fr-FR", "viewport": {"width": 1280, "height": 900}}


def pytest_configure() -> None:
    """End at once where no browser is, with how to install it: before any worker."""
    try:
        chromium()
    except SystemExit:
        pytest.exit(INSTALL, returncode=1)
    # A machine that does much else is slow, and not wrong.
    expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def warehouse() -> Iterator[OwnPostgres]:
    """Serve one release, some of whose offers are hostile."""
    with own_postgres() as server:
        with connected(server) as connection:
            invented_release.create_roles(connection)
            invented_release.publish(connection)
        yield server


@contextmanager
def connected(server: OwnPostgres) -> Iterator[Connection]:
    connection = server.connect()
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def dashboard(warehouse: OwnPostgres) -> Iterator[str]:
    """Serve the dashboard, and return its address."""
    with served(environment={**os.environ, **warehouse.environment}) as app:
        yield app.url


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    with browser() as running:
        yield running


@dataclass
class Reader:
    """Somebody who opens pages; what they must never meet is written down."""

    browser: Browser
    url: str
    contexts: list[BrowserContext] = field(default_factory=list)
    harm: list[str] = field(default_factory=list)

    def open(self, address: str = "", **settings: object) -> Page:
        """Open an address in a window of its own, and wait until it is drawn."""
        context = self.browser.new_context(**{**SETTINGS, **settings})
        context.set_default_timeout(30_000)
        context.on("request", self.note_request)
        context.on("page", self.note_dialogs)
        self.contexts.append(context)
        page = context.new_page()
        page.goto(f"{self.url}/{address}")
        wait_until_drawn(page)
        return page

    def note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname != "127.0.0.1":
            self.harm.append(f"request to {request.url}")

    def note_dialogs(self, page: Page) -> None:
        def note(dialog) -> None:
            self.harm.append(f"dialog {dialog.message}")
            dialog.dismiss()

        page.on("dialog", note)


@pytest.fixture
def reader(chrome: Browser, dashboard: str) -> Iterator[Reader]:
    """Give a reader; whatever a test is about, no dialog and no other host."""
    somebody = Reader(chrome, dashboard)
    yield somebody
    for context in somebody.contexts:
        context.close()
    assert not somebody.harm


@pytest.fixture(scope="session")
def sql(warehouse: OwnPostgres) -> Callable[[str], object]:
    """Answer a query on the release with its first value."""

    def ask(query: str) -> object:
        with connected(warehouse) as connection, connection.cursor() as cursor:
            cursor.execute(f"set search_path to {invented_release.RELEASE}; {query}")
            return cursor.fetchone()[0]

    return ask
