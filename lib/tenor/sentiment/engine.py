"""TextBlob's engine with our words: an instance of our own, so that TextBlob itself stays as it is."""

from functools import cache
from pathlib import Path
from typing import Any

from tenor.sentiment.lexicon import Entry, Lexicon, read_lexicon

DIPLOMATIC = Path(__file__).parent / "lexicons" / "diplomatic.csv"
BASE = "textblob"
"""The group of the words that TextBlob's own lexicon has and ours says nothing about."""


@cache
def diplomatic_engine() -> tuple[Lexicon, Any]:
    """Give the reviewed lexicon, completed by TextBlob's own words, and the engine that knows both."""
    return engine_with(read_lexicon(DIPLOMATIC))


def engine_with(reviewed: Lexicon) -> tuple[Lexicon, Any]:
    """Give `reviewed` completed by TextBlob's own words, and an engine of TextBlob's that was taught its forms.

    Where both have a word, ours counts; a word of the group `ignore` is in neither. The engine is a new one: the engine
    that TextBlob shares with everyone in this process is never taught anything.
    """
    engine = _new_engine()
    words = {form: _base(form, senses[None], "RB" in senses) for form, senses in dict.items(engine)}
    for form, entry in reviewed.entries:
        dict.pop(engine, form, None)
        words.pop(form, None)
        if entry.group != "ignore":
            tag = "RB" if entry.group == "degree" else None
            engine.annotate(form, tag, entry.polarity, entry.subjectivity, entry.intensity)
            if " " not in form:
                words[form] = entry
    known = {
        form: entry for form, entry in words.items() if entry.polarity or entry.group != BASE or entry.pos == "adverb"
    }
    return Lexicon(known, reviewed.phrases), engine


def _base(form: str, sense: tuple[float, float, float], adverb: bool) -> Entry:
    polarity, subjectivity, intensity = sense
    return Entry(form, polarity, subjectivity, intensity, BASE, "adverb" if adverb else "adjective")


def _new_engine() -> Any:
    from textblob.en import Sentiment, parser, sentiment

    class Engine(Sentiment):  # type: ignore[misc]
        """TextBlob's engine, which looks for its lexicon file at every word; this one has read it."""

        __contains__ = dict.__contains__
        __getitem__ = dict.__getitem__

    engine = Engine(
        path=sentiment.path,
        synset="wordnet_id",
        negations=(),
        modifiers=("RB",),
        modifier=lambda word: word.endswith("ly"),
        tokenizer=parser.find_tokens,
        language="en",
    )
    engine.load()
    return engine
