"""A corpus run again and again, through real notebooks: news, another lexicon, and both at once."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tenor.columns import MEASURING, MOVING

ROOT = Path(__file__).parents[1]
PARTS = [cause.replace(" ", "_") for cause in MOVING]
SAID = [
    "US Senator Ann Lee welcomed the good talks on trade, and Beijing rejected the offer of more talks about tariffs.",
    "“This is a dangerous provocation,” said US Senator Ann Lee on Monday. Beijing warned that it would respond.",
    "Beijing said that both sides agree. US Senator Ann Lee praised the agreement, and called the meeting a success.",
]
NEWS = "“A terrible *threat* <script>alert(1)</script>,” said US Senator Ann Lee. Beijing condemned the blockade."
pytestmark = pytest.mark.slow


def write(corpus: Path, *texts: str) -> None:
    rows = (
        {"article_id": f"a{n}", "text": text, "published": f"2023-05-0{n}", "outlet": "The <b>Post</b>"}
        | {"url": f"https://example.org/{n}?a=(1)&b=[2]"}
        for n, text in enumerate(texts, start=1)
    )
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def tenor_run(out: Path, corpus: Path, *, previous: Path | str = "", project: Path = ROOT, says: str = "") -> Path:
    command = [sys.executable, "-m", "tenor", "run", "--out", str(out), "--corpus", str(corpus)]
    environment = os.environ | {"PYTHONPATH": str(project / "lib")}
    given = ["--param", f"previous={previous}"] if previous else []
    done = subprocess.run([*command, *given], capture_output=True, text=True, cwd=project, env=environment)
    assert done.returncode == 0, done.stderr
    assert says in done.stderr
    return Path(done.stdout.splitlines()[-1]).parent


def results(run: Path) -> Any:
    return json.loads((run / "run.json").read_text("utf-8"))["results"]["4_report"]["changes"]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("since")
    write(folder / "articles.jsonl", *SAID)
    return tenor_run(folder / "runs", folder / "articles.jsonl")


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the project in which a word of the lexicon is worth something else."""
    folder = tmp_path_factory.mktemp("mended")
    for name in ("lib", "notebooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    lexicon = folder / "lib" / "tenor" / "sentiment" / "lexicons" / "diplomatic.csv"
    words = lexicon.read_text("utf-8")
    assert words.count("\nagree,verb,0.6,") == 1
    lexicon.write_text(words.replace("\nagree,verb,0.6,", "\nagree,verb,0.1,"), "utf-8")
    return folder


def test_a_run_with_nothing_to_compare_with_leaves_no_trace_of_a_comparison(first: Path) -> None:
    assert not (first / "changes.md").exists()
    assert results(first) is None
    assert 'id="changes"' not in (first / "report.html").read_text("utf-8")


def test_on_the_same_articles_nothing_changed(first: Path, tmp_path: Path) -> None:
    again = tenor_run(tmp_path, first.parent.parent / "articles.jsonl", previous=first)
    assert "Nothing changed: the same articles" in (again / "changes.md").read_text("utf-8")
    assert "Nothing changed: the same articles" in (again / "report.html").read_text("utf-8")


def test_news_and_another_lexicon_at_once_are_told_apart_and_add_up(first: Path, mended: Path, tmp_path: Path) -> None:
    write(tmp_path / "articles.jsonl", *SAID, NEWS)
    run = tenor_run(tmp_path / "runs", tmp_path / "articles.jsonl", previous=first, project=mended)
    tables = {path.stem: pd.read_parquet(path) for path in (run / "tables").glob("*.parquet")}

    stances = tables["changed_stances"]
    assert set(stances.loc[stances["article_id"] == "a4", "cause"]) == {"new article"}
    assert set(stances.loc[stances["article_id"] != "a4", "cause"]) == {"rescored"} <= set(MEASURING)
    means: dict[str, Any] = {row["side"]: row for row in tables["changed_means"].to_dict("records")}
    for side in ("US", "China"):
        assert sum(means[side][part] for part in PARTS) == pytest.approx(means[side]["difference"], abs=1e-12)
        assert means[side]["new_article"] < 0
    assert means["US"]["rescored"] == 0 > means["China"]["rescored"]
    assert list(tables["changed_articles"]["fate"]) == ["new"]
    told = results(run)
    assert told["articles"] == {"new": 1, "gone": 0, "changed": 0}
    assert told["measured_differently"] is True

    page, report = ((run / name).read_text("utf-8") for name in ("changes.md", "report.html"))
    news, _, measured = page.partition("## Measured differently")
    assert "1 new article: The \\<b>Post\\</b> 1." in news
    assert "A terrible \\*threat\\* \\<script>alert(1)\\</script>" in news
    assert "[original](https://example.org/4?a=%281%29&b=%5B2%5D)" in news
    assert "Since then there is another version of the scorers and their lexicons." in measured
    assert "both sides agree" in measured
    assert "both sides agree" not in news
    assert "<script>alert(1)" not in report
    assert 'href="https://example.org/4?a=(1)&amp;b=[2]"' in report


def test_a_previous_run_that_is_gone_is_told_and_the_report_is_written(first: Path, tmp_path: Path) -> None:
    corpus = first.parent.parent / "articles.jsonl"
    run = tenor_run(
        tmp_path, corpus, previous=tmp_path / "2023-07-03T06-00-00_gone", says="tenor: nothing could be compared"
    )
    assert "no such run folder" in (run / "changes.md").read_text("utf-8")
    assert "Nothing could be compared" in (run / "report.html").read_text("utf-8")
