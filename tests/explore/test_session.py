"""A reader's session: what is answered, what is picked, corrections made, and everything that can be wrong."""

import json
import multiprocessing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tenor.corrections import read_corrections
from tenor.errors import RunError
from tenor.explore.recipes import VIEWS
from tenor.explore.session import Session
from tests.explore.conftest import write_corpus, write_run

STANCE = "a1:1-33"
SENT = {"stances": ("table", "dots"), "means": ("timeline", "topics")}


def answers(session: Session, **message: Any) -> dict[str, dict[str, Any]]:
    """Send a message as the browser does, through JSON, and give the last answer of each kind."""
    message = json.loads(json.dumps(message))
    told = [json.loads(json.dumps(answer)) for answer, _ in session.answer(message)]
    return {answer["kind"]: answer for answer in told}


def corrected(session: Session, stance_id: str = STANCE, **changes: Any) -> dict[str, dict[str, Any]]:
    return answers(session, do="correct", stance_id=stance_id, changes={"who": "Ann", **changes})


def row(session: Session, stance_id: str = STANCE) -> pd.Series:
    return session.found.set_index("stance_id").loc[stance_id]  # type: ignore[return-value]


def test_the_first_answer_tells_what_can_be_chosen(session: Session) -> None:
    about = answers(session, do="hello")["about"]
    assert about["sides"] == ["US", "China", "observer"]
    assert [(each["value"], each["n"]) for each in about["options"]["sides"]] == [
        ("China", 4),
        ("US", 3),
        ("observer", 1),
    ]
    assert {"value": "", "named": "no outlet named", "n": 1} in about["options"]["outlets"]
    assert {"value": "", "named": "no topic named", "n": 3} in about["options"]["topics"]
    assert about["verdict"] == "Too little to tell: 4 articles."
    assert about["choices"] == ["2023-04-01T06-00-00_test", "sample"]


def test_runs_of_schedules_can_be_chosen_too_and_the_newest_of_all_is_looked_at_first(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path)
    write_run(tmp_path / "runs", corpus)
    write_run(tmp_path / "runs" / "weekly", corpus, name="2023-04-08T06-00-00_test")
    session = Session(out=tmp_path / "runs")
    about = answers(session, do="hello")["about"]
    assert about["name"] == "weekly/2023-04-08T06-00-00_test"
    assert about["choices"] == ["weekly/2023-04-08T06-00-00_test", "2023-04-01T06-00-00_test", "sample"]
    assert answers(session, do="choose", look_at=about["choices"][1])["about"]["name"] == "2023-04-01T06-00-00_test"


def test_a_pick_narrows_the_table_and_leaves_the_views_that_it_was_made_in(session: Session) -> None:
    told = answers(session, do="ask", asked={}, picked={"sides": ["US"], "topics": ["climate"]})
    assert told["stances"]["counted"] == "1 picked, from 8 stances"
    assert [each["content"] for each in told["stances"]["table"]["rows"]] == ["a new dialogue on climate"]
    assert len(told["means"]["timeline"]["points"]) == 6
    assert told["means"]["topics"]["rows"]
    assert session.selection["content"].tolist() == ["a new dialogue on climate"]


CHANGES = [
    ({"over": "week"}, {}, {"timeline"}),
    ({"page": 1}, {}, {"table"}),
    ({"sort": "speaker"}, {}, {"table"}),
    ({}, {"sides": ["US"]}, {"table", "dots"}),
    ({"sides": ["US"]}, {}, {"table", "dots", "timeline", "topics"}),
    ({"scorer": "textblob"}, {}, {"table", "dots", "timeline", "topics"}),
    ({}, {}, set()),
]


@pytest.mark.parametrize("asked, picked, drawn", CHANGES)
def test_only_the_views_that_change_are_sent(
    session: Session, asked: dict[str, Any], picked: dict[str, Any], drawn: set[str]
) -> None:
    answers(session, do="hello")
    told = answers(session, do="ask", asked=asked, picked=picked)
    views = {name: told[kind][name] for kind, names in SENT.items() for name in names}
    assert {name for name, view in views.items() if view is not None} == drawn
    back = answers(session, do="hello")
    assert all(back[kind][name] for kind, names in SENT.items() for name in names)


def test_the_selection_is_a_frame_of_its_own(session: Session) -> None:
    answers(session, do="ask", asked={"sides": ["China"]}, picked={})
    mine = session.selection
    mine["polarity"] = 1.0
    assert session.selection["polarity"].tolist() == pytest.approx([-0.375, -0.85, float("nan"), 0.068], nan_ok=True)


def test_another_scorer_gives_other_polarities(session: Session) -> None:
    answers(session, do="ask", asked={"scorer": "textblob"}, picked={})
    own = session.material.scores.query("scorer == 'textblob'").set_index("stance_id")["polarity"]
    assert row(session)["polarity"] == own[STANCE]


