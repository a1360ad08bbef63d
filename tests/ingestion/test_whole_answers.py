"""An answer is read to its end, however it says where that is, or is not whole."""

import gzip
import io
from http.server import BaseHTTPRequestHandler
from typing import ClassVar

import pytest

from ingestion.errors import PublisherUnavailable, UnexpectedAnswer
from tests.ingestion.scripted import serving

TEXT = "".join(f"{n};{n * 7919 % 10007}\n" for n in range(20_000)).encode()
PACKED = gzip.compress(TEXT)


class Framed(BaseHTTPRequestHandler):
    """Answers `/<coding>/<share>/<frame>`: a share of the text, framed so."""

    protocol_version = "HTTP/1.1"
    bodies: ClassVar[dict[str, bytes]] = {"identity": TEXT, "gzip": PACKED, "br": TEXT}

    def do_GET(self):
        coding, share, frame = self.path.strip("/").split("/")
        whole = self.bodies[coding]
        body = whole[: int(len(whole) * float(share))]
        self.send_response(200)
        self.send_header("Content-Encoding", coding)
        if frame == "length":
            self.send_header("Content-Length", str(len(body)))
        elif frame == "chunks":
            self.send_header("Transfer-Encoding", "chunked")
            body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
        else:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    with serving(Framed) as address:
        yield address


def streamed(client, url):
    with client.stream(url) as body:
        return "".join(io.TextIOWrapper(body, encoding="utf-8")).encode()


@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize("frame", ["length", "chunks"])
def test_a_whole_answer_is_read_to_its_last_byte(client, server, coding, frame):
    url = f"{server}/{coding}/1/{frame}"

    assert streamed(client, url) == TEXT
    assert client.get(url).body == TEXT


@pytest.mark.parametrize("frame", ["length", "chunks", "close"])
def test_a_gzip_without_its_end_is_not_whole(client, server, frame):
    url = f"{server}/gzip/0.7/{frame}"
    client.breaker.limit = 2

    with pytest.raises(OSError, match="end-of-stream"):
        streamed(client, url)
    with pytest.raises(PublisherUnavailable, match="ChunkedEncodingError"):
        client.get(url)


def test_a_stream_that_ends_with_its_connection_may_be_cut(client, server):
    assert streamed(client, f"{server}/gzip/1/close") == TEXT
    with pytest.raises(OSError, match="does not say its length"):
        streamed(client, f"{server}/identity/0.7/close")


def test_an_encoding_that_was_not_asked_for_is_not_taken_for_text(client, server):
    with pytest.raises(UnexpectedAnswer, match="encoded as br"):
        client.get(f"{server}/br/1/length")
