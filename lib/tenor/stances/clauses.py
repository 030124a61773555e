"""The smallest clause of a sentence that holds some words and says what happened.

A sentence is cut where a clause of its own begins: behind a semicolon, a colon or a dash, before "and", "but", "while",
"after" and the like where a subject and a verb follow, before "which" and "that", and around a reporting clause that is
put in ("Lee said"). A piece without a verb is joined to its neighbour. No parser is asked: tags and short word lists.
"""

from collections.abc import Sequence
from itertools import accumulate

from tenor.records import Span
from tenor.stances.phrases import FINITE, phrase_before
from tenor.stances.sentence import Sentence
from tenor.stances.verbs import LEMMA, REPORTING

STOPS = frozenset(("–", "—", "--", ";", ":", "…", "..."))
SUBORDINATING = frozenset(
    "while as after before when because although though whereas whether if until since once unless where".split()
)
COORDINATING = frozenset("and but or yet so nor".split())
RELATIVE = frozenset("which who whom whose that".split())
LEADING_OUT = SUBORDINATING | COORDINATING | {"that", ",", "then"}
COMPLEMENTING = frozenset("whether that if".split())
FOCUSING = frozenset("especially particularly even just only".split())
SUBJECT_BEGINS = frozenset("DT PRP PRP$ NNP NNPS NNS NN EX JJ CD VBG".split())
SURE_SUBJECT = frozenset("DT PRP PRP$ NNP EX".split())
PREPOSITIONS_IN_ING = frozenset("including according following".split())
HAPPENINGS = frozenset(
    "summit meeting visit trip talk talks vote election war attack crisis agreement deal accord conference drill "
    "drills exercise protest strike storm quake earthquake flood disaster collision crash launch test ceasefire truce "
    "invasion blockade coup ban sanctions tariff tariffs speech address announcement raid siege treaty session hearing "
    "call disappearance arrest release resignation referendum ceremony inauguration negotiation negotiations debate "
    "incident standoff dispute signing pandemic outbreak handover withdrawal".split()
)
AROUND_A_NOUN = frozenset("after before since during following amid at until despite".split())
ATTACHED = frozenset("of between in at with for over on to by from and against".split())
IN_A_PHRASE = frozenset("DT JJ JJR JJS NN NNS NNP NNPS CD POS PRP$ VBN VBG".split())
MARKS = frozenset("“”\"‘’'`«»")
FARTHEST_VERB = 12
LONGEST_NOUN_PHRASE = 30


def clause(sentence: Sentence, words: Span, others: Sequence[Span] = ()) -> Span:
    """Give the smallest clause around `words`, or a noun with what belongs to it where it names a happening.

    Where `others` stand behind another verb of the same subject, the verbs are told apart: "met on Monday | but parted
    on Friday". Without a verb anywhere it is the whole sentence.
    """
    first, last = sentence.at(words.start), max(sentence.at(words.end), sentence.at(words.start) + 1)
    elsewhere = [sentence.at(other.start) for other in others]
    return _named(sentence, first, last) or _Cutting(sentence, first, last, elsewhere).clause()


def reported_before(sentence: Sentence, start: int) -> bool:
    """Tell whether a clause only says who said what stands before it: "it rained, | Lee said on Monday"."""
    i = sentence.at(start)
    return sentence.lower(i - 1) == "," and _is_reporting(sentence, i)


def _named(sentence: Sentence, first: int, last: int) -> Span | None:
    """Give "a November summit between them" out of "after a November summit between them failed"; else None."""
    begin = first
    while begin > 0 and sentence.tag(begin - 1) in ("DT", "JJ", "PRP$", "CD"):
        begin -= 1
    if sentence.lower(begin - 1) not in AROUND_A_NOUN:
        return None
    head = last
    while head < len(sentence) and sentence.tag(head) in IN_A_PHRASE and head - last < 6:
        if sentence.lower(head) in HAPPENINGS:
            return Span(sentence.tokens[begin].start, sentence.tokens[_phrase_end(sentence, head + 1) - 1].end)
        head += 1
    return None


def _phrase_end(sentence: Sentence, i: int) -> int:
    """Give the place after what is attached to a noun: "between Lee and Moss in Leith"."""
    end, low = i, i
    while i < len(sentence) and i - low < LONGEST_NOUN_PHRASE:
        if sentence.tag(i) in IN_A_PHRASE and sentence.tag(i) != "VBN":
            end = i + 1
        elif sentence.lower(i) not in ATTACHED:
            break
        i += 1
    return end


