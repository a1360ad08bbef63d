"""A scripted publisher, and the polite client that asks it."""

import threading
from http.server import ThreadingHTTPServer

import pytest

from ingestion.http import HttpClient
from ingestion.pacing import Pace
from tests.ingestion.scripted import Script


@pytest.fixture
def server():
    Script.answers, Script.asked, Script.tokens = {}, [], []
    http = ThreadingHTTPServer(("127.0.0.1", 0), Script)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    http.server_close()


@pytest.fixture
def client(server):
    return HttpClient(server, Pace(1000), ["Vigie/test +a@example.org"])
