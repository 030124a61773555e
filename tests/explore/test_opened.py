"""A stance in its article: pieces that are the text, and marks that cover what they name."""

import math
import shutil
from pathlib import Path

import pytest

from tenor.charts.wording import shown
from tenor.explore.opened import opened, strength
from tenor.explore.session import Session
from tests.explore.conftest import ARTICLES, write_corpus, write_run


def text_of(told: dict[str, object], name: str = "") -> str:
    pieces = told["pieces"]
    assert isinstance(pieces, list)
    return "".join(piece["text"] for piece in pieces if not name or name in piece["classes"])


def of(session: Session, stance_id: str, scorer: str = "diplomatic") -> dict[str, object]:
    return opened(session.material, session.found, stance_id, scorer=scorer)


def test_the_pieces_are_the_article_and_the_stance_is_in_place(session: Session) -> None:
    told = of(session, "a0:70-79")
    assert text_of(told) == ARTICLES[0][3]
    assert text_of(told, "here") == "the offer"
    assert "Beijing" in text_of(told, "source")
    assert "rejected" in text_of(told, "cue")
    assert told["scored"] == "Polarity −0.38 to diplomatic."


@pytest.mark.parametrize("scorer", ["diplomatic", "textblob", "vader"])
def test_the_words_that_made_the_score_are_marked_inside_the_stance(session: Session, scorer: str) -> None:
    told = of(session, "a1:1-33", scorer)
    words = [piece for piece in told["pieces"] if "words" in piece["classes"]]  # type: ignore[attr-defined]
    assert "dangerous" in [piece["text"] for piece in words]
    assert all("here" in piece["classes"] and piece["title"] for piece in words)
    assert {"down", "down-strong"} & {name for piece in words for name in piece["classes"]}


def test_hostile_words_are_text_with_their_controls_made_visible(session: Session) -> None:
    told = of(session, "a2:43-93")
    assert text_of(told) == shown(ARTICLES[2][3])
    assert told["title"] == ARTICLES[2][2]


def test_a_long_article_is_cut_around_the_stance(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenor.explore.opened.AROUND", 12)
    told = of(session, "a0:70-79")
    assert text_of(told) == "…ng rejected the offer and warned …"
    assert text_of(told, "here") == "the offer"


def test_a_run_without_texts_shows_the_stance_alone_and_why(tmp_path: Path) -> None:
    write_run(tmp_path / "runs", write_corpus(tmp_path), full_text=False)
    told = of(Session(out=tmp_path / "runs"), "a1:1-33")
    assert text_of(told) == "This is a dangerous provocation,"
    assert "full_text=false" in str(told["why"])


def test_a_run_deleted_while_it_is_open_still_shows_what_is_in_memory(own: tuple[Session, Path]) -> None:
    session, runs = own
    shutil.rmtree(runs)
    told = of(session, "a1:1-33")
    assert text_of(told, "here") == "This is a dangerous provocation,"
    assert "was deleted while it was open" in str(told["why"])


def test_an_article_that_cannot_be_read_is_told(own: tuple[Session, Path]) -> None:
    session, runs = own
    next(runs.glob("*/tables/texts.parquet")).write_bytes(b"not parquet")
    assert "cannot be opened" in str(of(session, "a1:1-33")["why"])


@pytest.mark.parametrize(
    "weight, name",
    [(0.31, "up-strong"), (0.3, "up"), (-0.01, "down"), (-0.9, "down-strong"), (0.0, "even"), (math.nan, "even")],
)
def test_the_colour_of_words_says_what_they_add(weight: float, name: str) -> None:
    assert strength(weight) == name
