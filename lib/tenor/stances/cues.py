"""Where a sentence attributes: its cues, and the words that name the source of each.

A cue is a form of one of `verbs`, or "according to", outside quotation marks. Its source stands before it ("Lee said
that ..."), after it ("...", said Lee), or is that of the cue before ("..., adding that ..."). What is passive, what
somebody should say, and what follows *to* has not been said.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tenor.stances.nouns import COPULAS, MAKING, NOUN_FORMS, NOUN_LINKS, STATE_LINKS, STATES
from tenor.stances.phrases import FINITE, RELATIVE, phrase_after, phrase_before
from tenor.stances.quotation import MARKS
from tenor.stances.sentence import Sentence
from tenor.stances.tokens import tag_inside
from tenor.stances.verbs import (
    ADVERBS,
    ATTITUDE,
    AUXILIARIES,
    BE,
    CLAUSAL,
    CLAUSE_OPENERS,
    LEMMA,
    MODALS,
    PHRASAL,
    REPORTING,
    SPEECH,
)
from tenor.stances.words import DAYS, DOCUMENTS, OFFICE_NOUNS, PRONOUNS, TIMES

ACCORDING = "according to"
SET_OFF = frozenset((",", "—", "–", "-", "--"))
DASHES = frozenset("—–-")
NOUN_MARKERS = frozenset("DT PRP$ POS JJ CD".split())
SET_WORDS = frozenset("according words opinion view telling account estimation clear plain put puts per".split())
CUE_WORDS = frozenset(LEMMA) | SET_WORDS | NOUN_FORMS | STATES
FOLLOWED: Mapping[str, frozenset[str]] = {
    **{form: PHRASAL[base] for form, base in LEMMA.items() if base not in SPEECH | ATTITUDE},
    **dict.fromkeys((STATES | NOUN_FORMS) - LEMMA.keys(), STATE_LINKS | NOUN_LINKS),
    "according": frozenset(("to",)),
    "put": frozenset(("it",)),
    "puts": frozenset(("it",)),
}
"""Words that belong to a cue only before one of these."""
CUE_WORDS_ALONE = CUE_WORDS - FOLLOWED.keys()
WORD = re.compile(r"[a-z]+")
NEVER_NOUNS = frozenset("say says said told wrote".split())
MAYBE_VERB = frozenset("NN NNS NNP JJ".split())
OBJECT_OPENERS = frozenset("DT NNP PRP PRP$ EX TO WP WRB".split())
NAMED = frozenset("NNP NNPS NN NNS PRP".split())
HEADLINE_OBJECTS = frozenset("DT NNP NNPS NN NNS PRP$ JJ TO CD VBG".split())
SUBJECT_PRONOUNS = frozenset("i he she they we who".split())
BEFORE_PARTICIPLE = frozenset("before after while by when without".split())
AFTER_CLAUSE = frozenset((",", "and", "but", "who", "which", "—", "–"))
MAKES = frozenset("make makes made making".split())
CLEARLY = frozenset("it this that very quite abundantly perfectly increasingly".split())
ASIDES = frozenset("meanwhile however too though".split())
PUT_ENDS = frozenset(", . : ; in to".split())
CLAUSE_OPENING = frozenset(
    "that and but or because while when if although though whereas as after before since until than so yet".split()
)
WHO = frozenset("who whose which".split())
QUOTING = frozenset("quoted quotes quoting cited cites citing described".split())
COLLECTIVES = frozenset(
    "army board committee council family government group majority party police public staff team".split()
)
BEFORE_A_SAY = frozenset("a the any no more much final little equal their his her its".split())
TAKING_SIDES = frozenset(
    "advocate back champion condemn criticise criticize demand denounce endorse favor favour oppose praise promote "
    "propose reject support".split()
)
ALONGSIDE = frozenset("close familiar loyal sympathetic opposed".split())
PLAINLY_SAID = frozenset("say says said told tells wrote writes argue argues argued".split())
LONGEST_GROUP = 12
LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence, by token: its words are `start:end`, those of its source `source[0]:source[1]`.

    `source` is None where it is understood; `inverted` tells that it follows the cue. `subject` is that of the main
    clause behind a cue that opens the sentence. `agent` tells that the source follows *by*: "was rejected by Lee".
    `limit` is the token before which its content ends, None where the
    sentence decides; `anonymous` tells that the sentence names no source: "the claim that ...".
    """

    start: int
    end: int
    lemma: str
    source: tuple[int, int] | None
    inverted: bool = False
    agent: bool = False
    subject: tuple[int, int] | None = None
    limit: int | None = None
    anonymous: bool = False

    @property
    def left(self) -> int:
        """Where the attributing words begin."""
        return min(self.start, self.source[0]) if self.source else self.start

    @property
    def right(self) -> int:
        """Where the attributing words end."""
        return max(self.end, self.source[1]) if self.source else self.end


