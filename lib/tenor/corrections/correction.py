"""A correction, and how it stands as an entry in a file."""

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tenor.errors import unknown

CHANGES = ("speaker", "side", "topics", "polarity", "rejected")
"""What a correction can change of a stance."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reader says of a stance: who, when, and what is to be changed; None leaves a field as it was found.

    `content` are the words that it was made for: where other words stand under `stance_id`, it is not applied. They are
    kept whole, so that the file can be reviewed without the articles and matched without doubt. `when` is in UTC.
    `speaker` is "" for nobody, `topics` are () for none; `rejected` says that this is no stance at all.
    """

    stance_id: str
    content: str
    who: str
    when: dt.datetime
    why: str = ""
    speaker: str | None = None
    side: str | None = None
    topics: tuple[str, ...] | None = None
    polarity: float | None = None
    rejected: bool = False

    @property
    def changed(self) -> tuple[str, ...]:
        """What it changes, of CHANGES and in their order.

        >>> Correction("a:0-9", "it is fun", "Ann Lee", dt.datetime(2023, 7, 3, tzinfo=dt.UTC), polarity=0.0).changed
        ('polarity',)
        """
        given = {name: getattr(self, name) for name in CHANGES}
        return tuple(name for name, value in given.items() if value is not None and value is not False)


def entry_of(correction: Correction) -> dict[str, Any]:
    """Give the keys and values under which a correction is kept: who and when, then only what it changes."""
    always = ("stance_id", "content", "who", "when", *(["why"] if correction.why else []))
    values = {name: getattr(correction, name) for name in (*always, *correction.changed)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def correction_of(entry: Mapping[str, object]) -> Correction:
    """Give the correction that an entry holds; raises ValueError that says what is wrong, and what would be right."""
    for name in entry:
        if name not in _READ:
            raise ValueError(unknown("key", name, _READ))
    for name in ("stance_id", "content", "who", "when"):
        if name not in entry:
            raise ValueError(f"no {name}; {_RIGHT[name]}")
    values: dict[str, Any] = {name: _READ[name](name, value) for name, value in entry.items()}
    made = Correction(**values)
    if not made.changed:
        raise ValueError(f"it changes nothing; give one of {', '.join(CHANGES)}")
    return made


_RIGHT = {
    "stance_id": "copy it from the table stances, in quotes",
    "content": "copy the words of the stance from the table stances, in quotes",
    "who": "give the name of whoever says so, in quotes",
    "when": "give it with its offset, as 2023-07-03T10:00:00Z",
    "why": "give words in quotes",
    "speaker": 'give a name in quotes, "" for nobody',
    "side": "give a side of the relation or observer, in quotes",
    "topics": 'give a list of topics without ;, as ["trade", "climate"]',
    "polarity": "give a number from -1 to 1",
    "rejected": "give true or false",
}


def _wrong(name: str, value: object) -> ValueError:
    return ValueError(f"{name} is {value!r:.60}; {_RIGHT[name]}")


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _wrong(name, value)
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError(f"{name} holds half of a character, which no file in UTF-8 can; leave it out")
    return value


def _named(name: str, value: object) -> str:
    text = _text(name, value)
    if not text.strip():
        raise _wrong(name, value)
    return text


def _moment(name: str, value: object) -> dt.datetime:
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        raise _wrong(name, value if not isinstance(value, dt.date | dt.time) else value.isoformat())
    try:
        return value.astimezone(dt.UTC)
    except OverflowError:
        raise _wrong(name, value.isoformat()) from None


def _topics(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _wrong(name, value)
    topics = tuple(_named(name, topic) for topic in value)
    if any(";" in topic for topic in topics):
        raise _wrong(name, value)
    return topics


def _polarity(name: str, value: object) -> float:
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    if not -1 <= number <= 1:
        raise _wrong(name, value)
    return number


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(name, value)
    return value


_READ: dict[str, Callable[[str, object], object]] = {
    "stance_id": _named,
    "content": _named,
    "who": _named,
    "when": _moment,
    "why": _text,
    "speaker": _text,
    "side": _named,
    "topics": _topics,
    "polarity": _polarity,
    "rejected": _flag,
}
