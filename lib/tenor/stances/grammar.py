"""The words that time phrases are made of, and the patterns written with them.

A pattern is a regular expression in which `<month>` stands for the piece of that name and a space for any white space
within a paragraph. Case counts only where a piece says so: "march" and "may" are no months.
"""

import re
from collections.abc import Iterable
from functools import cache

from tenor.stances.calendar import SEASONS

ORDINALS = {
    **{name: n for n, name in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)},
    **{f"{n}{mark}": n for n, mark in enumerate("st nd rd th th th th th th th".split(), 1)},
    "opening": 1, "last": -1, "final": -1, "closing": -1,
}  # fmt: skip
SMALL = {
    name: n
    for n, name in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        start=1,
    )
}
TENS = {name: 10 * n for n, name in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), start=3)}
ABOUT = {"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "a few": 3, "few": 3, "several": 5, "a dozen": 12}
NUMBERS = SMALL | TENS | ABOUT
"""What a number word counts; "a few" is taken for three and "several" for five."""
MONTHS = "January February March April May June July August September October November December".split()
SHORT_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
DECADES = {
    name: 10 * n
    for n, name in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split(), 2)
}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _names(words: list[str]) -> str:
    return "|".join([*words, *map(str.upper, words)])


PIECES = {
    "month": rf"(?-i:{_names(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|(?=[^\S\n]\d)))",
    "weekday": rf"(?-i:{_names(WEEKDAYS)}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)(?:\.|(?=,? \d)))",
    "dom": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![.,]?\d|%|st|nd|rd|th|:\d)",
    "year": r"(?:(?:1[7-9]|20)\d\d|2100)(?!,?\d|\.\d|%)",
    "yy": r"['’]\d\d(?!\d|s)",
    "ordinal": _any(ORDINALS),
    "nth": r"second-to-last|" + _any(name for name in ORDINALS if name not in ("opening", "closing")),
    "number": (
        rf"(?:{_any(SMALL | ABOUT)}|(?:{_any(TENS)})(?:[- ](?:{_any(list(SMALL)[:9])}))?|\d{{1,4}})(?: and a half)?"
    ),
    "unit": (
        r"(?:(?:trading|business|working|calendar)[ -])?"
        r"(?:(?:day|night|week|fortnight|weekend|month|quarter|year|decade)s?|century|centuries)"
    ),
    "one": r"day|night|week|fortnight|weekend|month|quarter|year|decade|century",
    "many": r"days|nights|weeks|weekends|months|quarters|years|decades|centuries",
    "season": "|".join(SEASONS),
    "daypart": r"morning|afternoon|evening|night|noon|midday|midnight",
    "zone": r"UTC|GMT|[ECMP][SD]?T|CEST|CET|BST|JST|IST|local time",
}
PIECE = re.compile(r"(?<!\?P)<(\w+?)(?::(\w+))?>")
SPACE = r"(?:[^\S\n]{1,3}|[^\S\n]?\n(?!\s))"


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern; its pieces become groups of their names, or of the name behind a colon: `<month:to>`."""
    return re.compile(_spaced(PIECE.sub(_named, pattern)), re.IGNORECASE)


def plain(pattern: str) -> str:
    """Give a pattern as a regular expression without groups."""
    return _spaced(PIECE.sub(lambda found: f"(?:{PIECES[found[1]]})", pattern))


def _named(found: re.Match[str]) -> str:
    return f"(?P<{found[2] or found[1]}>{PIECES[found[1]]})"


@cache
def _spaced(pattern: str) -> str:
    """Let each space stand for white space, but not those inside a set of characters."""
    return re.sub(r"(\[[^\]]*\])| ", lambda found: found[1] or SPACE, pattern)


def month_number(name: str) -> int:
    """Give the number of a month's name, 1 to 12."""
    return SHORT_MONTHS.index(name[:3].title()) + 1


def weekday_number(name: str) -> int:
    """Give the number of a weekday's name, Monday 0."""
    return next(n for n, day in enumerate(WEEKDAYS) if day.upper().startswith(name[:3].upper()))


def number(words: str) -> int:
    """Give what a number counts, in digits or words: "a" 1, "thirty-one" 31."""
    words = " ".join(words.lower().replace("-", " ").split()).removesuffix(" and a half")
    if words.isdigit():
        return int(words)
    return NUMBERS[words] if words in NUMBERS else sum(NUMBERS[word] for word in words.split())


def unit_name(words: str) -> str:
    """Give the unit of a word in the singular: "trading days" day, "centuries" century."""
    word = words.lower().replace("-", " ").split()[-1]
    return "century" if word == "centuries" else word.removesuffix("s")


def ordinal_number(word: str) -> int:
    """Give what an ordinal counts; the last is -1."""
    return ORDINALS[word.lower()]