def may_attribute(text: str) -> bool:
    """Tell whether a text has the words of any cue: many have none, and need not be read closely."""
    if ":" in text:
        return True
    words = WORD.findall(text.lower())
    if not CUE_WORDS_ALONE.isdisjoint(words):
        return True
    return any(after in FOLLOWED[word] for word, after in pairwise(words) if word in FOLLOWED)


def cues(sentence: Sentence) -> Iterator[Cue]:
    """Give the cues of a sentence in order; none takes words of the one before."""
    taken = 0
    heading = _heading(sentence)
    if heading:
        taken = heading.end
        yield heading
    telling = [i for i, token in enumerate(sentence.tokens) if token.lower in CUE_WORDS]
    for i in telling:
        if i < taken or sentence.quoted[i]:
            continue
        cue = _cue_at(sentence, i, taken)
        if cue:
            taken = taken if _describes(sentence, cue) else cue.end
            yield cue


def _cue_at(sentence: Sentence, i: int, taken: int) -> Cue | None:
    """Give the cue of which a token is the word that tells it; "reports" may be a verb or a noun."""
    word = sentence.lower(i)
    cue = SET_PHRASES[word](sentence, i, taken) if word in SET_PHRASES else None
    if cue:
        return cue
    if word in LEMMA:
        cue = _as_reported(sentence, i) or (_verb_cue(sentence, i, taken) if _is_verb(sentence, i) else None)
    if cue is None and word in NOUN_FORMS:
        return _noun_cue(sentence, i, taken)
    if cue is None and word in STATES:
        return _state_cue(sentence, i, taken)
    return cue


def _describes(sentence: Sentence, cue: Cue) -> bool:
    """Tell whether a cue only describes a noun that may be a source too: "Lee, a pilot supporting the plan, said"."""
    if cue.source is None:
        return False
    supports = sentence.tag(cue.end - 1) == "VBG" and cue.lemma in ATTITUDE
    return supports or sentence.lower(cue.source[0]) in RELATIVE


def _heading(sentence: Sentence) -> Cue | None:
    """Give the colon after a name that opens a sentence, as in a transcript or a headline."""
    end = next((i for i in range(min(len(sentence), LONGEST_NAME + 1)) if sentence.lower(i) == ":"), 0)
    named = all(token.tag in ("NNP", "NNPS") for token in sentence.tokens[:end])
    if not end or not named or sentence.quoted[0]:
        return None
    spoken = sentence.quotation_around(end + 1) or sentence.has_verb(end, len(sentence))
    return Cue(end, end + 1, ":", (0, end)) if spoken else None


def _according(sentence: Sentence, i: int, taken: int) -> Cue | None:  # noqa: ARG001 (one of SET_PHRASES)
    end = phrase_after(sentence.tokens, i + 2) if sentence.lower(i + 1) == "to" else None
    return Cue(i, i + 2, ACCORDING, (i + 2, end)) if end else None


def _as_reported(sentence: Sentence, verb: int) -> Cue | None:
    """Give "as reported by", which attributes as "according to" does."""
    if sentence.lower(verb + 1) != "by" or LEMMA[sentence.lower(verb)] not in SPEECH:
        return None
    start = verb - 2 if sentence.tag(verb - 1) == "RB" else verb - 1
    end = phrase_after(sentence.tokens, verb + 2) if sentence.lower(start) == "as" else None
    return Cue(start, verb + 2, ACCORDING, (verb + 2, end)) if end else None


