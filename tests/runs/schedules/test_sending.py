"""Who is told: real commands and real servers, good and bad, and what is said of them."""

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tenor.corpus.feeds import Clock
from tenor.errors import ParameterError, RunError
from tenor.runs.schedules import sending
from tenor.runs.schedules.message import trial
from tenor.runs.schedules.sending import Receiver, receiver_of, send
from tests.corpus.feeds.server import Server, redirect, text
from tests.runs.schedules.pasts import FIRST
from tests.runs.test_chain import gone

MESSAGE = trial("weekly", folder=Path("/tmp/weekly"), when=FIRST)
CLOCK = Clock(lambda: FIRST, lambda _: None, lambda: 0.5)
SECRET = "Bearer s3cret/token"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def sent(receiver: Receiver, **options: Any) -> str:
    return send(receiver, MESSAGE, clock=CLOCK, **{"allow_local": True, **options})


def python(code: str) -> Receiver:
    return Receiver(command=(sys.executable, "-c", code))


def test_a_command_reads_the_announcement_as_json_and_finds_its_words_in_its_environment(tmp_path: Path) -> None:
    out = tmp_path / "told.json"
    code = f"""
import json, os, sys
told = json.load(sys.stdin)
environment = {{name: value for name, value in os.environ.items() if name.startswith("TENOR_")}}
json.dump([told, environment], open({str(out)!r}, "w"))
"""
    assert sent(python(code)) == "ended well"
    told, environment = json.loads(out.read_text("utf-8"))
    assert told == MESSAGE
    assert environment["TENOR_VERDICT"] == "falling"
    assert environment["TENOR_VERDICT_BEFORE"] == "flat"
    assert environment["TENOR_TEST"] == "yes"
    assert environment["TENOR_REPORT"] == "/tmp/weekly/report.html"
    assert environment["TENOR_TEXT"] == MESSAGE["text"]


def test_words_of_a_command_stay_words(tmp_path: Path) -> None:
    odd = "a b; touch broken $(touch broken) `touch broken` *"
    code = "import sys; print(sys.argv[1])"
    assert sent(Receiver(command=(sys.executable, "-c", code, odd))) == f"said: {odd}"
    assert not Path("broken").exists()


def test_a_command_that_does_not_read_is_no_failure() -> None:
    assert sent(python("pass")) == "ended well"


@pytest.mark.parametrize(
    "code, told",
    [
        (
            "import sys; print('no desk\\x1b[2J there'); sys.exit(3)",
            "ended with exit status 3, saying: no desk [2J there",
        ),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "ended with exit status -9"),
        ("import sys; sys.stderr.write('broken'); sys.exit(1)", "saying: broken"),
    ],
)
def test_a_command_that_fails_is_told_with_what_it_said(code: str, told: str) -> None:
    with pytest.raises(RunError, match=re.escape(told)):
        sent(python(code))


@pytest.mark.parametrize("command", ["/no/such/command", os.devnull])
def test_a_command_that_cannot_be_run_is_told(command: str) -> None:
    with pytest.raises(RunError, match="cannot be run"):
        sent(Receiver(command=(command,)))


def test_megabytes_of_output_are_read_and_the_end_of_them_told() -> None:
    told = sent(python("print('x' * 5_000_000); print('the end')"))
    assert told.endswith("x the end")
    assert len(told) < sending.LONGEST + 20


def test_a_command_that_hangs_is_ended_with_all_that_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sending, "SECONDS", 1)
    code = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open({str(tmp_path / "pid")!r}, "w").write(str(child.pid))
print("waiting", flush=True)
time.sleep(600)
"""
    with pytest.raises(RunError, match=r"took longer than 1 s"):
        sent(python(code))
    written = (tmp_path / "pid").read_text() if (tmp_path / "pid").is_file() else ""
    assert not written or gone(int(written))


def test_a_command_that_closes_its_output_and_hangs_is_ended_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "SECONDS", 1)
    with pytest.raises(RunError, match="took longer"):
        sent(python("import os, time; os.close(1); os.close(2); time.sleep(600)"))


def test_what_a_command_leaves_behind_is_not_waited_for(tmp_path: Path) -> None:
    code = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open({str(tmp_path / "pid")!r}, "w").write(str(child.pid))
"""
    assert sent(python(code)) == "ended well"
    psutil.Process(int((tmp_path / "pid").read_text())).kill()


def test_a_hook_is_posted_the_same(server: Server) -> None:
    server.paths["/hook"] = text("ok")
    assert sent(Receiver(hook=f"{server.url}/hook")) == "answered 200"
    assert json.loads(server.log[0].body) == MESSAGE
    assert "authorization" not in server.log[0].headers


