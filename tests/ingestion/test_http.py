"""The polite client against a real server that misbehaves on purpose."""

import gzip
import ssl
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ingestion.answers import retry_after_seconds
from ingestion.errors import PublisherRefused, PublisherUnavailable, UnexpectedAnswer
from ingestion.http import HttpClient
from ingestion.pacing import Pace
from tests.ingestion.scripted import Script

MEBIBYTE = 1024 * 1024


def test_what_may_pass_is_retried_and_counted(server, client):
    Script.answers["/"] = [(503, {}, b""), (500, {}, b""), (200, {}, b"ok")]

    with client.metered() as meter:
        answer = client.get(f"{server}/")

    assert (answer.status, answer.body) == (200, b"ok")
    assert (meter.requests, meter.retries) == (3, 2)
    assert all(agent.startswith("Vigie/test") for _, _, agent in Script.asked)


def test_retry_after_in_seconds_is_never_undercut(server, client):
    Script.answers["/"] = [(429, {"Retry-After": "1"}, b""), (200, {}, b"ok")]

    client.get(f"{server}/")

    assert Script.asked[1][1] - Script.asked[0][1] >= 1.0


def test_a_retry_after_date_beyond_the_longest_wait_ends_the_run(server, client):
    client.longest_wait_seconds = 60
    in_an_hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    Script.answers["/"] = [(429, {"Retry-After": in_an_hour}, b""), (200, {}, b"ok")]

    with pytest.raises(PublisherUnavailable, match="asks to wait"):
        client.get(f"{server}/")

    assert len(Script.asked) == 1


@pytest.mark.parametrize("value", [None, "", "-5", "soon", "inf", "nan"])
def test_a_retry_after_that_says_nothing_asks_for_nothing(value):
    assert retry_after_seconds(value) == 0.0


def test_a_publisher_that_stays_down_is_reported_without_the_query(server, client):
    Script.answers["/?secret=s3cr3t"] = [(500, {}, b"")]
    client.breaker.limit = 3

    with pytest.raises(PublisherUnavailable) as failure:
        client.get(f"{server}/", params={"secret": "s3cr3t"})

    assert "s3cr3t" not in str(failure.value)
    assert len(Script.asked) == 3


def test_a_cut_answer_is_never_half_read(server, client):
    cut = (200, {"Content-Length": "100"}, b"only this")
    Script.answers["/"] = [cut, (200, {}, b"whole")]

    assert client.get(f"{server}/").body == b"whole"


def test_a_gzip_bomb_is_cut_at_the_cap(server, client):
    bomb = gzip.compress(b"\0" * 50 * MEBIBYTE)
    Script.answers["/"] = [(200, {"Content-Encoding": "gzip"}, bomb)]

    with pytest.raises(UnexpectedAnswer, match="larger than 1 MiB"):
        client.get(f"{server}/", max_bytes=MEBIBYTE)


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://localhost:1/",
        "http://[::ffff:127.0.0.1]/",
        "file:///etc/passwd",
        "http://10.0.0.1/",
        f"http://{'a' * 64}.example/",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(server, client, target):
    Script.answers["/"] = [(302, {"Location": target}, b"")]

    with pytest.raises(PublisherRefused, match="not a public web address"):
        client.get(f"{server}/")


def test_a_redirect_to_no_address_is_told_in_one_line(server, client):
    # requests reads where it leads, though it is not to follow
    Script.answers["/"] = [(302, {"Location": "http://["}, b"")] * 9

    with pytest.raises(PublisherUnavailable, match="last: ValueError"):
        client.get(f"{server}/")


def test_a_redirect_on_the_same_host_is_followed_but_not_for_ever(server, client):
    Script.answers["/"] = [(302, {"Location": "/there"}, b"")]
    Script.answers["/there"] = [(200, {}, b"ok")]
    Script.answers["/loop"] = [(302, {"Location": "/loop"}, b"")]

    assert client.get(f"{server}/").body == b"ok"
    with pytest.raises(PublisherRefused, match="more than 5 times"):
        client.get(f"{server}/loop")


def test_a_redirect_takes_its_own_query_and_no_secret_to_another_host(
    server, client, monkeypatch
):
    elsewhere = server.replace("127.0.0.1", "localhost")
    monkeypatch.setattr("ingestion.http.is_public", lambda host: True)
    Script.answers["/near?a=1"] = [(302, {"Location": "/there?b=2"}, b"")]
    Script.answers["/far?a=1"] = [(302, {"Location": f"{elsewhere}/there?b=2"}, b"")]
    Script.answers["/there?b=2"] = [(200, {}, b"ok")]
    told = {"params": {"a": 1}, "headers": {"Authorization": "Bearer secret"}}

    assert client.get(f"{server}/near", **told).body == b"ok"
    assert client.get(f"{server}/far", **told).body == b"ok"

    assert Script.tokens == ["Bearer secret"] * 3 + [None]


def test_the_pace_is_shared_and_kept(server):
    client = HttpClient(server, Pace(20), ["Vigie/test"])
    Script.answers["/"] = [(200, {}, b"ok")]
    threads = [
        threading.Thread(target=client.get, args=(f"{server}/",)) for _ in range(10)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    moments = sorted(moment for _, moment, _ in Script.asked)
    # Ten requests at twenty a second: nine intervals of 50 ms, less the network's own.
    assert moments[-1] - moments[0] >= 0.35


def test_an_unreachable_host_is_one_clear_error():
    client = HttpClient("http://127.0.0.1:9", Pace(1000), ["Vigie/test"])
    client.breaker.limit = 2

    with pytest.raises(PublisherUnavailable, match="connection failed"):
        client.get("http://127.0.0.1:9/")


@pytest.fixture
def self_signed(tmp_path):
    """Serve HTTPS with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    pem = serialization.Encoding.PEM
    form = serialization.PrivateFormat.PKCS8
    file.write_bytes(
        key.private_bytes(pem, form, serialization.NoEncryption())
        + certificate.public_bytes(pem)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    Script.answers, Script.asked = {"/": [(200, {}, b"{}")]}, []
    http = ThreadingHTTPServer(("127.0.0.1", 0), Script)
    http.socket = context.wrap_socket(http.socket, server_side=True)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield f"https://127.0.0.1:{http.server_port}/"
    http.shutdown()
    http.server_close()


def test_fault_39_a_certificate_that_nobody_vouches_for_is_refused(self_signed):
    client = HttpClient(self_signed, Pace(1000), ["Vigie/test"])
    client.breaker.limit = 2

    with pytest.raises(PublisherUnavailable, match="certificate"):
        client.get(self_signed)
    assert Script.asked == []
