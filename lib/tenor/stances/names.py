"""The words of a source: which of them are a name, a description, a group, an official."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from tenor.stances.directory import POSSESSIVE, Directory, plain
from tenor.stances.tokens import is_common, tag_inside
from tenor.stances.words import MONTH_NAMES, WEEKDAYS

COLLECTIVE = re.compile(
    r"\b(?:analysts?|observers?|experts?|officials?|scholars?|critics?|diplomats?|lawmakers?|economists?|sources?|people"
    r"|residents?|both|sides|executives?|researchers?|lawyers?|traders?|companies|others|some|many|supporters|authorities|leaders)\b",
    re.IGNORECASE,
)
OFFICIAL = re.compile(
    r"\b(?:officials?|minist(?:er|ers|ry)|spokes(?:person|man|woman|people)|ambassador|envoy|secretary|senators?"
    r"|representative|congress(?:man|woman)|general|admiral|commander|diplomats?|lawmakers?|president|premier|military"
    r"|army|navy|embassy|government|administration|leaders?|authorities|department|command|delegation|negotiators?|regulators?|customs)\b",
    re.IGNORECASE,
)
OUTSIDE = re.compile(
    r"\b(?:former|retired|professor|scholar|analyst|university|institute|cent(?:er|re)|think tank|economist|researcher"
    r"|historian|compan(?:y|ies)|lawyer|-based)\b",
    re.IGNORECASE,
)
NOT_THE_HOLDER = re.compile(r"\b(?:former|deputy|vice|assistant|acting|incoming|spokes\w+|aides?)\b")
CAPITALISED = re.compile(r"\b[A-Z][\w-]*(?:[’']s\b)?")
BODY = re.compile(
    r"\b(?:Ministry|Department|University|Institute|Cent(?:er|re)|Office|Embassy|Committee|Council|Party|Command|House|Times|Post|News)\b"
)
NAME_WORD = r"(?:[A-Z]\.(?:[A-Z]\.)?|[A-Z][\w’'-]{0,30}|(?:bin|al|de|van|von|der|da|la)(?=\s[A-Z]))"
NAME = re.compile(rf"[A-Z][\w’'.-]{{0,30}}(?:\s{NAME_WORD}){{0,4}}")
NAMES_IN_A_ROW = re.compile(r"[A-Z][\w-]{1,30}(?: [A-Z][\w-]{1,30}){1,9}(?![\w-])")
HONORIFIC = re.compile(r"^(?:mr|mrs|ms|dr|sir|prof|gen|adm|sen|rep|gov|lt|col)\.?\s", re.IGNORECASE)
LEADING = re.compile(r"^(?:the|a|an)\s", re.IGNORECASE)
NAME_ALONE = re.compile(rf"[A-Z][\w’'.-]{{0,30}}(?:\s{NAME_WORD}){{1,4}}")
GOES_ON = re.compile(r"(?:['’]s)?\s(?!(?:and|or|of|in|at|for|from|on|with|to|by|who|which|that)\s|[A-Z])\w")
DEFINITE = re.compile(r"^(?:the|his|her|its|their|this|that)\s(?:[a-z-]{1,30}\s){0,2}([a-z-]{3,30})$", re.IGNORECASE)
ATTACHED = re.compile(r"\s(?:of|in|at|for|from|on|with|to|by|who|which|that)\s")
FUNCTION_TAGS = frozenset("CC DT IN MD PDT PRP PRP$ RB TO WDT WP WP$ WRB".split())
CALENDAR = WEEKDAYS | MONTH_NAMES


def described(source: str) -> str:
    """Give the noun of a description that points back: "the foreign ministry" gives "ministry", "a ministry" gives "".

    >>> described("The climate envoy")
    'envoy'
    """
    noun = DEFINITE.match(source.strip())
    return noun.group(1).lower() if noun else ""


@lru_cache(maxsize=1 << 13)
def name_in(words: str, listing: Directory) -> str:
    """Give the longest run of capitalised words that is no place, body or title, "" where there is none.

    A run before another noun names no one who speaks: "the Moss campaign" is not Moss.
    """
    own = ATTACHED.split(words)[0]
    runs = [listing.without_openers(run.group()) for run in NAME.finditer(own) if not goes_on(own, run.end())]
    names = [run for run in runs if run and not is_body(run, listing) and not CALENDAR & set(run.lower().split())]
    return max(names, key=lambda name: len(name.split()), default="")


def goes_on(words: str, end: int) -> bool:
    """Tell whether another noun follows the name that ends there: "the Moss campaign", "Lee's spokesman"."""
    return GOES_ON.match(words, end) is not None


@lru_cache(maxsize=1 << 13)
def is_body(name: str, listing: Directory) -> bool:
    """Tell whether a name is that of a side or a body instead of a person."""
    lower = plain(name)
    return lower in listing.side_words or lower in listing.institutions or BODY.search(name) is not None


def of_third_party(words: str, listing: Directory) -> bool:
    """Tell whether words before a title or body name someone of neither side: "the Norwegian" foreign ministry.

    A capitalised word does so if it is no side, no title, no name that the profile knows, and no word of the language.
    """
    for word in CAPITALISED.findall(words):
        bare = POSSESSIVE.sub("", word)
        known = bare.lower().rstrip(".") in listing.openers or bare in listing.bearers
        if not known and (bare != word or not is_common(bare)):
            return True
    return False


def speaks_for(words: str, listing: Directory) -> str | None:
    """Give the side for which someone described by `words` speaks, None for those who speak for themselves."""
    official = OFFICIAL.search(words) and not OUTSIDE.search(words)
    return listing.side_named(words) if official else None


@lru_cache(maxsize=1 << 14)
def is_given_name(word: str) -> bool:
    """Tell whether a capitalised word can open a name: not "After", "The", "When"."""
    return tag_inside(word.lower()) not in FUNCTION_TAGS


def full_names(text: str, listing: Directory) -> Mapping[str, str]:
    """Give for each surname or first name in a text the first two-word name that has it."""
    found: dict[str, str] = {}
    for row in dict.fromkeys(NAMES_IN_A_ROW.findall(text)):
        for pair in pairwise(row.split(" ")):
            titled = pair[0].lower() in listing.openers
            if is_given_name(pair[0]) and not titled and not any(is_body(word, listing) for word in pair):
                for word in pair:
                    found.setdefault(word, " ".join(pair))
    return found
