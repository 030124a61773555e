"""A word that changes the words around it, such as *not*, *end*, *ease*, *could*: what it does, and how far."""

from collections.abc import Sequence

from tenor.sentiment.inflection import verb_forms
from tenor.sentiment.lexicon import Entry
from tenor.sentiment.words import Word

GOOD_TURNED, ASKED = -1.0, 0.4
"""What polarity is multiplied by: a good term turned, one that is asked for."""
BAD_TURNED = {"negate": -0.5, "absent": -0.5, "undo": -0.7, "mend": -0.7, "fail": -0.7}
"""What a bad term's polarity is multiplied by where it is turned: what did not happen is less than what was ended."""
TURNED = 1.75
"""What the weight of a term that is turned is multiplied by."""
REACH = {"negate": 12, "absent": 6, "undo": 7, "mend": 7, "spoil": 7, "hedge": 8, "fail": 0}
"""Over how many words each kind reaches."""
FURTHER = {"negate": 12, "absent": 2, "undo": 3, "mend": 3, "spoil": 4, "hedge": 4, "fail": 0}
"""How many words further each reaches when it has turned one."""
WAYS = {"mend": -1, "spoil": 1}
"""Which terms a kind turns: bad ones only (-1), good ones only (1); others are decided by the first that they turn."""
TOLD = {
    "negate": "negated by",
    "absent": "absent:",
    "undo": "undone by",
    "mend": "mended by",
    "spoil": "spoilt by",
    "fail": "failing:",
    "hedge": "hedged by",
    "request": "asked for:",
}
SPOILING = frozenset("reject disapprove accuse threaten sanction coerce assault protest".split())
"""Groups whose verbs turn a good object: whoever blocks a deal, or condemns it, does it no good."""

BREAKS = frozenset(
    """but however yet although though while whereas because if unless until when after before since""".split()
)
SUBORDINATORS = frozenset(
    """after before following despite amid although though while whereas because since when if unless until which
    who whom whose where over accused amidst notwithstanding given""".split()
)
OBJECT_ENDS = BREAKS | frozenset(
    """to with by for following despite amid over during through which who whom whose that where so via under""".split()
)
NEGATION_ENDS = BREAKS | {",", ";", ":", "—", "–"}
OTHERS_END = NEGATION_ENDS | OBJECT_ENDS
SPOILING_ENDS = NEGATION_ENDS | SUBORDINATORS
ENDINGS = frozenset("end ends ended ending".split())
OUTCOME = frozenset("in on with at amid".split())
"""What stands after these tells how something ended, not what: "the talks ended in anger"."""
ENDING_ENDS = OTHERS_END | OUTCOME
PREVENTING = frozenset(
    form for verb in "prevent stop block bar deter discourage prohibit dissuade".split() for form in verb_forms(verb)
)
"""Verbs after which *from* tells what does not happen: "prevent the dispute from worsening"."""
REACH_ENDS = {
    "negate": NEGATION_ENDS,
    "hedge": NEGATION_ENDS,
    "spoil": SPOILING_ENDS,
    "absent": SPOILING_ENDS,
}
AIMED = 4
"""Over how many words a bad noun reaches that is aimed at something: "a threat to peace"."""


class Turn:
    """A word that changes others, while its reach lasts: up to the word number `until`."""

    __slots__ = ("awaits", "before", "by", "ends", "kind", "times", "turned", "until", "used", "way")

    def __init__(self, by: Word, kind: str, entry: Entry, around: Sequence["Turn"]) -> None:
        self.by = by
        self.kind = kind
        self.until = by.last + (AIMED if entry.pos == "noun" and entry.group not in REACH else REACH[kind])
        self.ends = ENDING_ENDS if by.key in ENDINGS else REACH_ENDS.get(kind, OTHERS_END)
        self.way = WAYS.get(kind, 0)
        self.times = ASKED if entry.group == "request" else entry.intensity
        self.used = False
        self.turned = any(turn.kind in ("negate", "absent") for turn in around)
        self.awaits = False
        self.before: list[tuple[Word, float, float, tuple[str, ...]]] = []

    def meet(self, term: Word, polarity: float) -> None:
        """Change `term`, if it is of the kind that this one changes."""
        if self.kind == "hedge":
            if not self.turned:
                term.factor *= self.times
                self.tell(term)
            return
        good = polarity * term.factor > 0
        if self.way and good != (self.way > 0):
            return
        self._settle(good)
        self.before.append((term, term.factor, term.weight, term.rules))
        term.factor *= GOOD_TURNED if good else BAD_TURNED.get(self.kind, 0.0)
        term.weight *= TURNED
        if term.entry and term.entry.pos != "adjective":
            self.way = 1 if good else -1
        self.until = term.last + FURTHER[self.kind]
        self.used = True
        self.tell(term)

    def await_verb(self, at: int) -> None:
        """Reach on to the verb after *from*."""
        self.awaits, self.way, self.until = True, 0, at + AIMED

    def _settle(self, good: bool) -> None:
        """Leave the object as it was where something good is prevented, from being done to it."""
        for term, factor, weight, rules in self.before if self.awaits and good else ():
            term.factor, term.weight, term.rules = factor, weight, rules
        self.awaits = False

    def tell(self, term: Word) -> None:
        """Add to the rules of `term` what this one did."""
        group = self.by.entry.group if self.by.entry else ""
        term.rules += (f"{TOLD.get(group) or TOLD[self.kind]} {self.by.told}",)


def kind_of(word: Word, entry: Entry) -> str:
    """Give how words change others, a key of `REACH`, or "" where they change none."""
    if word.noun and entry.pos in ("verb", "noun"):
        return ""
    if entry.group in REACH:
        return entry.group
    if entry.group == "request" and entry.pos != "noun":
        return "hedge"
    return "spoil" if entry.pos == "verb" and entry.polarity <= -0.2 and entry.group in SPOILING else ""
