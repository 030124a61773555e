"""UTF-8, and what to say where it is not."""

import codecs
import re

from tenor.corpus.faults import UnreadableError

WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SURROGATE = re.compile("[\ud800-\udfff]")


def decoded(data: bytes, where: str) -> str:
    """Give `data` as text, without a byte order mark and otherwise character for character.

    Raises UnreadableError where it is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("not_utf8", where, not_utf8(data, error.start)) from None


def not_utf8(data: bytes, position: int) -> str:
    """Give the sentence for `data` that is not UTF-8 at byte `position`, with its likely encoding and the way out."""
    likely = _likely(data)
    return (
        f"not UTF-8 (byte {data[position]:#04x} at {position}); it looks like {likely}: "
        f"convert it with `iconv -f {likely} -t utf-8`"
    )


def whole(text: str) -> str:
    r"""Give `text` with U+FFFD for each half of a surrogate pair, so that it can be written; positions stay.

    >>> whole("a\ud800b") == "a\ufffdb"
    True
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def _likely(data: bytes) -> str:
    if data.startswith(WIDE) or data[:2000].count(0) > len(data[:2000]) // 4:
        return "utf-16"
    # Latin 1 has only control characters here, Windows its curly quotation marks and dashes.
    return "windows-1252" if any(0x80 <= byte <= 0x9F for byte in data) else "latin1"