def _in_words(sentence: Sentence, i: int, taken: int) -> Cue | None:
    """Give "in Ann Lee's words", "by her account", which attribute as "according to" does."""
    places = range(i - 2, max(taken, i - LONGEST_NAME - 3) - 1, -1)
    start = next((k for k in places if sentence.lower(k) in ("in", "by")), None)
    owned = i - 1 if sentence.lower(i - 1) == "own" else i
    if start is None or sentence.tag(owned - 1) not in ("POS", "PRP$"):
        return None
    owner = owned if sentence.tag(owned - 1) == "PRP$" else owned - 1
    named = all(sentence.tag(k) in NAMED | {"DT", "JJ", "PRP$"} for k in range(start + 1, owner))
    return Cue(start, i + 1, ACCORDING, (start + 1, owner)) if named else None


def _clear_cue(sentence: Sentence, clear: int, taken: int) -> Cue | None:
    """Give "made it clear that", "makes plain"."""
    made = next((k for k in range(clear - 1, max(taken, clear - 4), -1) if sentence.lower(k) not in CLEARLY), taken)
    if sentence.lower(made) not in MAKES:
        return None
    start = _group_start(sentence, made, taken)
    source = None if _unsaid(sentence, start, made) else _source_before(sentence, start, taken)
    return Cue(start, clear + 1, "clarify", source) if source and _tells(sentence, clear + 1) else None


def _put_cue(sentence: Sentence, put: int, taken: int) -> Cue | None:
    """Give "as Lee put it", "puts it this way", which say what stands beside them."""
    end = put + 2
    if sentence.lower(put + 1) != "it":
        return None
    if sentence.lower(end) == "this" and sentence.lower(end + 1) == "way":
        end += 2
    elif sentence.tag(end) == "RB":
        end += 1
    ends = end >= len(sentence) or sentence.quoted[end] or sentence.lower(end) in PUT_ENDS
    start = _group_start(sentence, put, taken)
    source = _source_before(sentence, start, taken) if ends and not _unsaid(sentence, start, put) else None
    return Cue(start, end, "say", source) if source else None


def _per_cue(sentence: Sentence, per: int, taken: int) -> Cue | None:  # noqa: ARG001 (one of SET_PHRASES)
    """Give ", per the Courier", which attributes as "according to" does; "per year" counts."""
    if sentence.lower(per - 1) not in SET_OFF:
        return None
    named = sentence.tag(per + 1) == "NNP" or sentence.tag(per + 2) == "NNP"
    end = phrase_after(sentence.tokens, per + 1) if named else None
    return Cue(per, per + 1, ACCORDING, (per + 1, end)) if end else None


SET_PHRASES: Mapping[str, Callable[[Sentence, int, int], Cue | None]] = {
    "according": _according,
    "words": _in_words,
    "opinion": _in_words,
    "view": _in_words,
    "telling": _in_words,
    "account": _in_words,
    "estimation": _in_words,
    "put": _put_cue,
    "puts": _put_cue,
    "per": _per_cue,
    "clear": _clear_cue,
    "plain": _clear_cue,
}
"""The words that tell of a set phrase, and what gives its cue."""


def _noun_cue(sentence: Sentence, i: int, taken: int) -> Cue | None:
    """Give the noun that names what somebody says, thinks or wants: "his call for", "the claim that"."""
    word = sentence.lower(i + 1)
    if sentence.quoted[i] or (word not in NOUN_LINKS and not (word == "to" and sentence.tag(i + 2) == "VB")):
        return None
    opened = i
    while opened > max(taken, i - LONGEST_NAME) and sentence.tag(opened - 1) in ("JJ", "NN", "VBN", "CD"):
        opened -= 1
    source = _possessor(sentence, opened, taken) or _maker(sentence, opened, taken)
    clause = word in ("that", "to")
    relative = word == "that" and sentence.tag(i + 2) in FINITE
    if relative or (source is None and word != "that"):
        return None
    end = i + 1 if clause else i + 2
    limit = None if clause else phrase_after(sentence.tokens, end)
    if not clause and limit is None:
        return None
    return Cue(i, end, sentence.lower(i), source, limit=limit, anonymous=source is None)


def _possessor(sentence: Sentence, i: int, taken: int) -> tuple[int, int] | None:
    """Give the words before a place that say whose something is: "his", "the town's"."""
    if i <= taken:
        return None
    if sentence.tag(i - 1) == "PRP$":
        return i - 1, i
    if sentence.tag(i - 1) != "POS" or i - 2 < taken:
        return None
    begin = phrase_before(sentence.tokens, i - 1, max(taken, sentence.free_from(i - 1)))
    return None if begin is None else (begin, i - 1)


