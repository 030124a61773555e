"""What a scorer cannot see: the commonest words of texts in which it knew none."""

from collections import Counter
from collections.abc import Iterable

from tenor.sentiment.words import TOKEN

SHORTEST = 3
GRAMMAR = frozenset(
    """about above after again against ago all already also although always among and any are around because been before
    being between both but can come could did does done during each either even ever every few for from further get
    got had has have having her here him his how however into its just last like made make many may might more most
    much must near new next not now off often once one only other our out over own per same say see set several shall
    she should since some still such take than that the their them then there these they thing this those though
    three through today too toward towards two under until upon was way week well were what when where whether which
    while who whole whom why will with within would year years yet you your day days month months time times first
    people country countries percent million billion""".split()
)
"""Words of grammar and of counting, which no lexicon of tone would hold."""


def common_words(texts: Iterable[str]) -> Counter[str]:
    """Give how many of `texts` each of their words stands in, without names, numbers and words of grammar.

    >>> common_words(["The ships entered the strait.", "Ships of Norland left the strait"]).most_common(2)
    [('ships', 2), ('strait', 2)]
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(sorted(_words(text)))
    return counts


def _words(text: str) -> set[str]:
    found = [match.group() for match in TOKEN.finditer(text)]
    small = {word for word in found if word.islower() and len(word) >= SHORTEST and word[0].isalpha()}
    first = {word.lower() for word in found[:1] if word.isalpha() and len(word) >= SHORTEST}
    return (small | first) - GRAMMAR
