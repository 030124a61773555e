"""Whether the words around a place in a text speak of the past or of what is to come.

The verb just before decides ("will meet on Friday, he said" and "said on Friday that it will meet"), or, where the
sentence begins with the place, the first one after it. No tagger is asked: a short list of forms and the ending -ed
are enough here, and a hundred times quicker.
"""

import re
from collections import deque
from typing import Literal

Tense = Literal["past", "told", "future", ""]
"""A verb of saying is "told": what was said may be of any day, and the saying itself is past."""

REACH = 160
MODAL = "will|shall|would|may|might|could|can|cannot|must|should|won['’]t|wouldn['’]t|can['’]t|couldn['’]t|shouldn['’]t"
EXPECTED = (
    "scheduled|expected|due|set|slated|planned|bound|poised|likely|unlikely|about|ready|prepared|billed|forecast|"
    "projected"
)
INTENT = (
    "plan|plans|planning|planned|want|wants|wanted|hope|hopes|hoping|hoped|intend|intends|intended|agree|agrees|agreed|"
    "pledges|pledged|promise|promises|promised|vows|vowed|decided|invited|asked|urged|going|is|are|was|were|aim|aims|"
    "aiming|aimed|needs|proposed|proposes|required|requires|threatened|threatens|expects|has|have|prepares|preparing|offered"
)
PRESENT = "expects|awaits|faces|begins|starts|opens|meets|takes place|ahead of|upcoming|forthcoming|looming"
AFTER = r"(?: not)?(?: \w{2,15}ly)?(?: be)?(?: \w{2,15}ly)?(?: \w{2,20})?"
"""What follows a word of the future and belongs to its verb: "will probably be [completed]"."""
IRREGULAR = (
    "was were had did said told met went came took made gave got saw held began left sent rose fell won lost hit shot "
    "struck spoke wrote led built bought sold paid kept brought thought found became fought sought broke drew flew "
    "grew knew ran set stood taught threw understood wore cut put let shut quit spent lent sank sunk swept slid shook "
    "chose drove rode froze stole swore tore woke hung dealt felt dug bred fed fled bled sped hid bit blew taken given "
    "seen known shown driven chosen broken spoken written begun gone done been withdrew overcame undertook"
)
TOLD = frozenset(
    "said told added announced reported warned stated noted insisted argued suggested confirmed explained wrote "
    "called".split()
)
VERB = re.compile(
    rf"(?P<future>(?:\b(?:{MODAL})(?! have\b)|['’]ll|\b(?:{EXPECTED}) to|\b(?:{INTENT})(?: \w{{2,15}})? to|"
    rf"\bto(?= be ))\b{AFTER}|\b(?:{EXPECTED}) (?:for|on|in|by|at|next|this|early|late)\b|\b(?:{PRESENT})\b)"
    rf"|(?P<past>\b(?:{'|'.join(IRREGULAR.split())})\b|\b[a-z]{{2,18}}(?<!ne)(?<!nde)(?<!see)(?<!spee)(?<!bree)ed\b)"
)
DEADLINE = re.compile(r"\b(?:by|ahead of|before)\s\Z")
STOP = re.compile(
    r"(?:[!?…]|(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bGen)(?<!\bSt)(?<!\bNo)(?<!\b[A-Z])\.){1,3}[\"”’')\]]{0,3}\s|\n"
)
OPENS = re.compile(r"\b(?:but|and|while|though|although|then)\s(?:(?:on|in|early|late|by)\s){0,2}\Z", re.IGNORECASE)
"""Words with which a clause of its own begins: its verb is the one after them."""
AS_OF = re.compile(r"\bas of\s\Z", re.IGNORECASE)


def tense(text: str, start: int, end: int) -> Tense:
    """Give the tense of the verb that the words from `start` to `end` go with; "" where no verb tells.

    >>> tense("The envoys will meet on Friday, Lee said on Monday.", 24, 30)
    'future'
    >>> tense("The envoys will meet on Friday, Lee said on Monday.", 44, 50)
    'past'
    """
    if text[start : start + 5].lower() in ("until", "till "):
        return "future"
    if AS_OF.search(text, max(0, start - 8), start):
        return "past"
    if text[end : end + 1] == "," and OPENS.search(text, max(0, start - 30), start):
        return _verb_after(text, end)
    found = _verb_before(text, start) or _verb_after(text, end)
    return "future" if found in ("", "told") and DEADLINE.search(text, max(0, start - 10), start) else found


def _verb_before(text: str, start: int) -> Tense:
    floor = max(0, start - REACH)
    for stop in STOP.finditer(text, floor, start):
        floor = stop.end()
    found = deque(VERB.finditer(text, floor, start), maxlen=1)
    return _told(found[0]) if found else ""


def _verb_after(text: str, end: int) -> Tense:
    stop = STOP.search(text, end, end + REACH)
    return _told(VERB.search(text, end, stop.start() if stop else min(len(text), end + REACH)))


def _told(found: re.Match[str] | None) -> Tense:
    if found is None:
        return ""
    if found["future"]:
        return "future"
    return "told" if found["past"] in TOLD else "past"
