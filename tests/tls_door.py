"""A door in front of Postgres that speaks TLS, as RDS does; the embedded build cannot.

Postgres negotiates TLS by one message before its own protocol begins: the door answers
it, shows a certificate of an authority of its own, and passes on what comes after.
"""

import datetime
import select
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ADDRESS = "127.0.0.1"
SSL_REQUEST, GSS_REQUEST = 80877103, 80877104
# What RDS says with rds.force_ssl to whoever does without.
REFUSAL = b"SFATAL\0C28000\0Mno pg_hba.conf entry for host, no encryption\0\0"


@dataclass(frozen=True)
class TlsDoor:
    """Where it listens, and the authority by which its name can be verified."""

    port: int
    authority: Path


def name_of(text: str) -> x509.Name:
    """Return a certificate's name."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def signed(
    subject: str, issuer: str, key: ec.EllipticCurvePrivateKey, signer, extension
) -> x509.Certificate:
    """Return a certificate that is valid today."""
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name_of(subject))
        .issuer_name(name_of(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(extension, critical=True)
        .sign(signer, hashes.SHA256())
    )


def certify(folder: Path, address: str) -> tuple[Path, Path]:
    """Make an authority, and a server's certificate by it; return both files."""
    authority, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    issuer = f"essai {x509.random_serial_number()}"
    root = signed(
        issuer, issuer, authority, authority, x509.BasicConstraints(True, None)
    )
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
    leaf = signed(address, issuer, own, authority, names)
    pem = serialization.Encoding.PEM
    (folder / "authority.pem").write_bytes(root.public_bytes(pem))
    (folder / "server.pem").write_bytes(
        leaf.public_bytes(pem)
        + own.private_bytes(
            pem,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder / "authority.pem", folder / "server.pem"


def handler_of(behind: int, context: ssl.SSLContext) -> type[BaseRequestHandler]:
    """Return what meets a client at the door."""

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError, struct.error):
                self.meet()

        def meet(self) -> None:
            client = self.request
            length, code = struct.unpack("!II", client.recv(8, socket.MSG_WAITALL))
            if code == GSS_REQUEST:
                client.sendall(b"N")
                length, code = struct.unpack("!II", client.recv(8, socket.MSG_WAITALL))
            if code != SSL_REQUEST:
                client.recv(length - 8, socket.MSG_WAITALL)
                client.sendall(b"E" + struct.pack("!I", len(REFUSAL) + 4) + REFUSAL)
                return
            client.sendall(b"S")
            with (
                context.wrap_socket(client, server_side=True) as inside,
                socket.create_connection((ADDRESS, behind)) as server,
            ):
                pass_on(inside, server)

    return Handler


def pass_on(client: ssl.SSLSocket, server: socket.socket) -> None:
    """Carry bytes both ways until one side ends."""
    while True:
        ready = [client] if client.pending() else []
        for source in ready or select.select([client, server], [], [])[0]:
            said = source.recv(65536)
            if not said:
                return
            (server if source is client else client).sendall(said)


@contextmanager
def tls_door(behind: int, folder: Path) -> Iterator[TlsDoor]:
    """Stand in front of a Postgres's port, certified by address, until it ends."""
    authority, certificate = certify(folder, ADDRESS)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    ThreadingTCPServer.allow_reuse_address = True
    server = ThreadingTCPServer((ADDRESS, 0), handler_of(behind, context))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield TlsDoor(server.server_address[1], authority)
    finally:
        server.shutdown()
        server.server_close()
