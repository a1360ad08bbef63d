"""A scripted publisher, and the polite client that asks it."""

import pytest

from ingestion.http import HttpClient
from ingestion.pacing import Pace
from tests.ingestion.scripted import Script, serving


@pytest.fixture
def server():
    Script.answers, Script.asked, Script.tokens = {}, [], []
    with serving(Script) as address:
        yield address


@pytest.fixture
def client(server):
    return HttpClient(server, Pace(1000), ["Vigie/test +a@example.org"])
