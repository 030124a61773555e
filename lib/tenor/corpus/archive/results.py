"""What was found in the articles of an archive, and how it was scored, by the version of what found and scored it.

An extractor is known by its version and the name of its relation profile, a scorer by its name and version: what makes
these, `tenor.runs.kept` knows. A score belongs to words, not to a stance, so that what is said twice is scored once and
a corrected stance never meets the score of other words.
"""

import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tenor.corpus.archive.database import Database, Row
from tenor.records import Assessment, Score, Span

Cells = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in one article: its stances and events, as the cells of their rows."""

    article_id: str
    stances: Sequence[Cells]
    events: Sequence[Cells]


def said(words: str, cue: str = "") -> str:
    """Give the key of words and the cue that reported them, under which their scores are kept.

    >>> said("the talks went well", "said")
    'd9b1d7c4fa1ba8d85fc08a5f'
    """
    return hashlib.blake2b(f"{cue}\0{words}".encode(), digest_size=12).hexdigest()


class Results:
    """The stances, events and scores in an archive; what was kept once is given back exactly.

    Raises ArchiveError in every method where the file cannot be read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def extractor(self, version: str, *, relation: str) -> int:
        """Give the number of an extractor, which is the last used from now on; 0 where it cannot be written down."""
        return self._number_of("extractor", {"version": version, "relation": relation})

    def scorer(self, name: str, *, version: str) -> int:
        """Give the number of a scorer, which is the last used from now on; 0 where it cannot be written down."""
        return self._number_of("scorer", {"name": name, "version": version})

    def extracted(self, extractor: int, article_ids: Collection[str]) -> set[str]:
        """Give those of the articles in which this extractor looked already."""
        question = f"SELECT article_id FROM extractions WHERE extractor = ? AND article_id IN {_LISTED}"
        return {str(article_id) for (article_id,) in self._database.rows(question, (extractor, _list(article_ids)))}

    def keep(self, extractor: int, extractions: Iterable[Extraction]) -> None:
        """Keep what an extractor found, in one transaction; what is kept already stays."""
        with self._database.writing() as write:
            for one in extractions:
                count = (one.article_id, extractor, len(one.stances), len(one.events))
                kept = write.execute("INSERT OR IGNORE INTO extractions VALUES (?, ?, ?, ?)", count).rowcount
                if kept:
                    write.executemany(_INSERT["stances"], (_stance(cells, extractor) for cells in one.stances))
                    write.executemany(_INSERT["events"], (_event(cells, extractor) for cells in one.events))

    def found(
        self, table: str, extractor: int, article_ids: Collection[str], columns: Sequence[str]
    ) -> dict[str, list[Row]]:
        """Give the rows of `stances` or `events` that an extractor found, by article and in the order found."""
        question = (
            f"SELECT article_id, {', '.join(columns)} FROM {table} WHERE extractor = ? AND article_id IN {_LISTED}"
        )
        rows: dict[str, list[Row]] = defaultdict(list)
        given = (extractor, _list(article_ids))
        for article_id, *cells in self._database.rows(f"{question} ORDER BY number", given):
            rows[str(article_id)].append(tuple(cells))
        return rows

    def scores(self, scorer: int, keys: Collection[str], *, explained: bool) -> dict[str, Score]:
        """Give the scores of this scorer that are kept under `keys`, `explained` ones with their assessments."""
        also = "assessments" if explained else "NULL"
        only = " AND assessments IS NOT NULL" if explained else ""
        question = f"SELECT said, polarity, subjectivity, n_assessed, {also} FROM scores"
        rows = self._database.rows(f"{question} WHERE scorer = ? AND said IN {_LISTED}{only}", (scorer, _list(keys)))
        return {str(key): _score(*cells) for key, *cells in rows}

    def keep_scores(self, scores: Iterable[tuple[int, str, Score]], *, explained: bool) -> None:
        """Keep `(scorer, key, score)` in one transaction; an explained score takes the place of a plain one."""
        rows = (
            (key, scorer, _real(one.polarity), _real(one.subjectivity), one.n_assessed, _told(one, explained))
            for scorer, key, one in scores
        )
        verb = "REPLACE" if explained else "IGNORE"
        with self._database.writing() as write:
            write.executemany(f"INSERT OR {verb} INTO scores VALUES (?, ?, ?, ?, ?, ?)", rows)

    def prune(self) -> dict[str, int]:
        """Take away what no newest version found: give how many extractions and scores went.

        What stays is that of the last used extractor of each relation and of the last used version of each scorer.
        """
        with self._database.writing() as write:
            before = [write.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _PRUNED]
            for statement in _PRUNE:
                write.execute(statement)
            after = [write.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _PRUNED]
        return {table: was - now for table, was, now in zip(_PRUNED, before, after, strict=True)}

    def _number_of(self, what: str, key: Mapping[str, str]) -> int:
        """Give the number of an extractor or scorer, made the last used of all."""
        asked = " AND ".join(f"{name} = :{name}" for name in key)
        newest = f"(SELECT coalesce(max(last_used), 0) FROM {what}s)"
        if row := self._database.one(f"SELECT {what}, last_used = {newest} FROM {what}s WHERE {asked}", key):
            if row[1] or not self._database.writable:
                return int(str(row[0]))
        elif not self._database.writable:
            return 0
        with self._database.writing() as write:
            write.execute(
                f"INSERT INTO {what}s ({', '.join(key)}, last_used) VALUES (:{', :'.join(key)}, {newest} + 1) "
                f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET last_used = excluded.last_used",
                key,
            )
            return int(write.execute(f"SELECT {what} FROM {what}s WHERE {asked}", key).fetchone()[0])


