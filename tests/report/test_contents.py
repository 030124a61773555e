from collections.abc import Callable
from pathlib import Path

from tenor.report import ReportContents, load_figures

Build = Callable[..., ReportContents]


def test_figures_come_back_as_they_were_saved_in_the_order_of_the_charts(
    built: Build, with_figures: Callable[[ReportContents], ReportContents]
) -> None:
    figures = with_figures(built(3)).figures
    assert [figure.name for figure in figures] == ["timeline", "stances", "coverage"]
    assert figures[0].title == "Too little to tell."
    assert all("<svg" in figure.svg and "<svg" in figure.narrow for figure in figures)
    assert list(figures[2].table)[:2] == ["scorer", "negative"]


def test_a_figure_of_another_name_comes_last_and_may_lack_a_narrow_drawing(tmp_path: Path) -> None:
    for name in ("another", "coverage"):
        (tmp_path / f"{name}.json").write_text('{"title": "T", "caption": "C", "alt": "A"}')
        (tmp_path / f"{name}.svg").write_text("<svg/>")
        (tmp_path / f"{name}.csv").write_text("who,n\nNA,1\n,2\n")
    figures = load_figures(tmp_path)
    assert [(figure.name, figure.narrow) for figure in figures] == [("coverage", ""), ("another", "")]
    assert figures[1].table["who"].iloc[0] == "NA"


def test_no_folder_holds_no_figures(tmp_path: Path) -> None:
    assert load_figures(tmp_path / "none") == []
