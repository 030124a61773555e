"""The notebooks themselves: each alone, as JupyterLab runs it, and the chain on corpora good and bad."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from tenor.columns import TABLES
from tenor.runs.chain import CHAIN
from tenor.tables import split_spans

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
OF_VALIDATION = {"labelled", "judged", "accuracy"}
OF_COMPARISON = {"compared", "moved", "movers", "timelines"}
OF_CHANGES = {"changed_articles", "changed_stances", "changed_means", "changed_breaks", "standings"}
ELSEWHERE = {*OF_VALIDATION, *OF_COMPARISON, *OF_CHANGES, "calibration", "history", "dates"}
"""Tables that a run with nothing to compare with does not make."""
SEED = ROOT.parent / "shared" / "seed" / "articles.jsonl"
pytestmark = pytest.mark.slow


def tenor_run(out: Path, *arguments: str) -> tuple[Path, str]:
    """Run the chain; give its folder and what it said."""
    command = [sys.executable, "-m", "tenor", "run", "--out", str(out), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.splitlines()[-1]).parent, done.stderr


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tenor_run(tmp_path_factory.mktemp("runs"))[0]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_notebook_runs_alone_with_its_defaults(notebook: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "papermill",
        "--cwd",
        str(notebook.parent),
        str(notebook),
        str(tmp_path / "out.ipynb"),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    executed = nbformat.read(tmp_path / "out.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    errors = [out for cell in executed.cells for out in cell.get("outputs", ()) if out.get("name") == "stderr"]
    assert errors == []


def test_scorers_are_checked_on_sentences_of_ones_own_from_the_command_line(tmp_path: Path) -> None:
    said = [("We welcome the good talks.", 1), ("A great success.", 1), ("They hate us.", 2), ("A terrible war.", 2)]
    (tmp_path / "mine.csv").write_text("words,tone\n" + "".join(f"{text},{tone}\n" for text, tone in said), "utf-8")
    given = {"sentences": tmp_path / "mine.csv", "text_column": "words", "label_column": "tone", "run_dir": tmp_path}
    asked = given | {"labels": "1=cooperation,2=confrontation", "scorers": "vader", "folds": 2}
    parameters = [word for name, value in asked.items() for word in ("-p", name, str(value))]
    command = [sys.executable, "-m", "papermill", "--cwd", str(ROOT / "notebooks"), *parameters]
    notebook = ROOT / "notebooks" / "validation.ipynb"
    done = subprocess.run([*command, str(notebook), str(tmp_path / "out.ipynb")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "results" / "validation.json").read_text("utf-8"))
    assert told["figures"]["vader"]["AUC"] == 1
    assert {path.stem for path in (tmp_path / "tables").glob("*.csv")} == OF_VALIDATION
    assert (tmp_path / "figures" / "accuracy.svg").is_file()


def test_runs_are_compared_and_a_broken_one_is_named(sample: Path, tmp_path: Path) -> None:
    other, broken = (tmp_path / name for name in ("2024-01-01T00-00-00_copy", "2024-01-02T00-00-00_broken"))
    shutil.copytree(sample, other)
    broken.mkdir()
    given = {"runs": f"{sample},{other},{broken}", "run_dir": tmp_path}
    parameters = [word for name, value in given.items() for word in ("-p", name, str(value))]
    command = [sys.executable, "-m", "papermill", "--cwd", str(ROOT / "notebooks"), *parameters]
    notebook = ROOT / "notebooks" / "compare.ipynb"
    done = subprocess.run([*command, str(notebook), str(tmp_path / "out.ipynb")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "results" / "compare.json").read_text("utf-8"))
    assert list(told["verdicts"]) == [sample.name, other.name]
    assert told["farthest"] == 0
    assert "no run.json" in told["broken"][str(broken)]
    assert "no run.json" in (tmp_path / "out.ipynb").read_text("utf-8")
    assert {path.stem for path in (tmp_path / "tables").glob("*.csv")} == OF_COMPARISON
    assert (tmp_path / "figures" / "comparison.svg").is_file()


def test_a_run_holds_what_it_promises(sample: Path) -> None:
    names = {path.stem for path in (sample / "tables").glob("*.parquet")}
    assert names == set(TABLES) - ELSEWHERE == {path.stem for path in (sample / "tables").glob("*.csv")}
    for figure in ("timeline", "spiral", "storyline", "breaks", "topics", "stances", "coverage"):
        assert {path.suffix for path in (sample / "figures").glob(f"{figure}.*")} == {".svg", ".png", ".json", ".csv"}
    assert sorted(path.stem for path in (sample / "notebooks").iterdir()) == list(CHAIN)
    assert json.loads((sample / "run.json").read_text())["status"] == "ok"


def test_every_stance_can_be_followed_back_to_the_words(sample: Path) -> None:
    texts = pd.read_parquet(sample / "tables" / "texts.parquet").set_index("article_id")["text"].to_dict()
    stances = pd.read_parquet(sample / "tables" / "stances.parquet")
    for article_id, spans, content in zip(stances["article_id"], stances["spans"], stances["content"], strict=True):
        assert " ".join(span.of(texts[article_id]) for span in split_spans(spans)) == content


def test_the_demonstration_corpus_says_what_it_is_and_is_never_called_a_spiral(sample: Path) -> None:
    assert "Demonstration corpus" in (sample / "report.html").read_text("utf-8")
    assert json.loads((sample / "run.json").read_text())["verdict"] != "downward spiral"


def test_one_article_gets_a_report_and_no_trend(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "“We want talks,” said US Senator Ann Lee. Beijing rejected the offer of talks.", "utf-8"
    )
    folder, said = tenor_run(tmp_path / "runs", "--corpus", str(tmp_path / "one.txt"))
    manifest = json.loads((folder / "run.json").read_text())
    assert manifest["verdict"] == "too little to tell"
    assert "Too little to tell" in said
    assert pd.read_parquet(folder / "tables" / "trends.parquet")["change"].isna().all()
    assert "Demonstration corpus" not in (folder / "report.html").read_text("utf-8")


def test_a_run_that_took_too_long_goes_on_with_the_parameters_that_it_had(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("“We want talks,” said US Senator Ann Lee.", "utf-8")
    out = tmp_path / "runs"
    given = ["--corpus", str(tmp_path / "one.txt"), "--over", "week", "--deadline", "2"]
    command = [sys.executable, "-m", "tenor", "run", "--out", str(out)]
    stopped = subprocess.run([*command, *given], capture_output=True, text=True, cwd=ROOT)
    assert stopped.returncode == 1
    assert "timeout: the deadline of 2 s is over" in stopped.stderr
    (name,) = (path.name for path in out.glob("[!.]*"))
    folder, _ = tenor_run(out, "--resume", name)
    manifest = json.loads((folder / "run.json").read_text())
    assert (folder.name, manifest["status"], manifest["parameters"]["over"]) == (name, "ok", "week")


def test_without_full_text_no_article_is_passed_on(tmp_path: Path) -> None:
    secret = "Nobody is quoted in this sentence, which is about the weather."
    text = f"{secret} “We want talks,” said US Senator Ann Lee."
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text, "published": "2023-07-01"}), "utf-8")
    folder, _ = tenor_run(tmp_path / "runs", "--corpus", str(tmp_path / "a.jsonl"), "--param", "full_text=false")
    for path in folder.rglob("*"):
        if path.is_file():
            assert secret.encode() not in path.read_bytes(), path
    assert "We want talks" in (folder / "report.html").read_text("utf-8")


def test_hostile_and_broken_articles_do_not_stop_the_others(tmp_path: Path) -> None:
    rows = [
        {
            "text": '“Unbalanced, said Bo <script>alert("x")</script> on Monday. Ann Lee said it was over.',
            "title": "</title>",
        },
        {"text": "Ann Lee said \x07bells \x00 rang. " + "of the word that was " * 50_000},
        {"text": "Nothing is attributed to anybody here, and so there is nothing to find.", "published": "2023-07-01"},
        {"text": "US Senator Ann Lee welcomed the good talks in Beijing.", "published": "2023-07-02"},
    ]
    corpus = tmp_path / "a.jsonl"
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows) + "{broken\n", "utf-8")
    folder, said = tenor_run(tmp_path / "runs", "--corpus", str(corpus))
    manifest = json.loads((folder / "run.json").read_text())
    assert manifest["results"]["1_stances"]["n_articles"] == len(rows)
    assert "1 article left out: it is a line or row that cannot be read" in said
    page = (folder / "report.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "a.jsonl:5" in page


def test_corrections_reach_tables_scores_report_and_manifest_and_none_leaves_them_out(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "“We want talks,” said US Senator Ann Lee. Beijing rejected the offer of talks.", "utf-8"
    )
    entry = '[[correction]]\nstance_id = "{}"\ncontent = "{}"\nwho = "Dee Fox"\nwhen = 2023-07-03T12:00:00Z\n{}\n\n'
    plain, _ = tenor_run(tmp_path / "runs", "--corpus", str(tmp_path / "one.txt"))
    first, second = pd.read_parquet(plain / "tables" / "stances.parquet")[["stance_id", "content"]].itertuples(
        index=False
    )
    (tmp_path / "corrections.toml").write_text(
        entry.format(*first, 'side = "observer"\npolarity = -0.75')
        + entry.format(*second, "rejected = true")
        + entry.format(second[0], "words of old", 'side = "US"'),
        "utf-8",
    )
    folder, said = tenor_run(tmp_path / "runs", "--corpus", str(tmp_path / "one.txt"))
    assert "tenor: 2 corrections applied, 1 no longer matches" in said
    stances = pd.read_parquet(folder / "tables" / "stances.parquet")
    assert list(stances[["side", "corrected"]].itertuples(index=False, name=None)) == [("observer", "side;polarity")]
    assert set(pd.read_parquet(folder / "tables" / "scores.parquet")["polarity"]) == {-0.75}
    manifest = json.loads((folder / "run.json").read_text())
    assert {"n_corrected": 1, "n_rejected": 1, "n_no_longer": 1}.items() <= manifest["results"]["1_stances"].items()
    assert manifest["inputs"]["corrections"].startswith("sha256:")
    page = (folder / "report.html").read_text("utf-8")
    assert "Readers corrected 1 stance and rejected 1 stance; 1 correction no longer matches." in page
    raw, said = tenor_run(tmp_path / "runs", "--corpus", str(tmp_path / "one.txt"), "--param", "corrections=none")
    assert "correction" not in said
    found, found_again = (pd.read_parquet(run / "tables" / "stances.parquet") for run in (plain, raw))
    pd.testing.assert_frame_equal(found, found_again)


@pytest.mark.skipif(not SEED.is_file(), reason="the seed article is not beside this checkout")
def test_the_seed_article_is_reported_by_side_and_speaker_without_a_trend(tmp_path: Path) -> None:
    folder, _ = tenor_run(tmp_path, "--corpus", str(SEED))
    stances = pd.read_parquet(folder / "tables" / "stances.parquet")
    assert set(stances["side"]) == {"US", "China", "observer"}
    assert {"Antony Blinken", "Wang Yi", "Shen Dingli"} <= set(stances["speaker"])
    assert json.loads((folder / "run.json").read_text())["verdict"] == "too little to tell"
