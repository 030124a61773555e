"""Whether the words around a place in a text speak of the past or of what is to come.

The verb just before decides ("will meet on Friday, he said" and "said on Friday that it will meet"), or, where the
sentence or the clause begins with the place, the first one after it. No tagger is asked: lists of forms and the ending
-ed are enough here, and a hundred times quicker.
"""

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Literal

Tense = Literal["past", "told", "future", ""]
"""A verb of saying is "told": the saying is past, but what was said may be of any day."""

REACH = 160
NEXT_TO = 2
"""Words at most from a verb of saying to the day of the saying: "said on Monday"."""
MODALS = frozenset(
    "will shall would may might could can cannot must should wo ca wouldn couldn shouldn 'll ’ll".split()
)
EXPECTED = frozenset(
    "scheduled expected due set slated planned bound poised likely unlikely about ready prepared billed forecast "
    "projected".split()
)
INTENT = EXPECTED | frozenset(
    "plan plans planning want wants wanted hope hopes hoping hoped intend intends intended agree agrees agreed pledges "
    "pledged promise promises promised vows vowed decided invited asked urged going is are was were aim aims aiming "
    "aimed needs proposed proposes required requires threatened threatens expects has have prepares preparing "
    "offered".split()
)
"""Words that make an infinitive near them one of the future: "agreed to meet"."""
DATED = frozenset("scheduled expected due set slated planned billed forecast".split())
EXPECTED_ON = frozenset("for on in by at next this early late".split())
PRESENT = frozenset("expects awaits faces begins starts opens meets upcoming forthcoming looming".split())
PAIRS = frozenset((("takes", "place"), ("ahead", "of"), ("to", "be")))
TOLD = frozenset(
    "said told added announced reported warned stated noted insisted argued suggested confirmed explained wrote "
    "called".split()
)
IRREGULAR = frozenset(
    "was were had did said told met went came took made gave got saw held began left sent rose fell won lost hit shot "
    "struck spoke wrote led built bought sold paid kept brought thought found became fought sought broke drew flew "
    "grew knew ran set stood taught threw understood wore cut put let shut quit spent lent sank sunk swept slid shook "
    "chose drove rode froze stole swore tore woke hung dealt felt dug bred fed fled bled sped hid bit blew taken given "
    "seen known shown driven chosen broken spoken written begun gone done been withdrew overcame undertook".split()
)
NOT_PAST = frozenset("need indeed speed breed feed seed weed exceed proceed succeed hundred embed shed sacred".split())
WORD = re.compile(r"[A-Za-z]{1,30}|['’]ll\b")
STOP = re.compile(
    r"(?:[!?…]|(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bGen)(?<!\bSt)(?<!\bNo)"
    r"(?<!\b[A-Z])\.){1,3}[\"”’')\]]{0,3}\s|\n"
)
"""The end of a sentence; a title or an initial ends none."""
OPENS = re.compile(r"\b(?:but|and|while|though|although|then)\s(?:(?:on|in|early|late|by)\s){0,2}\Z", re.IGNORECASE)
"""Words with which a clause of its own begins: its verb is the one after them."""
AS_OF = re.compile(r"\bas of\s\Z", re.IGNORECASE)
DEADLINE = re.compile(r"\b(?:by|ahead of|before)\s\Z", re.IGNORECASE)
UNTIL = ("until", "till ")


def tense(text: str, start: int, end: int) -> Tense:
    """Give the tense of the verb that the words from `start` to `end` go with; "" where no verb tells.

    >>> tense("The envoys will meet on Friday, Lee said on Monday.", 24, 30)
    'future'
    >>> tense("The envoys will meet on Friday, Lee said on Monday.", 44, 50)
    'past'
    """
    if text[start : start + 5].lower() in UNTIL:
        return "future"
    before = text[max(0, start - 30) : start]
    if AS_OF.search(before):
        return "past"
    if text[end : end + 1] == "," and OPENS.search(before):
        return _verb_after(text, end)
    found = _verb_before(text, start) or _verb_after(text, end)
    return "future" if found in ("", "told") and DEADLINE.search(before) else found


def _verb_before(text: str, start: int) -> Tense:
    floor = max(0, start - REACH)
    for stop in STOP.finditer(text, floor, start):
        floor = stop.end()
    words = WORD.findall(text, floor, start)
    last, place = max(_verbs(words), key=itemgetter(1), default=("", 0))
    return "past" if last == "told" and len(words) - place <= NEXT_TO else last


def _verb_after(text: str, end: int) -> Tense:
    stop = STOP.search(text, end, end + REACH)
    high = stop.start() if stop else min(len(text), end + REACH)
    words = WORD.findall(text, end, high)
    told, place = next(_verbs(words), ("", 0))
    agreed = told == "future" and words[place].endswith("ed") and words[place].lower() not in EXPECTED
    return "past" if agreed else told  # "on Friday they agreed to meet"


def _verbs(words: Sequence[str]) -> Iterator[tuple[Tense, int]]:
    """Give the tenses of the verbs among some words, in order, with their places."""
    i = 0
    while i < len(words):
        told, n = _verb_at(words, i)
        if told:
            yield told, i
        i += n


def _verb_at(words: Sequence[str], i: int) -> tuple[Tense, int]:
    """Give the tense of the verb that begins at a word, "" for none, and how many words belong to it."""
    word, two = words[i].lower(), words[i + 1 : i + 3]
    if word in INTENT and "to" in two:
        return "future", _length(words, i, i + 2 + two.index("to"))
    if (word in MODALS and two[:1] != ["have"]) or (word, *two[:1]) in PAIRS:
        return "future", _length(words, i, i + 1)
    if word in PRESENT or (word in DATED and two and two[0] in EXPECTED_ON):
        return "future", 1
    if word in IRREGULAR or (words[i].islower() and word.endswith("ed") and word not in NOT_PAST and len(word) > 3):
        return ("told" if word in TOLD else "past"), 1
    return "", 1


def _length(words: Sequence[str], start: int, i: int) -> int:
    """Count the words of a verb to come, from `start` on: "will not be", "will probably be completed"."""
    while i < len(words) and (words[i] in ("not", "t", "be") or words[i].endswith("ly")):
        i += 1
    return i + 1 - start
