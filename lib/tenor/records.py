"""The things that Tenor handles one at a time, as frozen dataclasses.

Every position counts characters of `Article.text`, from 0, the end not included: `article.text[span.start:span.end]`
gives the words back. Nothing found is `None`, NaN or empty.
"""

import datetime as dt
import math
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Article.text`.

    >>> Span(0, 5).of("Tenor reads news")
    'Tenor'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Give the characters of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of an article that were recognised, with their place: a cue or a source."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read.

    `article_id` is the one that came with it, else a digest of the text, so that it stays the same from run to run.
    `published` is the day on the article's own calendar, None where it has none.
    """

    article_id: str
    text: str = field(repr=False)
    title: str = ""
    outlet: str = ""
    published: dt.date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """Who said what: source, cue and content as found, and the speaker, side and topics that they stand for.

    `stance_id` is `article_id:start-end` of the content. `spans` are the pieces of the content, in order; `content` is
    their text, joined by a space. `speaker` is canonical ("Antony Blinken") where the relation profile knows the person
    or office, else as written; "" where no speaker was found. `resolution` says how the speaker was found. `within` is
    the `stance_id` of the stance that this one stands inside, "" for most. `paragraph` counts from 0. `corrected` names
    what a reader changed; nothing in a stance as it was found.
    """

    stance_id: str
    article_id: str
    kind: Kind
    content: str
    spans: tuple[Span, ...]
    cue: Mention | None
    source: Mention | None
    speaker: str
    resolution: str
    role: str
    side: str
    topics: tuple[str, ...]
    within: str
    paragraph: int
    published: dt.date | None
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """Words of an article that say when, with the first and the last day that they mean.

    Both days are None where the words date nothing ("recently"), or would have to be counted from a day of publication
    that is not known. `future` says that they mean what had not happened yet.
    """

    article_id: str
    phrase: str
    span: Span
    earliest: dt.date | None
    latest: dt.date | None
    future: bool


@dataclass(frozen=True, slots=True)
class Event:
    """A dated happening, told by the article itself or inside a stance.

    `text` is the smallest clause that holds the time phrase and says what happened, `sentence` the sentence in which it
    stands. `event_id` is `article_id@start-end` of the phrase.
    """

    event_id: str
    article_id: str
    text: str
    text_span: Span
    phrase: str
    span: Span
    earliest: dt.date
    latest: dt.date
    future: bool
    sentence: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Words that made a score: what a scorer saw, and the polarity and subjectivity it gave them.

    An explained score tells more: `span` is where they stand in the text (None for words that are not in it, such as a
    cue), `weight` what they add to the polarity (NaN where a scorer does not add), `rule` what changed their polarity.
    """

    words: tuple[str, ...]
    polarity: float
    subjectivity: float
    span: Span | None = None
    weight: float = math.nan
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """How a text sounds to one scorer.

    `polarity` runs from -1 to 1 and `subjectivity` from 0 to 1. Both are NaN where nothing was assessed: a text that a
    scorer cannot see is not a neutral text. `n_assessed` counts the `assessments`, and is at least 1 where a reader
    gave the polarity.
    """

    polarity: float
    subjectivity: float
    n_assessed: int
    assessments: tuple[Assessment, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the input that was left out or read differently than it was given, and where.

    `reason` is one of `tenor.corpus.REASONS`, or `bad_correction`; `where` is a path with a line or an article;
    `detail` says what is wrong and what would be right.
    """

    reason: str
    where: str
    detail: str
