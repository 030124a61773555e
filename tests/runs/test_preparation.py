"""What is looked at before a run starts: here, the corrections, and the digests of what a run reads."""

from pathlib import Path
from typing import Any

import pytest

from tenor.errors import CorrectionError
from tenor.runs.chain import all_parameters
from tenor.runs.preparation import ready, unusable_corrections
from tenor.runs.provenance import digests

BAD = "[[correction]]\nwho = 7\n"


def values(corpus: Path, **given: object) -> dict[str, Any]:
    defaults = {name: parameter.default for name, parameter in all_parameters().items()}
    return {**defaults, "corpus": str(corpus), **given}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text("“We want talks,” said US Senator Ann Lee.", "utf-8")
    return tmp_path


def test_a_file_of_corrections_that_was_named_has_to_be_there_and_becomes_absolute(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus)
    with pytest.raises(CorrectionError, match=r"mine\.toml: no such file of corrections"):
        ready(values(corpus, corrections="mine.toml"))
    Path("mine.toml").write_text("")
    given = values(corpus, corrections="mine.toml")
    ready(given)
    assert given["corrections"] == str(corpus / "mine.toml")


def test_the_previous_run_is_named_by_its_folder_in_out_or_its_path_and_need_not_be_there(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus)
    Path("runs/monday").mkdir(parents=True)
    for named, expected in {"monday": "runs/monday", "runs/monday": "runs/monday", "sunday": "sunday"}.items():
        given = values(corpus, previous=named)
        ready(given, out=Path("runs"))
        assert given["previous"] == str(corpus / expected)
    given = values(corpus)
    ready(given)
    assert given["previous"] == ""


@pytest.mark.parametrize("named", ["", "none"])
def test_the_words_for_the_file_beside_the_corpus_and_for_none_stay_as_they_are(corpus: Path, named: str) -> None:
    given = values(corpus, corrections=named)
    ready(given)
    assert given["corrections"] == named


def test_what_cannot_be_used_is_told_and_stops_only_a_strict_run(corpus: Path) -> None:
    (corpus / "corrections.toml").write_text(BAD)
    (fault,) = unusable_corrections(values(corpus))
    assert fault.where == f"{corpus / 'corrections.toml'}:1"
    with pytest.raises(CorrectionError, match=r"corrections\.toml:1: no stance_id"):
        unusable_corrections(values(corpus, strict=True))
    assert unusable_corrections(values(corpus, strict=True, corrections="none")) == []


def test_corrections_have_a_digest_of_their_own_and_leave_that_of_the_corpus_alone(corpus: Path) -> None:
    path = corpus / "corrections.toml"
    before = digests(str(corpus), "us-china", path)
    assert set(before) == {"corpus", "relation"}
    path.write_text("# one")
    first = digests(str(corpus), "us-china", path)
    path.write_text("# two")
    second = digests(str(corpus), "us-china", path)
    assert before["corpus"] == first["corpus"] == second["corpus"]
    assert first["corrections"] != second["corrections"]
