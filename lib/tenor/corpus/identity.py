"""What makes two articles the same: their texts, and their identifiers."""

import hashlib
import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def digest(text: str) -> str:
    """Give the first 12 hexadecimal digits of the SHA-256 of `text` in UTF-8: the identifier of an article without one.

    >>> digest("Tenor reads news.")
    'aee382315dd4'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def likeness(text: str) -> bytes:
    """Give a digest that texts share which differ only in white space and in the way accents are encoded."""
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.blake2b(folded.encode(), digest_size=16).digest()


def clean_id(value: str) -> str:
    r"""Give an identifier on one line: control characters and white space become single spaces.

    >>> clean_id(" wire\n42 ")
    'wire 42'
    """
    return " ".join(_CONTROL.sub(" ", value).split())


class Seen:
    """Texts and identifiers that were read, kept as digests so that memory hardly grows."""

    def __init__(self) -> None:
        self._texts: set[bytes] = set()
        self._ids: set[bytes] = set()

    def has_text(self, text: str, *, outlet: str = "") -> bool:
        """Say whether a text like `text` came before, from this outlet if one is named, and remember it."""
        return _had(self._texts, likeness(text) + outlet.encode())

    def has_id(self, article_id: str) -> bool:
        """Say whether `article_id` came before, and remember it."""
        return _had(self._ids, hashlib.blake2b(article_id.encode(), digest_size=16).digest())


def _had(digests: set[bytes], new: bytes) -> bool:
    known = new in digests
    digests.add(new)
    return known
