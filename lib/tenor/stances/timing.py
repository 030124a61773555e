"""Words that only say when: "Beijing protested the same night" tells that it did, and nothing that it said."""

import re

from tenor.stances.chains import chains
from tenor.stances.words import TIMES

LONGEST = 60
"""Characters that a time has at the most; longer words are not looked at."""

_LAST = TIMES | frozenset("spring summer autumn fall winter ago before earlier later".split())
_BEFORE = re.compile(
    r"(?:(?:[a-z]{2,20}ly|again|once more) )?(?:(?:on|in|at|by|since|until|during|for|from|over|through|throughout) )?",
    re.IGNORECASE,
)
_THROUGHOUT = re.compile(
    r"(?:all|every|each) (?:day|night|week|weekend|month|year|spring|summer|autumn|fall|winter)", re.IGNORECASE
)


def only_when(words: str) -> bool:
    """Tell whether words name a time and nothing else, an adverb before it or not.

    >>> only_when("the same night"), only_when("strongly on Saturday"), only_when("a summit on Saturday")
    (True, True, False)
    """
    last = words[-LONGEST:].rpartition(" ")[2].lower()
    if len(words) > LONGEST or not (last.isdigit() or last in _LAST):
        return False
    found = next(iter(chains(words)), None)
    timed = found is not None and found.end == len(words) and _BEFORE.fullmatch(words[: found.start]) is not None
    return timed or _THROUGHOUT.fullmatch(words) is not None