def _maker(sentence: Sentence, i: int, taken: int) -> tuple[int, int] | None:
    """Give who makes what the noun at a place names: "Lee issued a warning that"."""
    verb = i - 2 if sentence.tag(i - 1) == "DT" else i - 1
    if verb <= taken or sentence.lower(verb) not in MAKING:
        return None
    return _source_before(sentence, _group_start(sentence, verb, taken), taken)


def _state_cue(sentence: Sentence, i: int, taken: int) -> Cue | None:
    """Give the adjective that tells what somebody holds or wants: "is confident that", "was open to"."""
    if sentence.lower(i + 1) not in STATE_LINKS:
        return None
    start = _group_start(sentence, i, taken)
    if start > taken and sentence.lower(start - 1) in COPULAS:
        start = _group_start(sentence, start - 1, taken)
    group = {token.lower for token in sentence.tokens[start:i]}
    source = _source_before(sentence, start, taken) if group & COPULAS and not group & MODALS else None
    return Cue(start, i + 1, sentence.lower(i), source) if source else None


def _is_verb(sentence: Sentence, i: int) -> bool:
    """Tell a verb from a noun of the same form; the tagger looks at no neighbours, so this does."""
    token = sentence.tokens[i]
    particles = PHRASAL.get(LEMMA[token.lower])
    if particles and sentence.lower(i + 1) not in particles and not _reports_clause(sentence, i):
        return False
    if LEMMA[token.lower] in CLAUSAL and not _tells(sentence, i + 1):
        return False
    if token.lower == "say" and sentence.lower(i - 1) in BEFORE_A_SAY:
        return False
    if token.lower in ("call", "calls") and sentence.tag(i - 1) == "NN" and sentence.lower(i - 1) not in COLLECTIVES:
        return False
    if token.lower == "called" and sentence.tag(i - 1) in ("NN", "NNS") and sentence.tag(i + 1)[:3] == "NNP":
        return False
    if token.tag.startswith("VB"):
        return not _marks_noun(sentence, i - 1) or token.lower in NEVER_NOUNS
    told = sentence.lower(i + 1) == "that" or (sentence.tag(i + 1) != "" and sentence.quoted[i + 1])
    if told and (token.tag == "NNS" or token.lower == "warning") and i > 1:
        return sentence.lower(i - 1) in AFTER_CLAUSE or sentence.tag(i - 1) in ("NN", "NNP", "PRP")
    if token.text[0].isupper():
        return sentence.titled and _heads_on(sentence, i)
    maybe = token.tag in MAYBE_VERB or token.tag == "NNS"
    return maybe and (_has_subject(sentence, i) or _ends_quotation(sentence, i))


def _heads_on(sentence: Sentence, i: int) -> bool:
    """Tell a verb in a headline that writes every word with a capital: "Lee Rejects Bridge"."""
    inflected = LEMMA[sentence.lower(i)] != sentence.lower(i) and tag_inside(sentence.lower(i)).startswith("VB")
    return inflected and sentence.tag(i - 1) in NAMED and sentence.tag(i + 1) in HEADLINE_OBJECTS


def _tells(sentence: Sentence, i: int) -> bool:
    """Tell whether a clause or a quotation stands at a place, or the end of the attributing words."""
    told = sentence.lower(i) in CLAUSE_OPENERS or i >= len(sentence) or sentence.quoted[i]
    return told or (sentence.tag(i) in ("RB", "NNP") and sentence.lower(i + 1) in CLAUSE_OPENERS)


def _reports_clause(sentence: Sentence, i: int) -> bool:
    """Tell whether a verb of saying has a clause or a quotation behind it: "complained the bridge was old"."""
    if LEMMA[sentence.lower(i)] not in SPEECH:
        return False
    if i + 1 < len(sentence) and (sentence.quoted[i + 1] or sentence.lower(i + 1) in (",", ":")):
        return sentence.quotation_around(i + 2) is not None or sentence.quoted[i + 1]
    end = phrase_after(sentence.tokens, i + 1)
    return end is not None and sentence.tag(end) in FINITE


