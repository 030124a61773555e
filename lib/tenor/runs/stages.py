"""The first stages that the notebooks share: corpus to tables, stances and events to scores.

Where the corpus is an archive, what the same version found or scored before comes from there, and what is new is kept
there: the tables are the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from tenor import tables
from tenor.corpus import LEFT_OUT, REASONS, Corpus
from tenor.records import Article, Score
from tenor.relation import Relation, load
from tenor.runs import kept
from tenor.sentiment import SCORERS, explain_stances, scorer_named
from tenor.stances import stances
from tenor.stances.events import events


def read(corpus: Corpus, relation: str) -> dict[str, pd.DataFrame]:
    """Read a corpus and find its stances and events: tables articles, texts, stances, events, faults and reading."""
    profile = load(relation)
    articles = list(corpus)
    return {
        "articles": tables.articles_table(articles),
        "texts": tables.texts_table(articles),
        **(_kept(articles, profile, corpus.archive, relation) if corpus.archive else _found(articles, profile)),
        "faults": tables.faults_table(corpus.faults),
        "reading": tables.frame("reading", _reading(corpus)),
    }


def score(
    found: pd.DataFrame,
    events: pd.DataFrame,
    scorers: Sequence[str] = tuple(SCORERS),
    *,
    corpus: str | Path | None = None,
) -> dict[str, pd.DataFrame]:
    """Score the tables `stances` and `events` with each scorer: tables scores, assessments and event_scores.

    A stance is scored by its content and explained, an event by its clause, or where nothing was assessed there ("after
    she visited the island last August"), by the sentence in which that stands. `corpus` is where they were found: an
    archive keeps their scores.
    """
    archive = kept.archive_of(corpus)
    triples = list(_stance_scores(found, scorers, archive))
    return {
        "scores": tables.scores_table(triples),
        "assessments": tables.assessments_table(triples),
        "event_scores": tables.event_scores_table(_event_scores(events, scorers, archive)),
    }


def _found(articles: Sequence[Article], profile: Relation) -> dict[str, pd.DataFrame]:
    return {
        "stances": tables.stances_table(stance for article in articles for stance in stances(article, profile)),
        "events": tables.events_table(event for article in articles for event in events(article)),
    }


def _kept(articles: Sequence[Article], profile: Relation, archive: Path, relation: str) -> dict[str, pd.DataFrame]:
    rows = list(kept.extractions(articles, profile, archive=archive, relation=relation))
    of_stances, of_events = ([row for each in rows for row in each[part]] for part in (0, 1))
    return {
        "stances": tables.checked("stances", pd.DataFrame(of_stances, columns=kept.STANCES)),
        "events": tables.checked("events", pd.DataFrame(of_events, columns=kept.EVENTS)),
    }


def _stance_scores(
    found: pd.DataFrame, scorers: Sequence[str], archive: Path | None
) -> Iterator[tuple[str, str, Score]]:
    if archive is None:
        contents = zip(found["stance_id"], found["content"], found["cue"], strict=True)
        yield from explain_stances(contents, scorers=scorers)
        return
    questions = zip(found["content"], found["cue"], strict=True)
    given = kept.scores(questions, scorers=scorers, archive=archive, explained=True)
    for stance_id, by_scorer in zip(found["stance_id"], given, strict=True):
        for name in scorers:
            yield stance_id, name, by_scorer[name]


def _event_scores(
    events: pd.DataFrame, scorers: Sequence[str], archive: Path | None
) -> Iterator[tuple[str, str, str, Score]]:
    clauses = list(_scores(events["text"], scorers, archive))
    unseen = [any(of_clause[name].n_assessed == 0 for name in scorers) for of_clause in clauses]
    sentences = _scores(events["sentence"][unseen], scorers, archive)
    for event_id, of_clause, ask in zip(events["event_id"], clauses, unseen, strict=True):
        of_sentence = next(sentences) if ask else of_clause
        for name in scorers:
            whole = of_clause[name].n_assessed == 0
            yield event_id, name, "sentence" if whole else "clause", (of_sentence if whole else of_clause)[name]


def _scores(texts: Iterable[str], scorers: Sequence[str], archive: Path | None) -> Iterator[dict[str, Score]]:
    if archive is None:
        named = {name: scorer_named(name) for name in scorers}
        return ({name: scorer(text) for name, scorer in named.items()} for text in texts)
    return kept.scores(((text, "") for text in texts), scorers=scorers, archive=archive, explained=False)


def _reading(corpus: Corpus) -> Iterator[dict[str, object]]:
    for reason, n in sorted(corpus.counts.items()):
        left_out = "yes" if reason in LEFT_OUT else "no"
        yield {"reason": reason, "meaning": REASONS[reason], "left_out": left_out, "n": n}
