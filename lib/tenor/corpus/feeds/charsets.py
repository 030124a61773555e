"""Bytes of the web as UTF-8, whatever their server and they themselves say of their encoding."""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress

# Python knows stranger ones, some of which take for ever on a long text.
_KNOWN = re.compile(
    r"utf-?(8|16|32)([-_]?[lb]e)?|(us-?)?ascii|iso[-_]?8859[-_]\d\d?|latin-?\d|(windows|cp)-?\d{3,4}|mac-?roman"
    r"|gb(2312|k|18030)|big5(-hkscs)?|euc[-_](jp|kr)|shift[-_]jis|koi8-[ru]",
    re.IGNORECASE,
)
_IN_HEADER = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_IN_BODY = re.compile(rb"(?:encoding|charset)\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"),
)  # fmt: skip


def as_utf8(body: bytes, content_type: str = "") -> bytes | None:
    """Give `body` in UTF-8, None where nobody says rightly what it is in.

    What is valid UTF-8 is taken for that, whatever is said: hardly any text in another encoding is. Then the
    Content-Type goes before what the body says. A character of which only the beginning came is dropped.

    >>> as_utf8("café".encode("latin-1"), "text/html; charset=ISO-8859-1").decode()
    'café'
    """
    for encoding in _candidates(body, content_type):
        with suppress(UnicodeError, LookupError):
            return _decoded(body, encoding).encode().removeprefix(codecs.BOM_UTF8)
    return None


def _decoded(body: bytes, encoding: str) -> str:
    text = codecs.getincrementaldecoder(encoding)().decode(body)
    # Latin 1 with an accent at its very end looks like UTF-8 that was cut.
    return body.decode(encoding) if text.isascii() else text


def _candidates(body: bytes, content_type: str) -> Iterator[str]:
    yield from (encoding for mark, encoding in _MARKS if body.startswith(mark))
    yield "utf-8"
    in_header, in_body = _IN_HEADER.search(content_type[:1000]), _IN_BODY.search(body[:2000])
    said = [in_header[1] if in_header else "", in_body[1].decode("ascii", "replace") if in_body else ""]
    for name in filter(_KNOWN.fullmatch, said):
        # What calls itself Latin 1 on the web is read as Windows-1252, which holds it.
        yield "cp1252" if name.lower() in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else name
