"""The first stages that the notebooks share: corpus to tables, stances and events to scores.

Where the corpus is an archive, what the same version found or scored before comes from there, and what is new is kept
there: the tables are the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from tenor import tables
from tenor.corpus import LEFT_OUT, REASONS, Corpus
from tenor.corrections import Correction, Outcome, corrected, corrected_score, read_corrections
from tenor.records import Article, Score
from tenor.relation import Relation, load
from tenor.runs import kept
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
    archive = corpus.archive
    found, happened = _kept(articles, profile, archive, relation) if archive else _found(articles, profile)
    made, outcomes = _corrected(found, said, articles, profile)
    return {
        "articles": tables.articles_table(articles),
        "texts": tables.texts_table(articles),
        "stances": made,
        "corrections": tables.corrections_table(outcomes, unusable),
        "events": happened,
        "faults": tables.faults_table(corpus.faults),
        "reading": tables.frame("reading", _reading(corpus)),
    }


def score(
    found: pd.DataFrame,
    events: pd.DataFrame,
    scorers: Sequence[str] = tuple(SCORERS),
    *,
    corrections: pd.DataFrame | None = None,
    corpus: str | Path | None = None,
) -> dict[str, pd.DataFrame]:
    """Score the tables `stances` and `events` with each scorer: tables scores, assessments and event_scores.

    A stance is scored by its content and explained, an event by its clause, or where nothing was assessed there ("after
    she visited the island last August"), by the sentence in which that stands. Where a reader gave the polarity in the
    table `corrections`, it is that under each scorer. `corpus` is where they were found: an archive keeps their scores.
    """
    archive = kept.archive_of(corpus)
    triples = list(_as_corrected(_stance_scores(found, scorers, archive), corrections))
    return {
        "scores": tables.scores_table(triples),
        "assessments": tables.assessments_table(triples),
        "event_scores": tables.event_scores_table(_event_scores(events, scorers, archive)),
    }


def _as_corrected(
    triples: Iterable[tuple[str, str, Score]], corrections: pd.DataFrame | None
) -> Iterator[tuple[str, str, Score]]:
    applied = tables.applied_corrections(corrections) if corrections is not None else ()
    tones = {each.stance_id: each for each in applied if each.polarity is not None}
    for stance_id, scorer, score in triples:
        yield stance_id, scorer, corrected_score(score, tones[stance_id]) if stance_id in tones else score


def _found(articles: Sequence[Article], profile: Relation) -> tuple[pd.DataFrame, pd.DataFrame]:
    found = (stance for article in articles for stance in stances(article, profile))
    happened = (event for article in articles for event in events(article))
    return tables.stances_table(found), tables.events_table(happened)


def _kept(
    articles: Sequence[Article], profile: Relation, archive: Path, relation: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = list(kept.extractions(articles, profile, archive=archive, relation=relation))
    of_stances = [row for of_article, _ in rows for row in of_article]
    of_events = [row for _, of_article in rows for row in of_article]
    return (
        tables.checked("stances", pd.DataFrame(of_stances, columns=kept.STANCES)),
        tables.checked("events", pd.DataFrame(of_events, columns=kept.EVENTS)),
    )


def _corrected(
    found: pd.DataFrame, said: Sequence[Correction], articles: Sequence[Article], profile: Relation
) -> tuple[pd.DataFrame, list[Outcome]]:
    """Give the table `stances` as readers corrected it, and what became of each correction."""
    if not said:
        return found, []
    known = {article.article_id for article in articles}
    whole = map(tables.stance_of, found.to_dict("records"))
    made, outcomes = corrected(whole, said, sides=profile.side_keys, articles=known)
    return tables.stances_table(made), outcomes


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
