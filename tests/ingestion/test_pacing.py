"""What eight threads do when one of them is told to wait."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ingestion.errors import PublisherClosed
from ingestion.http import HttpClient
from ingestion.pacing import Pace

THREADS, GRACE = 10, 0.05


class Throttled(ThreadingHTTPServer):
    """Refuses what comes within a second of its first refusal."""

    request_queue_size = 50

    def __init__(self, served_first, latency, retry_after=1):
        super().__init__(("127.0.0.1", 0), Handler)
        self.served_first, self.latency = served_first, latency
        self.retry_after = str(retry_after)
        self.arrived, self.refused, self.lock = [], [], threading.Lock()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        with self.server.lock:
            self.server.arrived.append(time.monotonic())
            place = len(self.server.arrived)
        time.sleep(self.server.latency)
        with self.server.lock:
            now = time.monotonic()
            refused = self.server.refused
            is_over = place > self.server.served_first
            is_refused = is_over and (not refused or now < refused[0] + 1)
            if is_refused:
                refused.append(now)
        self.send_response(429 if is_refused else 200)
        self.send_header("Retry-After", self.server.retry_after)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def throttled():
    running = []

    def start(**options):
        server = Throttled(**options)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return server, f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def ask(client, url, times):
    with ThreadPoolExecutor(THREADS) as pool:
        return [answer.status for answer in pool.map(client.get, [url] * times)]


def test_threads_that_sleep_towards_their_turn_are_held_too(throttled):
    server, url = throttled(served_first=5, latency=0.0)
    client = HttpClient(url, Pace(20), ["Vigie/test"])

    assert ask(client, url, 30) == [200] * 30
    first = server.refused[0]
    early = [t - first for t in server.arrived if first + GRACE < t < first + 1]
    assert early == []


def test_a_wait_longer_than_the_run_stops_all_threads(throttled):
    server, url = throttled(served_first=5, latency=0.0, retry_after=9000)
    client = HttpClient(url, Pace(20), ["Vigie/test"])

    with pytest.raises(PublisherClosed, match="asks to wait 9000 s"):
        ask(client, url, 30)
    first = server.refused[0]
    assert [moment for moment in server.arrived if moment > first + GRACE] == []


def test_many_requests_that_are_refused_at_once_are_one_failure(throttled):
    server, url = throttled(served_first=0, latency=0.3)
    client = HttpClient(url, Pace(1000), ["Vigie/test"])

    assert ask(client, url, THREADS) == [200] * THREADS
    assert len(server.refused) == THREADS > client.breaker.limit
