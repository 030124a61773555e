"""What came over the wire, unpacked as far as a limit allows."""

import zlib
from collections.abc import Iterator

GZIP = b"\x1f\x8b"
CHUNK = 65_536
DEEPEST = 3
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


class TooLargeError(ValueError):
    """More than may be read."""


class PackingError(ValueError):
    """Packed in a way that is not known, or in too many layers."""


def unpacked(body: bytes, encoding: str, *, limit: int) -> tuple[bytes, bool]:
    """Give `body` without the layers that `encoding`, a Content-Encoding, names, and whether it was whole.

    What is damaged is given as far as it goes. Raises TooLargeError as soon as it becomes more than `limit` bytes,
    before more is unpacked, and PackingError for a layer that is not gzip or deflate.
    """
    layers = [name for name in (part.strip().lower() for part in encoding.split(",")) if name not in ("", "identity")]
    unknown = [name for name in layers if name not in _WINDOWS]
    if unknown or len(layers) > DEEPEST:
        raise PackingError(f"packed as {', '.join(layers)[:80]}, which was not asked for")
    whole = True
    for name in reversed(layers):
        body, sound = _without(body, _WINDOWS[name], limit)
        whole = whole and sound
    if len(body) > limit:
        raise TooLargeError(f"more than {limit:,} bytes")
    return body, whole


def without_gzip(body: bytes, *, limit: int) -> tuple[bytes, bool]:
    """Give `body` unpacked if its first bytes are gzip's, as those of `sitemap.xml.gz`, and whether it was whole."""
    return _without(body, 31, limit) if body.startswith(GZIP) else (body, True)


def _without(body: bytes, window: int, limit: int) -> tuple[bytes, bool]:
    if window == 15 and body[:1] and body[0] & 0x0F != 8:
        window = -15  # deflate without its header, as some servers send it
    pieces: list[bytes] = []
    size, whole = 0, True
    for piece in _pieces(body, window):
        if piece is None:
            whole = False
            break
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise TooLargeError(f"more than {limit:,} bytes when unpacked")
    return b"".join(pieces), whole


def _pieces(body: bytes, window: int) -> Iterator[bytes | None]:
    """Give what is packed in `body` piece by piece, and None at the end if it is not whole."""
    while body:
        machine = zlib.decompressobj(window)
        try:
            yield machine.decompress(body, CHUNK)
            while machine.unconsumed_tail:
                yield machine.decompress(machine.unconsumed_tail, CHUNK)
            yield machine.flush()
        except zlib.error:
            yield None
            return
        if not machine.eof:
            yield None
        # What follows a gzip member is another one, or padding that means nothing.
        body = machine.unused_data if machine.unused_data.startswith(GZIP) else b""
