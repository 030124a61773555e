import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tenor.corpus.archive import Archive, is_archive
from tenor.corpus.archive.database import Database
from tenor.corpus.archive.schema import APPLICATION_ID, VERSION, steps_from
from tenor.errors import ArchiveError
from tenor.records import Article

Make = Callable[..., Article]


def test_an_archive_is_known_by_its_first_bytes(archive: Archive, tmp_path: Path) -> None:
    assert is_archive(archive.path)
    (tmp_path / "x.db").write_text("SQLite")
    assert not is_archive(tmp_path / "x.db")
    assert not is_archive(tmp_path)
    assert not is_archive(tmp_path / "nothing")


def test_a_new_file_is_whole_at_once(path: Path) -> None:
    Archive(path).close()
    plain = sqlite3.connect(path)
    assert plain.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert plain.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_transaction_that_fails_leaves_nothing(archive: Archive, make: Make) -> None:
    archive.add([make(1)])
    with pytest.raises(ArchiveError, match=r"no such table"):
        _two_deeds(archive)
    assert list(archive.articles()) == [make(1)]
    archive.add([make(2)])


def test_opening_what_is_not_there_makes_no_file(path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"tenor.db: no such archive; `tenor archive import` or `tenor collect`"):
        Database(path)
    assert not path.exists()


@pytest.mark.parametrize("content", [b"Tenor reads news.\n" * 100, b"SQLite format 3\0" + b"x" * 5000])
def test_a_file_that_is_no_database_is_named(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"tenor.db: not an archive of Tenor; name another file"):
        Archive(path)
    assert path.read_bytes() == content


def test_a_database_of_somebody_else_is_left_alone(path: Path) -> None:
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE bookmarks (url)")
    plain.commit()
    plain.close()
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match=r"not an archive of Tenor"):
        Archive(path)
    assert path.read_bytes() == before


def test_an_archive_of_a_newer_tenor_is_refused_and_left_as_it_is(path: Path) -> None:
    Archive(path).close()
    plain = sqlite3.connect(path)
    plain.execute(f"PRAGMA user_version = {VERSION + 1}")
    plain.close()
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match=rf"newer Tenor \(version {VERSION + 1} .* knows {VERSION}\); update Tenor"):
        Archive(path)
    assert path.read_bytes() == before


def test_a_folder_and_a_place_in_no_folder_are_errors_with_words(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r": is a folder; an archive is one file, such as tenor.db"):
        Archive(tmp_path)
    with pytest.raises(ArchiveError, match=r": cannot be opened; its folder must be there"):
        Archive(tmp_path / "nowhere" / "tenor.db")


def _two_deeds(archive: Archive) -> None:
    with archive.database.writing() as write:
        write.execute("DELETE FROM articles")
        write.execute("DELETE FROM no_table_of_ours")


@pytest.mark.parametrize("name", ["a?b#c%41.db", "täglich.db", "two words.db"])
def test_any_name_will_do(tmp_path: Path, name: str, make: Make) -> None:
    with Archive(tmp_path / name) as archive:
        archive.add([make(1)])
    assert is_archive(tmp_path / name)


def test_steps_are_whole_statements() -> None:
    plain = sqlite3.connect(":memory:", isolation_level=None)
    plain.execute("BEGIN")
    for statement in steps_from(0):
        assert sqlite3.complete_statement(statement)
        plain.execute(statement)
    plain.execute("ROLLBACK")
    assert plain.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
