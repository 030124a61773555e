"""Digests of what a run reads, and of what finds and scores."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tenor.corpus.archive import Archive
from tenor.records import Article
from tenor.relation import FOLDER
from tenor.runs import provenance
from tenor.runs.provenance import FINDS, LIBRARY, SCORES, digest_of, extractor_version


def test_the_digest_of_an_archive_is_that_of_its_articles(tmp_path: Path) -> None:
    one, other = (tmp_path / name for name in ("one.db", "other.db"))
    for path in (one, other):
        with Archive(path) as archive:
            archive.add([Article("a", "The talks went well.")])
    with Archive(other) as archive:
        archive.keep_feed_state("https://courier.example/feed", etag="1")
    assert digest_of(one) == digest_of(other)
    with Archive(other) as archive:
        archive.add([Article("b", "The talks went badly.")])
    assert digest_of(one) != digest_of(other)


def test_another_profile_is_another_extractor_and_a_copy_of_it_is_not(tmp_path: Path) -> None:
    copy = tmp_path / "copy.toml"
    copy.write_bytes((FOLDER / "us-china.toml").read_bytes())
    assert extractor_version("us-china") == extractor_version(str(copy)) != extractor_version("us-russia")


@pytest.mark.parametrize("name", ["cues.py", "words.csv"])
def test_a_changed_file_of_a_room_is_another_version_and_leftovers_of_python_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(provenance, "LIBRARY", tmp_path)
    room = tmp_path / "room"
    (room / "__pycache__").mkdir(parents=True)
    versions = []
    for content, leftover in (("one", "a"), ("one", "b"), ("two", "b")):
        (room / name).write_text(content)
        (room / "__pycache__" / "cues.pyc").write_text(leftover)
        versions.append(provenance._digest_of_room.__wrapped__("room"))
    assert versions[0] == versions[1] != versions[2]


@pytest.mark.parametrize("rooms", [FINDS, SCORES])
def test_all_that_finds_or_scores_belongs_to_its_version(rooms: Sequence[str]) -> None:
    known = {room.removesuffix(".py") for room in rooms} | {"errors"}  # words of errors decide nothing
    for room in rooms:
        place = LIBRARY / room
        for file in place.rglob("*.py") if place.is_dir() else [place]:
            assert set(_rooms_imported(file)) <= known, file


def _rooms_imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("tenor."):
            yield str(node.module).split(".")[1]
