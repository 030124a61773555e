"""One run of a schedule, from a feed on loopback to the report, as cron would call it."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tenor.corpus.archive import Archive

ROOT = Path(__file__).parents[3]
ITEM = """<item><title>{title}</title><link>{base}/{number}.html</link><guid>{number}</guid>
<pubDate>Mon, 0{number} May 2023 06:00:00 GMT</pubDate><description>{text}</description></item>"""
SAID = [
    "US Senator Ann Lee welcomed the good talks on trade, and Beijing rejected the offer of more talks about tariffs.",
    "“This is a dangerous provocation,” said US Senator Ann Lee on Monday. Beijing said that the balloon was harmless.",
]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def feed(tmp_path: Path) -> Iterator[str]:
    """Give the address of a feed with two articles, and their pages."""
    folder = tmp_path / "served"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        base = f"http://127.0.0.1:{server.server_port}"
        items = [
            ITEM.format(title=f"Talks {n}", base=base, number=n, text=text) for n, text in enumerate(SAID, start=1)
        ]
        rss = f"<rss version='2.0'><channel><title>The Feed</title>{''.join(items)}</channel></rss>"
        (folder / "feed.xml").write_text(rss, "utf-8")
        for number, text in enumerate(SAID, start=1):
            page = (
                f"<html><head><title>Talks {number}</title></head><body><article><p>{text}</p></article></body></html>"
            )
            (folder / f"{number}.html").write_text(page, "utf-8")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"{base}/feed.xml"
        server.shutdown()


TOLD = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read() + chr(10))"


def scheduled(folder: Path, feed: str) -> subprocess.CompletedProcess[str]:
    text = f'[weekly]\ncron = "@weekly"\nzone = "UTC"\nfeeds = ["{feed}"]\narchive = "{folder}/tenor.db"\nkeep = 1\n'
    told = "".join(
        f"[weekly.{key}]\ncommand = {json.dumps([sys.executable, '-c', TOLD, name])}\n"
        for key, name in (("on_change", "told.jsonl"), ("on_failure", "failed.jsonl"))
    )
    (folder / "schedules.toml").write_text(text + told, "utf-8")
    command = [
        sys.executable,
        "-m",
        "tenor",
        "schedule",
        "run",
        "weekly",
        "--out",
        str(folder / "runs"),
        "--allow-local",
    ]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "lib")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.mark.slow
def test_a_feed_becomes_a_report_and_the_next_run_keeps_what_it_says(tmp_path: Path, feed: str) -> None:
    first = scheduled(tmp_path, feed)
    assert first.returncode == 0, first.stderr
    report = Path(first.stdout.splitlines()[-1])
    assert "dangerous provocation" in report.read_text("utf-8")
    assert not (report.parent / "changes.md").exists()  # the first run has nothing to compare with
    with Archive(tmp_path / "tenor.db") as archive:
        assert archive.n_articles() == 2

    second = scheduled(tmp_path, feed.replace("feed.xml", "gone.xml"))  # what is there is looked at all the same
    assert second.returncode == 0, second.stderr
    assert "gone.xml" in second.stderr
    (failed,) = map(json.loads, (tmp_path / "failed.jsonl").read_text("utf-8").splitlines())
    assert failed["status"] == "no feed"
    assert "none of 1 feed could be read" in failed["text"]
    (left,) = [path for path in (tmp_path / "runs" / "weekly").iterdir() if path.name[0].isdigit()]
    told = json.loads((left / "run.json").read_text("utf-8"))
    assert told["status"] == "ok"
    assert told["schedule"]["name"] == "weekly"
    assert left != report.parent
    assert failed["run"] == str(left)
    # Since the run that is gone.
    assert "Nothing changed: the same articles" in (left / "changes.md").read_text("utf-8")
    assert not (tmp_path / "told.jsonl").exists()  # two runs on one day are one look, and nothing has changed

    # What stood before, as a year of other runs would have left it: the next look agrees with the last one on another.
    book = json.loads((tmp_path / "runs" / "weekly" / "announced.json").read_text("utf-8"))
    before = {**book["course"]["looks"][-1], "turn": "last week", "corpus": "sha256:other"}
    stood = {"verdict": "falling", "side": "both", "breaks": [], "reading": before["reading"]}
    book["course"] = {"looks": [before], "standing": stood}
    (tmp_path / "runs" / "weekly" / "announced.json").write_text(json.dumps(book), "utf-8")
    third = scheduled(tmp_path, feed)
    assert third.returncode == 0, third.stderr
    (told,) = map(json.loads, (tmp_path / "told.jsonl").read_text("utf-8").splitlines())
    assert (told["verdict"]["from"], told["verdict"]["to"]) == ("falling", "too little to tell")
    assert told["because"] == []
    assert "weekly: announced: weekly: the verdict changed from falling to too little to tell." in third.stderr
    assert Path(told["report"]).is_file()
    assert Path(told["changes"]).is_file()  # what the run says has changed since the last good one
