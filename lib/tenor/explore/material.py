"""What the explorer looks at: the stances of a past run or of a corpus, with their scores, as tables in memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from tenor.corpus.opening import open_corpus
from tenor.errors import RunError, TableError, TenorError
from tenor.relation import OBSERVER, Relation, load
from tenor.runs.folder import Run, manifest_of
from tenor.runs.past import all_runs
from tenor.runs.stages import read, score
from tenor.sentiment import SCORERS
from tenor.tables import frame

SAMPLE = "sample"


@dataclass(frozen=True)
class Material:
    """The stances of a run or a corpus, and what belongs to them.

    - name: the run's name, or the corpus
    - recipe: Python that makes `found`, `scores` and `articles`, for the next cell
    - stances: the table `stances`, with `outlet` and `title` of the article
    - scores: the table `scores`; scorer: the one to begin with
    - text_of: gives an article's text; raises RunError where it cannot be read (any more)
    - verdict: the run's, in a sentence, "" for a corpus
    - corpus: what the stances come from; corrections: the file of corrections, "" for the one beside the corpus
    - notes: what a reader has to know of it, a sentence each
    - rejected: by stance_id, the words of stances that are not in the tables, because a reader rejected them

    Stances and scores are as they were found: what readers corrected is put on them by the session.
    """

    name: str
    recipe: str
    relation: Relation
    articles: pd.DataFrame = field(repr=False)
    stances: pd.DataFrame = field(repr=False)
    scores: pd.DataFrame = field(repr=False)
    scorer: str
    text_of: Callable[[str], str] = field(repr=False)
    verdict: str
    corpus: str
    corrections: str = ""
    notes: tuple[str, ...] = ()
    rejected: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def sides(self) -> tuple[str, ...]:
        """The two sides in the relation's order, and the observers."""
        return (*self.relation.side_keys, OBSERVER)


def material_of(look_at: str, *, out: Path) -> Material:
    """Give the material that `look_at` means: a run by name or folder, or a corpus.

    Empty, it is the newest run in `out`, of a schedule or not, that ended well, and the sample corpus where there is
    none. Raises RunError for a run that cannot be read, and CorpusError as reading a corpus does.
    """
    if not look_at:
        look_at = next((run["name"] for run in reversed(all_runs(out)) if run["status"] == "ok"), SAMPLE)
    for folder in (Path(look_at), out / look_at):
        if (folder / "tables").is_dir() or (folder / "run.json").is_file():
            return replace(of_run(folder), name=_named(folder, out))
    return of_corpus(look_at)


def _named(folder: Path, out: Path) -> str:
    """Name a run as `tenor runs` does: SCHEDULE/RUN for one of a schedule."""
    path = folder.resolve()
    return str(path.relative_to(out.resolve())) if path.is_relative_to(out.resolve()) else path.name


def of_run(folder: Path) -> Material:
    """Give the material of a run folder; raises RunError where it lacks what is needed, saying what to do."""
    run, told = Run(folder), manifest_of(folder)
    parameters = told.get("parameters", {})
    corpus = str(parameters.get("corpus", ""))
    try:
        articles, found, scores = (run.table(name) for name in ("articles", "stances", "scores"))
        made = run.table("corrections") if run.has("corrections") else frame("corrections", ())
        relation = load(str(parameters.get("relation", "us-china")))
    except TenorError as error:
        raise RunError(f"{folder.name} cannot be explored: {error}; {_again(told, corpus)}") from None
    made = made[made["outcome"] == "applied"]
    found, scores = as_found(found, scores, made)
    rejected = made[made["rejected"]]
    scorers = list(scores["scorer"].unique())
    wanted = str(parameters.get("scorer", ""))
    return Material(
        name=folder.name,
        recipe=_RUN_RECIPE.format(folder=str(folder)),
        relation=relation,
        articles=articles,
        stances=_joined(found, articles),
        scores=scores,
        scorer=wanted if wanted in scorers else next(iter(scorers), next(iter(SCORERS))),
        text_of=_text_in(run),
        verdict=str(told.get("results", {}).get("3_spiral", {}).get("sentence", "")),
        corpus=corpus,
        corrections=str(parameters.get("corrections", "")),
        notes=_notes(told),
        rejected=dict(zip(rejected["stance_id"], rejected["content"], strict=True)),
    )


