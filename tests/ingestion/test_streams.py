"""A large file, read as it comes: asked for as patiently as all else, and bounded."""

import math
import time

import pytest

from ingestion.errors import PublisherRefused
from tests.ingestion.scripted import Script


def test_a_stream_that_is_cut_is_an_os_error_and_a_request(server, client):
    Script.answers["/"] = [(200, {"Content-Length": "100"}, b"only this")]

    with pytest.raises(OSError, match="broken"), client.stream(f"{server}/") as body:
        body.read()

    assert (client.meter.requests, client.meter.statuses) == (1, {"200": 1})


def test_a_stream_is_asked_for_again_and_its_redirects_are_followed(server, client):
    Script.answers["/"] = [
        (503, {"Retry-After": "0.02"}, b""),
        (302, {"Location": "/there"}, b""),
    ]
    Script.answers["/there"] = [(200, {}, b"whole")]
    Script.answers["/inward"] = [(302, {"Location": "http://10.0.0.1/"}, b"")]

    with client.stream(f"{server}/") as body:
        assert body.read() == b"whole"
    with pytest.raises(PublisherRefused), client.stream(f"{server}/inward"):
        pass

    assert (client.meter.retries, client.meter.statuses) == (1, {"503": 1, "200": 1})


def test_a_stream_is_read_as_long_as_the_run_may(server, client, monkeypatch):
    Script.answers["/"] = [(200, {}, b"whole")]
    with client.stream(f"{server}/") as body:
        assert body.read() == b"whole"

    client.deadline = time.monotonic()
    with pytest.raises(OSError, match="its time"), client.stream(f"{server}/") as body:
        body.read()
    monkeypatch.setattr("ingestion.http.STREAM_SECONDS", 0)
    client.deadline = math.inf
    with pytest.raises(OSError, match="its time"), client.stream(f"{server}/") as body:
        body.read()
