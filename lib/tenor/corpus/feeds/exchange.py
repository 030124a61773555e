"""One request and its answer, over one connection to an address that was judged before."""

import http.client
import os
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, IncompleteRead, ProtocolError
from urllib3.exceptions import TimeoutError as TimeoutException
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url

from tenor.corpus.feeds.addresses import PORTS, shown
from tenor.corpus.feeds.bodies import PackingError, TooLargeError, unpacked
from tenor.corpus.feeds.proxies import Proxy
from tenor.corpus.feeds.reasons import FetchError

CHUNK = 65_536
MOST_ADDRESSES = 4
NO_BODY = {301, 302, 303, 304, 307, 308}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a request may take, in seconds, how much it may bring, in bytes, and how often it is tried.

    `total` covers all of an answer, however slowly it comes; `sent` is counted as it comes, packed or not, and
    `unpacked` afterwards. `longest_wait` is the most that is waited because a server asks for it.
    """

    connect: float = 10
    read: float = 20
    total: float = 60
    sent: int = 10_000_000
    unpacked: int = 20_000_000
    page: int = 3_000_000
    redirects: int = 5
    attempts: int = 3
    longest_wait: float = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. `url` is where it came from at last, and `moved` the address of what moved for good.

    `whole` is False where the body ended before it should have.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)
    whole: bool = True
    moved: str = ""

    def header(self, name: str) -> str:
        """Give the header `name`, "" where there is none or it is not plain and short enough to be kept."""
        value = self.headers.get(name, "").strip()
        return value if value.isascii() and value.isprintable() and len(value) <= 1000 else ""


def exchange(
    url: Url,
    addresses: tuple[str, ...],
    *,
    headers: Mapping[str, str],
    limits: Limits,
    context: ssl.SSLContext | None = None,
    proxy: Proxy | None = None,
    posted: bytes | None = None,
) -> Answer:
    """Ask for `url` at the first of `addresses` that can be connected to, and give what comes back.

    What is `posted` is sent there instead of asking, and of the answer only status and headers are read: nothing that
    a server adds can make a delivery fail. No other address is ever connected to, whatever the name of the host leads
    to by now. With a `proxy` they are its own. Raises FetchError: `unreachable`, `too_slow` or `too_large`.
    """
    connection, response = _connection(url, addresses, limits, context, proxy), None
    forwarded = proxy is not None and url.scheme == "http"
    asked = url._replace(auth=None, fragment=None).url if forwarded else url.request_uri
    told = {**headers, **(proxy.headers if proxy and forwarded else {})}
    method, how = "GET" if posted is None else "POST", {"preload_content": False, "decode_content": False}
    try:
        connection.request(method, asked, body=posted, headers=told, **how)
        response = connection.getresponse()
        if posted is not None:
            return Answer(url.url, response.status, _headers(response))
        return _answer(url, response, limits, connection)
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        raise _failure(url, error, connection, limits, proxy) from None
    finally:
        if response:
            response.close()
        connection.hang_up()


class _Pinned(HTTPConnection):
    """A connection to addresses that are given, not looked up, which is cut when its time is over."""

    addresses: tuple[str, ...] = ()
    limits = Limits()
    expired = False
    _held: socket.socket | None = None
    _line: socket.socket | None = None
    _timer: threading.Timer | None = None

    def connect(self) -> None:
        """Connect, and remember the socket, which http.client forgets when it hands it on."""
        super().connect()
        self._held = self.sock

    def _new_conn(self) -> socket.socket:
        for number, address in enumerate(self.addresses, 1):
            try:
                sock = socket.create_connection((address, self.port), self.limits.connect)
                break
            except OSError:
                if number == len(self.addresses):
                    raise
        # A second handle on the same connection: TLS takes the first one away, and a time-out of the socket begins
        # anew with each byte.
        self._line = sock.dup()
        self._timer = threading.Timer(self.limits.total, self._expire)
        self._timer.daemon = True
        self._timer.start()
        return sock

    def _expire(self) -> None:
        self.expired = True
        if self._line:
            self._shut(self._line)

    def hang_up(self) -> None:
        """End the connection, and the clock that ran beside it."""
        if self._timer:
            self._timer.cancel()
            self._timer.join()
        self.close()
        # An answer that could not be taken apart still holds on to it.
        if self._held and (handle := self._held.detach()) >= 0:
            os.close(handle)
        if self._line:
            self._shut(self._line)
            self._line.close()

    @staticmethod
    def _shut(line: socket.socket) -> None:
        with suppress(OSError):  # the other side was first
            line.shutdown(socket.SHUT_RDWR)


class _PinnedTLS(_Pinned, HTTPSConnection):
    pass


def _connection(
    url: Url, addresses: tuple[str, ...], limits: Limits, context: ssl.SSLContext | None, proxy: Proxy | None
) -> _Pinned:
    host, port = (url.host or "").strip("[]"), url.port or PORTS[url.scheme or "http"]
    to, at = (proxy.host, proxy.port) if proxy else (host, port)
    made: _Pinned
    if url.scheme == "https":
        made = _PinnedTLS(to, at, timeout=limits.read, ssl_context=context or ssl.create_default_context())
        if proxy:
            made.set_tunnel(host, port, headers=proxy.headers)
    else:
        made = _Pinned(to, at, timeout=limits.read)
    made.addresses, made.limits = addresses[:MOST_ADDRESSES], limits
    return made


def _answer(url: Url, response: BaseHTTPResponse, limits: Limits, connection: _Pinned) -> Answer:
    headers = _headers(response)
    if response.status in NO_BODY:
        return Answer(url.url, response.status, headers)
    raw, whole = _body(response, limits.sent)
    if connection.expired:
        raise TimeoutError
    body, sound = unpacked(raw, headers.get("content-encoding", ""), limit=limits.unpacked)
    return Answer(url.url, response.status, headers, body, whole and sound)


def _headers(response: BaseHTTPResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _body(response: BaseHTTPResponse, limit: int) -> tuple[bytes, bool]:
    """Give the body as it came, and whether it is as long as it should be."""
    told = response.headers.get("content-length", "").strip()
    if told.isdecimal() and int(told[:20]) > limit:
        raise TooLargeError(f"{int(told[:20]):,} bytes")
    pieces: list[bytes] = []
    size = 0
    try:
        while piece := response.read1(CHUNK):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise TooLargeError(f"more than {limit:,} bytes")
    except (IncompleteRead, http.client.IncompleteRead, ProtocolError, ConnectionError):
        return b"".join(pieces), False
    return b"".join(pieces), True


def _failure(url: Url, error: Exception, connection: _Pinned, limits: Limits, proxy: Proxy | None) -> FetchError:
    where, way = shown(url.url), f" through the proxy {shown(proxy.host)}:{proxy.port}" if proxy else ""
    if isinstance(error, TooLargeError):
        return FetchError("too_large", where, f"{error}; at most {limits.sent:,} sent and {limits.unpacked:,} unpacked")
    if isinstance(error, PackingError):
        return FetchError("malformed", where, str(error))
    if connection.expired:
        return FetchError("too_slow", where, f"did not end within {limits.total:g} seconds", passing=True)
    if isinstance(error, TimeoutError | TimeoutException):
        return FetchError("too_slow", where, f"did not answer in time{way}", again=True)
    if isinstance(error, ssl.SSLError):
        return FetchError("unreachable", where, f"no safe connection{way}: {_reason(error)}", passing=True)
    return FetchError("unreachable", where, f"no answer{way}: {_reason(error)}", again=True)


def _reason(error: Exception) -> str:
    words = getattr(error, "verify_message", "") or getattr(error, "strerror", "") or str(error)
    return "".join(c for c in words if c.isprintable())[:200] or type(error).__name__
