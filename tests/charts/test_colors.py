import pytest

from tenor.charts.colors import look, side_colors

COLORS = side_colors(["North", "South"])


def lightness(color: str) -> float:
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in (red, green, blue)]
    return sum(x * weight for x, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def test_any_two_sides_and_observers_have_a_colour() -> None:
    assert list(COLORS) == ["North", "South", "observer"]
    assert len(set(COLORS.values())) == 3


@pytest.mark.parametrize("side", COLORS)
def test_words_in_a_sides_colour_can_be_read_on_white(side: str) -> None:
    assert 1.05 / (lightness(COLORS[side]) + 0.05) >= 4.5


def test_the_two_sides_differ_in_greyscale_and_in_line_and_dot() -> None:
    light, dark = lightness(COLORS["South"]), lightness(COLORS["North"])
    assert (light + 0.05) / (dark + 0.05) > 2
    assert look("North", COLORS).line != look("South", COLORS).line
    assert look("North", COLORS).marker != look("South", COLORS).marker


def test_a_side_that_nobody_knows_is_drawn_plainly() -> None:
    assert look("elsewhere", COLORS) == look("observer", COLORS)


def test_a_relation_has_two_sides() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        side_colors(["only one"])
