"""docs/gallery.md tells of every figure, with pictures that are there and small."""

import re
from pathlib import Path

import pytest
from PIL import Image

import gallery
from tenor.charts import CHARTS

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "gallery.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
PICTURES = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", TEXT)


def test_there_is_a_section_for_each_figure_in_the_order_in_which_a_reader_meets_them() -> None:
    assert list(SECTIONS) == list(CHARTS)


@pytest.mark.parametrize("name", CHARTS)
def test_a_section_has_its_picture_and_says_what_it_answers_how_to_read_it_and_how_it_misleads(name: str) -> None:
    section = SECTIONS[name]
    assert f"](gallery/{name}.png)" in section
    for words in ("**It answers:**", "**How to read it:**", "**How it misleads:**"):
        assert words in section


@pytest.mark.parametrize("alt, target", PICTURES)
def test_pictures_are_there_small_and_told_in_words(alt: str, target: str) -> None:
    assert len(alt) > 40
    path = DOCS / target
    assert path.stat().st_size < 150_000
    with Image.open(path) as picture:
        assert picture.mode == "P"
        assert picture.width == 1344


def test_no_picture_is_left_over() -> None:
    shown = {DOCS / target for _, target in PICTURES}
    assert set((DOCS / "gallery").glob("*")) == shown


def test_links_inside_the_page_lead_to_its_sections() -> None:
    assert set(re.findall(r"\]\(#(\w+)\)", TEXT)) <= set(SECTIONS)


def test_in_the_made_up_example_both_sides_fall_and_each_answers_the_other() -> None:
    spiral, breaks = gallery.made_up()
    assert "North became more hostile" in spiral.title
    assert "South became more hostile" in spiral.title
    assert breaks.title.endswith("each side answers the other’s moves")


@pytest.mark.slow
def test_the_pictures_are_of_all_figures_in_order() -> None:
    assert [figure.name for figure in gallery.of_sample()] == list(CHARTS)
