"""What is posted to the web hook of a server that misbehaves: delivered when it is answered well, else told why not."""

import json
import re
import socket

import pytest

from tenor.corpus.feeds import FetchError, Limits, post
from tests.corpus.feeds.conftest import Time
from tests.corpus.feeds.server import Request, Server, redirect, slowly, text

LIMITS = Limits(connect=2, read=0.5, total=1.5, longest_wait=10)
BODY = json.dumps({"text": "falling – at last"}).encode()


def posted(server: Server, time: Time, path: str = "/hook", **options: object) -> int:
    given = {"limits": LIMITS, "allow_local": True, **options}
    return post(server.url + path, BODY, clock=time.clock, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("status", ["200 OK", "201 Created", "202 Accepted", "204 No Content"])
def test_it_is_sent_whole_as_json_with_the_headers_given(server: Server, time: Time, status: str) -> None:
    server.paths["/hook"] = text("", status=status)
    assert posted(server, time, headers={"Authorization": "Bearer s3cret"}) == int(status[:3])
    (request,) = server.log
    assert (request.method, request.body) == ("POST", BODY)
    assert request.headers["content-type"] == "application/json"
    assert request.headers["content-length"] == str(len(BODY))
    assert request.headers["authorization"] == "Bearer s3cret"


def test_a_busy_server_is_asked_again_after_a_longer_wait_each_time(server: Server, time: Time) -> None:
    answers = iter([text("", status="503 Busy"), text("", status="500 Oops"), text("ok")])
    server.paths["/hook"] = lambda _: next(answers)
    assert posted(server, time) == 200
    assert len(server.log) == 3
    assert time.slept[1] > time.slept[0] > 0


def test_what_a_server_asks_to_wait_is_waited_if_it_is_short(server: Server, time: Time) -> None:
    answers = iter([text("", "Retry-After: 7", status="429 Too Many"), text("ok")])
    server.paths["/hook"] = lambda _: next(answers)
    assert posted(server, time) == 200
    assert time.slept == [7.0]


@pytest.mark.parametrize(
    "answer, tries, told",
    [
        (text("", status="500 Oops"), 3, "answered 500"),
        (text("", status="404 Not Found"), 1, "answered 404"),
        (text("", status="401 Who are you"), 1, "answered 401"),
        (text("", "Retry-After: 3600", status="429 Too Many"), 1, "answered 429"),
        (redirect("/elsewhere"), 1, "answered 302, and a hook is not followed elsewhere"),
        (redirect("/elsewhere", "308 Permanent Redirect"), 1, "answered 308"),
        (b"", 3, "no answer"),
        (b"SSH-2.0-hello\r\n\r\n", 3, "no answer"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_not_delivered_is_told_with_its_reason(
    server: Server, time: Time, answer: bytes, tries: int, told: str
) -> None:
    server.paths["/hook"] = answer
    with pytest.raises(FetchError, match=re.escape(told)):
        posted(server, time)
    assert len(server.log) == tries
    assert server.asked["/elsewhere"] == 0


def test_a_server_that_never_answers_is_left_after_a_while(server: Server, time: Time) -> None:
    server.paths["/hook"] = lambda _: slowly(b"HTTP/1.1 200 OK\r\n", step=1, pause=0.2)
    with pytest.raises(FetchError) as raised:
        posted(server, time)
    assert raised.value.fault.reason == "too_slow"


def test_what_a_server_adds_to_a_good_answer_cannot_make_it_fail(server: Server, time: Time) -> None:
    def endless(_: Request) -> object:
        yield text("", status="200 OK", length=10**12)
        while True:
            yield b"x" * 65_536

    server.paths["/hook"] = endless  # type: ignore[assignment]
    assert posted(server, time) == 200
    assert len(server.log) == 1


@pytest.mark.parametrize(
    "url, told",
    [
        ("http://127.0.0.1:1/hook", "a local or private address"),
        ("http://localhost:1/hook", "a local or private address"),
        ("ftp://example.org/hook", "is not http or https"),
        ("https://user:secret@example.org/hook", "holds a user or a password"),
    ],
)
def test_an_address_that_may_not_be_asked_is_refused(time: Time, url: str, told: str) -> None:
    with pytest.raises(FetchError, match=told) as raised:
        post(url, BODY, clock=time.clock)
    assert "secret" not in str(raised.value)


def test_a_closed_port_is_tried_again_and_then_told(time: Time) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(FetchError, match="no answer"):
        post(f"http://127.0.0.1:{port}/hook", BODY, clock=time.clock, limits=LIMITS, allow_local=True)
    assert len(time.slept) == 2


def test_a_proxy_that_stands_between_is_given_it_whole(time: Time) -> None:
    hook = "http://hook.example/tenor"
    with Server({hook: text("", status="204 No Content")}) as proxy:
        assert post(hook, BODY, clock=time.clock, limits=LIMITS, proxies={"http": proxy.url}) == 204
        (request,) = proxy.log
    assert (request.method, request.body, request.headers["host"]) == ("POST", BODY, "hook.example")
