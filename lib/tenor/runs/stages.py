"""The stages that the notebooks share: corpus to tables, stances to scores, scores to a verdict."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from tenor import tables
from tenor.corpus import LEFT_OUT, REASONS, Corpus
from tenor.narrative import Verdict, by_scorer, timeline, trends, verdict
from tenor.records import Score
from tenor.relation import load
from tenor.sentiment import SCORERS, explain_stances
from tenor.stances import stances
from tenor.stances.events import events


def read(corpus: Corpus, relation: str) -> dict[str, pd.DataFrame]:
    """Read a corpus and find its stances and events: tables articles, texts, stances, events, faults and reading."""
    profile = load(relation)
    articles = list(corpus)
    return {
        "articles": tables.articles_table(articles),
        "texts": tables.texts_table(articles),
        "stances": tables.stances_table(stance for article in articles for stance in stances(article, profile)),
        "events": tables.events_table(event for article in articles for event in events(article)),
        "faults": tables.faults_table(corpus.faults),
        "reading": tables.frame("reading", _reading(corpus)),
    }


def score(found: pd.DataFrame, scorers: Sequence[str] = tuple(SCORERS)) -> dict[str, pd.DataFrame]:
    """Score and explain the contents of the table `stances` with each scorer: tables scores and assessments."""
    contents = zip(found["stance_id"], found["content"], found["cue"], strict=True)
    triples: list[tuple[str, str, Score]] = list(explain_stances(contents, scorers=scorers))
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


def _reading(corpus: Corpus) -> Iterator[dict[str, object]]:
    for reason, n in sorted(corpus.counts.items()):
        left_out = "yes" if reason in LEFT_OUT else "no"
        yield {"reason": reason, "meaning": REASONS[reason], "left_out": left_out, "n": n}
