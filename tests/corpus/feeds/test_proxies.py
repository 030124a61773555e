"""Feeds behind a proxy: which one is asked, through a real one on loopback, and what may not be asked through it."""

import base64
import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tenor.corpus.feeds import Fetcher
from tenor.corpus.feeds.addresses import checked
from tenor.corpus.feeds.proxies import Proxies
from tenor.corpus.feeds.reasons import FetchError
from tenor.errors import ParameterError
from tests.corpus.feeds.conftest import LIMITS, Time
from tests.corpus.feeds.server import Request, Server, item, rss, story, text
from tests.corpus.feeds.test_exchange import HOST, certificate

__all__ = ["certificate"]

FEED = "http://harbour.example/feed"
NOT_HERE = OSError("no such name")


def nowhere(host: str, port: int) -> list[str]:
    """Know the proxy alone, as a machine does that has no way out but through it."""
    if host != "127.0.0.1":
        raise NOT_HERE
    return [host]


def through(proxy: Server, time: Time, **options: object) -> Fetcher:
    named = {"http": proxy.url, "https": proxy.url}
    usual = {"proxies": named, "limits": LIMITS, "resolve": nowhere, "delay": 0}
    return Fetcher(time.clock, **(usual | options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "named, url, port",
    [
        ({"http": "http://proxy:3128"}, "http://a.example/", 3128),
        ({"http": "proxy:3128"}, "http://a.example/", 3128),
        ({"http": "http://proxy"}, "http://a.example/", 80),
        ({"http": "http://proxy:3128"}, "https://a.example/", None),
        ({"https": "http://proxy:1"}, "https://a.example/", 1),
        ({"all": "http://proxy:2"}, "https://a.example/", 2),
        ({"all": "http://proxy:2", "http": "http://proxy:1"}, "http://a.example/", 1),
        ({"all": "http://proxy:2", "no": "*"}, "http://a.example/", None),
        ({"all": "http://proxy:2", "no": "b.example, .a.example"}, "http://news.A.example/", None),
        ({"all": "http://proxy:2", "no": "a.example"}, "http://aa.example/", 2),
        ({"all": "http://proxy:2", "no": "a.example:8080"}, "http://a.example/", 2),
        ({"all": "http://proxy:2", "no": "a.example:443"}, "https://a.example/", None),
        ({"all": "http://proxy:2", "no": "10.0.0.1,::1"}, "http://[::1]:8000/", None),
        ({}, "http://a.example/", None),
    ],
)
def test_the_environment_says_which_proxy_stands_before_which_host(
    named: dict[str, str], url: str, port: int | None
) -> None:
    proxy = Proxies(named).between(checked(url))
    assert (proxy.port if proxy else None) == port


@pytest.mark.parametrize(
    "address", ["socks5://ann:s3cret@proxy:1080", "https://ann:s3cret@proxy", "http://", "http://[x"]
)
def test_a_proxy_that_cannot_be_used_is_refused_without_its_password(time: Time, address: str) -> None:
    with pytest.raises(ParameterError, match="the proxy for http is not one of HTTP; write it as") as refused:
        Fetcher(time.clock, proxies={"http": address})
    assert "s3cret" not in str(refused.value)


def test_the_proxy_is_asked_for_the_whole_address_of_a_name_that_only_it_knows(time: Time) -> None:
    with Server({FEED: text("talks")}) as proxy:
        answer = through(proxy, time).get(FEED)
    assert (answer.body, answer.url) == (b"talks", FEED)
    assert [request.path for request in proxy.log] == ["http://harbour.example:80/robots.txt", FEED]
    assert proxy.log[-1].headers["host"] == "harbour.example"
    assert "proxy-authorization" not in proxy.log[-1].headers


def test_a_password_is_for_the_proxy_and_told_to_nobody(time: Time) -> None:
    def answer(request: Request) -> bytes:
        let_in = request.headers.get("proxy-authorization") == f"Basic {base64.b64encode(b'ann:s3cret').decode()}"
        return text("talks") if let_in else text("", status="407 Who are you")

    with Server({FEED: answer, "http://harbour.example:80/robots.txt": answer}) as proxy:
        known = {"http": proxy.url.replace("://", "://ann:s3cret@")}
        assert through(proxy, time, proxies=known).get(FEED).body == b"talks"
        assert "s3cret" not in repr(Proxies(known).between(checked(FEED)))
        with pytest.raises(FetchError, match="the proxy asks for a user and a password; name it as"):
            through(proxy, time).get(FEED)


@pytest.mark.parametrize(
    "url, told",
    [
        ("http://127.0.0.1:8080/feed", "127.0.0.1 is at 127.0.0.1, a local or private address"),
        ("http://169.254.169.254/latest", "a local or private address"),
        ("http://[::ffff:10.0.0.1]/", "a local or private address"),
        ("http://intranet/feed", "intranet is a name of a local network; --allow-local asks it all the same"),
        ("https://wiki.corp/feed", "wiki.corp is a name of a local network"),
        ("http://metadata.google.internal./x", "metadata.google.internal is a name of a local network"),
    ],
)
def test_no_proxy_is_asked_for_what_is_local(time: Time, url: str, told: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        return [host] if host[0] in "1:" else nowhere(host, port)

    with Server() as proxy:
        with pytest.raises(FetchError) as refused:
            through(proxy, time, resolve=resolve).get(url)
        assert (refused.value.fault.reason, proxy.log) == ("bad_address", [])
    assert told in refused.value.fault.detail


def test_a_name_that_leads_to_a_local_address_here_is_not_asked_for_there(time: Time) -> None:
    with Server({FEED: text("secrets")}) as proxy, pytest.raises(FetchError, match="a local or private address"):
        through(proxy, time, resolve=lambda host, port: ["127.0.0.1"]).get(FEED)
    assert proxy.log == []


def test_a_redirect_to_a_local_name_is_refused_behind_a_proxy_too(time: Time) -> None:
    moved = text("", "Location: http://intranet/secrets", status="302 Found")
    with Server({FEED: moved, "http://intranet/secrets": text("secrets")}) as proxy:
        with pytest.raises(FetchError, match="intranet is a name of a local network"):
            through(proxy, time).get(FEED)
        assert "http://intranet/secrets" not in proxy.asked


def test_local_addresses_are_asked_for_with_leave(time: Time) -> None:
    with Server({"http://intranet/feed": text("talks")}) as proxy:
        assert through(proxy, time, allow_local=True).get("http://intranet/feed").body == b"talks"


def test_a_proxy_that_is_not_there_is_no_answer(time: Time) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        named = {"http": f"127.0.0.1:{closed.getsockname()[1]}"}
    fetcher = Fetcher(time.clock, proxies=named, limits=replace(LIMITS, attempts=1), resolve=nowhere)
    with pytest.raises(FetchError) as error:
        fetcher.get(FEED)
    assert (error.value.fault.reason, error.value.passing) == ("unreachable", True)
    assert f"through the proxy {named['http']}" in error.value.fault.detail


# Through a tunnel


@pytest.fixture
def tunnel(certificate: tuple[Path, Path]) -> Iterator[tuple[str, list[bytes]]]:
    """Give a proxy that opens tunnels, at the end of each the server with the certificate, and what it was asked."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    asked: list[bytes] = []

    def serve() -> None:
        with suppress(OSError):  # the listener is closed at the end
            while True:
                connection, _ = listener.accept()
                with connection, suppress(OSError):
                    asked.append(connection.recv(10_000))
                    connection.sendall(b"HTTP/1.1 200 Established\r\n\r\n")
                    with context.wrap_socket(connection, server_side=True) as safe:
                        safe.recv(10_000)
                        safe.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ntalks")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://ann:s3cret@127.0.0.1:{listener.getsockname()[1]}", asked
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_https_goes_through_a_tunnel_to_the_server_whose_certificate_it_is(
    time: Time, tunnel: tuple[str, list[bytes]], certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, asked = tunnel
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    fetcher = Fetcher(time.clock, proxies={"https": proxy}, limits=LIMITS, resolve=nowhere)
    assert fetcher.get(f"https://{HOST}/feed").body == b"talks"
    assert asked[-1].startswith(f"CONNECT {HOST}:443 HTTP/1.".encode())
    assert base64.b64encode(b"ann:s3cret") in asked[-1]
    with pytest.raises(FetchError, match=r"no safe connection through the proxy 127.0.0.1:\d+: Hostname mismatch"):
        fetcher.get("https://quay.invalid/feed")


def test_a_proxy_that_opens_no_tunnel_is_no_answer(time: Time) -> None:
    refusal = pytest.raises(
        FetchError, match=r"no answer through the proxy 127.0.0.1:\d+: Tunnel connection failed: 403 Forbidden"
    )
    with Server({f"{HOST}:443": text("no", status="403 Forbidden")}) as proxy, refusal:
        through(proxy, time).get(f"https://{HOST}/feed")


# As commands read it


def test_tenor_collect_follows_the_proxy_that_its_environment_names(tmp_path: Path) -> None:
    url = "http://harbour.invalid/feed"
    with Server({url: text(rss(item(1, link="http://harbour.invalid/1", content=story(1))))}) as proxy:
        command = [sys.executable, "-m", "tenor", "collect", url, "--delay", "0", "--archive", str(tmp_path / "a.db")]
        ended = subprocess.run(command, env=os.environ | {"http_proxy": proxy.url}, capture_output=True, text=True)
    assert "1 of 1 feed read, 1 article added" in ended.stderr
    assert ended.returncode == 0
