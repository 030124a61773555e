"""What an archive outlives. `tools/archive_faults.py` makes the first two faults at as many moments as one likes."""

import json
import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest

import archive_faults
from tenor.corpus import Corpus
from tenor.corpus.archive import Added, Archive, Results
from tenor.corpus.archive.checking import faults_of
from tenor.errors import ArchiveError
from tenor.records import Article

Make = Callable[..., Article]
NOBODY = 65534


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path, seed: int) -> None:
    archive_faults.killed_writer(tmp_path, seed)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_cut_or_damaged_log_leaves_whole_transactions_and_the_rest_comes_in_again(tmp_path: Path, seed: int) -> None:
    left = archive_faults.cut_log(tmp_path, seed)
    assert len(left) == 5


def test_the_faults_are_noticed_where_an_archive_does_not_hold_what_it_must(tmp_path: Path) -> None:
    with Archive(tmp_path / "tenor.db") as archive:
        archive.add(archive_faults.batch(0)[:-1])
        with pytest.raises(AssertionError):
            archive_faults._whole_batches(archive)


def test_anybody_may_read_while_somebody_writes(path: Path) -> None:
    Archive(path).close()
    seen = [0]
    with archive_faults.writer(path) as writer:
        while seen[-1] < 10 * archive_faults.BATCH:
            assert writer.poll() is None
            with Archive(path, new=False) as archive:
                articles = list(archive.articles())
            assert len(articles) % archive_faults.BATCH == 0
            assert not articles or len(list(Corpus(path))) >= len(articles)
            seen.append(len(articles))
        writer.kill()
    assert seen == sorted(seen)


def test_two_writers_take_turns(path: Path) -> None:
    writers = [get_context("fork").Process(target=_write_some, args=(path,)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    with Archive(path) as archive:
        assert archive_faults._whole_batches(archive) == 15


def _write_some(path: Path) -> None:
    assert list(archive_faults.write(path, 15)) == list(range(15))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that everybody may enter, for an archive that nobody may write."""
    with tempfile.TemporaryDirectory(prefix="tenor-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.parametrize("log", [True, False])
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_can_only_be_read_is_read_and_says_so_when_it_is_written(
    open_folder: Path, make: Make, log: bool, what: str
) -> None:
    path = open_folder / "tenor.db"
    with closing(Archive(path)) as archive:
        archive.add([make(1)])
        if not log:
            archive.close()  # its log goes when the last one closes it
        for file in open_folder.iterdir():
            file.chmod(0o444)
        open_folder.chmod(0o555 if what == "folder" else 0o755)
        told = _as_nobody(_read_and_write, path)
        open_folder.chmod(0o755)
    assert told["articles"] == ["a1"]
    assert told["writable"] is False
    assert told["faults"] == []
    assert "tenor.db: can only be read; give the file and its folder the permission to write" in str(told["error"])


def _read_and_write(path: Path) -> dict[str, object]:
    with Archive(path, new=False) as archive:
        told: dict[str, object] = {"articles": [a.article_id for a in archive.articles()]}
        told |= {"writable": archive.database.writable, "faults": list(faults_of(archive))}
        assert Results(archive.database).extractor("1", relation="us-china") == 0
        try:
            archive.add([Article("b", "Another text.")])
        except ArchiveError as error:
            told["error"] = str(error)
    return told


def _as_nobody(task: Callable[[Path], dict[str, object]], path: Path) -> dict[str, object]:
    """Give what a task gives in a process that has no rights of its own, as root may write everything."""

    def run(out: str) -> None:
        if os.getuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        told = task(path)
        Path(out).write_text(json.dumps(told))

    with tempfile.NamedTemporaryFile("r") as out:
        Path(out.name).chmod(0o666)
        process = get_context("fork").Process(target=run, args=(out.name,))
        process.start()
        process.join(60)
        assert process.exitcode == 0
        return dict(json.load(out))


def test_an_archive_that_has_reached_the_room_there_is_keeps_what_it_acknowledged(path: Path, make: Make) -> None:
    with Archive(path) as archive:
        room = archive.database.count("PRAGMA page_count") + 40
        assert archive.database.count(f"PRAGMA max_page_count = {room}") == room
        acknowledged = _fill(archive, make)
        assert [a.article_id for a in archive.articles()] == acknowledged
        assert not list(faults_of(archive))
    with Archive(path) as archive:
        assert [a.article_id for a in archive.articles()] == acknowledged
        assert archive.add([make(9_999)]) == Added(new=1)


def test_a_full_disk_loses_nothing_and_the_archive_goes_on_when_there_is_room(tmp_path: Path, make: Make) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        ballast = disk / "ballast"
        ballast.write_bytes(b"x" * 300_000)
        with Archive(disk / "tenor.db") as archive:
            acknowledged = _fill(archive, make)
        ballast.unlink()
        with Archive(disk / "tenor.db") as archive:
            assert [a.article_id for a in archive.articles()] == acknowledged
            assert not list(faults_of(archive))
            assert archive.add([make(9_999)]) == Added(new=1)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _fill(archive: Archive, make: Make) -> list[str]:
    """Add articles until there is no room, and give those that were acknowledged."""
    acknowledged: list[str] = []
    with pytest.raises(ArchiveError, match=r"no room is left on its disk; what was acknowledged before is kept"):
        acknowledged.extend(_one_by_one(archive, make))
    assert acknowledged
    return acknowledged


def _one_by_one(archive: Archive, make: Make) -> Iterator[str]:
    for number in range(5_000):
        archive.add([make(number, text=f"{number} " + "The delegation was ready to travel. " * 50)])
        yield f"a{number}"


def test_odd_text_is_kept_searched_and_checked(archive: Archive) -> None:
    odd = ["NUL \0 inside", "\u202eturned\u2066", "\ud83d half", "\ufeffmark", "\x1b[2J", "'; DROP TABLE articles; --"]
    assert archive.add(Article(f"o{n}", text, title=text, outlet=text, url=text) for n, text in enumerate(odd)).new == 6
    assert [a.text for a in archive.articles()] == [text.replace("\ud83d", "\ufffd") for text in odd]
    assert list(faults_of(archive)) == []


def test_a_writer_that_waits_too_long_says_so(path: Path, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenor.corpus.archive.database.PATIENCE", 0.05)
    with Archive(path) as archive, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match=r"another process has been writing for 30 seconds; wait for it to end"):
            archive.add([make(1)])
        other.execute("ROLLBACK")
        assert archive.add([make(1)]) == Added(new=1)