@pytest.mark.parametrize(
    "message, sentence",
    [
        ({"do": "dance"}, "no action 'dance'"),
        ({}, "no action 'None'"),
        ({"do": "ask", "asked": {"scorer": "psychic"}}, "no scorer 'psychic'"),
        ({"do": "ask", "asked": {"sides": 3}}, "sides: 3 is not a list of names"),
        ({"do": "open", "stance_id": "nowhere:1-2"}, "there is no stance 'nowhere:1-2' here"),
        ({"do": "code", "view": "crystal ball"}, "no view 'crystal ball'"),
        ({"do": "correct", "stance_id": "nowhere:1-2"}, "there is no stance 'nowhere:1-2' here to correct"),
        ({"do": "choose", "look_at": "/no/such/corpus"}, "no such file or folder"),
        ({"do": "open", "place": 99}, "that could not be done: IndexError"),
        ({"do": "open", "place": "here"}, "that could not be done: ValueError"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(session: Session, message: dict[str, Any], sentence: str) -> None:
    answers(session, do="hello")
    said = answers(session, **message, number=7)["said"]
    assert sentence in said["words"]
    assert (said["bad"], said["number"]) == (True, 7)
    assert len(session.selection) == 8


@pytest.mark.parametrize("view", VIEWS)
def test_the_code_of_a_view_runs_as_it_stands(session: Session, view: str) -> None:
    answers(session, do="ask", asked={"sides": ["US"], "words": "climate"}, picked={})
    names: dict[str, Any] = {}
    code = answers(session, do="code", view=view)["code"]["code"]
    *before, last = code.splitlines()
    exec("\n".join(before), names)
    made = eval(last, names)
    assert names["found"]["content"].tolist() == ["a new dialogue on climate"]
    if view in ("timeline", "topics"):
        assert made["polarity"].tolist() == pytest.approx([0.35] * len(made))


def test_a_correction_is_kept_shown_and_taken_back(own: tuple[Session, Path]) -> None:
    session, runs = own
    told = corrected(session, speaker="Bo Ray", side="China", topics=["trade"], polarity=-0.9, why="misread")
    assert told["said"]["words"].startswith("Kept in ")
    assert row(session)[["speaker", "side", "topics", "polarity"]].tolist() == ["Bo Ray", "China", "trade", -0.9]
    assert row(session)["corrected"] == "speaker;side;topics;polarity"
    assert told["opened"]["stance"]["scored"] == "Polarity −0.90, as a reader corrected it."
    ((kept,), faults) = read_corrections(runs.parent / "corrections.toml")
    assert (kept.who, kept.why, kept.content, faults) == ("Ann", "misread", "This is a dangerous provocation,", [])

    answers(session, do="take back", stance_id=STANCE, who="Ann")
    assert row(session)[["speaker", "side"]].tolist() == ["Ann Lee", "US"]
    assert read_corrections(runs.parent / "corrections.toml") == ([], [])


def test_a_corrected_tone_holds_for_every_scorer_and_for_what_nobody_could_score(own: tuple[Session, Path]) -> None:
    session, _ = own
    corrected(session, "a1:73-97", polarity=0.2)
    for scorer in ("diplomatic", "textblob", "vader"):
        answers(session, do="ask", asked={"scorer": scorer}, picked={})
        assert row(session, "a1:73-97")["polarity"] == 0.2


def test_a_rejected_stance_is_gone_and_can_be_had_back(own: tuple[Session, Path]) -> None:
    session, _ = own
    told = corrected(session, rejected=True)
    assert STANCE not in set(session.found["stance_id"])
    assert "closed" in told
    assert told["about"]["made"][0]["told"].startswith("Ann, 20")
    answers(session, do="take back", stance_id=STANCE, who="Ann")
    assert STANCE in set(session.found["stance_id"])


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({}, "nothing was changed"),
        ({"who": "  ", "side": "China"}, "who corrects it?"),
        ({"side": "Atlantis"}, "no side 'Atlantis'"),
        ({"polarity": 7}, "polarity: 7 is not a number from -1 to 1"),
        ({"polarity": "nan"}, "polarity: 'nan' is not a number from -1 to 1"),
        ({"mood": "bad"}, "no field to correct 'mood'"),
    ],
)
def test_a_correction_that_cannot_be_kept_is_refused(
    own: tuple[Session, Path], changes: dict[str, Any], sentence: str
) -> None:
    session, runs = own
    assert sentence in corrected(session, **changes)["said"]["words"]
    assert not (runs.parent / "corrections.toml").exists()


def test_a_correction_that_no_longer_matches_is_told_and_not_applied(own: tuple[Session, Path]) -> None:
    session, runs = own
    corrected(session, side="China")
    path = runs.parent / "corrections.toml"
    path.write_text(path.read_text("utf-8").replace("dangerous", "harmless"), "utf-8")
    about = answers(session, do="hello")["about"]
    assert about["notes"] == ["1 correction of the file no longer match a stance here."]
    assert row(session)["side"] == "US"


def test_a_file_that_cannot_be_read_is_told_and_not_written_over(own: tuple[Session, Path]) -> None:
    session, runs = own
    path = runs.parent / "corrections.toml"
    path.write_text("[[correction\n", "utf-8")
    assert "corrections.toml:1" in answers(session, do="hello")["about"]["notes"][0]
    assert "corrections.toml:1" in corrected(session, side="China")["said"]["words"]
    assert path.read_text("utf-8") == "[[correction\n"


def test_hostile_words_of_a_reader_stay_words(own: tuple[Session, Path]) -> None:
    session, _ = own
    told = corrected(session, speaker='</td>"]]\n<script>', why="\u202e'''\x07")
    assert row(session)["speaker"] == '</td>"]]\n<script>'
    assert "\u202e" not in told["about"]["made"][0]["told"]


def _correct_many(folder: str, who: str, n: int) -> None:
    session = Session(out=folder)
    for number in range(n):
        corrected(session, who=who, why=f"{number}", polarity=number / 100)


def test_two_browsers_on_one_file_lose_nothing_of_each_other(own: tuple[Session, Path]) -> None:
    session, runs = own
    spawn = multiprocessing.get_context("spawn")
    people = [spawn.Process(target=_correct_many, args=(str(runs), who, 6)) for who in ("Ann", "Bo")]
    for person in people:
        person.start()
    for person in people:
        person.join(300)
        assert person.exitcode == 0
    told = answers(session, do="open", stance_id=STANCE)["opened"]["stance"]["corrections"]
    assert told == []  # not read yet in this session
    answers(session, do="hello")
    told = answers(session, do="open", stance_id=STANCE)["opened"]["stance"]["corrections"]
    assert [each["who"] for each in told] == ["Ann", "Bo"] or [each["who"] for each in told] == ["Bo", "Ann"]
    assert "Bo had corrected it too" in corrected(session, side="China")["said"]["words"]


@pytest.mark.parametrize(
    "break_it, sentence",
    [
        (lambda run: (run / "tables" / "scores.parquet").unlink(), "run it again: tenor run --corpus"),
        (lambda run: (run / "tables" / "scores.parquet").write_bytes(b"PAR1"), "cannot be explored"),
        (lambda run: _without_column(run / "tables" / "stances.parquet", "kind"), "lacks the column"),
        (lambda run: _only_tables(run, []), "still going on, or was stopped half-way"),
    ],
    ids=["a table is missing", "a table is half written", "an older version", "nothing yet"],
)
def test_a_run_that_cannot_be_explored_says_why_and_what_to_do(
    own: tuple[Session, Path], break_it: Any, sentence: str
) -> None:
    session, runs = own
    (run,) = runs.iterdir()
    break_it(run)
    with pytest.raises(RunError, match=sentence):
        Session(str(run), out=runs)
    assert sentence in answers(session, do="choose", look_at=run.name)["said"]["words"]
    assert len(session.selection) == 8  # what was open stays open


def test_a_run_that_was_stopped_late_is_shown_with_a_note(own: tuple[Session, Path]) -> None:
    _, runs = own
    (run,) = runs.iterdir()
    (run / "run.json").unlink()
    session = Session(str(run), out=runs)
    assert "did not come to its end" in answers(session, do="hello")["about"]["notes"][0]


def test_a_run_that_was_made_with_corrections_shows_them_and_can_be_put_back(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path)
    first = Session(str(write_run(tmp_path / "runs", corpus)), out=tmp_path / "runs")
    found = first.found.set_index("stance_id")
    corrected(first, side="China", polarity=-0.9)
    corrected(first, "a1:73-97", rejected=True)
    again = write_run(tmp_path / "runs", corpus, name="2023-04-02T06-00-00_test")
    session = Session(str(again), out=tmp_path / "runs")
    assert row(session)[["side", "polarity", "corrected"]].tolist() == ["China", -0.9, "side;polarity"]
    assert len(session.selection) == 7
    assert answers(session, do="hello")["about"]["notes"] == []

    answers(session, do="take back", stance_id=STANCE, who="Ann")
    for scorer in ("textblob", "diplomatic"):
        answers(session, do="ask", asked={"scorer": scorer}, picked={})
    assert row(session)[["side", "polarity", "corrected"]].tolist() == [*found.loc[STANCE, ["side", "polarity"]], ""]
    said = answers(session, do="take back", stance_id="a1:73-97", who="Ann")["said"]["words"]
    assert said == "Taken back; the run was made without this stance: make it again to see it."


def test_without_any_run_a_corpus_is_read(tmp_path: Path) -> None:
    session = Session(str(write_corpus(tmp_path)), out=tmp_path / "none")
    assert len(session.selection) == 8
    assert answers(session, do="hello")["about"]["verdict"] == ""


def _without_column(path: Path, column: str) -> None:
    pd.read_parquet(path).drop(columns=column).to_parquet(path)


def _only_tables(run: Path, names: list[str]) -> None:
    (run / "run.json").unlink()
    for path in (run / "tables").iterdir():
        if path.stem not in names:
            path.unlink()
