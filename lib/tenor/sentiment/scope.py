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

from tenor.sentiment.lexicon import Entry
from tenor.sentiment.turns import (
    AIMED,
    ENDINGS,
    NEGATION_ENDS,
    OTHERS_END,
    OUTCOME,
    PREVENTING,
    REACH,
    SUBORDINATORS,
    Turn,
    kind_of,
)
from tenor.sentiment.weighing import CONTRARIES, SUBORDINATE, weigh
from tenor.sentiment.words import ENDS, MARKS, QUOTES, Word

TURNS_SUBJECT = frozenset(("undo", "mend", "spoil", "fail"))
SUBJECT_REACH = 7
"""How many words before a verb its subject may stand."""
OF_OBJECTS = frozenset(("undo", "mend", "spoil"))
JOINING = frozenset("with over on of against".split())
JOINED = tuple(f" {word}" for word in JOINING)
SUBJECT_ENDS = NEGATION_ENDS | frozenset("who which whom that where to for by via through despite amid".split())
PREPOSITIONS = frozenset("over of on for with by despite following amid after before against from".split())
OUTCOME_WEIGHT = 2.0
"""What the weight of what tells how something ended is multiplied by: it is the news."""
WITHOUT = "without"
ADJUNCTS = OUTCOME | {WITHOUT}
AIMS = frozenset("to of on against".split())
BOUNDS = AIMS | OUTCOME | {"and", "from"} | ENDS | MARKS | QUOTES | OTHERS_END | SUBORDINATORS | CONTRARIES
"""The words and marks at which something begins or ends, though the lexicon has nothing on them."""


def relate(words: Sequence[Word]) -> None:
    """Set `factor`, `weight` and `rules` of the words of a text by what stands around them."""
    start = 0
    for place, word in enumerate(words):
        if word.entry is None and word.key in ENDS:
            _relate_sentence(words[start : place + 1])
            start = place + 1
    _relate_sentence(words[start:])


def _relate_sentence(words: Sequence[Word]) -> None:
    for place, turn in _walk(words):
        if outcome := _outcome(words, place):
            outcome.weight *= OUTCOME_WEIGHT
            outcome.rules += ("outcome",)
        elif not turn.used and _takes_subject(turn) and not _is_object(words, place):
            _turn_subject(words, place, turn)
        elif turn.used and turn.kind == "undo":
            turn.by.weight = 0.0
    weigh(words)


def _walk(words: Sequence[Word]) -> list[tuple[int, Turn]]:
    """Let each word change those after it; give the words that change others, with their places."""
    turns: list[Turn] = []
    found: list[tuple[int, Turn]] = []
    weight = 1.0
    for place, word in enumerate(words):
        entry = word.entry
        if entry is None:
            weight = _clause_weight(word.key, weight)
            turns = _left(turns, words, place)
            continue
        if weight != 1.0:
            word.weight = weight
            word.rules = ("subordinate",)
        turns = [turn for turn in turns if word.at <= turn.until]
        if turns and (first := word.key.partition(" ")[0]) in ADJUNCTS:
            turns = [
                turn
                for turn in turns
                if turn.kind not in (OF_OBJECTS if first == WITHOUT else ()) and first not in turn.ends
            ]
        if _is_modifier(words, place, entry):
            word.weight = 0.0
            continue
        if entry.polarity and entry.group != "hedge":
            for turn in reversed(turns):
                turn.meet(word, entry.polarity)
        if kind := kind_of(word, entry) or _kind_before(words, place, entry):
            turns.append(Turn(word, kind, entry, turns))
            found.append((place, turns[-1]))
    return found


def _is_modifier(words: Sequence[Word], place: int, entry: Entry) -> bool:
    """Tell whether a noun only tells what kind another is: *trade* in "trade war"."""
    head = words[place + 1] if place + 1 < len(words) else None
    if entry.pos != "noun" or head is None or head.entry is None or head.at != words[place].last + 1:
        return False
    return head.entry.pos == "noun" and head.entry.polarity * entry.polarity < 0


def _left(turns: Sequence[Turn], words: Sequence[Word], place: int) -> list[Turn]:
    """Give the turns that go on after a word or mark without an entry."""
    word = words[place]
    left = [turn for turn in turns if word.key not in turn.ends]
    after = words[place + 1] if place + 1 < len(words) else None
    if word.key == "and" and after and after.entry and after.entry.pos == "verb" and after.at == word.at + 1:
        return [turn for turn in left if turn.kind not in OF_OBJECTS]
    if word.key == "from":
        for turn in left:
            if turn.by.key in PREVENTING:
                turn.await_verb(word.at)
    return left


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


def _takes_subject(turn: Turn) -> bool:
    """Tell whether a word without an object can turn its subject: a verb of action only as a participle."""
    entry, key = turn.by.entry, turn.by.key
    if turn.kind not in TURNS_SUBJECT or turn.turned or entry is None:
        return False
    if entry.group == "fail":
        return True
    return (entry.group in REACH and not key.endswith("ing")) or key.endswith(("ed", "en", "wn"))


def _is_object(words: Sequence[Word], place: int) -> bool:
    """Tell whether a preposition stands right before: "over the release of water" is no verb without an object."""
    before = words[place - 1] if place else None
    near = before is not None and before.entry is None and before.at >= words[place].at - 2
    return near and before is not None and before.key in PREPOSITIONS


def _outcome(words: Sequence[Word], place: int) -> Word | None:
    """Give the words that tell how something ended: "ended in anger", "ended without a deal"."""
    word, after = words[place], words[place + 1 : place + 3]
    if word.key not in ENDINGS or not after or after[0].at != word.last + 1:
        return None
    first, _, more = after[0].key.partition(" ")
    if first not in ADJUNCTS:
        return None
    if more:
        return after[0]
    told = len(after) > 1 and after[1].entry is not None and after[1].at <= word.last + AIMED
    return after[1] if told else None


def _turn_subject(words: Sequence[Word], place: int, turn: Turn) -> None:
    """Let a word without an object turn its subject: "sanctions were lifted", "talks with the rebels collapsed"."""
    subject = _subject(words, place)
    if subject and subject.entry:
        turn.meet(subject, subject.entry.polarity)
        if turn.used:
            turn.by.weight *= turn.kind != "undo"
            if turn.by.rules == ("subordinate",):
                turn.by.weight, turn.by.rules = turn.by.weight / SUBORDINATE, ()


def _subject(words: Sequence[Word], place: int) -> Word | None:
    """Give the term before a verb that its clause is about: the first of those that prepositions join."""
    found, joined = None, True
    for before in range(place - 1, -1, -1):
        word, entry = words[before], words[before].entry
        if words[place].at - word.last > SUBJECT_REACH or (entry is None and word.key in SUBJECT_ENDS):
            break
        if entry is None:
            joined = joined or word.key in JOINING
        elif entry.polarity and entry.group not in REACH:
            if not (joined or word.key.endswith(JOINED)) or entry.pos == "verb":
                break
            found, joined = word, False
    return found
