"""What the report says of readers' corrections."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pandas as pd
import pytest

from tenor import tables
from tenor.corrections import Correction, Outcome
from tenor.records import Fault
from tenor.report import ReportContents, report_html
from tenor.report.corrected import correction_rows, corrections_sentence
from tenor.report.page import LIMITS

Build = Callable[..., ReportContents]
NOON = dt.datetime(2023, 7, 3, 12, tzinfo=dt.UTC)
HOSTILE = "</td><script>alert(1)</script> ]]> {{ 7*7 }}\n\u202e\x00 \"'"


def outcome(stance_id: str = "a0:18-37", name: str = "applied", detail: str = "", **said: object) -> Outcome:
    given: dict[str, object] = {"content": "the talks were good", "who": "Dee Fox", "when": NOON, **said}
    return Outcome(Correction(stance_id, **given), name, detail)  # type: ignore[arg-type]


def table(*outcomes: Outcome, faults: tuple[Fault, ...] = ()) -> pd.DataFrame:
    return tables.corrections_table(outcomes, faults)


def page_with(contents: ReportContents, corrections: pd.DataFrame) -> str:
    return report_html(replace(contents, tables={**contents.tables, "corrections": corrections}))


@pytest.mark.parametrize(
    "outcomes, sentence",
    [
        ([outcome(side="South")], "Readers corrected 1 stance."),
        ([outcome(rejected=True)], "Readers rejected 1 stance."),
        ([outcome(side="South"), outcome(side="North"), outcome("b:0-1", rejected=True)],
         "Readers corrected 1 stance and rejected 1 stance."),
        ([outcome(name="no longer matches", side="South")] * 2,
         "No correction was applied; 2 corrections no longer match."),
        ([outcome(name="not read", side="South"), outcome(name="cannot be used", side="X")],
         "No correction was applied; 1 correction cannot be used; 1 correction is of an article that was not read."),
        ([outcome(polarity=0.5), outcome("b:0-1", polarity=0.5, rejected=True)],
         "Readers corrected 1 stance and rejected 1 stance. "
         "In 1 stance the polarity is a reader’s under each scorer: there, scorers agree."),
    ],
)  # fmt: skip
def test_corrections_are_counted_by_stance_and_by_what_became_of_them(outcomes: list[Outcome], sentence: str) -> None:
    assert corrections_sentence(table(*outcomes)) == sentence


def test_a_row_tells_what_was_found_and_what_is_right(built: Build) -> None:
    contents = built(1)
    stance = contents.stances.iloc[0]
    row = table(outcome(str(stance["stance_id"]), side="South", topics=(), speaker="", polarity=-0.5)).assign(
        speaker_found="Ann Lee", side_found="North", topics_found="trade;climate"
    )
    (told,) = correction_rows(row, contents.stances, {}, scorer="toy", most=50)
    assert told.changes == [
        ("speaker", "Ann Lee", "unattributed"),
        ("side", "North", "South"),
        ("topics", "trade, climate", "–"),
        ("polarity", "", "−0.50"),
    ]
    (told,) = correction_rows(row, contents.stances, {}, scorer="textblob", most=50)
    assert told.changes[-1] == ("polarity", "+0.70", "−0.50"), "good is .7 to TextBlob"


def test_the_doubts_show_who_corrected_what_when_and_why(built: Build) -> None:
    contents = built(2)
    stance_id = str(contents.stances["stance_id"].iloc[0])
    page = page_with(contents, table(outcome(stance_id, side="South", why="she speaks for them")))
    doubts = ElementTree.fromstring(page).find(".//section[@id='doubts']")
    assert doubts is not None
    words = " ".join("".join(doubts.itertext()).split())
    for told in ("What did readers correct?", "Dee Fox", "3 July 2023", "she speaks for them", "side: → South"):
        assert told in words
    assert any(link.text is None and link.get("href", "").startswith("#stance-") for link in doubts.iter("a"))


def test_a_corrected_stance_is_marked_in_the_tables_of_stances(built: Build) -> None:
    contents = built(1)
    mended = contents.stances.assign(corrected=["side;polarity", "", ""])
    assert report_html(contents).count("corrected: ") == 0
    root = ElementTree.fromstring(report_html(replace(contents, stances=mended)))
    for part in ("stances", "telling"):
        section = root.find(f".//section[@id='{part}']")
        assert section is not None
        assert "".join(section.itertext()).count("corrected: side, polarity") == 1


def test_nothing_is_said_where_nobody_corrected_or_the_run_is_of_an_earlier_version(built: Build) -> None:
    assert "What did readers correct?" not in report_html(built(1))
    assert "What did readers correct?" not in page_with(built(1), table())


def test_hostile_corrections_are_text(built: Build) -> None:
    said = outcome(HOSTILE, content=HOSTILE, who=HOSTILE, why=HOSTILE, speaker=HOSTILE, side=HOSTILE, topics=(HOSTILE,))
    page = page_with(built(1), table(said, faults=(Fault("bad_correction", HOSTILE, HOSTILE),)))
    root = ElementTree.fromstring(page)
    assert len(root.findall(".//script")) == report_html(built(1)).count("<script>"), "none but the page's own"
    assert "49" not in "".join(root.find(".//section[@id='doubts']").itertext())  # type: ignore[union-attr]
    assert "\u202e" not in page
    assert page.count("&lt;/td&gt;&lt;script&gt;") >= 6


def test_a_long_list_is_cut_and_says_where_the_rest_is(built: Build) -> None:
    most = int(LIMITS["corrections"])
    page = page_with(built(1), table(*[outcome(f"b:{i}-9", side="South") for i in range(most + 1)]))
    assert f"the first {most} of {most + 1}, all of them are in tables/corrections.csv" in page
    assert page.count("Dee Fox") == most
