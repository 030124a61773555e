"""Noun phrases around a verb, from tags alone: who stands before it, who after it.

A phrase takes in its prepositional attachments and the apposition set off by commas ("Ann Lee, a doctor in Leeds,").
None is longer than some 60 words, so that no text is slow to read.
"""

from collections.abc import Sequence

from tenor.stances.tokens import Token
from tenor.stances.verbs import LEMMA
from tenor.stances.words import DAYS, MONTHS, NEVER_IN_A_PHRASE, OFFICE_NOUNS, PRONOUNS, TIMES, WRITTEN

INSIDE = frozenset("NN NNS NNP NNPS JJ JJR JJS DT PDT PRP$ POS CD VBN VBG FW".split())
HEADS = frozenset("NN NNS NNP NNPS PRP CD DT WP WDT".split())
NAMES = frozenset("NNP NNPS PRP".split())
DESCRIBING = frozenset("DT NN JJ PRP$".split())
ATTACHING = frozenset("of for at in on from to with between under".split())
QUANTIFIERS = frozenset("both some several many each most two no".split())
FINITE = frozenset("VBD VBZ VBP MD".split())
RELATIVE = frozenset("who whom whose which that where when".split())
OBJECT_PRONOUNS = frozenset("him them me us".split())
BESIDE = frozenset("to around near with about behind".split())
CLOSERS = frozenset((",", "–", "—", "-", "--", ")"))
CHOSEN = frozenset("asked interviewed polled questioned surveyed present involved familiar".split())
"""What stands behind a noun for people instead of before it: "those surveyed", "people present"."""
LONGEST_PHRASE = 60
LONGEST_APPOSITION = 40
MOST_APPOSITIONS = 2


def phrase_before(tokens: Sequence[Token], end: int, start: int = 0) -> int | None:
    """Give the index where the noun phrase that ends before `end` begins, None where none ends there.

    An apposition closed by a comma, a dash or a bracket before `end` belongs to it. Nothing before `start` is looked
    at.
    """
    at = end - 1
    for _ in range(MOST_APPOSITIONS):
        if at >= start and tokens[at].text in CLOSERS:
            opened = _apposition_start(tokens, at, start)
            at = start - 1 if opened is None else opened - 1
    at = _noun_before(tokens, at, start)
    if at < start or not is_head(tokens[at]):
        return None
    return _without_time(tokens, _walk_left(tokens, at, max(start, at - LONGEST_PHRASE)), at)


def _noun_before(tokens: Sequence[Token], at: int, start: int) -> int:
    """Give the noun that what stands at a place goes with: "those surveyed", "a man close to him"."""
    if at - 1 > start and tokens[at].lower in CHOSEN and tokens[at - 1].tag in ("NNS", "DT"):
        return at - 1
    if at > start and tokens[at].lower in ("all", "both", "each", "himself", "herself") and tokens[at - 1].tag in NAMES:
        return at - 1
    if at - 2 > start and tokens[at].lower in OBJECT_PRONOUNS and tokens[at - 1].lower in BESIDE:
        return at - 3 if tokens[at - 2].lower in ("close", "loyal") else at - 2
    return at


def phrase_after(tokens: Sequence[Token], begin: int) -> int | None:
    """Give the index after the noun phrase that begins at `begin`, with its apposition; None where none begins."""
    if begin >= len(tokens) or not _can_begin(tokens[begin]):
        return None
    end = _walk_right(tokens, begin)
    if end == begin or not is_head(tokens[end - 1]):
        return None
    return _apposition_end(tokens, end)


def is_head(token: Token) -> bool:
    """Tell whether a noun phrase can end with this token."""
    if token.lower in NEVER_IN_A_PHRASE or _attributes(token):
        return False
    noun = token.tag in HEADS or token.lower in PRONOUNS or token.lower in OFFICE_NOUNS
    return noun or (token.tag == "JJ" and token.text[0].isupper())


def _attributes(token: Token) -> bool:
    return token.tag.startswith("VB") and token.lower in LEMMA


def _walk_left(tokens: Sequence[Token], at: int, start: int) -> int:
    if tokens[at].tag in ("PRP", "WP", "WDT") or tokens[at].lower in ("who", "which"):
        return at
    begin = at
    while step := _step_left(tokens, begin, start):
        begin -= step
    while begin < at and _hangs_over(tokens[begin]):
        begin += 1
    return begin