def _marks_noun(sentence: Sentence, i: int) -> bool:
    """Tell whether what follows a token is a noun: after "the" or "new", not after "many", "chief" or "American"."""
    stands_for_noun = sentence.lower(i) in PRONOUNS | OFFICE_NOUNS
    name = sentence.tag(i) == "JJ" and sentence.tokens[i].text[0].isupper()
    return sentence.tag(i) in NOUN_MARKERS and not stands_for_noun and not name


def _has_subject(sentence: Sentence, i: int) -> bool:
    """Tell whether a word that may be a noun has a subject before it, and behind it what only a verb has."""
    last = next((k for k in range(i - 1, max(-1, i - 4), -1) if not _helps(sentence, k)), -1)
    if sentence.lower(last) in SUBJECT_PRONOUNS:
        return True
    named = sentence.tag(last) in ("NNP", "PRP")
    many = sentence.tag(last) in ("NNS", "NNPS") and sentence.tag(i) == "NN"
    return (named or many) and _has_object(sentence, i)


def _ends_quotation(sentence: Sentence, i: int) -> bool:
    """Tell whether nothing but a name stands between a quotation and a word that ends the clause: "...," Lee notes."""
    begin = (
        phrase_before(sentence.tokens, i, sentence.free_from(i)) if sentence.lower(i + 1) in (".", ",", ":") else None
    )
    return begin is not None and begin > 0 and sentence.quoted[begin - 1]


def _has_object(sentence: Sentence, i: int) -> bool:
    lemma, after = LEMMA[sentence.lower(i)], sentence.lower(i + 1)
    ends = lemma in SPEECH and (after in (".", "") or (after == "," and sentence.tag(i - 1) != "NNP"))
    return ends or lemma in PHRASAL or sentence.tag(i + 1) in OBJECT_OPENERS or after in ("that", "this")


def _verb_cue(sentence: Sentence, verb: int, taken: int) -> Cue | None:
    start = _group_start(sentence, verb, taken)
    if _is_passive(sentence, start, verb) or _is_reduced(sentence, verb):
        return _passive_cue(sentence, start, verb)
    if _unsaid(sentence, start, verb):
        return None
    end, lemma = _last_verb(sentence, verb)
    if sentence.lower(start - 1) == "as" and sentence.tag(verb) == "VBG" and lemma in SPEECH:
        quoted = _quoted_as(sentence, start - 1, taken)
        return Cue(start, end, lemma, quoted) if quoted else None
    source = None if _is_adjunct(sentence, start, verb) else _source_before(sentence, start, taken)
    if source is None and sentence.tag(verb) != "VBG":
        source = _long_source(sentence, start, verb, taken)
    if source:
        return Cue(start, end, lemma, source)
    after = phrase_after(sentence.tokens, end) if _inverts(sentence, start, verb, lemma) else None
    if after:
        return Cue(start, end, lemma, (end, after), inverted=True)
    if start == 0 and sentence.tag(verb) == "VBG":
        return Cue(start, end, lemma, None, subject=main_subject(sentence, end))
    return Cue(start, end, lemma, None) if _goes_on_with_source(sentence, start, verb) else None


def _quoted_as(sentence: Sentence, end: int, taken: int) -> tuple[int, int] | None:
    """Give who is quoted before "as saying": "The Courier quoted Lee as saying", "Lee was quoted by it as saying"."""
    quoting = next((k for k in range(end - 1, max(-1, end - LONGEST_GROUP), -1) if sentence.lower(k) in QUOTING), None)
    if quoting is None:
        return None
    start = _group_start(sentence, quoting, 0)
    if _is_passive(sentence, start, quoting):
        return _source_before(sentence, start, min(taken, start))
    begin = phrase_before(sentence.tokens, end, quoting + 1)
    return (begin, end) if begin is not None else None


def _is_adjunct(sentence: Sentence, start: int, verb: int) -> bool:
    """Tell whether a participle has the subject of its clause as source: "Lee wrote a letter saying that"."""
    before = sentence.lower(start - 2) if sentence.lower(start - 1) in DAYS else sentence.lower(start - 1)
    return sentence.tag(verb) == "VBG" and (before in DOCUMENTS or before in BEFORE_PARTICIPLE)


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


