"""A saved SVG, made fit to stand inside a page among others."""

import re
from xml.etree import ElementTree

from markupsafe import Markup

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_FRAGMENT = re.compile(r"url\(#([^)]{1,200})\)")


def inline_svg(svg: str, prefix: str) -> Markup:
    """Give `svg` without its XML header, style element and size, every identifier in it beginning with `prefix`.

    Its style element would be about the whole page, so that the two rules that matplotlib writes into it move to the
    drawing itself. The size goes, so that the page decides it; `viewBox` stays.
    """
    root = ElementTree.fromstring(svg)  # noqa: S314 (written by tenor.charts; expat loads nothing from elsewhere)
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag in (f"{_SVG}style", f"{_SVG}metadata")]:
            parent.remove(child)
    for element in root.iter():
        _make_own(element, prefix)
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    root.set("style", "stroke-linejoin: round; stroke-linecap: butt")
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 (escaped by ElementTree)


def _make_own(element: "ElementTree.Element[str]", prefix: str) -> None:
    element.tag = element.tag.removeprefix(_SVG)
    for name, value in list(element.attrib.items()):
        del element.attrib[name]
        element.set(name.removeprefix(_XLINK), _own_value(name.removeprefix(_XLINK), value, prefix))


def _own_value(name: str, value: str, prefix: str) -> str:
    if name in ("id", "aria-labelledby"):
        return " ".join(prefix + identifier for identifier in value.split())
    if name == "href" and value.startswith("#"):
        return f"#{prefix}{value[1:]}"
    return _FRAGMENT.sub(rf"url(#{prefix}\1)", value)
