"""An `Entry` judged: an `Article`, and what was wrong with it."""

import datetime as dt
from decimal import Decimal

from tenor.corpus.dates import day_of
from tenor.corpus.encoding import whole
from tenor.corpus.entries import Entry
from tenor.corpus.identity import clean_id, digest
from tenor.records import Article, Fault

WORDS = ("article_id", "title", "outlet", "url")
LONGEST_SHOWN = 80


def article_of(entry: Entry) -> tuple[Article | None, list[Fault]]:
    """Give the article that `entry` holds, None where it has no text, and its faults.

    The text is kept character for character, except that half a surrogate pair, which nothing can write, becomes
    U+FFFD.
    """
    given = entry.fields.get("text")
    if not isinstance(given, str) or not given.strip():
        return None, [Fault("no_text", entry.where, _no_text(entry))]
    faults: list[Fault] = []
    text = whole(given)
    if text != given:
        faults.append(Fault("half_character", entry.where, "the text has half of a character (\\ud800 to \\udfff)"))
    words = {name: _words(entry, name, faults) for name in WORDS}
    published = _published(entry, faults)
    article_id = clean_id(words.pop("article_id")) or digest(text)
    return Article(article_id, text, published=published, **words), faults


def _no_text(entry: Entry) -> str:
    if "text" not in entry.fields:
        return "article has no `text`; give one, or name its column with --map text=..."
    given = entry.fields["text"]
    if given is None or isinstance(given, str):
        return "article has an empty text; the article is skipped"
    return f"the text is not a string but {type(given).__name__}; the article is skipped"


def _words(entry: Entry, name: str, faults: list[Fault]) -> str:
    value = entry.fields.get(name)
    if value is None or value != value:  # NaN is how a frame says nothing
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str | int | float | Decimal):
        return whole(str(value)).strip()
    kind = type(value).__name__
    faults.append(Fault("bad_field", entry.where, f"`{name}` is not words but {kind}; the article is read without it"))
    return ""


def _published(entry: Entry, faults: list[Fault]) -> dt.date | None:
    value = entry.fields.get("published")
    if value != value:
        return None
    try:
        return day_of(value)
    except ValueError as error:
        given = whole(str(value))
        given = given if len(given) <= LONGEST_SHOWN else given[:LONGEST_SHOWN] + "…"
        faults.append(Fault("bad_date", entry.where, f"published {given!r} {error}; the article is read undated"))
        return None
