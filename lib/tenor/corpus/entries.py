"""An article as its file gives it, before anything in it is judged, and the names of its columns."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tenor.corpus.encoding import whole
from tenor.corpus.faults import UnreadableError
from tenor.errors import ParameterError, unknown

FIELDS = ("text", "article_id", "title", "outlet", "published", "url")

# What other people's exports call the text of an article, to name the right column in an error.
TEXT_NAMES = ("body", "content", "fulltext", "maintext", "articletext", "articlebody", "article", "story")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one line, row or file says of an article: the fields that it has, of whatever type, and where it stands.

    `language` is that of the text where it was told before, "" elsewhere.
    """

    where: str
    fields: Mapping[str, object]
    language: str = ""


def columns_of(option: str) -> dict[str, str]:
    """Give the columns that `--map` names, keyed by the article's field.

    Raises ParameterError where it is not `field=column,...` or the field is none of an article's.

    >>> columns_of("text=body, published=date")
    {'text': 'body', 'published': 'date'}
    """
    columns: dict[str, str] = {}
    for pair in filter(None, map(str.strip, option.split(","))):
        field, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or not column:
            raise ParameterError(f"--map {pair!r} is not field=column, as in text=body,published=date")
        if field in columns:
            raise ParameterError(f"--map names the field {field!r} twice: {columns[field]!r} and {column!r}")
        columns[field] = column
    return known_columns(columns)


def known_columns(columns: Mapping[str, str]) -> dict[str, str]:
    """Give `columns` if all its keys are fields of an article; raises ParameterError if not."""
    for field in columns:
        if field not in FIELDS:
            raise ParameterError(f"--map: {unknown('field', field, FIELDS)}")
    return dict(columns)


def renamed(row: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, object]:
    """Give the fields of an article that are in `row`, under their own names."""
    return {field: row[name] for field in FIELDS if (name := columns.get(field, field)) in row}


def wanted(columns: Mapping[str, str]) -> set[str]:
    """Give the columns that must be there: the one that holds the text, and all that are named."""
    return {"text", *columns.values()} if "text" not in columns else set(columns.values())


def missing_column(
    where: str, names: Collection[str], columns: Mapping[str, str], *, kind: str = "column"
) -> UnreadableError:
    """Give the error for a file in which a wanted column, or for JSON lines `kind` "key", is missing.

    `names` are those that it has.
    """
    for field, column in columns.items():
        if column not in names:
            detail = f"--map {field}={column}: {unknown(kind, column, names)}"
            return UnreadableError("no_column", where, whole(detail))
    found = ", ".join(sorted(names)[:20]) or "none"
    detail = f"no {kind} 'text'; found: {found}. Name the one that holds the text: --map text={_likely(names)}"
    return UnreadableError("no_column", where, whole(detail))


def _likely(names: Collection[str]) -> str:
    plain = {name.lower().replace("_", "").replace(" ", ""): name for name in names}
    return next((plain[name] for name in ("text", *TEXT_NAMES) if name in plain), "COLUMN")
