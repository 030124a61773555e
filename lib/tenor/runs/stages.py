"""The first stages that the notebooks share: corpus to tables, stances and events to scores."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from tenor import tables
from tenor.corpus import LEFT_OUT, REASONS, Corpus
from tenor.corrections import corrected, corrected_score, read_corrections
from tenor.records import Score
from tenor.relation import load
from tenor.sentiment import SCORERS, explain_stances, scorer_named
from tenor.stances import stances
from tenor.stances.events import events


def read(corpus: Corpus, relation: str, corrections: Path | None = None) -> dict[str, pd.DataFrame]:
    """Read a corpus and find its stances and events: tables articles, texts, stances, events, faults and reading.

    The stances are as the file of corrections has them; what became of each correction is in the table corrections.
    """
    profile = load(relation)
    said, unusable = read_corrections(corrections)
    articles = list(corpus)
    found = (stance for article in articles for stance in stances(article, profile))
    known = {article.article_id for article in articles}
    kept, outcomes = corrected(found, said, sides=profile.side_keys, articles=known)
    return {
        "articles": tables.articles_table(articles),
        "texts": tables.texts_table(articles),
        "stances": tables.stances_table(kept),
        "corrections": tables.corrections_table(outcomes, unusable),
        "events": tables.events_table(event for article in articles for event in events(article)),
        "faults": tables.faults_table(corpus.faults),
        "reading": tables.frame("reading", _reading(corpus)),
    }


def score(
    found: pd.DataFrame,
    events: pd.DataFrame,
    scorers: Sequence[str] = tuple(SCORERS),
    *,
    corrections: pd.DataFrame | None = None,
) -> dict[str, pd.DataFrame]:
    """Score the tables `stances` and `events` with each scorer: tables scores, assessments and event_scores.

    A stance is scored by its content and explained, an event by its clause, or where nothing was assessed there ("after
    she visited the island last August"), by the sentence in which that stands. Where a reader gave the polarity in the
    table `corrections`, it is that under each scorer.
    """
    contents = zip(found["stance_id"], found["content"], found["cue"], strict=True)
    triples = list(_as_corrected(explain_stances(contents, scorers=scorers), corrections))
    return {
        "scores": tables.scores_table(triples),
        "assessments": tables.assessments_table(triples),
        "event_scores": tables.event_scores_table(_event_scores(events, scorers)),
    }


def _as_corrected(
    triples: Iterable[tuple[str, str, Score]], corrections: pd.DataFrame | None
) -> Iterator[tuple[str, str, Score]]:
    applied = tables.applied_corrections(corrections) if corrections is not None else ()
    tones = {each.stance_id: each for each in applied if each.polarity is not None}
    for stance_id, scorer, score in triples:
        yield stance_id, scorer, corrected_score(score, tones[stance_id]) if stance_id in tones else score


def _event_scores(events: pd.DataFrame, scorers: Sequence[str]) -> Iterator[tuple[str, str, str, Score]]:
    named = {name: scorer_named(name) for name in scorers}
    for event_id, clause, sentence in zip(events["event_id"], events["text"], events["sentence"], strict=True):
        for name, scorer in named.items():
            of_clause = scorer(clause)
            whole = of_clause.n_assessed == 0
            yield event_id, name, "sentence" if whole else "clause", scorer(sentence) if whole else of_clause


def _reading(corpus: Corpus) -> Iterator[dict[str, object]]:
    for reason, n in sorted(corpus.counts.items()):
        left_out = "yes" if reason in LEFT_OUT else "no"
        yield {"reason": reason, "meaning": REASONS[reason], "left_out": left_out, "n": n}
