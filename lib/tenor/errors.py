"""What can go wrong, in one family: catch `TenorError` for all of it.

Each message says where, what is wrong, and what would be right.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class TenorError(Exception):
    """Anything that the person who runs Tenor can put right."""


class CorpusError(TenorError):
    """Articles that cannot be read: a missing path, an unknown format, a line that is not what it should be."""


class ArchiveError(CorpusError):
    """An archive that cannot be opened, read or written: no archive, damaged, of a newer Tenor, a full disk."""


class RelationError(TenorError):
    """A relation profile that does not exist or does not say what it must."""


class CorrectionError(TenorError):
    """A file of corrections that cannot be read or written, or a correction that cannot be kept."""


class LexiconError(TenorError):
    """A line of a scorer's lexicon that is not what it should be."""


class ParameterError(TenorError):
    """A parameter or option that is misspelt, of the wrong type, or has no such choice."""


class TableError(TenorError):
    """A table whose columns are not those declared in `tenor.tables`, or that has not been made yet."""


class RunError(TenorError):
    """A run that could not be started, or a notebook that failed."""


def unknown(what: str, given: str, known: Iterable[str]) -> str:
    """Give the sentence for a name that is not among the known ones, the nearest of them first.

    >>> unknown("scorer", "textblod", ["textblob", "vader"])
    "no scorer 'textblod'; did you mean 'textblob'? Known: textblob, vader"
    """
    names = sorted(known)
    near = get_close_matches(given, names, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else "."
    return f"no {what} {given!r}{hint} Known: {', '.join(names)}"