_LISTED = "(SELECT value FROM json_each(?))"
STANCE = (
    "stance_id article_id extractor kind content spans cue cue_span source source_span speaker resolution role side "
    "topics within paragraph published said"
).split()
EVENT = (
    "event_id article_id extractor text text_span phrase span earliest latest future sentence said sentence_said"
).split()
_INSERT = {
    table: f"INSERT INTO {table} ({', '.join(names)}) VALUES (:{', :'.join(names)})"
    for table, names in {"stances": STANCE, "events": EVENT}.items()
}
_PRUNED = ("extractions", "scores")
_PRUNE = (
    "DELETE FROM extractors WHERE last_used < "
    "(SELECT max(last_used) FROM extractors AS other WHERE other.relation = extractors.relation)",
    "DELETE FROM scorers WHERE last_used < "
    "(SELECT max(last_used) FROM scorers AS other WHERE other.name = scorers.name)",
    "DELETE FROM scores WHERE said NOT IN (SELECT said FROM stances UNION ALL SELECT said FROM events "
    "UNION ALL SELECT sentence_said FROM events)",
)


def _list(keys: Collection[str]) -> str:
    return json.dumps(list(keys))


def _stance(cells: Cells, extractor: int) -> dict[str, object]:
    key = said(str(cells["content"]), str(cells["cue"]))
    return {**cells, "extractor": extractor, "published": _day(cells["published"]), "said": key}


def _event(cells: Cells, extractor: int) -> dict[str, object]:
    days = {name: _day(cells[name]) for name in ("earliest", "latest")}
    keys = {"said": said(str(cells["text"])), "sentence_said": said(str(cells["sentence"]))}
    return {**cells, **days, **keys, "extractor": extractor}


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _score(polarity: Any, subjectivity: Any, n_assessed: Any, told: Any) -> Score:
    seen = tuple(map(_assessment, json.loads(told))) if told else ()
    return Score(_number(polarity), _number(subjectivity), n_assessed, seen)


def _told(score: Score, explained: bool) -> str | None:
    if not explained:
        return None
    return json.dumps(
        [
            {
                "words": one.words,
                "polarity": _real(one.polarity),
                "subjectivity": _real(one.subjectivity),
                "span": [one.span.start, one.span.end] if one.span else None,
                "weight": _real(one.weight),
                "rule": one.rule,
            }
            for one in score.assessments
        ],
        ensure_ascii=False,
    )


def _assessment(told: Mapping[str, Any]) -> Assessment:
    span = told["span"]
    polarity, subjectivity, weight = (_number(told[name]) for name in ("polarity", "subjectivity", "weight"))
    return Assessment(tuple(told["words"]), polarity, subjectivity, Span(*span) if span else None, weight, told["rule"])


def _real(value: float) -> float | None:
    return None if math.isnan(value) else value


def _number(value: float | None) -> float:
    return math.nan if value is None else value
