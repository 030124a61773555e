"""What the words of a sentence do to each other: negation, undoing, asking, hedging, and which clause counts most.

A term's polarity is multiplied by what stands before it in its clause:

- *negate* ("not", "refuse to", "far from") turns what follows in the clause, *absent* ("no", "lack of") the next terms;
- *undo* ("end", "suspend", "removal of") turns its object; without an object, its subject ("the ban was lifted");
- *mend* ("ease", "resolve") turns a bad object only, *spoil* ("derail", "undermine") a good one only, and so does any
  verb of rejection, accusation, threat or force;
- *fail* ("collapsed", "out of the question", "unlikely") turns its subject;
- *hedge* ("could", "reportedly") and asking ("demand", "call for", "must") make it count less: it is not so yet.

Two turns give back the first sign: "refuse to lift the ban" is bad. Whatever a word turned first decides what else it
turns: "will not accept those who flee the violence" does not make the violence good. A good term that is turned is
wholly bad; a bad one is half good, or .7 where it was ended: not to fight is less than to make peace. What is turned
weighs more. A term in a subordinate clause weighs less, and so does what stands before "but"; the first verb of action
in a main clause weighs double.
"""

from collections.abc import Sequence

from tenor.sentiment.lexicon import ACTIONS, Entry
from tenor.sentiment.words import ENDS, MARKS, QUOTES, Word

GOOD_TURNED, ASKED, QUOTED = -1.0, 0.4, 0.5
"""What polarity is multiplied by: a good term turned, one that is asked for, one in quotation marks."""
BAD_TURNED = {"negate": -0.5, "absent": -0.5, "undo": -0.7, "mend": -0.7, "fail": -0.7}
"""What a bad term's polarity is multiplied by where it is turned: what did not happen is less than what was ended."""
SUBORDINATE, BEFORE_BUT, FIRST, TURNED = 0.45, 0.5, 2.0, 1.75
"""What weight is multiplied by: in a subordinate clause, before "but", the first action, a term that is turned."""
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
MAIN = 0.8
"""The least weight of a term in a main clause."""
DEEDS = frozenset((*ACTIONS, "negate", "undo", "mend", "spoil", "fail"))
TURNS_SUBJECT = frozenset(("undo", "mend", "spoil", "fail"))
SUBJECT_REACH, QUOTATION = 7, 4
"""How many words before a verb its subject may stand, and how long a quotation that keeps its distance may be."""
SPOILING = frozenset("reject disapprove accuse threaten sanction coerce assault protest".split())
"""Groups whose verbs turn a good object: whoever blocks a deal, or condemns it, does it no good."""

BREAKS = frozenset(
    """but however yet although though while whereas because if unless until when after before since""".split()
)
SUBORDINATORS = frozenset(
    """after before following despite amid although though while whereas because since when if unless until which
    who whom whose where over accused amidst notwithstanding given""".split()
)
CONTRARIES = frozenset("but however yet nevertheless nonetheless".split())
OBJECT_ENDS = BREAKS | frozenset(
    """to with by for following despite amid over during through which who whom whose that where so via under""".split()
)
NEGATION_ENDS = BREAKS | {",", ";", ":", "—", "–"}
OTHERS_END = NEGATION_ENDS | OBJECT_ENDS
SPOILING_ENDS = NEGATION_ENDS | SUBORDINATORS
REACH_ENDS = {
    "negate": NEGATION_ENDS,
    "hedge": NEGATION_ENDS,
    "spoil": SPOILING_ENDS,
    "absent": SPOILING_ENDS,
}
AIMED = 4
"""Over how many words a bad noun reaches that is aimed at something: "a threat to peace"."""
AIMS = frozenset("to of on against".split())
BOUNDS = AIMS | ENDS | MARKS | QUOTES | OTHERS_END | SUBORDINATORS | CONTRARIES
"""The words and marks at which something begins or ends, though the lexicon has nothing on them."""


class _Turn:
    """A word that changes others, while its reach lasts: up to the word number `until`."""

    __slots__ = ("by", "ends", "kind", "times", "turned", "until", "used", "way")

    def __init__(self, by: Word, kind: str, entry: Entry, around: Sequence["_Turn"]) -> None:
        self.by = by
        self.kind = kind
        self.until = by.last + (AIMED if entry.pos == "noun" and entry.group not in REACH else REACH[kind])
        self.ends = REACH_ENDS.get(kind, OTHERS_END)
        self.way = WAYS.get(kind, 0)
        self.times = ASKED if entry.group == "request" else entry.intensity
        self.used = False
        self.turned = any(turn.kind in ("negate", "absent") for turn in around)

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
        term.factor *= GOOD_TURNED if good else BAD_TURNED.get(self.kind, 0.0)
        term.weight *= TURNED
        if term.entry and term.entry.pos != "adjective":
            self.way = 1 if good else -1
        self.until = term.last + FURTHER[self.kind]
        self.used = True
        self.tell(term)

    def tell(self, term: Word) -> None:
        """Add to the rules of `term` what this one did."""
        group = self.by.entry.group if self.by.entry else ""
        term.rules += (f"{TOLD.get(group) or TOLD[self.kind]} {self.by.key}",)


