"""A collection killed again and again: `python -m tests.corpus.feeds.kills 50` does it at that many random moments.

After each kill nothing that was there is lost; in the end everything is there once, and few pages were asked for
twice.
"""

import random
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tenor.corpus.archive import Archive
from tests.corpus.feeds.server import Answer, Server, item, page, rss, text

A_KILL = 25
"""Articles that a collection gets, at the most or so, before it is killed."""


def campaign(n_kills: int, *, seed: int = 0) -> str:
    """Give what was seen; raises AssertionError where something was lost."""
    chance = random.Random(seed)
    n_articles = A_KILL * (n_kills + 2)
    with TemporaryDirectory() as folder, Server(served(n_articles)) as server:
        path, kept = Path(folder) / "tenor.db", set[str]()
        for _ in range(n_kills):
            moment = len(server.log) + 2 + chance.randrange(A_KILL)
            with started(server, path) as process:
                while len(server.log) < moment:
                    assert process.poll() is None
                    server.ending.wait(0.002)
                server.ending.wait(chance.random() / 30)
                process.send_signal(signal.SIGKILL)
            now = urls(path)
            assert kept <= set(now)
            assert len(now) == len(set(now))
            kept = set(now)
        while len(kept) < n_articles:
            with started(server, path) as process:
                assert process.wait() == 0
            assert len(urls(path)) > len(kept)
            kept = set(urls(path))
        n_twice = sum(n - 1 for path, n in server.asked.items() if path[1:].isdecimal())
    assert n_twice <= n_kills
    return f"{n_kills} kills: {len(kept)} of {n_articles} articles, {n_twice} pages asked for twice"


def served(n_articles: int) -> dict[str, Answer]:
    """Give a feed and its pages."""
    feed = text(rss(*(item(n, link=f"/{n}") for n in range(n_articles))), 'ETag: "7"')
    paths: dict[str, Answer] = {f"/{n}": page(n) for n in range(n_articles)}
    return paths | {"/feed": feed}


def started(server: Server, path: Path) -> "subprocess.Popen[bytes]":
    """Start a collection."""
    options = ["--archive", str(path), "--delay", "0", "--allow-local"]
    command = [sys.executable, "-m", "tenor", "collect", f"{server.url}/feed", *options]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def urls(path: Path) -> list[str]:
    """Give the addresses of the articles in an archive, which is sound."""
    if not path.exists():
        return []
    with Archive(path, new=False) as archive:
        assert archive.database.one("PRAGMA integrity_check") == ("ok",)
        return [article.url for article in archive.articles()]


if __name__ == "__main__":
    print(campaign(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
