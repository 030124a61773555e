import pandas as pd
import pytest
from matplotlib.figure import Figure as Canvas

from tenor import tables
from tenor.charts.accuracy import MEASURES, accuracy_figure
from tenor.charts.figure import NARROW, render


def row(scorer: str, measure: str, value: float, low: float, high: float, **other: object) -> dict[str, object]:
    figures = {"scorer": scorer, "measure": measure, "value": value, "low": low, "high": high, "n": 300}
    return {"by": "all", "group": "all", **figures, **other}


KEEN, BLUNT = row("keen", "AUC", 0.9, 0.85, 0.94), row("blunt", "AUC", 0.55, 0.48, 0.61)
SHARES = [row("keen", "not assessed", 0.05, 0.02, 0.1), row("blunt", "not assessed", 0.5, 0.4, 0.6)]
SURE = row("keen", "AUC", 0.35, 0.28, 0.4, by="against", group="blunt")


def table(*rows: dict[str, object]) -> pd.DataFrame:
    return tables.frame("accuracy", rows)


def words_of(canvas: Canvas) -> list[str]:
    return [text.get_text() for text in canvas.axes[0].texts]


@pytest.mark.parametrize("width", [7.0, NARROW])
def test_each_scorer_has_a_dot_an_interval_and_its_number_below_the_name_of_the_measure(width: float) -> None:
    axes = render(accuracy_figure(table(BLUNT, KEEN, *SHARES)), width=width).axes[0]
    dots = [float(line.get_xdata()[0]) for line in axes.lines if line.get_marker() == "o"]  # type: ignore[index, arg-type]
    assert dots == [0.55, 0.9, 0.05, 0.5]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["", "blunt", "keen", "", "keen", "blunt"]
    words = [text.get_text() for text in axes.texts]
    assert {"0.55", "0.90", "0.05", "0.50", MEASURES["AUC"], MEASURES["not assessed"]} == set(words)


def test_words_tell_the_numbers() -> None:
    figure = accuracy_figure(table(BLUNT, KEEN, SURE, *SHARES))
    assert figure.title == "keen tells cooperation from confrontation best (AUC 0.90, 0.85 to 0.94)"
    assert "AUC: blunt 0.55 (0.48 to 0.61), keen 0.90 (0.85 to 0.94)." in figure.alt
    assert figure.caption.startswith("300 labelled sentences.")
    assert list(figure.table) == ["measure", "scorer", "value", "low", "high", "n"]


def test_a_lead_that_is_not_sure_is_not_called_so() -> None:
    unsure = row("keen", "AUC", 0.05, -0.02, 0.1, by="against", group="blunt")
    assert accuracy_figure(table(BLUNT, KEEN, unsure)).title.endswith(", but not surely better than blunt")


def test_a_scorer_that_may_be_guessing_is_not_praised() -> None:
    assert accuracy_figure(table(BLUNT)).title.startswith("blunt does best, and may yet be no better than chance")


def test_without_an_auc_nothing_is_claimed() -> None:
    assert accuracy_figure(table(*SHARES)).title == "Without both labels no scorer can be told from chance"


def test_no_figures_are_said_in_words() -> None:
    figure = accuracy_figure(table())
    assert "No scorer was measured" in " ".join(words_of(render(figure)))
    assert figure.alt.startswith("No chart")