def relate(words: Sequence[Word]) -> None:
    """Set `factor`, `weight` and `rules` of the words of a text by what stands around them."""
    start = 0
    for place, word in enumerate(words):
        if word.entry is None and word.key in ENDS:
            _relate_sentence(words[start : place + 1])
            start = place + 1
    _relate_sentence(words[start:])


def kind_of(word: Word, entry: Entry) -> str:
    """Give how words change others, a key of `REACH`, or "" where they change none."""
    if word.noun and entry.pos in ("verb", "noun"):
        return ""
    if entry.group in REACH:
        return entry.group
    if entry.group == "request" and entry.pos != "noun":
        return "hedge"
    return "spoil" if entry.pos == "verb" and entry.polarity <= -0.2 and entry.group in SPOILING else ""


def _relate_sentence(words: Sequence[Word]) -> None:
    for place, turn in _walk(words):
        if not turn.used and _takes_subject(turn):
            _turn_subject(words, place, turn)
        elif turn.used and turn.kind == "undo":
            turn.by.weight = 0.0
    _weigh_contrast(words)
    _weigh_first(words)
    _halve_quoted(words)


def _walk(words: Sequence[Word]) -> list[tuple[int, _Turn]]:
    """Let each word change those after it; give the words that change others, with their places."""
    turns: list[_Turn] = []
    found: list[tuple[int, _Turn]] = []
    weight = 1.0
    for place, word in enumerate(words):
        entry = word.entry
        if entry is None:
            weight = _clause_weight(word.key, weight)
            turns = [turn for turn in turns if word.key not in turn.ends]
            continue
        if weight != 1.0:
            word.weight = weight
            word.rules = ("subordinate",)
        turns = [turn for turn in turns if word.at <= turn.until]
        if entry.polarity and entry.group != "hedge":
            for turn in reversed(turns):
                turn.meet(word, entry.polarity)
        if kind := kind_of(word, entry) or _kind_before(words, place, entry):
            turns.append(_Turn(word, kind, entry, turns))
            found.append((place, turns[-1]))
    return found


def _clause_weight(key: str, weight: float) -> float:
    """Give the weight of what follows a word or mark without an entry."""
    if key in SUBORDINATORS:
        return SUBORDINATE
    return 1.0 if key in MARKS or key in CONTRARIES else weight


def _kind_before(words: Sequence[Word], place: int, entry: Entry) -> str:
    """Give "spoil" for a bad noun that is aimed at what follows: "a threat to peace", "an attack on the talks"."""
    after = words[place + 1] if place + 1 < len(words) else None
    aimed = after is not None and after.entry is None and after.key in AIMS and after.at == words[place].last + 1
    return "spoil" if aimed and entry.polarity <= -0.3 and entry.pos in ("noun", "phrase") else ""


def _takes_subject(turn: _Turn) -> bool:
    """Tell whether a word without an object can turn its subject: a verb of action only as a participle."""
    entry, key = turn.by.entry, turn.by.key
    if turn.kind not in TURNS_SUBJECT or turn.turned or entry is None:
        return False
    if entry.group == "fail":
        return True
    return (entry.group in REACH and not key.endswith("ing")) or key.endswith(("ed", "en", "wn"))


def _turn_subject(words: Sequence[Word], place: int, turn: _Turn) -> None:
    """Let a word without an object turn its subject: "sanctions were lifted", "tensions eased"."""
    for before in range(place - 1, -1, -1):
        word = words[before]
        entry = word.entry
        if turn.by.at - word.last > SUBJECT_REACH or (entry is None and word.key in OTHERS_END):
            return
        if entry and entry.polarity and entry.group not in REACH:
            if entry.pos != "verb":
                turn.meet(word, entry.polarity)
                turn.by.weight *= turn.kind != "undo"
            return


def _weigh_contrast(words: Sequence[Word]) -> None:
    """Make what stands before the last "but" of a sentence weigh less."""
    places = [place for place, word in enumerate(words) if word.entry is None and word.key in CONTRARIES]
    for word in words[: places[-1]] if places else ():
        word.weight *= BEFORE_BUT
        word.rules += ("before but",)


def _weigh_first(words: Sequence[Word]) -> None:
    """Make the first verb of action in a main clause weigh double: it is what the sentence is about."""
    for word in words:
        entry = word.entry
        if entry and entry.polarity and word.weight >= MAIN and entry.group in DEEDS and entry.pos != "noun":
            word.weight *= FIRST
            word.rules += ("first action",)
            return


def _halve_quoted(words: Sequence[Word]) -> None:
    """Halve a term in quotation marks of its own: they keep their distance."""
    marks = [place for place, word in enumerate(words) if word.key in QUOTES]
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        if words[closing].at - words[opening].at <= QUOTATION:
            for word in words[opening + 1 : closing]:
                word.factor *= QUOTED
                word.rules += ("quoted",)
