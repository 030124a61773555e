"""Reading labelled sentences, and the project's own ones."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tenor.errors import CorpusError, ParameterError
from tenor.validation import LABELS, OWN, labelled_sentences

README = OWN.with_name("README.md").read_text("utf-8")
ROWS = [json.loads(line) for line in OWN.read_text("utf-8").splitlines()]
KEYS = ("id", "label", "phenomenon", "style", "mode", "cue", "text")


def written(folder: Path, text: str, name: str = "s.jsonl") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def test_json_lines_need_only_text_and_label(tmp_path: Path) -> None:
    path = written(
        tmp_path, '{"text": "Good talks.", "label": "cooperation"}\n\n{"text": "War.", "label": "confrontation"}'
    )
    found = labelled_sentences(path)
    assert list(found["sentence_id"]) == ["s.jsonl:1", "s.jsonl:3"]
    assert list(found["label"]) == ["cooperation", "confrontation"]
    assert list(found["cue"]) == list(found["phenomenon"]) == ["", ""]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_is_read_whatever_stands_between_its_cells(tmp_path: Path, mark: str) -> None:
    rows = [
        ("id", "text", "label", "cue"),
        ("a", '"Talks, good; ones."', "cooperation", "said"),
        ("b", "War.", "neutral", ""),
    ]
    path = written(tmp_path, "\ufeff" + "\r\n".join(mark.join(row) for row in rows) + "\r\n", "s.csv")
    found = labelled_sentences(path)
    assert list(found["text"]) == ["Talks, good; ones.", "War."]
    assert list(found["cue"]) == ["said", ""]


def test_other_columns_and_other_labels_are_translated(tmp_path: Path) -> None:
    path = written(tmp_path, '{"s": "Good.", "quad": 1}\n{"s": "Bad.", "quad": 4}\n')
    found = labelled_sentences(path, text_column="s", label_column="quad", labels="1=cooperation, 4=confrontation")
    assert list(found["label"]) == ["cooperation", "confrontation"]


@pytest.mark.parametrize(
    "name, text, message",
    [
        ("s.jsonl", '{"text": "a", "label": "neutral"}\n{broken', r"s\.jsonl:2: not JSON"),
        ("s.jsonl", "[1]", r"s\.jsonl:1: no object, as in"),
        ("s.jsonl", '{"txt": "a", "label": "neutral"}', r"s\.jsonl:1: no column 'text'; did you mean 'txt'"),
        ("s.jsonl", '{"text": "a"}', r"s\.jsonl:1: no column 'label'"),
        ("s.jsonl", '{"text": " ", "label": "neutral"}', r"s\.jsonl:1: the column 'text' is empty"),
        ("s.jsonl", '{"text": "a", "label": "friendly"}', r"s\.jsonl:1: no label 'friendly'.*translation in `labels`"),
        ("s.jsonl", '{"text": "a", "label": null}', r"s\.jsonl:1: no label ''"),
        ("s.jsonl", '{"id": 1, "text": "a", "label": "neutral"}\n' * 2, r"the id '1' stands twice"),
        ("s.jsonl", '{"text": "a", "label": "neutral"}', r"sentences of two labels or three are needed"),
        ("s.jsonl", "", r"sentences of two labels or three are needed"),
        ("s.csv", "text,label\na,b,neutral\n", r"s\.csv:2: more cells than columns"),
        ("s.csv", 'text,label\n"a,neutral\n', r"s\.csv:2: not CSV"),
        ("s.xlsx", "", r"s\.xlsx: labelled sentences are read from \.jsonl and \.csv"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        labelled_sentences(written(tmp_path, text, name))


def test_a_file_that_is_not_there_or_not_utf8_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"none\.csv: cannot be read"):
        labelled_sentences(tmp_path / "none.csv")
    (tmp_path / "s.csv").write_bytes(b"text,label\n\xff,neutral\n")
    with pytest.raises(CorpusError, match=r"s\.csv: not in UTF-8 \(byte 11\)"):
        labelled_sentences(tmp_path / "s.csv")


@pytest.mark.parametrize("labels", ["1", "1=friendly", "=neutral,1"])
def test_a_translation_that_cannot_be_read_is_refused(labels: str) -> None:
    with pytest.raises(ParameterError, match="is not yours=ours, where ours is one of confrontation, neutral"):
        labelled_sentences(labels=labels)


def test_the_projects_own_sentences_are_read_without_a_path() -> None:
    found = labelled_sentences()
    assert len(found) == len(ROWS) >= 260
    assert Counter(found["label"]).most_common()[-1][1] >= 80
    assert set(found["label"]) == set(LABELS)


def test_the_readme_counts_the_sentences_as_they_are() -> None:
    assert f"{len(ROWS)} sentences about states" in README
    told = {(row["phenomenon"], row["label"]) for row in ROWS}
    for phenomenon in {phenomenon for phenomenon, _ in told}:
        counts = [
            sum((row["phenomenon"], row["label"]) == (phenomenon, label) for row in ROWS)
            for label in ("cooperation", "confrontation", "neutral")
        ]
        assert re.search(rf"^\| `{phenomenon}` \| {counts[0]} \| {counts[1]} \| {counts[2]} \|", README, re.MULTILINE)


def test_the_readme_tells_every_key_and_label() -> None:
    assert {key for row in ROWS for key in row} == set(KEYS)
    for key in (*KEYS, *LABELS):
        assert f"| `{key}` |" in README


def test_each_sentence_is_written_once_and_only_those_with_a_side_have_a_mode() -> None:
    assert len({(row["text"], row.get("cue")) for row in ROWS}) == len(ROWS)
    assert all(("mode" in row) == (row["label"] != "neutral") for row in ROWS)
    assert all(("cue" in row) == (row["phenomenon"] == "cue") for row in ROWS)
