"""The words of a piece of HTML, as feeds carry it: nothing in it is ever anything but text."""

import re
from collections.abc import Iterator

_DROPPED = ("script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "form", "figure")
_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt fieldset footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre "
    "section table tr ul".split()
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def words(markup: str) -> str:
    r"""Give the text of `markup`, a blank line between paragraphs, "" where it cannot be read.

    >>> words("<p>Talks &amp; tea.<script>x()</script></p><p>No   more.</p>")
    'Talks & tea.\n\nNo more.'
    """
    from lxml import etree, html

    body = f"<div>{_CONTROL.sub(' ', markup)}</div>".encode(errors="replace")
    try:
        root = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8", remove_comments=True))
        etree.strip_elements(root, *_DROPPED, with_tail=False)
        text = "".join(_pieces(root))
    except (etree.LxmlError, ValueError, RecursionError):
        return ""
    lines = (" ".join(line.split()) for line in re.sub(r"\n[ \t]*(?=\n)", "\n", text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _pieces(root: object) -> Iterator[str]:
    from lxml import etree

    for moment, element in etree.iterwalk(root, events=("start", "end")):
        block = element.tag in _BLOCKS
        if moment == "start":
            yield ("\n\n" if block else "\n" if element.tag == "br" else "") + _flat(element.text)
        else:
            yield ("\n\n" if block else "") + _flat(element.tail)


def _flat(text: str | None) -> str:
    """Give `text` with its own line breaks as spaces: in HTML they mean no more."""
    return (text or "").replace("\r", " ").replace("\n", " ")