def test_a_secret_is_sent_and_never_said(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.paths["/hook"] = text(SECRET, status="403 " + SECRET)
    monkeypatch.setenv("DESK_TOKEN", SECRET)
    receiver = Receiver(hook=f"{server.url}/hook", authorization_env="DESK_TOKEN")
    with pytest.raises(RunError, match="answered 403") as raised:
        sent(receiver)
    assert server.log[0].headers["authorization"] == SECRET
    assert "s3cret" not in str(raised.value) + receiver.told + repr(receiver)


def test_an_address_that_is_secret_is_never_said(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_HOOK", f"{server.url}/services/s3cret")
    receiver = Receiver(hook_env="DESK_HOOK")
    server.paths["/services/s3cret"] = redirect("/other/s3cret")
    with pytest.raises(RunError, match="the address in DESK_HOOK: the server answered 302") as raised:
        sent(receiver)
    assert server.asked["/services/s3cret"] == 1
    assert "s3cret" not in str(raised.value) + receiver.told


@pytest.mark.parametrize("url", ["ftp://s3cret", "https://ann:s3cret@example.org/", "s3cret", "http://[s3cret"])
def test_a_secret_address_that_cannot_be_one_is_not_repeated(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_HOOK", url)
    with pytest.raises(RunError, match="the address in DESK_HOOK") as raised:
        sent(Receiver(hook_env="DESK_HOOK"))
    assert "s3cret" not in str(raised.value)


def test_a_secret_is_not_sent_where_others_can_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_TOKEN", SECRET)
    receiver = Receiver(hook="http://example.org/hook", authorization_env="DESK_TOKEN")
    with pytest.raises(RunError, match="not sent over http"):
        sent(receiver, allow_local=False)


def test_a_secret_that_would_make_another_header_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_TOKEN", "s3cret\r\nX-Other: 1")
    with pytest.raises(RunError, match="what DESK_TOKEN holds cannot stand in a header") as raised:
        sent(Receiver(hook=f"{server.url}/hook", authorization_env="DESK_TOKEN"))
    assert "s3cret" not in str(raised.value)
    assert server.log == []


def test_a_variable_that_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DESK_HOOK", raising=False)
    with pytest.raises(ParameterError, match="variable DESK_HOOK is not set"):
        sent(Receiver(hook_env="DESK_HOOK"))


def test_local_addresses_are_not_posted_to_unless_asked(server: Server) -> None:
    with pytest.raises(RunError, match="a local or private address; --allow-local"):
        sent(Receiver(hook=f"{server.url}/hook"), allow_local=False)
    assert server.log == []


@pytest.mark.parametrize(
    "entry, told",
    [
        ({"command": ["sh", "-c", "true"]}, "runs sh -c true"),
        ({"command": ["./not-there"]}, "runs ./not-there (./not-there is not on this machine)"),
        ({"hook": "https://example.org/x"}, "posts to https://example.org/x"),
        ({"hook": "https://example.org/x?token=s3cret"}, "posts to https://example.org/x"),
        (
            {"hook": "https://example.org", "authorization_env": "NOT_SET_HERE"},
            "posts to https://example.org, with the header Authorization from NOT_SET_HERE (NOT_SET_HERE not set here)",
        ),
        ({"hook_env": "NOT_SET_HERE"}, "posts to the address in NOT_SET_HERE (NOT_SET_HERE not set here)"),
    ],
)
def test_a_receiver_is_told_in_words(entry: dict[str, Any], told: str) -> None:
    assert receiver_of(entry).told == told


@pytest.mark.parametrize(
    "entry, sentence",
    [
        ({}, "takes one of command, hook and hook_env"),
        ({"command": ["true"], "hook": "https://example.org"}, "takes one of command, hook and hook_env"),
        ({"comand": ["true"]}, "no key 'comand'; did you mean 'command'?"),
        ({"command": "rm -rf /"}, "give a list of words"),
        ({"command": []}, "give a list of words"),
        ({"command": ["true", 3]}, "give a list of words"),
        ({"command": ["true"], "authorization_env": "TOKEN"}, "authorization_env is for a hook"),
        ({"hook": "example.org/hook"}, "is not http or https"),
        ({"hook": "file:///etc/passwd"}, "is not http or https"),
        ({"hook": "https://ann:s3cret@example.org/"}, "holds a user or a password"),
        ({"hook": 3}, "hook is 3; give it in quotes"),
        ({"hook": " "}, "give it in quotes"),
        ({"hook_env": "https://example.org/s3cret"}, "give the name of an environment variable, not its value"),
        ({"hook": "https://example.org", "authorization_env": "Bearer s3cret"}, "give the name of an environment"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused(entry: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ParameterError, match=re.escape(sentence)) as raised:
        receiver_of(entry)
    assert "s3cret" not in str(raised.value)
