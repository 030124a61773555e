"""The stages that the notebooks share: corpus to tables, stances to scores, scores to a verdict, all of it to a page.

Each gives tables by name. A notebook calls its own stage, and, when it is opened alone, `by_hand` has called those
before it.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from tenor import tables
from tenor.charts import coverage_figure, save, stances_figure, timeline_figure
from tenor.corpus import LEFT_OUT, REASONS, Corpus
from tenor.corpus.opening import PROJECT, corpus_path, is_sample, open_corpus
from tenor.narrative import Verdict, by_scorer, period_for, timeline, trends, verdict
from tenor.narrative.verdict import DELTA
from tenor.records import Score
from tenor.relation import Relation, load
from tenor.report import ReportContents, load_figures
from tenor.runs.folder import Run
from tenor.runs.provenance import versions
from tenor.sentiment import SCORERS, score_stances
from tenor.stances import stances

BY_HAND = PROJECT / "runs" / "by-hand"
READING_OPTIONS = ("since", "until", "columns", "strict")


def read(corpus: Corpus, relation: str) -> dict[str, pd.DataFrame]:
    """Read a corpus and find its stances: tables articles, texts, stances, faults and reading."""
    profile = load(relation)
    articles = list(corpus)
    return {
        "articles": tables.articles_table(articles),
        "texts": tables.texts_table(articles),
        "stances": tables.stances_table(stance for article in articles for stance in stances(article, profile)),
        "faults": tables.faults_table(corpus.faults),
        "reading": tables.frame("reading", _reading(corpus)),
    }


def score(found: pd.DataFrame, scorers: Sequence[str] = tuple(SCORERS)) -> dict[str, pd.DataFrame]:
    """Score the contents of the table `stances` with each scorer: tables scores and assessments."""
    contents = zip(found["stance_id"], found["content"], found["cue"], strict=True)
    triples: list[tuple[str, str, Score]] = list(score_stances(contents, scorers=scorers))
    return {"scores": tables.scores_table(triples), "assessments": tables.assessments_table(triples)}


def narrate(
    articles: pd.DataFrame,
    found: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    sides: tuple[str, str],
    scorer: str,
    over: str,
    delta: float,
) -> dict[str, pd.DataFrame]:
    """Put the scores on a calendar and judge: tables timeline, trends, criteria and verdicts."""
    changes = trends(found, scores, articles, scorers=list(SCORERS), sides=sides)
    return {
        "timeline": timeline(found, scores, scorer=scorer, over=over),
        "trends": changes,
        "criteria": verdict(changes, sides=sides, scorer=scorer, delta=delta).criteria,
        "verdicts": verdicts_table(by_scorer(changes, sides=sides, delta=delta)),
    }


def verdicts_table(verdicts: Mapping[str, Verdict]) -> pd.DataFrame:
    """Give the verdict under each scorer as the table `verdicts`."""
    rows = (
        {"scorer": scorer, "verdict": v.name, "side": v.side, "sentence": v.sentence, "enough": v.enough}
        for scorer, v in verdicts.items()
    )
    return tables.frame("verdicts", rows)


def by_hand(run_dir: str, notebook: str, inputs: Mapping[str, Any] | None = None) -> Run:
    """Give the run folder that a notebook works in.

    That is `run_dir` if one is given. A notebook opened alone has none: then it is `runs/by-hand/NOTEBOOK`, emptied,
    with what the notebooks before it would have left there, made afresh from `inputs`.
    """
    if run_dir:
        return Run(run_dir)
    folder = BY_HAND / notebook
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    run = Run(folder)
    for make in _BEFORE[notebook]:
        run.save(**make(run, dict(inputs or {})))
    return run


def contents_of(
    run: Run, relation: Relation, *, parameters: Mapping[str, Any], full_text: bool, top: int
) -> ReportContents:
    """Gather what the report shows from the tables and figures in a run folder."""
    articles, scorer, corpus = run.table("articles"), str(parameters["scorer"]), str(parameters["corpus"])
    days = articles["published"].dropna()
    told = run.table("reading")
    counts: dict[str, dict[str, int]] = {"yes": {}, "no": {}}
    for answer, meaning, n in zip(told["left_out"], told["meaning"], told["n"], strict=True):
        counts[answer][meaning] = int(n)
    return ReportContents(
        relation_title=relation.title,
        corpus_name=str(corpus_path(corpus)).rstrip("/").rpartition("/")[2],
        demonstration=is_sample(corpus),
        period=(days.min().date(), days.max().date()) if len(days) else None,
        sides=relation.side_keys,
        parameters=parameters,
        versions=versions(),
        verdicts=run.table("verdicts"),
        criteria=run.table("criteria"),
        articles=articles,
        texts=run.table("texts") if full_text else None,
        stances=run.table("stances"),
        scores=run.table("scores"),
        scorer=scorer,
        faults=run.table("faults"),
        left_out=counts["yes"],
        read_differently=counts["no"],
        figures=load_figures(run.figures),
        top=top,
    )


def _reading(corpus: Corpus) -> Iterator[dict[str, object]]:
    for reason, n in sorted(corpus.counts.items()):
        left_out = "yes" if reason in LEFT_OUT else "no"
        yield {"reason": reason, "meaning": REASONS[reason], "left_out": left_out, "n": n}


def _read_stage(_run: Run, inputs: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    options = {name: inputs[name] for name in READING_OPTIONS if name in inputs}
    return read(open_corpus(inputs["corpus"], **options), inputs["relation"])


def _score_stage(run: Run, _inputs: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    return score(run.table("stances"))


def _verdict_stage(run: Run, inputs: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    articles, found, scores = run.table("articles"), run.table("stances"), run.table("scores")
    profile, scorer = load(inputs["relation"]), inputs["scorer"]
    sides = profile.side_keys
    period = period_for(found["published"])
    made = narrate(articles, found, scores, sides=sides, scorer=scorer, over=period, delta=DELTA)
    verdict_here = made["verdicts"].set_index("scorer").loc[scorer, "sentence"]
    save(
        timeline_figure(made["timeline"], sides=sides, scorer=scorer, period=period, verdict=verdict_here), run.figures
    )
    called = {side.key: side.adjectives[0] for side in profile.sides}
    save(stances_figure(found, scores, sides=sides, scorer=scorer, adjectives=called), run.figures)
    save(coverage_figure(scores), run.figures)
    return made


_BEFORE = {
    "1_stances": (),
    "2_sentiment": (_read_stage,),
    "3_spiral": (_read_stage, _score_stage),
    "4_report": (_read_stage, _score_stage, _verdict_stage),
}
