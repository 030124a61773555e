"""The articles of an archive, and what was last heard of their feeds."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import Self

from tenor.corpus.archive.database import Database, Row
from tenor.corpus.encoding import whole
from tenor.corpus.identity import clean_id, digest, likeness
from tenor.corpus.language import language
from tenor.records import Article

BATCH = 500
"""Articles of one transaction, and of one question."""

_COLUMNS = "number, article_id, text, title, outlet, published, url, language"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of articles that were given: `new` texts, `known` ones, and `copies` of a text by another outlet."""

    new: int = 0
    known: int = 0
    copies: int = 0

    def __add__(self, other: "Added") -> "Added":
        return Added(self.new + other.new, self.known + other.known, self.copies + other.copies)


@dataclass(frozen=True, slots=True)
class FeedState:
    """What a feed last said of itself, for a conditional request; `error` is "" where the last look went well."""

    url: str
    etag: str = ""
    modified: str = ""
    checked: dt.datetime | None = None
    error: str = ""


class Archive:
    """Articles kept in one file of SQLite, with what was found in them; made where it is not there yet.

    `articles` gives what `add` was given, in that order. A text comes in once an outlet: the same text (white space and
    the encoding of accents aside) of another outlet is kept too, linked to the first as its copy. An article is never
    changed: another text under a known identifier is another article, `identifier-digest`. Use it in one thread.

    Raises ArchiveError, here and in every method, where the file cannot be read or written.

        with Archive("tenor.db") as archive:
            archive.add([Article("one", "The talks went well.", outlet="Courier")])
    """

    def __init__(self, path: str | Path, *, new: bool = True) -> None:
        self.database = Database(path, new=new)
        self.path = self.database.path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def add(self, articles: Iterable[Article], *, feed: str = "", fetched: dt.datetime | None = None) -> Added:
        """Keep `articles`, and tell how many were new; up to 500 are one transaction.

        `feed` is the address that they came from. When this returns, all of them are on the disk; where it raises,
        whole transactions of them are.
        """
        left, added = iter(articles), Added()
        while batch := [_row(article, feed, fetched) for article in islice(left, BATCH)]:
            with self.database.writing() as write:
                added = sum((put(write, row) for row in batch), added)
        return added

    def articles(self, *, since: dt.date | None = None, until: dt.date | None = None) -> Iterator[Article]:
        """Give the articles, copies too, in the order in which they came, some hundreds at a time.

        With `since` or `until`, those published on these days or between; those without a date are left out then.
        What is added meanwhile is not given.
        """
        return (_article(row) for row in self._rows(*_period(since, until)))

    def articles_with_language(self) -> Iterator[tuple[Article, str]]:
        """Give the articles as `articles` does, each with the language that its text was found to be in."""
        return ((_article(row), str(row[-1])) for row in self._rows("", []))

    def n_articles(self) -> int:
        """Give how many articles there are, copies too."""
        return self.database.count("SELECT count(*) FROM articles")

    def n_unread(self) -> int:
        """Give how many texts nothing has looked for stances in yet."""
        unread = "copy_of IS NULL AND language = 'en' AND article_id NOT IN (SELECT article_id FROM extractions)"
        return self.database.count(f"SELECT count(*) FROM articles WHERE {unread}")

    def has_url(self, url: str) -> bool:
        """Tell whether an article from this address is kept."""
        return self.database.one("SELECT 1 FROM articles WHERE url = ?", (whole(url).strip(),)) is not None

    def feed_state(self, url: str) -> FeedState:
        """Give what is known of a feed; nothing but its address where it was never looked at."""
        row = self.database.one("SELECT etag, modified, checked, error FROM feeds WHERE url = ?", (whole(url),))
        if row is None:
            return FeedState(url)
        checked = dt.datetime.fromisoformat(str(row[2])) if row[2] else None
        return FeedState(url, str(row[0]), str(row[1]), checked, str(row[3]))

    def feeds(self) -> list[FeedState]:
        """Give what is known of every feed, by address."""
        return [self.feed_state(str(url)) for (url,) in self.database.rows("SELECT url FROM feeds ORDER BY url")]

    def keep_feed_state(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        checked: dt.datetime | None = None,
        error: str = "",
    ) -> None:
        """Keep what a feed said; `etag`, `modified` and `checked` stay as they were where they are None."""
        before = self.feed_state(url)
        row = (
            whole(url),
            whole(before.etag if etag is None else etag),
            whole(before.modified if modified is None else modified),
            _time(checked or before.checked),
            whole(error),
        )
        with self.database.writing() as write:
            write.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?)", row)

    def was_passed_over(self, url: str, *, since: dt.datetime) -> bool:
        """Tell whether the page at this address was looked at since then, and held no article."""
        row = self.database.one("SELECT looked FROM passed_over WHERE url = ?", (whole(url).strip(),))
        return row is not None and dt.datetime.fromisoformat(str(row[0])) >= since

    def pass_over(self, url: str, *, why: str, looked: dt.datetime, forget: dt.datetime) -> None:
        """Keep that a page held no article when it was looked at, and why; what is older than `forget` goes."""
        with self.database.writing() as write:
            write.execute("DELETE FROM passed_over WHERE looked < ?", (_time(forget),))
            row = (whole(url).strip(), whole(why), _time(looked))
            write.execute("INSERT OR REPLACE INTO passed_over VALUES (?, ?, ?)", row)

    def _rows(self, period: str, days: list[str]) -> Iterator[Row]:
        question = f"SELECT {_COLUMNS} FROM articles WHERE number > ? AND number <= ?{period} ORDER BY number"
        last, end = 0, self.database.count("SELECT max(number) FROM articles")
        while rows := list(self.database.rows(f"{question} LIMIT {BATCH}", (last, end, *days))):
            yield from rows
            last = int(str(rows[-1][0]))


