"""Where a sentence attributes: its cues, and the words that name the source of each.

A cue is a form of one of `verbs`, or "according to", outside quotation marks. Its source stands before it ("Lee said
that ..."), after it ("...", said Lee), or is that of the cue before ("..., adding that ..."). What is passive, what
somebody should say, and what follows *to* has not been said.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from tenor.stances.cue import Cue
from tenor.stances.groups import group_start, helps, is_passive, tells, unsaid
from tenor.stances.noun_cues import noun_cue, state_cue
from tenor.stances.nouns import NOUN_FORMS, NOUN_LINKS, STATE_LINKS, STATES
from tenor.stances.phrases import FINITE, RELATIVE, phrase_after, phrase_before
from tenor.stances.quotation import MARKS
from tenor.stances.sentence import Sentence
from tenor.stances.set_phrases import LONGEST_NAME, NAMED, SET_PHRASES, SET_WORDS, as_reported
from tenor.stances.sources import QUOTING, long_source, main_subject, quoted_as, source_before
from tenor.stances.tokens import tag_inside
from tenor.stances.verbs import ATTITUDE, CLAUSAL, LEMMA, PHRASAL, SPEECH
from tenor.stances.words import DAYS, DOCUMENTS, OFFICE_NOUNS, PRONOUNS

DASHES = frozenset("—–-")
NOUN_MARKERS = frozenset("DT PRP$ POS JJ CD".split())
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
HEADLINE_OBJECTS = frozenset("DT NNP NNPS NN NNS PRP$ JJ TO CD VBG".split())
SUBJECT_PRONOUNS = frozenset("i he she they we who".split())
BEFORE_PARTICIPLE = frozenset("before after while by when without".split())
AFTER_CLAUSE = frozenset((",", "and", "but", "who", "which", "—", "–"))
COLLECTIVES = frozenset(
    "army board committee council family government group majority party police public staff team".split()
)
CHARGED = frozenset("of for from against".split())
"""Words behind which a deed stands that somebody else is said to do, or kept from: no saying of the subject."""
SEEN_AS = 12
"""How far behind "see" its "as" may stand."""
BEFORE_A_SAY = frozenset("a the any no more much final little equal their his her its".split())
TAKING_SIDES = frozenset(
    "advocate back champion condemn criticise criticize demand denounce endorse favor favour oppose praise promote "
    "propose reject support".split()
)


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
        cue = as_reported(sentence, i) or (_verb_cue(sentence, i, taken) if _is_verb(sentence, i) else None)
    if cue is None and word in NOUN_FORMS:
        return noun_cue(sentence, i, taken)
    if cue is None and word in STATES:
        return state_cue(sentence, i, taken)
    return cue


def _describes(sentence: Sentence, cue: Cue) -> bool:
    """Tell whether a cue only describes a noun that may be a source too: "Lee, a pilot supporting the plan, said"."""
    if cue.source is None:
        return False
    supports = sentence.tag(cue.end - 1) == "VBG" and cue.lemma in ATTITUDE
    return supports or sentence.lower(cue.source[0]) in RELATIVE


def _heading(sentence: Sentence) -> Cue | None:
    """Give the colon after a name that opens a sentence, as in a transcript or a headline."""
    if ":" not in sentence.text[sentence.span.start : sentence.span.end]:
        return None
    end = next((i for i in range(min(len(sentence), LONGEST_NAME + 1)) if sentence.lower(i) == ":"), 0)
    named = all(token.tag in ("NNP", "NNPS") for token in sentence.tokens[:end])
    if not end or not named or sentence.quoted[0]:
        return None
    spoken = sentence.quotation_around(end + 1) or sentence.has_verb(end, len(sentence))
    return Cue(end, end + 1, ":", (0, end)) if spoken else None


def _is_verb(sentence: Sentence, i: int) -> bool:
    """Tell a verb from a noun of the same form; the tagger looks at no neighbours, so this does."""
    token = sentence.tokens[i]
    particles = PHRASAL.get(LEMMA[token.lower])
    if particles and sentence.lower(i + 1) not in particles and not _reports_clause(sentence, i):
        return False
    if LEMMA[token.lower] in CLAUSAL and not tells(sentence, i + 1):
        return False
    if token.lower == "say" and sentence.lower(i - 1) in BEFORE_A_SAY:
        return False
    if LEMMA[token.lower] == "see" and _sees_somebody(sentence, i):
        return False
    if token.tag == "VBG" and _follows_a_deed(sentence, i):
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


def _sees_somebody(sentence: Sentence, i: int) -> bool:
    """Tell whether somebody or something is met with, not judged: "saw Lee on Friday", but "saw it as a threat"."""
    met = sentence.tag(i + 1) in ("NNP", "PRP")
    return met and not any(sentence.lower(j) == "as" for j in range(i + 2, min(i + SEEN_AS, len(sentence))))


def _follows_a_deed(sentence: Sentence, i: int) -> bool:
    """Tell whether a participle is joined to one that is no cue: "accused Lee of smearing and attacking the town"."""
    if sentence.lower(i - 1) not in ("and", "or") or sentence.tag(i - 2) != "VBG":
        return False
    return sentence.lower(i - 2) not in CUE_WORDS or sentence.lower(i - 3) in CHARGED


def _heads_on(sentence: Sentence, i: int) -> bool:
    """Tell a verb in a headline that writes every word with a capital: "Lee Rejects Bridge"."""
    inflected = LEMMA[sentence.lower(i)] != sentence.lower(i) and tag_inside(sentence.lower(i)).startswith("VB")
    return inflected and sentence.tag(i - 1) in NAMED and sentence.tag(i + 1) in HEADLINE_OBJECTS


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
    last = next((k for k in range(i - 1, max(-1, i - 4), -1) if not helps(sentence, k)), -1)
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
    start = group_start(sentence, verb, taken)
    if is_passive(sentence, start, verb) or _is_reduced(sentence, verb):
        return _passive_cue(sentence, start, verb)
    if unsaid(sentence, start, verb):
        return None
    end, lemma = _last_verb(sentence, verb)
    if sentence.lower(start - 1) == "as" and sentence.tag(verb) == "VBG" and lemma in SPEECH:
        quoted = quoted_as(sentence, start - 1, taken)
        return Cue(start, end, lemma, quoted) if quoted else None
    source = None if _is_adjunct(sentence, start, verb) else source_before(sentence, start, taken)
    if source is None and sentence.tag(verb) != "VBG":
        source = long_source(sentence, start, verb, taken)
    if source:
        return Cue(start, end, lemma, source)
    after = phrase_after(sentence.tokens, end) if _inverts(sentence, start, verb, lemma) else None
    if after:
        return Cue(start, end, lemma, (end, after), inverted=True)
    if start == 0 and sentence.tag(verb) == "VBG":
        return Cue(start, end, lemma, None, subject=main_subject(sentence, end))
    return Cue(start, end, lemma, None) if _goes_on_with_source(sentence, start, verb) else None


def _is_adjunct(sentence: Sentence, start: int, verb: int) -> bool:
    """Tell whether a participle has the subject of its clause as source: "Lee wrote a letter saying that"."""
    before = sentence.lower(start - 2) if sentence.lower(start - 1) in DAYS else sentence.lower(start - 1)
    return sentence.tag(verb) == "VBG" and (before in DOCUMENTS or before in BEFORE_PARTICIPLE)


def _passive_cue(sentence: Sentence, start: int, verb: int) -> Cue | None:
    """Give the cue whose source follows *by*: "was told by Lee that", "was rejected by Lee"; None where none does."""
    end = phrase_after(sentence.tokens, verb + 2) if sentence.lower(verb + 1) == "by" else None
    if end and sentence.lower(verb) in QUOTING and sentence.lower(end) == "as":
        return None  # "Lee was quoted by the Courier as saying": what follows is Lee's
    return Cue(start, verb + 2, LEMMA[sentence.lower(verb)], (verb + 2, end), agent=True) if end else None


def _is_reduced(sentence: Sentence, verb: int) -> bool:
    """Tell a participle that needs no *was*: "a plan endorsed by Lee"."""
    sides = LEMMA[sentence.lower(verb)] in TAKING_SIDES and sentence.tag(verb) in ("VBN", "VBD")
    return sides and sentence.lower(verb + 1) == "by" and sentence.tag(verb + 2) != "VBG"


def _last_verb(sentence: Sentence, verb: int) -> tuple[int, str]:
    """Follow "sought to impress", "declined to say" to the last verb; give the place after it and its base."""
    last = LEMMA.get(sentence.lower(verb + 2), "") if sentence.lower(verb + 1) == "to" else ""
    if last in SPEECH and not sentence.quoted[verb + 2]:
        return verb + 3, last
    lemma = LEMMA[sentence.lower(verb)]
    particle = sentence.lower(verb + 1) in PHRASAL.get(lemma, ()) and sentence.lower(verb + 1) != "that"
    return verb + (2 if particle else 1), lemma


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
