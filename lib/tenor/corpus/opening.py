"""A corpus from parameters as people write them: all text, and `sample` for the demonstration corpus."""

import datetime as dt
from pathlib import Path
from typing import BinaryIO

from tenor.corpus.entries import columns_of
from tenor.corpus.reading import Corpus
from tenor.errors import ParameterError

PROJECT = Path(__file__).resolve().parents[3]
SAMPLE = PROJECT / "data" / "sample"


def open_corpus(
    corpus: str,
    *,
    since: str = "",
    until: str = "",
    columns: str = "",
    strict: bool = False,
    copies: bool = False,
    stdin: BinaryIO | None = None,
) -> Corpus:
    """Give the corpus at the path `corpus`; days as YYYY-MM-DD, columns as `text=body,published=date`, empty for none.

    Raises ParameterError for a day or columns that cannot be read, and CorpusError as `Corpus` does.
    """
    return Corpus(
        corpus_path(corpus),
        columns=columns_of(columns) if columns else None,
        since=day(since, name="since"),
        until=day(until, name="until"),
        strict=strict,
        copies=copies,
        stdin=stdin,
    )


def corpus_path(corpus: str) -> str | Path:
    """Give the path that `corpus` means."""
    return SAMPLE if corpus == "sample" else corpus


def is_sample(corpus: str) -> bool:
    """Tell whether `corpus` is the demonstration corpus, or a part of it."""
    if corpus == "-":
        return False
    path = Path(corpus_path(corpus)).resolve()
    return SAMPLE.resolve() in (path, *path.parents)


def day(value: str, *, name: str = "day") -> dt.date | None:
    """Read a day as YYYY-MM-DD, None from an empty text; raises ParameterError for anything else.

    >>> day("2023-07-23")
    datetime.date(2023, 7, 23)
    """
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        raise ParameterError(f"{name}: {value!r} is not a day; give it as YYYY-MM-DD") from None
