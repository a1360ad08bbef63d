"""A publisher that answers as a test wrote it down."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar


@contextmanager
def serving(handler):
    """Serve until the block ends; yield the address."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    http.server_close()


class Script(BaseHTTPRequestHandler):
    """Answers each path with the next of its scripted answers, then the last one."""

    answers: ClassVar[dict[str, list[tuple[int, dict[str, str], bytes]]]] = {}
    asked: ClassVar[list[tuple[str, float, str]]] = []
    tokens: ClassVar[list[str | None]] = []

    def do_GET(self):
        self.tokens.append(self.headers.get("Authorization"))
        self.asked.append(
            (self.path, time.monotonic(), self.headers.get("User-Agent", ""))
        )
        queue = self.answers[self.path]
        status, headers, body = queue.pop(0) if len(queue) > 1 else queue[0]
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
