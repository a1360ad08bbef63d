"""France Travail's search API as somebody else might serve it: other limits.

Written after the publisher's OpenAPI document and from nothing of the simulator: a
query reaches 600 offers, an answer holds 50, the quota is 40 requests a second,
refusals have other words, no header tells the width, and bounds of creation dates are
moments: one of 10:00:00 leaves out what is of 10:00:00.5.
"""

import json
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PAGE, REACH, QUOTA = 50, 600, 40


def invented_offers(number, apart=timedelta(seconds=6)):
    """Make offers that are created one after another."""
    first = datetime.now(UTC).replace(microsecond=0) - timedelta(days=40)
    return [
        {
            "id": f"OTHER{n:05}",
            "intitule": f"Métier {n % 37} (H/F)",
            "description": f"Une annonce, la {n}e.",
            "dateCreation": written(first + n * apart),
            "romeCode": "M1805",
            "typeContrat": "CDI",
            "lieuTravail": {"libelle": "75 - PARIS 10"},
        }
        for n in range(number)
    ]


def is_near(low, moment):
    """Tell whether a moment is in the ten minutes after the first one asked for."""
    return low != "0" and moment < later(low, minutes=10)


def written(moment):
    """Write a moment as creation dates are, to the millisecond."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def later(moment, **delta):
    """Return a moment as creation dates are written, shifted."""
    return written(datetime.fromisoformat(moment) + timedelta(**delta))


class Publisher(ThreadingHTTPServer):
    """Serves offers; `loses_edges` hides the ten minutes after the first second.

    One that `is_silent` says its quota by 429 alone. Bounds may be read in the local
    time of a zone that is `hours_ahead`, whatever their "Z" says.
    """

    def __init__(self, offers, loses_edges=False, is_silent=False, hours_ahead=0):
        super().__init__(("127.0.0.1", 0), Handler)
        self.offers = sorted(offers, key=lambda o: o["dateCreation"], reverse=True)
        self.loses_edges, self.is_silent = loses_edges, is_silent
        self.shift = {"hours": -hours_ahead}
        self.moments, self.refused, self.lock = [], 0, threading.Lock()

    def is_over_quota(self):
        with self.lock:
            now = time.monotonic()
            self.moments = [m for m in self.moments if m > now - 1]
            if len(self.moments) >= QUOTA:
                self.refused += 1
                return True
            self.moments.append(now)
            return False


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        realm = parse_qs(urlsplit(self.path).query).get("realm")
        is_ours = realm == ["/partenaire"]
        token = {"access_token": "t", "token_type": "Bearer"}
        self.answer(*(200, token) if is_ours else (400, {"error": "Invalid realm"}))

    def do_GET(self):
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        if self.server.is_over_quota():
            self.answer(429, None)
        elif "/referentiel/" in url.path:
            self.answer(200, [{"code": "M1805", "libelle": "Études"}])
        else:
            self.search(asked)

    def search(self, asked):
        first, _, last = asked.get("range", f"0-{PAGE - 1}").partition("-")
        first, last = int(first), min(int(last), int(first) + PAGE - 1)
        if first > REACH - PAGE:
            highest = REACH - PAGE
            message = f"La position demandée dépasse la limite de {highest}."
            self.answer(400, {"message": message, "codeErreur": "X"})
            return
        low, high = self.bound(asked, "min", "0"), self.bound(asked, "max", "9")
        found = [
            offer
            for offer in self.server.offers
            if low <= offer["dateCreation"] <= high
            and not (self.server.loses_edges and is_near(low, offer["dateCreation"]))
        ]
        shown = found[first : last + 1]
        if not shown:
            status = 416 if found else 204
            self.answer(status, None, {"Content-Range": f"offres */{len(found)}"})
            return
        end = first + len(shown) - 1
        whole = len(shown) == len(found)
        extent = {"Content-Range": f"offres {first}-{end}/{len(found)}"}
        self.answer(200 if whole else 206, {"resultats": shown}, extent)

    def bound(self, asked, which, otherwise):
        given = asked.get(f"{which}CreationDate")
        return later(given, **self.server.shift) if given else otherwise

    def answer(self, status, content, headers=()):
        body = b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        if not self.server.is_silent:
            name = "x-ratelimit-replenish-rate-clientidlimiter"
            self.send_header(name, str(QUOTA // 2))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def other_publisher(offers, **oddities):
    """Serve offers until the block ends; yield the server and its variables."""
    server = Publisher(offers, **oddities)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield (
            server,
            {
                "SOURCES__FRANCE_TRAVAIL__TOKEN_URL": f"{base}/token?realm=/partenaire",
                "SOURCES__FRANCE_TRAVAIL__API_URL": f"{base}/offers",
                "SOURCES__FRANCE_TRAVAIL__CLIENT_ID": "anybody",
                "SOURCES__FRANCE_TRAVAIL__CLIENT_SECRET": "a secret",
            },
        )
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
