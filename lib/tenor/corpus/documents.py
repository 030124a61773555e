"""Files that hold one article: plain text, Markdown with front matter, HTML."""

import datetime as dt
import logging
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from tenor.corpus.encoding import decoded
from tenor.corpus.entries import Entry, renamed
from tenor.corpus.faults import UnreadableError
from tenor.records import Fault

# A block between two lines of ---, the first of them the first line of the file. YAML may end a document by ... too.
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_UNCLOSED = re.compile(r"---[ \t]*\r?\n\w+[ \t]*:")
_NO_VALUE = {"~", "null", "Null", "NULL"}


def read_txt(stream: BinaryIO, where: str, columns: Mapping[str, str]) -> Iterator[Entry | Fault]:  # noqa: ARG001
    """Give the whole file as one article, exactly as it stands; a byte order mark is dropped."""
    yield Entry(where, {"text": decoded(stream.read(), where)})


def read_md(stream: BinaryIO, where: str, columns: Mapping[str, str]) -> Iterator[Entry | Fault]:
    """Give a Markdown file as one article: its front matter, and the text below without blank lines around it.

    Values are taken as they are written: `article_id: 007` stays 007, and `published: 2023-02-30` is a bad date, not
    bad YAML. Where the front matter cannot be read, the article has the whole file as its text.
    """
    text = decoded(stream.read(), where)
    block = _FRONT_MATTER.match(text)
    if block is None:
        if _UNCLOSED.match(text):
            yield Fault("front_matter", f"{where}:1", "front matter is never closed; end it with a line ---")
        yield Entry(where, {"text": _without_outer_blank_lines(text)})
        return
    metadata = _metadata(block[1], where)
    if isinstance(metadata, Fault):
        yield metadata
        yield Entry(where, {"text": text})
    else:
        yield Entry(where, {**renamed(metadata, columns), "text": _without_outer_blank_lines(text[block.end() :])})


def read_html(stream: BinaryIO, where: str, columns: Mapping[str, str]) -> Iterator[Entry | Fault]:  # noqa: ARG001
    """Give the article of a web page, found by trafilatura: text, title, outlet, day and address.

    The page's own declaration of its encoding is followed. The day is only taken where the page shows it in full,
    because a month alone would be completed by today's day.
    """
    import trafilatura

    # It would write to standard error what is a fault here.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    page = stream.read()
    dates = {"original_date": True, "extensive_search": False, "min_date": "1800-01-01", "max_date": "2200-12-31"}
    try:
        found = trafilatura.bare_extraction(
            page, with_metadata=True, include_comments=False, date_extraction_params=dates
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise UnreadableError("unreadable_file", where, f"not a web page that can be read: {error}") from None
    if found is None or isinstance(found, dict) or not found.text:
        yield Fault("no_text", where, "no article found in the page; save it as .txt or give its text as a JSON line")
        return
    day = found.date if found.date and _shown(found.date, page) else None
    fields = {"title": found.title, "outlet": found.sitename, "published": day, "url": found.url}
    yield Entry(where, {**fields, "text": found.text})


def _metadata(block: str, where: str) -> dict[str, object] | Fault:
    import yaml

    try:
        # The loader that leaves every value a string: no octal identifiers, no `No` turned into False.
        metadata = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        problem = getattr(error, "problem", None) or "unreadable"
        detail = f"front matter is not YAML ({problem}); put the value in quotation marks"
        return Fault("front_matter", f"{where}:{line}", detail)
    if not metadata:
        return {}
    if not isinstance(metadata, dict):
        return Fault("front_matter", f"{where}:2", "front matter is not lines of `key: value`")
    return {
        str(key): None if isinstance(value, str) and value in _NO_VALUE else value for key, value in metadata.items()
    }


def _without_outer_blank_lines(text: str) -> str:
    lead = len(text) - len(text.lstrip())
    return text[text.rfind("\n", 0, lead) + 1 :].rstrip()


def _shown(day: str, page: bytes) -> bool:
    date = dt.date.fromisoformat(day)
    number, year = f"(?<!\\d)0?{date.day}(?!\\d)", f"(?<!\\d){date.year}(?!\\d)"
    shown = f"{year}.{{0,20}}{number}|{number}.{{0,20}}{year}|{date:%Y%m%d}"
    return re.search(shown, page.decode("utf-8", "replace"), re.DOTALL) is not None