def as_found(stances: pd.DataFrame, scores: pd.DataFrame, applied: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the tables of a run without the corrections in its table `corrections` that were `applied`.

    How a corrected speaker had been found is not known any more: the resolution stays "corrected". Rejected stances are
    not in the tables, and do not come back.
    """
    firsts = applied.drop_duplicates("stance_id").set_index("stance_id")
    there = stances["stance_id"].isin(firsts.index)
    if not there.any():
        return stances, scores
    made = stances.copy()
    for name in ("speaker", "side", "topics"):
        made.loc[there, name] = firsts[f"{name}_found"].reindex(made.loc[there, "stance_id"]).to_numpy()
    made.loc[there, "corrected"] = ""
    return made, _scored_again(made, scores, applied.loc[applied["polarity"].notna(), "stance_id"])


def _scored_again(stances: pd.DataFrame, scores: pd.DataFrame, stance_ids: pd.Series) -> pd.DataFrame:
    of_these = stances[stances["stance_id"].isin(stance_ids)]
    if of_these.empty:
        return scores
    again = score(of_these, frame("events", ()), list(scores["scorer"].unique()))["scores"]
    return pd.concat([scores[~scores["stance_id"].isin(stance_ids)], again], ignore_index=True)


def of_corpus(corpus: str, relation: str = "us-china") -> Material:
    """Give the material of a corpus, read and scored but not judged; raises CorpusError as reading does."""
    tables = read(open_corpus(corpus), relation)  # as found: the session applies corrections
    tables |= score(tables["stances"], tables["events"], corpus=corpus)
    texts = dict(tables["texts"].itertuples(index=False, name=None))
    return Material(
        name=corpus,
        recipe=_CORPUS_RECIPE.format(corpus=corpus, relation=relation),
        relation=load(relation),
        articles=tables["articles"],
        stances=_joined(tables["stances"], tables["articles"]),
        scores=tables["scores"],
        scorer=next(iter(SCORERS)),
        text_of=lambda article_id: str(texts[article_id]),
        verdict="",
        corpus=corpus,
    )


_RUN_RECIPE = """from tenor.runs.folder import Run

run = Run({folder!r})
articles, found, scores = run.table("articles"), run.table("stances"), run.table("scores")"""

_CORPUS_RECIPE = """from tenor.corpus.opening import open_corpus
from tenor.runs.stages import read, score

tables = read(open_corpus({corpus!r}), {relation!r})
articles, found = tables["articles"], tables["stances"]
scores = score(found, tables["events"])["scores"]"""


def _joined(found: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    return found.merge(articles[["article_id", "outlet", "title"]], on="article_id", how="left").fillna(
        {"outlet": "", "title": ""}
    )


def _again(told: Mapping[str, Any], corpus: str) -> str:
    if told.get("status", "running") == "running":
        return "it is still going on, or was stopped half-way; choose another, or run it again with tenor run"
    return f"it may come from another version of Tenor; run it again: tenor run --corpus {corpus!r}"


def _notes(told: Mapping[str, Any]) -> tuple[str, ...]:
    if told.get("status") == "ok":
        return ()
    why = (told.get("failure") or {}).get("error", "it is still going on, or was stopped half-way")
    return (f"This run did not come to its end ({why}): its stances are shown, its numbers may be incomplete.",)


def _text_in(run: Run) -> Callable[[str], str]:
    def text_of(article_id: str) -> str:
        gone = f"the article cannot be opened: {run.path.name} has no texts"
        if not run.path.is_dir():
            raise RunError(f"the article cannot be opened: {run.path.name} was deleted while it was open")
        if not run.has("texts"):
            raise RunError(f"{gone}; it was made with full_text=false, which keeps to excerpts")
        try:
            row = pd.read_parquet(run.file_of("texts"), filters=[("article_id", "==", article_id)])
            return str(row["text"].iloc[0])
        except (OSError, ValueError, KeyError, IndexError, TableError) as error:
            raise RunError(f"the article cannot be opened: {run.path.name}, table texts: {error}") from None

    return text_of
