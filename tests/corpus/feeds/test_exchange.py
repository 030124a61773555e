"""Safe connections to an address that was judged before."""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tenor.corpus.feeds.addresses import checked
from tenor.corpus.feeds.exchange import Answer, exchange
from tenor.corpus.feeds.reasons import FetchError
from tests.corpus.feeds.conftest import LIMITS

HOST = "harbour.invalid"
Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "certificate.pem", folder / "key.pem"
    names = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-days", "2"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(made)]
    subprocess.run([*command, *names], check=True, capture_output=True)
    return made, key


@pytest.fixture
def ask(certificate: tuple[Path, Path]) -> Iterator[Ask]:
    """Ask a server that has the certificate, under any name of a host."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    trusting = ssl.create_default_context(cafile=certificate[0])

    def serve() -> None:
        with suppress(OSError):  # the listener is closed at the end
            while True:
                connection, _ = listener.accept()
                with connection, suppress(OSError), context.wrap_socket(connection, server_side=True) as safe:
                    safe.recv(10_000)
                    safe.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ntalks")

    def _ask(host: str, *, trusts: bool = True) -> Answer:
        url = checked(f"https://{host}:{listener.getsockname()[1]}/feed")
        return exchange(url, ("127.0.0.1",), headers={}, limits=LIMITS, context=trusting if trusts else None)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield _ask
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_the_certificate_is_that_of_the_host_and_not_of_the_address(ask: Ask) -> None:
    assert ask(HOST).body == b"talks"


def test_a_certificate_of_another_host_or_of_nobody_known_ends_it(ask: Ask) -> None:
    with pytest.raises(FetchError, match="no safe connection: Hostname mismatch"):
        ask("quay.invalid")
    with pytest.raises(FetchError, match="no safe connection: self-signed certificate"):
        ask(HOST, trusts=False)


def test_a_handshake_that_never_ends_is_cut_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = checked(f"https://{HOST}:{silent.getsockname()[1]}/")
        with pytest.raises(FetchError) as error:
            exchange(url, ("127.0.0.1",), headers={}, limits=LIMITS)
    assert error.value.fault.reason == "too_slow"
