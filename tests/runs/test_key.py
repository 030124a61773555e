from pathlib import Path

import pytest

from tenor.runs import key, provenance
from tenor.runs.key import PARTS, changed, key_of, made_of
from tenor.runs.parameters import Value

VALUES: dict[str, Value] = {"corpus": "sample", "relation": "us-china", "delta": 0.1}


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    (tmp_path / "a.ipynb").write_text("{}")
    return tmp_path


def test_the_same_run_has_the_same_key_whatever_order_its_parameters_come_in(notebooks: Path) -> None:
    backwards = dict(reversed(VALUES.items()))
    one, other = (made_of(values, notebooks=notebooks, chain=["a"]) for values in (VALUES, backwards))
    assert key_of(one) == key_of(other)
    assert set(one) == set(PARTS)
    assert one["inputs"]["corpus"].startswith("sha256:")


def test_whatever_a_run_is_made_of_changes_its_key_and_is_named(
    notebooks: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = made_of(VALUES, notebooks=notebooks, chain=["a"])

    def differs() -> list[str]:
        after = made_of(VALUES, notebooks=notebooks, chain=["a"])
        assert key_of(after) != key_of(before)
        return changed(after, before)

    assert changed(made_of(VALUES | {"delta": 0.2}, notebooks=notebooks, chain=["a"]), before) == ["parameters"]
    with monkeypatch.context() as patch:
        patch.setattr(provenance, "__version__", "9")
        assert differs() == ["versions of libraries"]
    with monkeypatch.context() as patch:
        patch.setattr(provenance, "LIBRARY", tmp_path)
        assert differs() == ["files of Tenor"]
    with monkeypatch.context() as patch:
        patch.setattr(key, "ENVIRONMENT", tmp_path / "a.ipynb")
        assert differs() == ["lock of the environment"]
    (notebooks / "a.ipynb").write_text("{ }")
    assert differs() == ["notebooks"]


def test_an_article_more_is_another_run(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    keys = set()
    for name in ("one.txt", "two.txt"):
        (corpus / name).write_text("Ann Lee said it was over.")
        keys.add(key_of(made_of({"corpus": str(corpus), "relation": "us-china"}, notebooks=tmp_path, chain=[])))
    assert len(keys) == 2


def test_a_corpus_that_is_not_there_has_no_digest(tmp_path: Path) -> None:
    assert made_of({"corpus": str(tmp_path / "gone")}, notebooks=tmp_path, chain=[])["inputs"] == {}
