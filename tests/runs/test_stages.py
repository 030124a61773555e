"""The stages that the notebooks share."""

import datetime as dt

from tenor import tables
from tenor.records import Article
from tenor.runs.stages import score
from tenor.stances.events import events

TEXT = (
    "Both governments signed a treaty of friendship on Monday. "
    "Arvonia broke off the talks in anger, after the minister was seen on the island on Tuesday. "
    "Trains ran on Wednesday."
)


def test_an_event_is_scored_by_its_clause_or_else_by_the_sentence_around_it() -> None:
    found = tables.events_table(events(Article("a", TEXT, published=dt.date(2023, 7, 5))))
    scores = score(tables.stances_table([]), found, scorers=["diplomatic"])["event_scores"]
    assert list(found["phrase"]) == ["Monday", "Tuesday", "Wednesday"]
    assert list(scores["of"]) == ["clause", "sentence", "sentence"]
    treaty, island, trains = scores["polarity"]
    assert treaty > 0 > island
    assert trains != trains