class _Cutting:
    """A sentence on its way to pieces, with the words around which no cut is made: tokens `first` up to `last`."""

    def __init__(self, sentence: Sentence, first: int, last: int, elsewhere: Sequence[int]) -> None:
        self.sentence, self.first, self.last, self.elsewhere = sentence, first, min(last, len(sentence)), elsewhere
        self.verbs = list(accumulate((token.tag in FINITE for token in sentence.tokens), initial=0))

    def clause(self) -> Span:
        """Give the piece around the words; one without a verb is joined to the one before, else to the one after."""
        edges = self._edges()
        number = max(n for n, edge in enumerate(edges) if edge <= self.first)
        after = next(n for n, edge in enumerate(edges) if n > number and edge >= self.last)
        while not _has_verb(self.sentence, edges[number], edges[after]) and after - number < len(edges) - 1:
            number, after = (number - 1, after) if number else (number, after + 1)
        while self.sentence.lower(edges[after]) in COMPLEMENTING and self.sentence.lower(edges[after] - 1) != ",":
            after += 1
        return _trimmed(self.sentence, edges[number], edges[after], self.first, self.last)

    def _edges(self) -> list[int]:
        """Give the tokens at which a clause of its own begins, with the first one and the end."""
        edges = [0]
        for i in range(1, len(self.sentence)):
            own = self.first < i < self.last or (i == self.first and self.sentence.lower(i) in SUBORDINATING)
            if not own and self._begins(i, edges[-1]):
                edges.append(i)
        return [*edges, len(self.sentence)]

    def _begins(self, i: int, edge: int) -> bool:
        """Tell whether a clause of its own begins at token `i`; the one before it begins at `edge`."""
        sentence = self.sentence
        word, before = sentence.lower(i), sentence.lower(i - 1)
        if before in STOPS or (before == "-" and sentence.tokens[i - 1].start > sentence.tokens[i - 2].end):
            return True
        if before in MARKS or word in MARKS:
            quotation = sentence.quotation_around(i if before in MARKS else i - 1)
            return quotation is not None and quotation.long(sentence.text)
        if word in COORDINATING:
            return self._coordinates(i, edge)
        if before == ",":
            return self._after_comma(i, edge)
        if word in SUBORDINATING:
            return self._clause_follows(i + 1)
        if word == "that" and sentence.tag(i - 1) == "IN":  # "in that year"
            return False
        return word in RELATIVE and sentence.has_verb(i + 1, min(i + FARTHEST_VERB, len(sentence)))

    def _coordinates(self, i: int, edge: int) -> bool:
        """Tell whether "and" joins a clause, not two things: "between Leith and the town"."""
        sentence = self.sentence
        comma = sentence.lower(i - 1) == ","
        if self.verbs[i] == self.verbs[edge] and not comma:
            return False
        if any(sentence.lower(j) in ("between", "both") for j in range(max(edge, i - 8), i)):
            return False
        if self.first - 1 <= i + 1 <= self.first:
            return self._clause_follows(self.last + (sentence.lower(self.last) == ","))
        if sentence.tag(i + 1) in FINITE and sentence.tag(i + 1) != "MD":
            return any((other < i) != (self.first < i) for other in self.elsewhere)
        return (comma or sentence.tag(i + 1) in SURE_SUBJECT) and self._clause_follows(i + 1)

    def _after_comma(self, i: int, edge: int) -> bool:
        sentence = self.sentence
        word, tag = sentence.lower(i), sentence.tag(i)
        if word in SUBORDINATING:
            return sentence.tag(i + 1) in SUBJECT_BEGINS and sentence.has_verb(i + 1, min(i + 8, len(sentence)))
        if word in RELATIVE or (tag == "VBG" and word not in PREPOSITIONS_IN_ING):
            return True
        if sentence.lower(edge) in SUBORDINATING and self.verbs[i] > self.verbs[edge] and tag in SUBJECT_BEGINS:
            return True
        return _is_reporting(sentence, i)

    def _clause_follows(self, i: int) -> bool:
        """Tell whether a subject begins at token `i` and a verb of its own follows soon, with no comma between."""
        return _clause_follows(self.sentence, i)


def _clause_follows(sentence: Sentence, i: int) -> bool:
    if sentence.tag(i) not in SUBJECT_BEGINS or sentence.lower(i) in ("that", "which"):
        return False
    end = min(i + FARTHEST_VERB, len(sentence))
    stop = next((j for j in range(i, end) if _ends_subject(sentence, j)), end)
    return any(token.tag in FINITE for token in sentence.tokens[i:stop])


def _ends_subject(sentence: Sentence, j: int) -> bool:
    """Tell whether no verb behind token `j` can be that of a subject before it: a comma, or "and" with its verb."""
    return sentence.lower(j) in STOPS | {","} or (
        sentence.lower(j) in COORDINATING and sentence.tag(j + 1) in FINITE and sentence.tag(j + 1) != "MD"
    )


def _has_verb(sentence: Sentence, begin: int, end: int) -> bool:
    return any(token.tag in FINITE or token.tag == "VBN" for token in sentence.tokens[begin:end])


def _is_reporting(sentence: Sentence, i: int) -> bool:
    """Tell whether "said Lee" or "Lee said" stands behind a comma."""
    for j in range(i, min(i + 5, len(sentence))):
        if LEMMA.get(sentence.lower(j)) in REPORTING and sentence.tag(j) in FINITE:
            return True
        if sentence.tag(j) not in ("PRP", "NNP", "NNPS", "NNS", "NN", "DT"):
            return False
    return False


def _trimmed(sentence: Sentence, begin: int, end: int, first: int, last: int) -> Span:
    """Leave out what only leads into or out of a clause, and take in whom a relative clause is about."""
    if sentence.lower(begin) in RELATIVE and begin:
        comma = sentence.lower(begin - 1) == ","
        found = phrase_before(sentence.tokens, begin - comma)
        begin = begin if found is None else found
    while begin < first and sentence.lower(begin) in LEADING_OUT | FOCUSING | STOPS | MARKS:
        if sentence.lower(begin) in AROUND_A_NOUN and not _clause_follows(sentence, begin + 1):
            break  # "after a pause of three months, both agreed"
        begin += 1
    while end > last and (sentence.lower(end - 1) in STOPS | MARKS | COORDINATING | {",", "."}):
        end -= 1
    return Span(sentence.tokens[begin].start, sentence.tokens[end - 1].end)
