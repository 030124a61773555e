"""`tenor collect`, as somebody at a shell meets it, and killed in the middle of its work."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tenor.cli import main
from tenor.corpus.archive import Archive
from tests.corpus.feeds.kills import campaign
from tests.corpus.feeds.server import Request, Server, item, page, redirect, rss, story, text


@pytest.fixture
def tenor(tmp_path: Path) -> Callable[..., Result]:
    def _tenor(*arguments: str, local: str = "--allow-local") -> Result:
        common = ["--archive", str(tmp_path / "tenor.db"), "--delay", "0", *([local] if local else [])]
        return CliRunner().invoke(main, ["collect", *arguments, *common], catch_exceptions=False)

    return _tenor


def full(*numbers: int, title: str = "The Harbour Post", at: str = "/") -> bytes:
    return text(rss(*(item(n, link=f"{at}{n}", content=story(n)) for n in numbers), title=title))


def test_articles_are_in_the_archive_and_a_summary_is_told(
    server: Server, tenor: Callable[..., Result], tmp_path: Path
) -> None:
    server.paths |= {"/a": full(1, 2), "/b": full(2, 3, title="Quay Courier", at="/quay/")}
    result = tenor(f"{server.url}/a", f"{server.url}/b")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        f"tenor: {server.url}/a: 2 new, 0 known",
        f"tenor: {server.url}/b: 1 new, 1 with the text of another outlet, 0 known",
        f"tenor: 2 of 2 feeds read, 4 articles added to {tmp_path / 'tenor.db'}",
    ]
    with Archive(tmp_path / "tenor.db", new=False) as archive:
        assert [article.text for article in archive.articles()] == [story(1), story(2), story(2), story(3)]
    assert f"tenor: {server.url}/a: 0 new, 2 known" in tenor(f"{server.url}/a").stderr


def test_what_was_collected_is_a_corpus(server: Server, tenor: Callable[..., Result], tmp_path: Path) -> None:
    server.paths["/a"] = full(1)
    tenor(f"{server.url}/a")
    found = CliRunner().invoke(main, ["stances", str(tmp_path / "tenor.db")])
    assert "Ana Verity" in found.stdout


def test_one_feed_that_is_read_is_success_and_none_is_not(server: Server, tenor: Callable[..., Result]) -> None:
    server.paths |= {"/good": full(1), "/ring": redirect("/ring")}
    some = tenor(f"{server.url}/gone", f"{server.url}/good", f"{server.url}/ring")
    assert some.exit_code == 0
    assert f"tenor: {server.url}/gone: is not there (any more): the server answered 404" in some.stderr
    assert f"tenor: {server.url}/ring: is redirected in a ring" in some.stderr
    assert "tenor: 1 of 3 feeds read, 1 article added" in some.stderr
    assert tenor(f"{server.url}/gone").exit_code == 1


def test_a_local_address_is_not_asked_unless_allowed(server: Server, tenor: Callable[..., Result]) -> None:
    result = tenor(f"{server.url}/feed", local="")
    assert result.exit_code == 1
    assert "a local or private address; --allow-local asks it all the same" in result.stderr
    assert not server.log


def test_lists_of_feeds_are_read_in_both_ways(server: Server, tenor: Callable[..., Result], tmp_path: Path) -> None:
    server.paths |= {"/a": full(1), "/b": full(2)}
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"{server.url}/{name} Outlet {name}\n")
    assert tenor(f"@{tmp_path / 'a.txt'}", "--feeds", str(tmp_path / "b.txt")).exit_code == 0
    with Archive(tmp_path / "tenor.db", new=False) as archive:
        assert [article.outlet for article in archive.articles()] == ["Outlet a", "Outlet b"]


@pytest.mark.parametrize(
    "arguments, message",
    [
        ([], "no feed to collect; give its address, or @FILE"),
        (["ftp://a.example/"], "ftp://a.example/: is not http or https; write it as https://host/path"),
        (["https://a:b@a.example/"], "https://a.example/: holds a user or a password"),
        (["@none.txt"], "none.txt: cannot be read: No such file"),
        (["https://a.example/", "--since", "July"], "since: 'July' is not a day"),
        (["https://a.example/", "--max-articles", "0"], "0 is not in the range x>=1"),
        (["https://a.example/", "--delay", "nan"], "delay: nan is no number of seconds"),
        (["https://a.example/", "--contact", "a\nb"], "contact"),
    ],
)
def test_a_bad_parameter_is_one_sentence_and_exit_status_2(tmp_path: Path, arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(main, ["collect", *arguments, "--archive", str(tmp_path / "tenor.db")])
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (tmp_path / "tenor.db").exists()


def test_of_many_faults_of_a_kind_the_first_are_told_and_nothing_that_a_terminal_obeys(
    server: Server, tenor: Callable[..., Result]
) -> None:
    items = (f"<item><guid isPermaLink='false'>\x9b31m{n}</guid><title>T</title></item>" for n in range(20))
    server.paths["/a"] = text(rss(*items))
    told = tenor(f"{server.url}/a").stderr
    assert told.count("empty text") == 5
    assert "15 more, each of which has no text" in told
    assert "\x9b" not in told


N_ARTICLES = 6


@pytest.mark.parametrize("moment, n_came", [("/feed", 0), ("/3", 2), ("/6", 5)])
def test_a_collection_that_is_killed_loses_nothing_and_the_next_one_gets_the_rest(
    server: Server, tenor: Callable[..., Result], tmp_path: Path, moment: str, n_came: int
) -> None:
    """Killed while it waits for an answer: all that came before is there, and the feed is not taken for read."""
    reached, go_on = threading.Event(), threading.Event()

    def waiting(answer: bytes) -> Callable[[Request], bytes]:
        def _answer(request: Request) -> bytes:
            if request.path == moment:
                reached.set()
                go_on.wait(10)
            known = request.headers.get("if-none-match") == '"7"'
            return b"HTTP/1.1 304 Not Modified\r\n\r\n" if known else answer

        return _answer

    numbers = range(1, N_ARTICLES + 1)
    feed = text(rss(*(item(n, link=f"/{n}") for n in numbers)), 'ETag: "7"')
    server.paths |= {"/feed": waiting(feed)} | {f"/{n}": waiting(page(n)) for n in numbers}
    path = tmp_path / "tenor.db"
    command = [sys.executable, "-m", "tenor", "collect", f"{server.url}/feed", "--archive", str(path)]
    with subprocess.Popen([*command, "--delay", "0", "--allow-local"], stderr=subprocess.DEVNULL) as process:
        assert reached.wait(30)
        process.send_signal(signal.SIGKILL)
    go_on.set()
    with Archive(path, new=False) as archive:
        came = [article.url.rpartition("/")[2] for article in archive.articles()]
    assert came == [str(n) for n in numbers[:n_came]]
    assert f"{N_ARTICLES - len(came)} new, {len(came)} known" in tenor(f"{server.url}/feed").stderr
    assert "not changed" in tenor(f"{server.url}/feed").stderr
    with Archive(path, new=False) as archive:
        assert len(list(archive.articles())) == N_ARTICLES


@pytest.mark.slow
def test_a_collection_that_is_killed_three_times_loses_nothing() -> None:
    assert campaign(3).startswith("3 kills: 125 of 125 articles")
