"""The stages that the notebooks share."""

import datetime as dt
import math
from pathlib import Path

import pandas as pd
import pytest

from tenor import tables
from tenor.corpus import Corpus
from tenor.corrections import Correction, keep
from tenor.records import Article
from tenor.runs.folder import Run
from tenor.runs.stages import read, score
from tenor.stances.events import events

TEXT = (
    "Both governments signed a treaty of friendship on Monday. "
    "Arvonia broke off the talks in anger, after the minister was seen on the island on Tuesday. "
    "Trains ran on Wednesday."
)


def test_an_event_is_scored_by_its_clause_or_else_by_the_sentence_around_it() -> None:
    found = tables.events_table(events(Article("a", TEXT, published=dt.date(2023, 7, 5))))
    scores = score(tables.stances_table([]), found, scorers=["diplomatic"])["event_scores"]
    assert list(found["phrase"]) == ["Monday", "Tuesday", "Wednesday"]
    assert list(scores["of"]) == ["clause", "sentence", "sentence"]
    treaty, island, trains = scores["polarity"]
    assert treaty > 0 > island
    assert trains != trains


NOON = dt.datetime(2023, 7, 3, 12, tzinfo=dt.UTC)
SAID = "“We want steady talks,” said US Senator Ann Lee. Beijing rejected the offer of talks."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(SAID, "utf-8")
    return tmp_path


def found_in(corpus: Path) -> pd.DataFrame:
    return read(Corpus(corpus), "us-china")["stances"]


def keep_for(corpus: Path, place: int, **said: object) -> Path:
    """Keep a correction of the stance at `place` of those that are found in the corpus."""
    row, path = found_in(corpus).iloc[place], corpus / "corrections.toml"
    given: dict[str, object] = {"stance_id": row["stance_id"], "content": row["content"], **said}
    keep(path, Correction(who="Dee Fox", when=NOON, **given))  # type: ignore[arg-type]
    return path


def test_stances_are_read_as_corrected_and_each_correction_says_what_became_of_it(corpus: Path) -> None:
    keep_for(corpus, 0, speaker="Bo Ray", side="observer", topics=("trade",))
    keep_for(corpus, 0, stance_id="gone:0-4", rejected=True)
    path = keep_for(corpus, 1, rejected=True)
    path.write_text(path.read_text() + "\n[[correction]]\nwho = 'Dee Fox'\n")
    made = read(Corpus(corpus), "us-china", path)
    (row,) = made["stances"].to_dict("records")
    assert (row["speaker"], row["side"], row["topics"], row["resolution"], row["corrected"]) == (
        "Bo Ray", "observer", "trade", "corrected", "speaker;side;topics",
    )  # fmt: skip
    told = made["corrections"]
    assert list(told["outcome"]) == ["applied", "not read", "applied", "cannot be used"]
    assert told["detail"].iloc[3] == f"{path}:24: no stance_id; copy it from the table stances, in quotes"
    assert list(told.iloc[0][["speaker_found", "side_found", "when", "changed"]]) == [
        "Ann Lee", "US", "2023-07-03T12:00:00Z", "speaker;side;topics",
    ]  # fmt: skip
    assert tables.correction_counts(told) == {"n_corrected": 1, "n_rejected": 1, "n_no_longer": 0}


def test_without_a_file_the_stances_are_as_they_were_found(corpus: Path) -> None:
    made = read(Corpus(corpus), "us-china", corpus / "corrections.toml")
    pd.testing.assert_frame_equal(made["stances"], found_in(corpus))
    assert len(made["corrections"]) == 0
    assert set(made["stances"]["corrected"]) == {""}


def test_a_corrected_tone_is_the_same_under_each_scorer_and_leaves_the_other_stances_alone(corpus: Path) -> None:
    path = keep_for(corpus, 1, polarity=0.25)
    made = read(Corpus(corpus), "us-china", path)
    plain, mended = (
        score(made["stances"], made["events"], corrections=table)["scores"] for table in (None, made["corrections"])
    )
    first, second = made["stances"]["stance_id"]
    assert set(mended.loc[mended["stance_id"] == second, "polarity"]) == {0.25}
    assert (mended.loc[mended["stance_id"] == second, "n_assessed"] >= 1).all()
    rows = plain["stance_id"] == first
    pd.testing.assert_frame_equal(mended[rows], plain[rows])
    assert not plain.loc[plain["stance_id"] == second, "polarity"].eq(0.25).any()


def test_of_two_people_the_later_tone_counts(corpus: Path) -> None:
    path = keep_for(corpus, 0, polarity=0.25)
    row = found_in(corpus).iloc[0]
    later = NOON + dt.timedelta(hours=1)
    keep(path, Correction(row["stance_id"], row["content"], "Cy Orr", later, polarity=-0.75))
    made = read(Corpus(corpus), "us-china", path)
    scores = score(made["stances"], made["events"], corrections=made["corrections"])["scores"]
    assert set(scores.loc[scores["stance_id"] == row["stance_id"], "polarity"]) == {-0.75}


def test_a_run_of_an_earlier_version_without_corrections_is_still_read(corpus: Path, tmp_path: Path) -> None:
    made = read(Corpus(corpus), "us-china")
    run = Run(tmp_path)
    run.save(stances=made["stances"])
    file = tmp_path / "tables" / "stances.parquet"
    pd.read_parquet(file).drop(columns="corrected").to_parquet(file)
    assert not run.has("corrections")
    pd.testing.assert_frame_equal(run.table("stances"), made["stances"])


def test_hostile_words_come_through_file_and_table_as_they_are(corpus: Path, tmp_path: Path) -> None:
    hostile = "</td>\x00\u202e\r\n\t\"' ]] [[correction]]"
    path = keep_for(corpus, 0, speaker=hostile, why=hostile)
    run = Run(tmp_path)
    run.save(**read(Corpus(corpus), "us-china", path))
    row = run.table("corrections").iloc[0]
    assert row["speaker"] == row["why"] == run.table("stances")["speaker"].iloc[0] == hostile
    (given_back,) = tables.applied_corrections(run.table("corrections"))
    assert (given_back.speaker, given_back.when, given_back.topics) == (hostile, NOON, None)
    assert given_back.polarity is None
    assert math.isnan(row["polarity"])
