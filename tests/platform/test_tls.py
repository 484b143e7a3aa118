"""Whoever the studio speaks to over TLS shows a certificate that the system trusts, or is not spoken to."""

import datetime
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

import personae
from personae.accounts import Provider, ProviderFailed
from personae.platform.mail import Letter, Smtp
from personae.platform.outbound import ServerUnreachable, fetch


def self_signed(folder: Path) -> Path:
    """A certificate for this machine that nobody vouches for, with its key, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    day, now = datetime.timedelta(days=1), datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(
            name, name, key.public_key(), x509.random_serial_number(), now - day, now + day
        )
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "localhost.pem"
    plain = serialization.NoEncryption()
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture(scope="module")
def untrusted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, list[bytes]]]:
    """The port of a server with such a certificate, and what clients have told it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path_factory.mktemp("tls")))
    told: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            try:
                plain.settimeout(2)
                with context.wrap_socket(plain, server_side=True) as client:
                    told.append(client.recv(1000))
            except OSError:  # they hung up, as they should
                plain.close()

    thread = threading.Thread(target=serve)
    thread.start()
    yield listener.getsockname()[1], told
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


class TestUntrustedServer:
    async def test_is_told_nothing_by_the_client_of_addresses_that_people_set(
        self, untrusted: tuple[int, list[bytes]]
    ) -> None:
        port, told = untrusted
        with pytest.raises(ServerUnreachable):
            await fetch("GET", f"https://localhost:{port}/models", limit_bytes=99, wait_s=5, reach=None)
        assert not any(told)

    async def test_is_no_openid_provider(self, untrusted: tuple[int, list[bytes]]) -> None:
        port, told = untrusted
        provider = Provider(f"https://localhost:{port}", "id", "secret", name="Example", callback="")
        with pytest.raises(ProviderFailed, match="cannot be reached"):
            await provider.begin(next="/")
        assert not any(told)

    def test_is_given_no_letter(self, untrusted: tuple[int, list[bytes]]) -> None:
        port, told = untrusted
        server = Smtp(f"smtps://ada:secret@localhost:{port}", sender=None)
        with pytest.raises(ssl.SSLCertVerificationError):
            server.carry(Letter("ben@example.org", "Hello", "Hello"))
        assert not any(told)


class TestCode:
    def test_nowhere_takes_a_certificate_on_trust(self) -> None:
        lax = re.compile(
            r"verify\s*=\s*False|CERT_NONE|_create_unverified_context|check_hostname\s*=\s*False"
        )
        found = [
            path.name
            for path in Path(personae.__file__).parent.rglob("*.py")
            if lax.search(path.read_text(encoding="utf-8"))
        ]
        assert found == []