def _step_left(tokens: Sequence[Token], begin: int, start: int) -> int:
    """Give how many tokens before `begin` belong to the phrase that goes on there."""
    if begin <= start:
        return 0
    before = tokens[begin - 1]
    if (before.lower in NEVER_IN_A_PHRASE and before.lower != "and") or _attributes(before):
        return 0
    if begin - 2 >= start and _attaches(before, tokens[begin - 2]):
        return 2
    if _determines(tokens[begin]) and before.tag != "POS" and before.lower not in ("all", "both"):
        return 0
    return int(before.tag in INSIDE or before.lower in ("both", "neither", "top"))


def _attaches(word: Token, before: Token) -> bool:
    """Tell whether a preposition or *and* ties what follows it to the noun before it."""
    joins = word.lower in ATTACHING or word.lower in ("and", "&")
    return joins and is_head(before) and before.tag not in ("PRP", "WP")


def _hangs_over(token: Token) -> bool:
    """Tell whether a phrase cannot begin with this token: a loose `'s`, or a participle in lower case."""
    return token.tag in ("POS", "VBN", "VBG") and not token.text[0].isupper()


def _determines(token: Token) -> bool:
    """Tell whether a noun phrase begins here: nothing but a possessor stands before a determiner."""
    return token.tag in ("DT", "PRP$", "PDT") or token.lower in QUANTIFIERS


def _without_time(tokens: Sequence[Token], begin: int, at: int) -> int | None:
    """Drop a time phrase at the front: "last week Ann Lee"; None where nothing but time is left."""
    cut = begin
    for i in range(begin, min(at, begin + 4)):
        if tokens[i].lower in TIMES and tokens[i + 1].tag not in ("POS", "IN"):
            cut = i + 1
    return None if tokens[at].lower in DAYS and cut == begin == at else cut


def _apposition_start(tokens: Sequence[Token], close: int, start: int) -> int | None:
    """Give the index of the mark that opens what `close` closes, if a noun stands before it."""
    mark = "(" if tokens[close].text == ")" else tokens[close].text
    best = None
    for i in range(close - 1, max(start, close - LONGEST_APPOSITION), -1):
        if tokens[i].text in '“”"':
            break
        if tokens[i].text == mark and (is_head(tokens[i - 1]) or tokens[i - 1].text == ")"):
            best = i
            if _names_someone(tokens, i) or mark == "(":
                break
    return best


def _names_someone(tokens: Sequence[Token], comma: int) -> bool:
    after = tokens[comma + 1]
    describes = after.tag in DESCRIBING | {"WP", "CD"} or after.lower == "who"
    return tokens[comma - 1].tag in NAMES and describes


def _can_begin(token: Token) -> bool:
    return token.tag in INSIDE | HEADS and token.lower not in NEVER_IN_A_PHRASE


def _walk_right(tokens: Sequence[Token], begin: int) -> int:
    if tokens[begin].tag in ("PRP", "WP"):
        return begin + 1
    end = begin
    while end < min(len(tokens), begin + LONGEST_PHRASE) and _goes_on(tokens, begin, end):
        end += 1
    while end > begin and not is_head(tokens[end - 1]):
        end -= 1
    return end


def _goes_on(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Tell whether the phrase from `begin` up to `end` goes on with the token there."""
    token = tokens[end]
    if token.tag in ("VBN", "VBG") and end > begin and token.lower in LEMMA:
        return False
    if token.tag in INSIDE:
        return True
    made = token.lower == "by" and tokens[end - 1].lower in WRITTEN
    joins = (token.lower in ATTACHING or token.lower == "and" or made) and begin < end < len(tokens) - 1
    return joins and _can_begin(tokens[end + 1]) and tokens[end + 1].lower not in DAYS | MONTHS


def _apposition_end(tokens: Sequence[Token], end: int) -> int:
    """Take in ", an associate professor ..." up to its comma or the end of the clause."""
    if end + 1 >= len(tokens) or tokens[end].text != "," or not _describes(tokens[end + 1]):
        return end
    for i in range(end + 1, min(len(tokens), end + LONGEST_APPOSITION)):
        if tokens[i].tag in FINITE and not any(token.lower in RELATIVE for token in tokens[end + 1 : i]):
            return end  # a clause of its own: "According to Lee, the harbour will close"
        if tokens[i].text in (",", ".", ";", "“", '"', "”") or (tokens[i].tag == "VBG" and tokens[i - 1].text == ","):
            return i
    return end


def _describes(token: Token) -> bool:
    return token.lower == "who" or (token.tag in DESCRIBING and token.lower not in NEVER_IN_A_PHRASE)
