import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.figure import Figure as Canvas

from tenor.charts import CHARTS
from tenor.charts.figure import NARROW, WIDE, Figure, render, save, svg

SVG = "{http://www.w3.org/2000/svg}"
TABLE = pd.DataFrame({"side": ["North", "South"], "stances": [2, 3]})


def draw(canvas: Canvas) -> None:
    ax = canvas.subplots()
    ax.plot([0, 1], [0, 1])
    ax.text(0.5, 0.5, "costs $5 and $6 <b> & 王毅")


FIGURE = Figure("toy", "A <title> & more", "Of 5\x00 stances.", "A line from 0 to 1.", TABLE, draw)


def test_an_svg_is_the_same_every_time_and_has_no_date() -> None:
    assert svg(FIGURE) == svg(FIGURE)
    assert "<dc:date>" not in svg(FIGURE)


def test_an_svg_is_an_image_with_title_and_description() -> None:
    root = ElementTree.fromstring(svg(FIGURE))
    assert root.get("role") == "img"
    named = [root.find(f"*[@id='{identifier}']") for identifier in (root.get("aria-labelledby") or "").split()]
    assert [element.text for element in named if element is not None] == ["A <title> & more", "A line from 0 to 1."]


def test_words_in_an_svg_stay_words_as_they_were_given() -> None:
    words = [element.text for element in ElementTree.fromstring(svg(FIGURE)).iter(f"{SVG}text")]
    assert "costs $5 and $6 <b> & 王毅" in words


def test_a_narrow_drawing_is_narrow() -> None:
    assert render(FIGURE).get_figwidth() == WIDE
    assert render(FIGURE, width=NARROW).get_figwidth() == NARROW


def test_a_titled_drawing_has_its_words_on_it_and_room_for_them() -> None:
    titled, plain = render(FIGURE, titled=True), render(FIGURE)
    assert titled.get_suptitle() == "A <title> & more"
    assert titled.get_figheight() > plain.get_figheight()


def test_the_style_is_ours_while_drawing_and_gone_afterwards() -> None:
    before = dict(mpl.rcParams)
    assert render(FIGURE).axes[0].spines["top"].get_visible() is False
    assert dict(mpl.rcParams) == before


def test_a_reader_s_own_style_is_not_seen_in_our_drawings() -> None:
    drawn, pixels = svg(FIGURE), FIGURE.png
    with mpl.rc_context({"axes.grid": True, "axes.facecolor": "red", "font.weight": "bold", "savefig.bbox": "tight"}):
        assert svg(FIGURE) == drawn
        assert FIGURE.png == pixels


def test_save_writes_drawings_words_and_numbers(tmp_path: Path) -> None:
    save(FIGURE, tmp_path / "figures")
    names = {path.name for path in (tmp_path / "figures").iterdir()}
    assert names == {"toy.svg", "toy-narrow.svg", "toy.png", "toy.json", "toy.csv"}
    words = json.loads((tmp_path / "figures" / "toy.json").read_text("utf-8"))
    assert words == {"title": "A <title> & more", "caption": "Of 5␀ stances.", "alt": "A line from 0 to 1."}
    assert (tmp_path / "figures" / "toy.csv").read_text() == "side,stances\nNorth,2\nSouth,3\n"
    assert (tmp_path / "figures" / "toy.png").read_bytes().startswith(b"\x89PNG")


def test_a_figure_shows_itself_in_a_notebook_with_its_alternative_text() -> None:
    data, metadata = FIGURE._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG")
    assert "A line from 0 to 1." in data["text/plain"]
    assert metadata["image/png"]["alt"] == "A line from 0 to 1."
    assert 'alt="A line from 0 to 1."' in data["text/html"]


def test_alternative_text_ends_no_attribute() -> None:
    data, _ = replace(FIGURE, alt='Lee said "no" <b>')._repr_mimebundle_()
    assert 'alt="Lee said &quot;no&quot; &lt;b&gt;"' in data["text/html"]


def test_pyplot_is_never_used() -> None:
    sources = Path(__file__).parents[2].glob("lib/tenor/charts/*.py")
    assert not [path.name for path in sources if "import matplotlib.pyplot" in path.read_text("utf-8")]


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_gives_a_figure_of_its_name(name: str) -> None:
    assert CHARTS[name].__name__ == f"{name}_figure"


def test_charts_stand_in_the_order_in_which_a_reader_meets_them() -> None:
    order = "timeline spiral storyline breaks topics stances arc coverage accuracy comparison history"
    assert list(CHARTS) == order.split()
