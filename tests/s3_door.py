"""A door in front of an S3 server, through which a test makes storage fail."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

ERROR = "<?xml version='1.0'?><Error><Code>{}</Code><Message>test</Message></Error>"
CODES = {403: "AccessDenied", 404: "NoSuchKey", 503: "SlowDown"}


@dataclass
class Door:
    """Passes requests on, except those that a fault is set for.

    `fault` answers with this status, `stall` (never answers) or `hang_up`; for
    requests whose "METHOD path" matches `where`, `count` times (None: for ever).
    """

    port: int
    fault: int | str | None = None
    where: str = ""
    count: int | None = None
    struck: int = 0
    opened: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        """Where clients knock."""
        return f"http://127.0.0.1:{self.port}"

    def strikes(self, request: str) -> int | str | None:
        """Return the fault that strikes a request, and count it."""
        with self._lock:
            if self.fault is None or not re.search(self.where, request):
                return None
            if self.count is not None:
                if self.count == 0:
                    return None
                self.count -= 1
            self.struck += 1
            return self.fault


def handler_of(door: Door, behind: str) -> type[BaseHTTPRequestHandler]:
    """Return what answers a request at the door."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            fault = door.strikes(f"{self.command} {self.path}")
            if fault == "stall":
                door.opened.wait()
            if isinstance(fault, str):
                self.close_connection = True
            elif fault is not None:
                self.send(fault, {}, ERROR.format(CODES[fault]).encode())
            else:
                self.send(*passed_on(self, behind, body))

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer

        def send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response_only(status)
            length = headers.pop("Content-Length", str(len(body)))
            for name, value in {**headers, "Content-Length": length}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def passed_on(
    request: BaseHTTPRequestHandler, behind: str, body: bytes
) -> tuple[int, dict[str, str], bytes]:
    """Ask the server behind the door."""
    connection = HTTPConnection(urlsplit(behind).netloc, timeout=30)
    headers = dict(request.headers)
    connection.request(request.command, request.path, body, headers)
    answer = connection.getresponse()
    hop_by_hop = {"connection", "transfer-encoding", "date", "server"}
    kept = {k: v for k, v in answer.getheaders() if k.lower() not in hop_by_hop}
    content = answer.read()
    connection.close()
    return answer.status, kept, content


@contextmanager
def door_to(behind: str) -> Iterator[Door]:
    """Stand in front of an S3 server until the block ends."""
    door = Door(0)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(door, behind))
    server.daemon_threads = True
    door.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield door
    finally:
        door.opened.set()
        server.shutdown()
        server.server_close()
