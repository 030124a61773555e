"""A corpus: its articles one at a time, and what was left out or read differently."""

import datetime as dt
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from tenor.corpus.archive.articles import Archive
from tenor.corpus.archive.entries import read_archive
from tenor.corpus.articles import article_of
from tenor.corpus.entries import Entry, known_columns
from tenor.corpus.faults import Tally, UnreadableError
from tenor.corpus.files import STDIN, checked_path, files_in, is_archive, opened, shown, unpacked
from tenor.corpus.formats import read_any, reader_of, suffix_of
from tenor.corpus.identity import Seen, digest
from tenor.corpus.language import language
from tenor.errors import CorpusError, ParameterError
from tenor.records import Article, Fault

# Formats whose header tells at once whether the columns are there.
HEADED = {".csv", ".parquet"}


class Corpus:
    """The articles of a file, a folder, an archive or standard input (`-`), read lazily; see `READERS` for the formats.

    Each iteration starts afresh. While and after it, `faults` says what was left out or read differently (the first
    1,000 of each reason), `counts` counts that by reason, and `n_articles` counts the articles given. The same text
    is given once, only English is given, and only what was published from `since` to `until`, both days included; an
    article without a date is left out where either is asked. `columns` names the source's columns, as `columns_of`
    gives them. With `strict`, broken input stops the reading; with `copies`, the same text is given once an outlet.

    Raises CorpusError at once for a source that cannot be read, and at the end for one in which no text was found.
    """

    def __init__(
        self,
        source: str | Path,
        *,
        columns: Mapping[str, str] | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        strict: bool = False,
        copies: bool = False,
        stdin: BinaryIO | None = None,
    ) -> None:
        if since and until and since > until:
            raise ParameterError(f"since {since} is after until {until}")
        self._columns = known_columns(columns or {})
        self._since, self._until, self._strict, self._copies = since, until, strict, copies
        self._stdin = stdin
        self._path = None if str(source) == "-" else checked_path(source)
        self.source = shown(self._path) if self._path else STDIN
        self._tally = Tally(strict=strict)
        self.n_articles = 0
        self._check()

    @property
    def faults(self) -> list[Fault]:
        """What was left out or read differently, in order; the first 1,000 of each reason."""
        return self._tally.faults

    @property
    def counts(self) -> Counter[str]:
        """How often, by reason: exact, however many there are."""
        return self._tally.counts

    def __iter__(self) -> Iterator[Article]:
        tally = self._tally = Tally(strict=self._strict)
        seen, any_text, self.n_articles = Seen(), False, 0
        for entry in self._entries(tally):
            article, faults = article_of(entry)
            for fault in faults:
                tally.add(fault)
            if article is None:
                continue
            any_text = True
            kept = self._kept(article, entry.where, seen, tally)
            if kept:
                self.n_articles += 1
                yield kept
        if not any_text:
            raise CorpusError(self._nothing(tally))

    def _entries(self, tally: Tally) -> Iterator[Entry]:
        """Give the entries of all files; faults go to `tally`, and end what they end: a line, a row or a file."""
        for part in self._parts():
            try:
                for item in [part] if isinstance(part, Fault) else part:
                    if isinstance(item, Fault):
                        tally.add(item)
                    else:
                        yield item
            except UnreadableError as error:
                if error.fault.reason == "no_column" and not self._is_folder:
                    raise
                tally.add(error.fault)

    def _parts(self) -> Iterator[Iterator[Entry | Fault] | Fault]:
        if self._path is None:
            stdin, self._stdin = self._stdin, None
            if stdin is None:
                raise CorpusError(f"{STDIN}: can be read only once")
            yield _guarded(read_any(unpacked(stdin), STDIN, self._columns), STDIN)
        elif self._is_folder:
            for found in files_in(self._path):
                yield found if isinstance(found, Fault) else _read(found, self._columns)
        else:
            yield _read(self._path, self._columns)

    def _kept(self, article: Article, where: str, seen: Seen, tally: Tally) -> Article | None:
        """Give `article`, perhaps under another identifier, or None with the reason in `tally`."""
        left_out = self._left_out(article, seen)
        if left_out:
            tally.add(Fault(left_out[0], where, left_out[1]))
            return None
        while seen.has_id(article.article_id):
            new = f"{article.article_id}-{digest(article.text)}"
            detail = f"another text has the article_id {article.article_id!r}; this one is read as {new!r}"
            tally.add(Fault("same_id", where, detail))
            article = replace(article, article_id=new)
        return article

    def _left_out(self, article: Article, seen: Seen) -> tuple[str, str] | None:
        if self._since or self._until:
            if article.published is None:
                return "undated", "article has no `published` date, which a period asks for; give one as YYYY-MM-DD"
            if not (self._since or dt.date.min) <= article.published <= (self._until or dt.date.max):
                return "out_of_period", f"published {article.published}"
        if seen.has_text(article.text, outlet=article.outlet if self._copies else ""):
            return "duplicate", "the same text was read before"
        code = language(article.text)
        return None if code == "en" else ("not_english", f"reads as {code!r}; only English is read")

    @property
    def archive(self) -> Path | None:
        """The path of the archive that is read; None for any other source."""
        return self._path if self._path is not None and is_archive(self._path) else None

    @property
    def _is_folder(self) -> bool:
        return self._path is not None and self._path.is_dir()

    def _check(self) -> None:
        """Raise now what a header already tells."""
        if self._path is None:
            if self._stdin is None:
                raise CorpusError("- is standard input, which only the command line has; name a file or a folder")
        elif self.archive:
            Archive(self.archive, new=False).close()
        elif self._path.is_file() and suffix_of(self._path) in HEADED:
            next(_read(self._path, self._columns), None)

    def _nothing(self, tally: Tally) -> str:
        faults = sorted(tally.faults, key=lambda fault: fault.reason != "no_column")
        if not faults:
            return f"{self.source}: no article in it"
        return f"{self.source}: no article could be read. {faults[0].where}: {faults[0].detail}"


def _read(path: Path, columns: Mapping[str, str]) -> Iterator[Entry | Fault]:
    where = shown(path)
    if is_archive(path):
        return read_archive(path, columns)

    def items() -> Iterator[Entry | Fault]:
        with opened(path) as stream:
            yield from reader_of(path)(stream, where, columns)

    return _guarded(items(), where)


def _guarded(items: Iterator[Entry | Fault], where: str) -> Iterator[Entry | Fault]:
    """Give `items` until the file fails: a truncated or damaged .gz, a disk error."""
    try:
        yield from items
    except (EOFError, zlib.error) as error:
        detail = f"the gzip file is truncated or damaged ({error}); what came before was read"
        raise UnreadableError("unreadable_file", where, detail) from None
    except OSError as error:
        raise UnreadableError("unreadable_file", where, f"cannot be read: {error.strerror or error}") from None
