"""A small run folder on invented articles, hostile words among them, as the notebooks would have left it."""

import json
import shutil
from pathlib import Path

import pytest

from tenor.corpus.opening import open_corpus
from tenor.corrections import corrections_file
from tenor.explore.session import Session
from tenor.runs.folder import Run, write_json
from tenor.runs.stages import read, score

HOSTILE = "<script>alert(1)</script>"
ARTICLES = [
    (
        "2023-01-10",
        "Alpha Post",
        "Talks on trade",
        "US Senator Ann Lee welcomed the good talks on trade. Beijing rejected the offer and warned of a trade war.",
    ),
    (
        "2023-02-14",
        "Beta Times",
        "A balloon",
        "“This is a dangerous provocation,” said US Senator Ann Lee. Beijing said the balloon was harmless.",
    ),
    (
        "2023-03-20",
        "Alpha Post",
        f"Hostile </td> {HOSTILE}",
        f"Bo Ruan, a scholar at a university, called the mood {HOSTILE} grim \u202eand angry. "
        "Washington hailed a new dialogue on climate.",
    ),
    ("", "", "", "China said it was willing to talk about the table of the commission."),
]


def write_corpus(folder: Path) -> Path:
    path = folder / "articles.jsonl"
    rows = [
        {"article_id": f"a{number}", "published": day, "outlet": outlet, "title": title, "text": text}
        for number, (day, outlet, title, text) in enumerate(ARTICLES)
    ]
    path.write_text("".join(json.dumps({k: v for k, v in row.items() if v}) + "\n" for row in rows), "utf-8")
    return path


def write_run(folder: Path, corpus: Path, *, name: str = "2023-04-01T06-00-00_test", full_text: bool = True) -> Path:
    path = folder / name
    path.mkdir(parents=True)
    run = Run(path)
    tables = read(open_corpus(str(corpus)), "us-china", corrections_file(str(corpus)))
    tables |= score(tables["stances"], tables["events"], corrections=tables["corrections"])
    run.save(**{name: table for name, table in tables.items() if full_text or name != "texts"})
    parameters = {"corpus": str(corpus), "relation": "us-china", "scorer": "diplomatic"}
    results = {"3_spiral": {"sentence": "Too little to tell: 4 articles."}}
    write_json(path / "run.json", {"status": "ok", "parameters": parameters, "results": results})
    return path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with `articles.jsonl` and a run of it in `runs/`; not to be written in."""
    folder = tmp_path_factory.mktemp("explored")
    write_run(folder / "runs", write_corpus(folder))
    return folder


@pytest.fixture
def session(made: Path) -> Session:
    """Give a session that nobody corrects in."""
    return Session(out=made / "runs")


@pytest.fixture
def own(made: Path, tmp_path: Path) -> tuple[Session, Path]:
    """Give a session on copies of its own, to correct in and to break, and the folder of its runs."""
    folder = tmp_path / "own"
    shutil.copytree(made, folder)
    manifest = next(folder.glob("runs/*/run.json"))
    told = json.loads(manifest.read_text("utf-8"))
    told["parameters"]["corpus"] = str(folder / "articles.jsonl")
    write_json(manifest, told)
    return Session(out=folder / "runs"), folder / "runs"
