"""An archive is read like any other source."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tenor.corpus import Corpus
from tenor.corpus.archive import Archive
from tenor.errors import ArchiveError, CorpusError
from tenor.records import Article

Make = Callable[..., Article]


@pytest.fixture
def odd(make: Make) -> list[Article]:
    """Give articles of which some are copies, undated, in another language, or under a known identifier."""
    french = "Le ministère a déclaré que les pourparlers reprendraient et que la délégation était prête à voyager."
    return [
        make(1),
        replace(make(1), article_id="herald", outlet="Herald"),
        make(2, published=None),
        make(3, text=french * 3),
        make(4, article_id="a1"),
        make(5),
    ]


def lines_of(articles: list[Article], path: Path) -> Path:
    rows = [{"article_id": a.article_id, "text": a.text, "title": a.title, "outlet": a.outlet,
             "published": str(a.published or ""), "url": a.url} for a in articles]  # fmt: skip
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.mark.parametrize("since, until", [(None, None), (1, 4), (5, 9)])
def test_an_archive_gives_what_the_file_gives_that_it_was_made_of(
    archive: Archive, odd: list[Article], tmp_path: Path, make: Make, since: int | None, until: int | None
) -> None:
    archive.add(odd)
    first, last = (make(number).published if number else None for number in (since, until))
    both = archive.path, lines_of(odd, tmp_path / "x.jsonl")
    ours, theirs = (Corpus(path, since=first, until=last) for path in both)
    assert list(ours) == list(theirs)
    same_id = {"same_id": 0}  # found when the article came in
    assert ours.counts | same_id == theirs.counts | same_id
    assert ours.archive == archive.path
    assert theirs.archive is None


def test_what_is_left_out_is_named_by_archive_and_article(archive: Archive, odd: list[Article]) -> None:
    archive.add(odd)
    corpus = Corpus(archive.path)
    list(corpus)
    assert [(fault.reason, fault.where) for fault in corpus.faults] == [
        ("duplicate", f"{archive.path}: herald"),
        ("not_english", f"{archive.path}: a3"),
    ]


def test_columns_of_an_archive_have_their_names(archive: Archive, make: Make) -> None:
    archive.add([make(1)])
    with pytest.raises(CorpusError, match=r"--map text=body: no column 'body'"):
        list(Corpus(archive.path, columns={"text": "body"}))


def test_an_archive_without_articles_is_an_empty_corpus(archive: Archive) -> None:
    with pytest.raises(CorpusError, match=r"tenor.db: no article in it"):
        list(Corpus(archive.path))


def test_a_database_that_is_no_archive_is_told_at_once(path: Path) -> None:
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE bookmarks (url)")
    plain.close()
    with pytest.raises(ArchiveError, match=r"tenor.db: not an archive of Tenor"):
        Corpus(path)


@pytest.mark.parametrize("content", ["", "no database"])
def test_a_file_named_like_an_archive_is_told_at_once(path: Path, content: str) -> None:
    path.write_text(content)
    with pytest.raises(CorpusError, match=r"tenor.db: not an archive of Tenor"):
        Corpus(path)


def test_copies_are_given_once_an_outlet_where_they_are_asked_for(make: Make, tmp_path: Path) -> None:
    wire = [make(1), replace(make(1), article_id="h", outlet="Herald"), replace(make(1), article_id="c")]
    corpus = Corpus(lines_of(wire, tmp_path / "x.jsonl"), copies=True)
    assert list(corpus) == wire[:2]
    assert corpus.counts == {"duplicate": 1}
