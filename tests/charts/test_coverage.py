from collections.abc import Sequence

import pandas as pd
import pytest
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle

from tenor import tables
from tenor.charts.coverage import SHADES, coverage, coverage_figure
from tenor.charts.figure import NARROW, render


def scores(**by_scorer: Sequence[float | None]) -> pd.DataFrame:
    rows = [
        {"stance_id": f"a:{i}-{i + 1}", "scorer": scorer, "polarity": polarity, "subjectivity": None, "n_assessed": 1}
        for scorer, polarities in by_scorer.items()
        for i, polarity in enumerate(polarities)
    ]
    return tables.frame("scores", rows)


SCORES = scores(blunt=[-0.5, 0.0, 0.0, 0.4, None, None], keen=[-0.5, -0.1, 0.2, 0.3, 0.4, 0.5])


def words_of(canvas: Canvas) -> list[str]:
    return [text.get_text() for text in canvas.axes[0].texts]


def test_coverage_counts_zero_and_not_assessed_apart() -> None:
    table = coverage(SCORES).set_index("scorer")
    assert table.to_dict("index")["blunt"] == dict(zip([*SHADES, "stances"], [1, 2, 1, 2, 6], strict=True))
    assert table.to_dict("index")["keen"] == dict(zip([*SHADES, "stances"], [2, 0, 4, 0, 6], strict=True))


def test_bars_are_stacked_to_one_with_the_numbers_in_them() -> None:
    canvas = render(coverage_figure(SCORES))
    widths = [patch.get_width() for patch in canvas.axes[0].patches if isinstance(patch, Rectangle)]
    assert sum(widths) == pytest.approx(2)
    assert words_of(canvas) == ["1", "2", "2", "1", "4", "2"]


def test_the_kinds_are_named_and_differ_in_grey_or_hatch() -> None:
    canvas = render(coverage_figure(SCORES))
    legend = canvas.axes[0].get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == list(SHADES)
    assert len({(patch.get_facecolor(), patch.get_hatch()) for patch in canvas.axes[0].patches}) == 4


@pytest.mark.parametrize("width", [7.0, NARROW])
def test_a_number_that_does_not_fit_stands_above_its_part(width: float) -> None:
    canvas = render(coverage_figure(scores(toy=[-0.5] * 400 + [0.0] + [0.5] * 400)), width=width)
    places = {text.get_text(): text.get_position()[1] for text in canvas.axes[0].texts}
    assert places["400"] == 0
    assert places["1"] < -0.25


def test_words_tell_the_numbers() -> None:
    figure = coverage_figure(SCORES)
    assert figure.title == "blunt knows no word in 33 % of the stances and keen in none"
    assert "blunt, of 6: 1 negative, 2 exactly zero, 1 positive, 2 not assessed." in figure.alt
    assert "Share of 6 stances" in figure.caption
    assert list(figure.table) == ["scorer", "negative", "exactly zero", "positive", "not assessed", "stances"]


def test_a_share_is_not_rounded_to_none_or_all() -> None:
    title = coverage_figure(scores(a=[None] + [0.1] * 999, b=[None] * 999 + [0.1])).title
    assert title == "a knows no word in under 1 % of the stances and b in over 99 %"


def test_no_scores_are_said_in_words() -> None:
    figure = coverage_figure(scores())
    assert "No stance was scored" in " ".join(words_of(render(figure)))
    assert figure.title == "No stance was scored"
    assert figure.alt.startswith("No chart")
