from xml.etree import ElementTree

from tenor.report.drawing import inline_svg

DRAWN = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg role="img" aria-labelledby="t d" xmlns:xlink="http://www.w3.org/1999/xlink" width="9pt" height="9pt"
 viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg" version="1.1">
 <title id="t">One &lt;b&gt;</title><desc id="d">Two</desc>
 <metadata>made by</metadata>
 <defs><style type="text/css">*{stroke-linejoin: round}</style></defs>
 <g clip-path="url(#c)"><use xlink:href="#m" x="1"/><text>id="m" url(#c)</text></g>
</svg>"""


def test_identifiers_and_what_points_to_them_begin_with_the_prefix() -> None:
    page = inline_svg(DRAWN, "p-")
    assert 'aria-labelledby="p-t p-d"' in page
    assert '<title id="p-t">One &lt;b&gt;</title>' in page
    assert 'clip-path="url(#p-c)"' in page
    assert 'href="#p-m"' in page


def test_words_in_the_drawing_stay_as_they_are() -> None:
    assert '>id="m" url(#c)</text>' in inline_svg(DRAWN, "p-")


def test_nothing_is_left_that_reaches_beyond_the_drawing() -> None:
    page = inline_svg(DRAWN, "p-")
    assert page.startswith("<svg ")
    for gone in ("http", "<style", "metadata", "DOCTYPE", "xmlns", 'width="9pt"'):
        assert gone not in page
    assert ElementTree.fromstring(page).get("viewBox") == "0 0 9 9"
