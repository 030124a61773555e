"""A real server on loopback that answers as a test tells it, and remembers what it was asked."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

Chunks = Iterable[bytes]
Answer = bytes | Callable[["Request"], bytes | Chunks]


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    method: str = "GET"
    body: bytes = b""


@dataclass
class Server:
    """Answers `paths[path]`, raw bytes from the status line on; an unknown path is 404.

    An answer that is a function is given the request, and may give pieces, sent as they come. `log` holds the requests
    in order, `open_now` and `most_open` count the connections.
    """

    paths: dict[str, Answer] = field(default_factory=dict)
    log: list[Request] = field(default_factory=list)
    open_now: int = 0
    most_open: int = 0
    hung_up: int = 0

    def __enter__(self) -> "Server":
        self.ending = threading.Event()
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(0.02)
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ending.set()
        self.thread.join()
        self.listener.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    @property
    def asked(self) -> Counter[str]:
        return Counter(request.path for request in self.log)

    def _serve(self) -> None:
        threads = []
        while not self.ending.is_set():
            with suppress(TimeoutError):
                connection, _ = self.listener.accept()
                threads.append(threading.Thread(target=self._talk, args=(connection,), daemon=True))
                threads[-1].start()
        for thread in threads:
            thread.join(2)

    def _talk(self, connection: socket.socket) -> None:
        with self.lock:
            self.open_now += 1
            self.most_open = max(self.most_open, self.open_now)
        with connection, suppress(OSError):
            connection.settimeout(5)
            request = self._request(connection)
            if request:
                self.log.append(request)
                for piece in self._pieces(request):
                    if self.ending.is_set():
                        break
                    self._send(connection, piece)
        with self.lock:
            self.open_now -= 1

    def _send(self, connection: socket.socket, piece: bytes) -> None:
        try:
            connection.sendall(piece)
        except OSError:
            self.hung_up += 1
            raise

    def _pieces(self, request: Request) -> Iterator[bytes]:
        answer = self.paths.get(request.path, text("not here", status="404 Not Found"))
        given = answer(request) if callable(answer) else answer
        yield from [given] if isinstance(given, bytes) else given

    @staticmethod
    def _request(connection: socket.socket) -> Request | None:
        data = b""
        while b"\r\n\r\n" not in data:
            piece = connection.recv(65_536)
            if not piece:
                return None
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        while len(body) < int(headers.get("content-length", 0)):
            body += connection.recv(65_536)
        method, path, *_ = first.split(" ")
        return Request(path, headers, method, body)


def text(body: str | bytes, *headers: str, status: str = "200 OK", kind: str = "text/xml", length: int = -1) -> bytes:
    """Give a whole answer; `length` is what it claims, where that is not the truth."""
    data = body.encode() if isinstance(body, str) else body
    told = len(data) if length < 0 else length
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {told}", *headers]
    return "\r\n".join([*head, "", ""]).encode() + data


def answers(*given: bytes) -> Callable[[Request], bytes]:
    """Give one answer after the other, and at last that there is none any more."""
    left = iter(given)
    return lambda request: next(left, text("", status="410 Gone"))


def redirect(to: str, status: str = "302 Found") -> bytes:
    return text("", f"Location: {to}", status=status)


def slowly(data: bytes, *, step: int = 1, pause: float = 0.05) -> Iterator[bytes]:
    """Give `data` in pieces of `step` bytes, with a pause after each."""
    for start in range(0, len(data), step):
        yield data[start : start + step]
        time.sleep(pause)


def story(number: int, extra: str = "") -> str:
    """Give a made-up article of its own for each number, long enough to be one."""
    return (
        f"The harbour ministry said on Monday that round {number} of the ferry talks would open in spring. {extra}"
        f"“We have counted {number} boats and we will count them again,” said Ana Verity, the deputy for quays. "
        f"Her colleague Tom Oleander told reporters that the other side had not answered letter number {number} yet, "
        "and that nobody would be hurried. The lighthouse keepers were asked to stay on until the autumn."
    )


def page(number: int, *, day: str = "2023-07-23", site: str = "The Harbour Post") -> bytes:
    """Give the web page of an article."""
    head = (
        f"<title>Ferry talks, round {number}</title><meta property='og:site_name' content='{site}'>"
        f"<meta property='article:published_time' content='{day}T10:00:00Z'>"
    )
    body = "".join(f"<p>{sentence}.</p>" for sentence in story(number).split(". "))
    html = f"<html><head>{head}</head><body><nav>Home</nav><article><h1>Ferry</h1>{body}</article></body></html>"
    return text(html, kind="text/html; charset=utf-8")


def item(number: int, *, link: str = "", content: str = "", date: str = "Sun, 23 Jul 2023 10:00:00 GMT") -> str:
    """Give an item of an RSS feed."""
    parts = [f"<title>Ferry talks, round {number}</title>", f"<guid isPermaLink='false'>tag:post,{number}</guid>"]
    parts += [f"<link>{link}</link>"] if link else []
    parts += [f"<pubDate>{date}</pubDate>"] if date else []
    parts += [f"<content:encoded><![CDATA[{content}]]></content:encoded>"] if content else []
    return f"<item>{''.join(parts)}</item>"


def rss(*items: str, title: str = "The Harbour Post") -> str:
    """Give an RSS feed of items."""
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    return f"{head}<channel><title>{title}</title>{''.join(items)}</channel></rss>"
