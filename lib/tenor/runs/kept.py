"""What an archive already holds of a run: stances, events and scores are found once by each version, and then kept.

A version is a digest of the code, the profile and the lexicons (`tenor.runs.provenance`). What comes from the archive
and what is found anew are the same to the last digit. An archive that can only be read is used as far as it goes.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar

from tenor import tables
from tenor.columns import TABLES
from tenor.corpus import Corpus
from tenor.corpus.archive import Archive, Extraction, Results, is_archive, said
from tenor.corpus.opening import corpus_path
from tenor.records import Article, Score
from tenor.relation import Relation, load
from tenor.runs.provenance import extractor_version, scorer_version
from tenor.sentiment import explain, scorer_named
from tenor.stances import stances
from tenor.stances.events import events

T = TypeVar("T")
Rows = list[tuple[object, ...]]
Question = tuple[str, str]
"""Words to be scored, and the cue that reported them."""

ARTICLES, QUESTIONS = 200, 2000
"""How many articles, and how many questions to a scorer, go into one transaction."""

STANCES, EVENTS = [name for name in TABLES["stances"] if name != "corrected"], list(TABLES["events"])
"""The columns that an archive keeps: stances as they were found, before any reader corrected them."""


def archive_of(corpus: str | Path | None) -> Path | None:
    """Give the path of the archive that `corpus` is, None where it is another source."""
    path = Path(corpus_path(str(corpus))) if corpus else None
    return path if path and is_archive(path) else None


def extractions(
    articles: Iterable[Article], profile: Relation, *, archive: Path, relation: str
) -> Iterator[tuple[Rows, Rows]]:
    """Give for each article the rows of its stances and of its events, found now where the archive has none."""
    with _results(archive) as (results, writable):
        extractor = results.extractor(extractor_version(relation), relation=profile.name)
        for batch in _batches(articles, ARTICLES):
            ids = [article.article_id for article in batch]
            known = results.extracted(extractor, ids)
            fresh = [_extraction(article, profile) for article in batch if article.article_id not in known]
            if fresh and writable:
                results.keep(extractor, fresh)
            of_stances = results.found("stances", extractor, known, STANCES)
            of_events = results.found("events", extractor, known, EVENTS)
            of_stances |= {one.article_id: _rows(one.stances, STANCES) for one in fresh}
            of_events |= {one.article_id: _rows(one.events, EVENTS) for one in fresh}
            yield from ((of_stances.get(i, []), of_events.get(i, [])) for i in ids)


def catch_up(archive: Archive, relation: str) -> int:
    """Find stances and events where this version did not look yet; give how many stances that were."""
    profile, results, n = load(relation), Results(archive.database), 0
    extractor = results.extractor(extractor_version(relation), relation=profile.name)
    for batch in _batches(Corpus(archive.path), ARTICLES) if archive.n_articles() else ():
        known = results.extracted(extractor, [article.article_id for article in batch])
        fresh = [_extraction(article, profile) for article in batch if article.article_id not in known]
        results.keep(extractor, fresh)
        n += sum(len(one.stances) for one in fresh)
    return n


def scores(
    questions: Iterable[Question], *, scorers: Sequence[str], archive: Path, explained: bool
) -> Iterator[dict[str, Score]]:
    """Give for each question its score by scorer, asked now where the archive has none."""
    with _results(archive) as (results, writable):
        numbers = {name: results.scorer(name, version=scorer_version()) for name in scorers}
        for batch in _batches(questions, QUESTIONS):
            keys = [said(words, cue) for words, cue in batch]
            found = {name: results.scores(number, keys, explained=explained) for name, number in numbers.items()}
            fresh: list[tuple[int, str, Score]] = []
            for name, number in numbers.items():
                asked = {key: one for key, one in zip(keys, batch, strict=True) if key not in found[name]}
                new = {key: _asked(name, explained)(*one) for key, one in asked.items()}
                found[name] |= new
                fresh += [(number, key, score) for key, score in new.items()]
            if fresh and writable:
                results.keep_scores(fresh, explained=explained)
            yield from ({name: found[name][key] for name in scorers} for key in keys)


@contextmanager
def _results(archive: Path) -> Iterator[tuple[Results, bool]]:
    with Archive(archive, new=False) as opened:
        yield Results(opened.database), opened.database.writable


def _extraction(article: Article, profile: Relation) -> Extraction:
    return Extraction(
        article.article_id,
        [tables.stance_cells(stance) for stance in stances(article, profile)],
        [tables.event_cells(event) for event in events(article)],
    )


def _rows(cells: Iterable[Mapping[str, object]], columns: Sequence[str]) -> Rows:
    """Give cells as an archive gives them back: days as text."""
    return [tuple(str(v) if isinstance(v := each[name], dt.date) else v for name in columns) for each in cells]


def _asked(name: str, explained: bool) -> Callable[[str, str], Score]:
    if not explained:
        return scorer_named(name)
    return lambda words, cue: explain(words, scorer=name, cue=cue)


def _batches(things: Iterable[T], n: int) -> Iterator[list[T]]:
    left = iter(things)
    while batch := list(islice(left, n)):
        yield batch
