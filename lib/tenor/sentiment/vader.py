"""The scorer `vader`: a second opinion from another family.

VADER (Hutto & Gilbert 2014, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text",
ICWSM) sums the valences of the words that its lexicon knows, 7,500 of them, nouns and verbs among them, after rules
for negation, degree, capitals and "but", and squeezes the sum into -1 to 1. It was made for social media: *united*
and *support* are good, *war* and *threat* are bad, whoever says them. It has no subjectivity.
"""

import math
import re
from collections.abc import Mapping
from functools import cache
from heapq import heappop, heappush
from typing import Any, NamedTuple

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer, SentiText

from tenor.records import Assessment, Score, Span
from tenor.sentiment.asked import as_text

TOP_VALENCE = 4.0
"""VADER's raters gave words -4 to 4; its rules can pass that, and such a valence counts as the top."""


def vader(text: str, cue: str = "") -> Score:  # noqa: ARG001 (every scorer takes the cue; this one scores the text alone)
    """Score `text` as VADER does: polarity is its `compound`, subjectivity is NaN, for it has none.

    `assessments` are the words with a valence other than 0, with that valence divided by 4: they tell what weighed
    how much, and do not add up to the polarity, because VADER sums, adds for exclamation marks, and squeezes. An
    emoji of one character appears as the words of its name; VADER knows no longer ones. Polarity is NaN where no word
    was assessed. The cue is left out of account.

    >>> vader("a dangerous spiral")
    Score(polarity=-0.4767, subjectivity=nan, n_assessed=1)
    """
    reading = _reader().polarity_scores(as_text(text))
    seen = tuple(Assessment((word,), _scaled(valence), math.nan) for word, valence in reading["valences"] if valence)
    if not seen:
        return Score(math.nan, math.nan, 0)
    return Score(reading["compound"], math.nan, len(seen), seen)


def read_ranked(text: str) -> tuple[Assessment, ...]:
    """Give the assessments of `text` again, the strongest first, each with its span and what changed its valence.

    They are ranked, not added up, so that their weight stays NaN. An emoji has the span of the emoji.
    """
    reader = _reader()
    expanded, origin = _expanded(text, reader.emojis)
    places = [match.span() for match in re.finditer(r"\S+", expanded)]
    valences = reader.polarity_scores(text)["valences"]
    known = len(places) == len(valences)
    seen = []
    for at, (word, valence) in enumerate(valences):
        if valence:
            span = _span(word, expanded, places[at], origin) if known else None
            rule = _changed(reader.lexicon.get(word.lower(), valence), valence)
            seen.append(Assessment((word,), _scaled(valence), math.nan, span, rule=rule))
    return tuple(sorted(seen, key=lambda one: -abs(one.polarity)))


def _span(word: str, expanded: str, place: tuple[int, int], origin: list[int]) -> Span:
    """Give the place of `word` in the text: VADER strips the marks around a word."""
    start = expanded.find(word, *place)
    return Span(origin[start], origin[start + len(word) - 1] + 1)


def _expanded(text: str, emojis: Mapping[str, str]) -> tuple[str, list[int]]:
    """Give `text` with VADER's words for each emoji, as VADER reads it, and where each character comes from."""
    pieces, origin = [], []
    before = " "
    for place, character in enumerate(text):
        told = emojis.get(character, character)
        piece = f" {told}" if character in emojis and before != " " else told
        pieces.append(piece)
        origin += [place] * len(piece)
        before = "" if character in emojis else character
    return "".join(pieces), origin


def _changed(listed: float, judged: float) -> str:
    return "" if listed == judged else f"listed as {_scaled(listed):+.2f}"


def _scaled(valence: float) -> float:
    return max(-1.0, min(1.0, valence / TOP_VALENCE))


class _Window(NamedTuple):
    """A few words, with the two names by which VADER's rules ask a text for them."""

    words_and_emoticons: list[str]
    is_cap_diff: bool


class _Reader(SentimentIntensityAnalyzer):  # type: ignore[misc]
    """VADER's analyzer with the same numbers, which tells each word's valence, and reads long texts in linear time.

    VADER lowers every word of the text again at every word of its lexicon, and looks a valence up by its value, from
    the start: a million characters take it many minutes. Neither changes a number, as the tests hold.
    """

    def sentiment_valence(self, valence: float, text: Any, item: str, i: int, valences: list[float]) -> list[float]:
        """Let VADER judge the word at `i` by what its rules look at: three words before and two after."""
        if item.lower() not in self.lexicon:
            valences.append(valence)
            return valences
        start = max(0, i - 3)
        window = _Window(text.words_and_emoticons[start : i + 3], text.is_cap_diff)
        judged: list[float] = super().sentiment_valence(valence, window, item, i - start, valences)
        return judged

    @staticmethod
    def _but_check(words: list[str], valences: list[float]) -> list[float]:
        """Halve what comes before the first "but" and raise what follows by half, in the order in which VADER does.

        VADER changes not the valence that it is at, but the first one equal to it. `places` finds that one by its
        value.
        """
        lowered = [word.lower() for word in words]
        if "but" not in lowered:
            return valences
        but = lowered.index("but")
        places: dict[float, list[int]] = {}
        for place, valence in enumerate(valences):
            places.setdefault(valence, []).append(place)
        for at in range(len(valences)):
            valence = valences[at]
            first = places[valence][0]
            if valence and first != but:
                valences[first] = valence * (0.5 if first < but else 1.5)
                heappush(places.setdefault(valences[first], []), heappop(places[valence]))
        return valences

    def score_valence(self, valences: list[float], text: str) -> dict[str, Any]:
        """Give VADER's scores, and under `valences` the words with theirs."""
        words = SentiText(text).words_and_emoticons
        return {**super().score_valence(valences, text), "valences": list(zip(words, valences, strict=True))}


@cache
def _reader() -> _Reader:
    return _Reader()
