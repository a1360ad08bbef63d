"""A server whose secrets configure a login shows nothing before it."""

import os

import pytest
from playwright.sync_api import expect

from benchmarks.browser import served
from tests.browser.conftest import Reader

pytestmark = pytest.mark.browser
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:8501/oauth2callback"
cookie_secret = "a secret of the tests, long enough"
client_id = "vigie"
client_secret = "test"
server_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"
"""


def test_a_configured_login_comes_before_every_page(chrome, warehouse, tmp_path):
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(SECRETS)
    files = {"STREAMLIT_SECRETS_FILES": str(secrets)}
    with served(environment={**os.environ, **warehouse.environment, **files}) as app:
        stranger = Reader(chrome, app.url)
        for address in ("", "explorer?q=vendeur"):
            page = stranger.open(address)
            expect(page.get_by_role("button", name="Se connecter")).to_be_visible()
            expect(page.get_by_test_id("stMetric")).to_have_count(0)
            expect(page.get_by_test_id("stDataFrame")).to_have_count(0)
