from itertools import combinations, pairwise

import pytest
from matplotlib.colors import to_rgb

from tenor.charts.colors import FIRST, OTHER, SECOND
from tenor.charts.shades import SHADES, Shade, shade


def luminance(color: str) -> float:
    """Relative luminance of the Web Content Accessibility Guidelines."""
    channels = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


@pytest.mark.parametrize("color", [FIRST, SECOND, OTHER])
@pytest.mark.parametrize("how", SHADES)
def test_every_shade_of_every_side_can_be_seen_on_white(color: str, how: Shade) -> None:
    assert 1.05 / (luminance(shade(color, how)) + 0.05) >= 3


def test_no_two_of_six_runs_have_the_same_mark_or_the_same_dash_in_the_same_shade() -> None:
    assert len(SHADES) == 6
    for one, other in combinations(SHADES, 2):
        assert one.marker != other.marker
        assert (one.lightness, one.line) != (other.lightness, other.line)


def test_shades_of_the_first_three_runs_are_told_apart_in_greyscale() -> None:
    for color in (FIRST, SECOND):
        greys = sorted(luminance(shade(color, how)) for how in SHADES[:3])
        assert all((light + 0.05) / (dark + 0.05) > 1.4 for dark, light in pairwise(greys))
