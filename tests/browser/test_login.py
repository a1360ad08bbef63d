"""A server whose secrets configure a login shows nothing before it."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from benchmarks.browser import free_port, served
from tests.browser.conftest import Reader
from tests.browser.identity_provider import CLIENT, identity_provider

pytestmark = pytest.mark.browser
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "a secret of the tests, long enough"
client_id = "{client}"
client_secret = "test"
server_metadata_url = "{discovery}"
"""


@pytest.fixture(scope="module")
def guarded(warehouse, tmp_path_factory) -> Iterator[str]:
    """Serve the dashboard to whoever an identity provider vouches for."""
    secrets, port = tmp_path_factory.mktemp("login") / "secrets.toml", free_port()
    files = {"STREAMLIT_SECRETS_FILES": str(secrets)}
    environment = {**os.environ, **warehouse.environment, **files}
    with identity_provider() as discovery:
        secrets.write_text(
            SECRETS.format(port=port, client=CLIENT, discovery=discovery)
        )
        with served(environment=environment, port=port) as app:
            yield app.url


def test_a_configured_login_comes_before_every_page(chrome, guarded):
    stranger = Reader(chrome, guarded)
    for address in ("", "explorer?q=vendeur"):
        page = stranger.open(address)
        expect(page.get_by_role("button", name="Se connecter")).to_be_visible()
        expect(page.get_by_test_id("stMetric")).to_have_count(0)
        expect(page.get_by_test_id("stDataFrame")).to_have_count(0)


def test_whoever_the_provider_vouches_for_reads_and_may_leave(chrome, guarded):
    page = Reader(chrome, guarded).open()
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_test_id("stMetric").first).to_be_visible()

    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("button", name="Se connecter")).to_be_visible()
    expect(page.get_by_test_id("stMetric")).to_have_count(0)