def _row(article: Article, feed: str, fetched: dt.datetime | None) -> dict[str, object]:
    """Give an article as it is kept: what cannot be written is mended as in any corpus."""
    text = whole(article.text)
    return {
        "article_id": clean_id(whole(article.article_id)) or digest(text),
        "outlet": whole(article.outlet).strip(),
        "published": article.published.isoformat() if article.published else None,
        "title": whole(article.title).strip(),
        "url": whole(article.url).strip(),
        "text": text,
        "digest": likeness(text).hex(),
        "language": language(text),
        "feed": whole(feed),
        "fetched": _time(fetched),
    }


def put(write: Connection, row: dict[str, object]) -> Added:
    """Keep the row of an article within a transaction, and tell what became of it."""
    likes = write.execute(
        "SELECT coalesce(copy_of, number), outlet FROM articles WHERE digest = ? ORDER BY number", (row["digest"],)
    ).fetchall()
    if any(outlet == row["outlet"] for _, outlet in likes):
        return Added(known=1)
    copy_of = likes[0][0] if likes else None
    kept = row | {"article_id": _free(write, str(row["article_id"]), str(row["text"])), "copy_of": copy_of}
    names = ", ".join(kept)
    write.execute(f"INSERT INTO articles ({names}) VALUES (:{', :'.join(kept)})", kept)
    return Added(new=1) if copy_of is None else Added(copies=1)


def _free(write: Connection, article_id: str, text: str) -> str:
    """Give an identifier that no article has yet, made as a corpus makes it."""
    while write.execute("SELECT 1 FROM articles WHERE article_id = ?", (article_id,)).fetchone():
        article_id = f"{article_id}-{digest(text)}"
    return article_id


def _article(row: Row) -> Article:
    _, article_id, text, title, outlet, published, url, _ = row
    day = dt.date.fromisoformat(str(published)) if published else None
    return Article(str(article_id), str(text), str(title), str(outlet), day, str(url))


def _period(since: dt.date | None, until: dt.date | None) -> tuple[str, list[str]]:
    bounds = [(sign, day.isoformat()) for sign, day in ((">=", since), ("<=", until)) if day]
    return "".join(f" AND published {sign} ?" for sign, _ in bounds), [day for _, day in bounds]


def _time(moment: dt.datetime | None) -> str | None:
    if moment and moment.tzinfo:
        moment = moment.astimezone(dt.UTC)  # so that times can be compared as text
    return moment.isoformat(timespec="seconds") if moment else None
