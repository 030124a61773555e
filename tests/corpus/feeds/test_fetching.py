"""Fetching from a real server that misbehaves in one way after another."""

import datetime as dt
import gzip
import itertools
import threading
import time as real_time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenor.corpus.feeds import Fetcher
from tenor.corpus.feeds.reasons import FetchError
from tenor.errors import ParameterError
from tests.corpus.feeds.conftest import LIMITS, START, Time
from tests.corpus.feeds.server import Request, Server, answers, redirect, slowly, text

packed = partial(gzip.compress, mtime=0)  # the same in each process that collects these tests


def failure(fetcher: Fetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as failed:
        fetcher.get(url)
    return failed.value


def test_an_answer_has_body_headers_and_its_own_address(server: Server, fetcher: Fetcher) -> None:
    server.paths["/feed?b=1"] = text("<rss/>", 'ETag: "7"')
    answer = fetcher.get(f"{server.url}/feed?b=1#top")
    assert (answer.status, answer.body, answer.whole) == (200, b"<rss/>", True)
    assert answer.header("etag") == '"7"'


def test_the_agent_tells_its_name_and_whom_to_write_to(server: Server, time: Time) -> None:
    server.paths["/feed"] = text("x")
    Fetcher(time.clock, allow_local=True, contact="desk@harbour.example").get(f"{server.url}/feed")
    for request in server.log:
        assert request.headers["user-agent"].startswith("Tenor/")
        assert "desk@harbour.example" in request.headers["user-agent"]
        assert not request.headers.keys() & {"cookie", "authorization", "referer"}


@pytest.mark.parametrize("contact", ["a\nb", "caf\xe9", "x)(", "a\r\nCookie: 1"])
def test_a_contact_that_would_break_the_header_is_refused(time: Time, contact: str) -> None:
    with pytest.raises(ParameterError, match="contact"):
        Fetcher(time.clock, contact=contact)


@pytest.mark.parametrize("delay", [-1.0, float("nan"), float("inf")])
def test_a_delay_that_is_none_is_refused(time: Time, delay: float) -> None:
    with pytest.raises(ParameterError, match="delay"):
        Fetcher(time.clock, delay=delay)


def test_a_local_server_is_not_asked_at_all_without_leave(server: Server, time: Time) -> None:
    error = failure(Fetcher(time.clock, limits=LIMITS), f"{server.url}/feed")
    assert error.fault.reason == "bad_address"
    assert not server.log


def test_the_address_that_was_judged_is_the_one_that_is_connected_to(server: Server, time: Time) -> None:
    """A name that leads elsewhere when it is asked again is not asked again."""
    server.paths["/feed"] = text("x")
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    fetcher = Fetcher(time.clock, allow_local=True, limits=LIMITS, resolve=resolve)
    # No resolver of this machine knows the name: whoever connected by name would fail.
    answer = fetcher.get(server.url.replace("127.0.0.1", "harbour.invalid") + "/feed")
    assert answer.body == b"x"
    assert asked == ["harbour.invalid"] * 2  # robots.txt and the feed, each judged by itself
    assert server.log[-1].headers["host"].startswith("harbour.invalid")


def test_a_redirect_to_a_local_address_is_refused_though_the_first_was_public(server: Server, time: Time) -> None:
    """The server stands for a public one: its name is judged as such and connected to by hand."""
    where = {"harbour.invalid": "127.0.0.1", "inside.invalid": "10.1.2.3"}
    server.paths["/feed"] = redirect("http://inside.invalid/secrets")
    fetcher = _TrustsItsServer(time.clock, limits=LIMITS, resolve=lambda host, port: [where[host]])
    error = failure(fetcher, server.url.replace("127.0.0.1", "harbour.invalid") + "/feed")
    assert error.fault.reason == "bad_address"
    assert "10.1.2.3" in error.fault.detail


class _TrustsItsServer(Fetcher):
    def _tried(self, url, asked, limits, delay):  # type: ignore[no-untyped-def]
        self._allow_local = url.host == "harbour.invalid"
        return super()._tried(url, asked, limits, delay)


@pytest.mark.parametrize("location", ["ftp://harbour.example/", "file:///etc/passwd", "http://a:b@harbour.example/"])
def test_a_redirect_to_what_is_not_asked_is_refused(server: Server, fetcher: Fetcher, location: str) -> None:
    server.paths["/feed"] = redirect(location)
    assert failure(fetcher, f"{server.url}/feed").fault.reason == "bad_address"


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_redirects_are_followed_and_those_for_good_are_told(server: Server, fetcher: Fetcher, status: str) -> None:
    server.paths |= {"/a": redirect("b/caf\xe9", status), "/b/caf%C3%A9": text("x")}
    answer = fetcher.get(f"{server.url}/a")
    assert answer.body == b"x"
    assert answer.moved == (f"{server.url}/b/caf%C3%A9" if status[:3] in ("301", "308") else "")


def test_what_moved_for_good_and_then_for_now_is_told_with_its_lasting_address(
    server: Server, fetcher: Fetcher
) -> None:
    server.paths |= {"/a": redirect("/b", "301 Moved"), "/b": redirect("/c"), "/c": redirect("/d", "301 Moved")}
    server.paths["/d"] = text("x")
    assert fetcher.get(f"{server.url}/a").moved == f"{server.url}/b"


def test_a_redirect_to_what_is_no_address_is_told(server: Server, fetcher: Fetcher) -> None:
    server.paths["/a"] = redirect("http://[::1")
    assert failure(fetcher, f"{server.url}/a").fault.reason == "redirects"


def test_redirects_in_a_ring_end(server: Server, fetcher: Fetcher) -> None:
    server.paths |= {"/a": redirect("/b"), "/b": redirect("/a")}
    error = failure(fetcher, f"{server.url}/a")
    assert (error.fault.reason, error.fault.detail) == ("redirects", "is redirected in a ring")
    assert server.asked == {"/robots.txt": 1, "/a": 1, "/b": 1}


def test_redirects_without_end_end(server: Server, fetcher: Fetcher) -> None:
    server.paths |= {f"/{n}": redirect(f"/{n + 1}") for n in range(50)}
    assert "more than 5 times" in failure(fetcher, f"{server.url}/0").fault.detail
    assert len(server.log) == 1 + 6


@pytest.mark.parametrize(
    "status, reason",
    [("404 Not Found", "gone"), ("410 Gone", "gone"), ("403 Forbidden", "refused"), ("204 None", "refused")],
)
def test_what_is_not_there_is_told_at_once_and_not_tried_again(
    server: Server, fetcher: Fetcher, status: str, reason: str
) -> None:
    server.paths["/feed"] = text("", status=status)
    error = failure(fetcher, f"{server.url}/feed")
    assert error.fault.reason == reason
    assert status[:3] in error.fault.detail
    assert server.asked["/feed"] == 1


@pytest.mark.parametrize("status", ["500 Oops", "502 Bad", "503 Busy", "429 Too Many"])
def test_a_server_in_trouble_is_tried_three_times_with_longer_and_longer_waits(
    server: Server, time: Time, fetcher: Fetcher, status: str
) -> None:
    server.paths["/feed"] = text("", status=status)
    error = failure(fetcher, f"{server.url}/feed")
    assert (error.fault.reason, error.passing) == ("refused", True)
    assert server.asked["/feed"] == 3
    assert time.slept == [1.0, 2.0]


LATER, EARLIER = "Mon, 24 Jul 2023 06:00:09 GMT", "Sun, 06 Nov 1994 08:49:37 GMT"


@pytest.mark.parametrize("value, wait", [("7", 7), (LATER, 9), (EARLIER, 1), ("soon", 1), ("-5", 1), ("", 1)])
@pytest.mark.parametrize("status", ["429 Too Many", "503 Busy"])
def test_retry_after_is_waited_for_in_both_its_forms(
    server: Server, time: Time, fetcher: Fetcher, value: str, wait: float, status: str
) -> None:
    server.paths["/feed"] = answers(text("", f"Retry-After: {value}", status=status), text("x"))
    assert fetcher.get(f"{server.url}/feed").body == b"x"
    assert time.slept == [wait]


@pytest.mark.parametrize("value", ["3600", "99999999999999999999999", "Mon, 24 Jul 2033 06:00:09 GMT"])
def test_a_retry_after_of_an_hour_is_not_waited_for_but_told(
    server: Server, time: Time, fetcher: Fetcher, value: str
) -> None:
    server.paths["/feed"] = text("", f"Retry-After: {value}", status="429 Too Many")
    error = failure(fetcher, f"{server.url}/feed")
    assert (error.fault.reason, error.passing, time.slept) == ("wait", True, [])
    assert "asks to come back in" in error.fault.detail


def test_a_server_that_hangs_up_is_tried_again(server: Server, fetcher: Fetcher) -> None:
    server.paths["/feed"] = answers(b"", text("x"))
    assert fetcher.get(f"{server.url}/feed").body == b"x"


def test_a_server_that_is_not_there_is_unreachable(fetcher: Fetcher) -> None:
    with Server() as gone:
        url = gone.url
    error = failure(fetcher, url)
    assert (error.fault.reason, error.passing) == ("unreachable", True)
    assert "refused" in error.fault.detail


@pytest.mark.parametrize("raw", [b"nonsense\r\n\r\n", b"HTTP/1.1 99999 X\r\n\r\n", b"\x16\x03\x01\x02"])
def test_what_is_no_answer_at_all_is_a_fault(server: Server, fetcher: Fetcher, raw: bytes) -> None:
    server.paths["/feed"] = raw
    assert failure(fetcher, f"{server.url}/feed").fault.reason in ("unreachable", "refused", "too_slow")


def test_headers_without_end_are_a_fault(server: Server, fetcher: Fetcher) -> None:
    server.paths["/feed"] = b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 10_000 + b"\r\n"
    assert failure(fetcher, f"{server.url}/feed").fault.reason == "unreachable"


def test_a_conditional_request_is_made_and_its_304_given(server: Server, fetcher: Fetcher) -> None:
    server.paths["/feed"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    answer = fetcher.get(f"{server.url}/feed", etag='"7"', modified="Sun, 23 Jul 2023 10:00:00 GMT")
    assert answer.status == 304
    assert server.log[-1].headers["if-none-match"] == '"7"'
    assert server.log[-1].headers["if-modified-since"] == "Sun, 23 Jul 2023 10:00:00 GMT"


def test_a_304_that_nobody_asked_for_is_a_fault(server: Server, fetcher: Fetcher) -> None:
    server.paths["/feed"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    assert "304" in failure(fetcher, f"{server.url}/feed").fault.detail


@pytest.mark.parametrize("value", ["x" * 5000, "caf\xe9", "a\tb"])
def test_an_etag_that_cannot_be_sent_back_is_not_kept(server: Server, fetcher: Fetcher, value: str) -> None:
    server.paths["/feed"] = f"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nETag: {value}\r\n\r\nx".encode("latin-1")
    assert fetcher.get(f"{server.url}/feed").header("etag") == ""


# How long, and how much


def test_a_server_that_says_nothing_is_given_up(server: Server, fetcher: Fetcher) -> None:
    server.paths["/feed"] = lambda request: slowly(b"", step=1) if server.ending.wait(5) else b""
    error = failure(fetcher, f"{server.url}/feed")
    assert (error.fault.reason, error.passing) == ("too_slow", True)


@pytest.mark.parametrize(
    "begin",
    [
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: ",
        b"HTTP",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_an_answer_that_drips_is_cut_at_the_deadline(server: Server, fetcher: Fetcher, begin: bytes) -> None:
    """Each byte comes in time; all of them never would."""
    server.paths["/feed"] = lambda request: itertools.chain([begin], slowly(b"a" * 1000))
    began = real_time.monotonic()
    error = failure(fetcher, f"{server.url}/feed")
    assert (error.fault.reason, error.fault.detail) == ("too_slow", "did not end within 1.5 seconds")
    assert real_time.monotonic() - began < 10
    assert server.asked["/feed"] == 1


def endless(piece: bytes) -> Callable[[Request], Iterator[bytes]]:
    return lambda request: itertools.chain([b"HTTP/1.1 200 OK\r\n\r\n"], itertools.repeat(piece))


def test_a_body_without_end_is_cut_at_the_limit(server: Server, fetcher: Fetcher) -> None:
    server.paths["/feed"] = endless(b"a" * 10_000)
    error = failure(fetcher, f"{server.url}/feed")
    assert (error.fault.reason, error.passing) == ("too_large", False)
    assert "more than 300,000 bytes" in error.fault.detail


def test_a_body_that_says_it_is_too_large_is_not_read(server: Server, fetcher: Fetcher) -> None:
    server.paths["/feed"] = text("x", length=10**12)
    assert failure(fetcher, f"{server.url}/feed").fault.reason == "too_large"


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_gzip_bomb_is_defused_before_it_grows(server: Server, fetcher: Fetcher, layers: int) -> None:
    bomb = bytes(50_000_000)
    for _ in range(layers):
        bomb = packed(bomb)
    server.paths["/feed"] = text(bomb, f"Content-Encoding: {', '.join(['gzip'] * layers)}")
    error = failure(fetcher, f"{server.url}/feed")
    assert error.fault.reason == "too_large"
    assert "more than 1,000,000 bytes when unpacked" in error.fault.detail


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip, gzip, gzip", "rot13"])
def test_packing_that_was_not_asked_for_is_a_fault(server: Server, fetcher: Fetcher, encoding: str) -> None:
    server.paths["/feed"] = text("x", f"Content-Encoding: {encoding}")
    assert failure(fetcher, f"{server.url}/feed").fault.reason == "malformed"


@pytest.mark.parametrize(
    "body, encoding",
    [
        (packed(b"talks"), "gzip"),
        (packed(b"ta") + packed(b"lks"), "x-gzip"),
        (packed(b"talks") + b"\0\0\0", "GZIP"),
        (zlib.compress(b"talks"), "deflate"),
        (zlib.compress(b"talks")[2:-4], "deflate"),
        (packed(packed(b"talks")), "gzip, gzip"),
        (b"talks", "identity"),
    ],
)
def test_a_packed_body_is_unpacked(server: Server, fetcher: Fetcher, body: bytes, encoding: str) -> None:
    server.paths["/feed"] = text(body, f"Content-Encoding: {encoding}")
    answer = fetcher.get(f"{server.url}/feed")
    assert (answer.body, answer.whole) == (b"talks", True)


CUT = {
    "shorter than it says": text("talks", length=100),
    "half a gzip": text(packed(b"talks" * 100)[:-9], "Content-Encoding: gzip"),
    "a chunk too few": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ntalks\r\n",
    "a chunk of nonsense": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ntalks\r\nxyz\r\n",
}


@pytest.mark.parametrize("raw", CUT.values(), ids=list(CUT))
def test_a_body_that_ends_too_early_is_tried_again_and_then_given_as_it_is(
    server: Server, fetcher: Fetcher, raw: bytes
) -> None:
    server.paths["/feed"] = raw
    answer = fetcher.get(f"{server.url}/feed")
    assert answer.body.startswith(b"talks")
    assert not answer.whole
    assert server.asked["/feed"] == 3


def test_a_body_longer_than_it_says_ends_where_it_says(server: Server, fetcher: Fetcher) -> None:
    server.paths["/feed"] = text("talks and more", length=5)
    assert fetcher.get(f"{server.url}/feed").body == b"talks"


@pytest.mark.parametrize("length", ["-1", "many"])
def test_a_length_that_is_none_is_passed_over(server: Server, fetcher: Fetcher, length: str) -> None:
    server.paths["/feed"] = f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\ntalks".encode()
    assert fetcher.get(f"{server.url}/feed").body == b"talks"


def test_two_lengths_at_once_are_a_fault(server: Server, fetcher: Fetcher) -> None:
    server.paths["/feed"] = b"HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\ntalks"
    assert failure(fetcher, f"{server.url}/feed").fault.reason == "unreachable"


@pytest.fixture(scope="module")
def lasting() -> Iterator[Server]:
    with Server() as running:
        yield running


PIECES = (
    "HTTP/1.1 200 OK", "HTTP/1.1 ", "302 Found", "\r\n", "\n", "\r\n\r\n", "Content-Length: ", "Content-Encoding: gzip",
    "Transfer-Encoding: chunked", "Location: ", "5\r\n", "0\r\n\r\n", "/feed", "http://", "[", "\xff", ": ", "talks",
)  # fmt: skip


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=14))
def test_whatever_a_server_sends_is_an_answer_or_a_fault(lasting: Server, time: Time, pieces: list[str]) -> None:
    lasting.paths["/feed"] = "".join(["HTTP/1.1 200 OK\r\n", *pieces]).encode("latin-1", "replace")
    fetcher = Fetcher(
        time.clock, allow_local=True, limits=replace(LIMITS, attempts=1), resolve=lambda *_: ["127.0.0.1"]
    )
    with suppress(FetchError):
        assert isinstance(fetcher.get(f"{lasting.url}/feed").body, bytes)


# Manners


def test_what_robots_txt_forbids_is_not_asked(server: Server, fetcher: Fetcher) -> None:
    server.paths["/robots.txt"] = text(
        "User-agent: *\nDisallow: /private\n\nUser-agent: tenor\nDisallow: /tenor", kind="text/plain"
    )
    server.paths |= {"/private": text("x"), "/a": redirect("/tenor/b")}
    assert fetcher.get(f"{server.url}/private").body == b"x"  # its own rules go before those for all
    for path in ("/tenor", "/a"):
        error = failure(fetcher, server.url + path)
        assert (error.fault.reason, error.passing) == ("robots", False)
    assert server.asked == {"/robots.txt": 1, "/private": 1, "/a": 1}


@pytest.mark.parametrize("robots", [text("", status="404 No"), text("", status="403 No"), redirect("/robots.txt")])
def test_without_rules_all_may_be_asked(server: Server, fetcher: Fetcher, robots: bytes) -> None:
    server.paths |= {"/robots.txt": robots, "/feed": text("x")}
    assert fetcher.get(f"{server.url}/feed").body == b"x"


@pytest.mark.parametrize("robots", [text("", status="503 Busy"), text("", status="500 Oops"), text("x", length=10**9)])
def test_with_rules_that_cannot_be_had_nothing_is_asked(server: Server, fetcher: Fetcher, robots: bytes) -> None:
    server.paths |= {"/robots.txt": robots, "/feed": text("x")}
    error = failure(fetcher, f"{server.url}/feed")
    assert error.fault.reason == "robots"
    assert "its robots.txt cannot be had" in error.fault.detail
    assert server.asked["/feed"] == 0


@pytest.mark.parametrize(
    "rules, waits",
    [
        ("", [1.0, 1.0]),
        ("Crawl-delay: 7", [7.0, 7.0]),
        ("Request-rate: 1/20", [20.0, 20.0]),
        ("Crawl-delay: .1", [1.0, 1.0]),
    ],
)
def test_there_is_a_wait_between_two_requests_to_a_host(
    server: Server, time: Time, fetcher: Fetcher, rules: str, waits: list[float]
) -> None:
    server.paths |= {"/robots.txt": text(f"User-agent: *\n{rules}"), "/feed": text("x")}
    for _ in range(3):
        fetcher.get(f"{server.url}/feed")
    assert time.slept == waits


def test_a_wait_that_has_passed_meanwhile_is_not_waited_again(server: Server, time: Time, fetcher: Fetcher) -> None:
    server.paths["/feed"] = text("x")
    fetcher.get(f"{server.url}/feed")
    time.now += dt.timedelta(seconds=0.75)
    fetcher.get(f"{server.url}/feed")
    assert time.slept == [0.25]
    time.now = START - dt.timedelta(days=1)  # a clock that was set back makes no wait longer
    fetcher.get(f"{server.url}/feed")
    assert time.slept == [0.25, 1.0]


def test_a_server_that_asks_for_a_day_between_requests_is_asked_once(server: Server, fetcher: Fetcher) -> None:
    server.paths |= {"/robots.txt": text("User-agent: *\nCrawl-delay: 86400"), "/feed": text("x")}
    assert fetcher.get(f"{server.url}/feed").body == b"x"
    error = failure(fetcher, f"{server.url}/feed")
    assert (error.fault.reason, error.passing) == ("wait", True)
    assert "86,400 seconds" in error.fault.detail


def test_no_host_has_two_connections_at_a_time_and_none_is_left_open(server: Server, fetcher: Fetcher) -> None:
    server.paths["/feed"] = text("x")
    before = threading.active_count()
    for _ in range(20):
        fetcher.get(f"{server.url}/feed")
        until = real_time.monotonic() + 5  # the server hears of the end a moment later, on a busy machine a longer one
        while server.open_now and real_time.monotonic() < until:
            real_time.sleep(0.005)
    assert server.most_open == 1
    assert server.open_now == 0
    assert threading.active_count() <= before + 1


def test_a_page_may_be_less_than_a_feed(server: Server, time: Time) -> None:
    server.paths["/page"] = text("a" * 200_000)
    fetcher = Fetcher(time.clock, allow_local=True, limits=replace(LIMITS, page=100_000))
    assert len(fetcher.get(f"{server.url}/page").body) == 200_000
    with pytest.raises(FetchError, match="100,000"):
        fetcher.page(f"{server.url}/page")
