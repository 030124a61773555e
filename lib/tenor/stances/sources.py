"""The words that name the source of a cue, where they stand before it.

They are the noun phrase before the verb group, with the clause that describes it: "people close to Lee", "the man who
runs the harbour".
"""

from tenor.stances.cue import SET_OFF
from tenor.stances.groups import LONGEST_GROUP, group_start, is_passive
from tenor.stances.phrases import FINITE, RELATIVE, phrase_after, phrase_before
from tenor.stances.sentence import Sentence
from tenor.stances.words import DAYS, TIMES

CLAUSE_OPENING = frozenset(
    "what that and but or because while when if although though whereas as after before since until than so yet".split()
)
WHO = frozenset("who whose which".split())
ALONGSIDE = frozenset("close familiar loyal sympathetic opposed".split())
PLAINLY_SAID = frozenset("say says said told tells wrote writes argue argues argued".split())
QUOTING = frozenset("quoted quotes quoting cited cites citing described".split())


def source_before(sentence: Sentence, start: int, taken: int) -> tuple[int, int] | None:
    """Give the noun phrase that ends before a verb group, a bracket around it and a time behind it left out."""
    first = max(taken, sentence.free_from(start))
    end = _without_time(sentence, start, first)
    begin = phrase_before(sentence.tokens, end, first)
    if begin is None and end - 3 >= first and sentence.lower(end - 1) in (")", "]"):
        begin = phrase_before(sentence.tokens, end - 1, first)
        return (begin, end - 1) if begin and sentence.lower(begin - 1) in ("(", "[") else None
    if begin is None:
        return None
    return _whole_source(sentence, begin, first), end - 1 if sentence.lower(end - 1) in SET_OFF else end


def _whole_source(sentence: Sentence, begin: int, first: int) -> int:
    """Give where the noun begins that the phrase at a place only describes: "the man who runs | the harbour"."""
    opened = _clause_opening(sentence, begin, first)
    head = phrase_after(sentence.tokens, opened) if opened < begin else None
    if head is None or sentence.quoted[opened] or sentence.tag(head - 1) in ("PRP", "WP", "WDT"):
        return begin
    if head >= begin:
        return opened if any(sentence.lower(i) in ALONGSIDE for i in range(opened + 1, begin)) else begin
    return opened if _describes_noun(sentence, head, begin) else begin


def _clause_opening(sentence: Sentence, end: int, first: int) -> int:
    """Give where the clause that stands before a place begins: behind the last comma, mark or joining word."""
    opened = end
    while opened > max(first, end - LONGEST_GROUP) and not _opens_clause(sentence, opened - 1):
        opened -= 1
    return opened


def _opens_clause(sentence: Sentence, i: int) -> bool:
    return sentence.lower(i) in CLAUSE_OPENING or sentence.quoted[i] or not sentence.lower(i)[0].isalnum()


def _describes_noun(sentence: Sentence, head: int, end: int) -> bool:
    """Tell whether what stands between a noun and a place describes it: a relative clause, a participle, "close to"."""
    word, tag = sentence.lower(head), sentence.tag(head)
    if word in WHO:
        return any(sentence.tag(i) in FINITE | {"VBN"} for i in range(head + 1, end))
    if sentence.has_verb(head + 1, end):
        return False
    return word in ALONGSIDE or (tag in ("VBN", "VBG") and sentence.tag(head + 1) in ("IN", "TO", "DT", "PRP$"))


def long_source(sentence: Sentence, start: int, verb: int, taken: int) -> tuple[int, int] | None:
    """Give a whole clause before a plain verb of saying if its last word is no noun: "those whom he hired say that"."""
    if sentence.lower(verb) not in PLAINLY_SAID and sentence.lower(verb + 1) != "that":
        return None
    opened = _clause_opening(sentence, start, max(taken, sentence.free_from(start)))
    head = phrase_after(sentence.tokens, opened) if opened < start else None
    determined = opened < start and sentence.tag(opened) in ("DT", "PRP$", "CD")
    if head is None and not determined:
        return None
    return opened, start


def _without_time(sentence: Sentence, end: int, first: int) -> int:
    """Give where a time just before a cue begins, as in "Lee last week said"; `end` where there is none."""
    timed = end - 2 > first and sentence.lower(end - 1) in TIMES and sentence.lower(end - 2) in ("last", "this", "next")
    dated = end - 2 > first and sentence.lower(end - 1) in DAYS and sentence.lower(end - 2) in ("on", "earlier", "late")
    return end - 2 if timed or dated else end


def main_subject(sentence: Sentence, start: int) -> tuple[int, int] | None:
    """Give the subject of the main clause behind an opening one: "Noting the snow, Lee closed the harbour"."""
    for i in range(start, len(sentence) - 2):
        if sentence.lower(i) != "," or sentence.quoted[i] or sentence.lower(i + 1) in RELATIVE:
            continue
        end = phrase_after(sentence.tokens, i + 1)
        if end and (
            sentence.tag(end) in FINITE | {"VBN"} or (sentence.tag(end) == "RB" and sentence.tag(end + 1) in FINITE)
        ):
            return i + 1, end
    return None


def quoted_as(sentence: Sentence, end: int, taken: int) -> tuple[int, int] | None:
    """Give who is quoted before "as saying": "The Courier quoted Lee as saying", "Lee was quoted by it as saying"."""
    quoting = next((k for k in range(end - 1, max(-1, end - LONGEST_GROUP), -1) if sentence.lower(k) in QUOTING), None)
    if quoting is None:
        return None
    start = group_start(sentence, quoting, 0)
    if is_passive(sentence, start, quoting):
        return source_before(sentence, start, min(taken, start))
    begin = phrase_before(sentence.tokens, end, quoting + 1)
    return (begin, end) if begin is not None else None