def _passive_cue(sentence: Sentence, start: int, verb: int) -> Cue | None:
    """Give the cue whose source follows *by*: "was told by Lee that", "was rejected by Lee"; None where none does."""
    end = phrase_after(sentence.tokens, verb + 2) if sentence.lower(verb + 1) == "by" else None
    if end and sentence.lower(verb) in QUOTING and sentence.lower(end) == "as":
        return None  # "Lee was quoted by the Courier as saying": what follows is Lee's
    return Cue(start, verb + 2, LEMMA[sentence.lower(verb)], (verb + 2, end), agent=True) if end else None


def _is_passive(sentence: Sentence, start: int, verb: int) -> bool:
    """Tell whether a verb group says what was done to its subject."""
    group = {token.lower for token in sentence.tokens[start:verb]} & BE
    has = group == {"'s"} and LEMMA[sentence.lower(verb)] in REPORTING and sentence.lower(verb + 1) not in ("by", "to")
    return sentence.tag(verb) in ("VBN", "VBD", "JJ") and bool(group) and not has


def _is_reduced(sentence: Sentence, verb: int) -> bool:
    """Tell a participle that needs no *was*: "a plan endorsed by Lee"."""
    sides = LEMMA[sentence.lower(verb)] in TAKING_SIDES and sentence.tag(verb) in ("VBN", "VBD")
    return sides and sentence.lower(verb + 1) == "by" and sentence.tag(verb + 2) != "VBG"


def _unsaid(sentence: Sentence, start: int, verb: int) -> bool:
    """Tell whether a verb group says of its subject that it should say, or is to say."""
    group = {token.lower for token in sentence.tokens[start:verb]}
    return bool(group & MODALS) or sentence.lower(start - 1) == "to"


def _group_start(sentence: Sentence, verb: int, taken: int) -> int:
    """Give where the auxiliaries and adverbs before a verb begin, an aside between commas included."""
    start = verb
    while start > max(taken, verb - LONGEST_GROUP) and not sentence.quoted[start - 1]:
        if _helps(sentence, start - 1):
            start -= 1
        elif sentence.lower(start - 1) == "," and start - 2 > taken and sentence.lower(start - 2) in ASIDES:
            start -= 3 if sentence.lower(start - 3) == "," else 2
        else:
            break
    return start


def _helps(sentence: Sentence, i: int) -> bool:
    word = sentence.lower(i)
    adverb = sentence.tag(i) == "RB" and word.endswith(("ly", "n't", "not"))
    return adverb or word in AUXILIARIES or word in ADVERBS


def _last_verb(sentence: Sentence, verb: int) -> tuple[int, str]:
    """Follow "sought to impress", "declined to say" to the last verb; give the place after it and its base."""
    last = LEMMA.get(sentence.lower(verb + 2), "") if sentence.lower(verb + 1) == "to" else ""
    if last in SPEECH and not sentence.quoted[verb + 2]:
        return verb + 3, last
    lemma = LEMMA[sentence.lower(verb)]
    particle = sentence.lower(verb + 1) in PHRASAL.get(lemma, ()) and sentence.lower(verb + 1) != "that"
    return verb + (2 if particle else 1), lemma


def _source_before(sentence: Sentence, start: int, taken: int) -> tuple[int, int] | None:
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


def _long_source(sentence: Sentence, start: int, verb: int, taken: int) -> tuple[int, int] | None:
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


def _inverts(sentence: Sentence, start: int, verb: int, lemma: str) -> bool:
    """Tell whether the source can follow the verb: "...", said Ann Lee."""
    return lemma in SPEECH and sentence.tag(verb) != "VBG" and (start == 0 or _after_break(sentence, start))


def _goes_on_with_source(sentence: Sentence, start: int, verb: int) -> bool:
    """Tell whether the verb has the source of the one before: "..., adding that", "... and warned"."""
    broken_off = _after_break(sentence, start) or _is_adjunct(sentence, start, verb)
    participle = sentence.lower(verb).endswith("ing") and (broken_off or sentence.lower(start - 1) in BEFORE_PARTICIPLE)
    joined = start > 1 and sentence.lower(start - 1) in ("and", "but") and not sentence.quoted[start - 1]
    return participle or joined


def _after_break(sentence: Sentence, start: int) -> bool:
    """Tell whether a comma, dash or quotation stands before a place, or nothing."""
    if start == 0:
        return True
    before = sentence.lower(start - 1)
    return before == "," or before in DASHES or before in MARKS or sentence.quoted[start - 1]
