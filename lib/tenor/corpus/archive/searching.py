"""Words found in the stances and articles of an archive, by its full-text indexes."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenor.corpus.archive.articles import Archive

_STANCES = """
    SELECT stance_id, stances.article_id, coalesce(stances.published, ''), outlet, stances.speaker, side,
        stances.content
    FROM stances_words JOIN stances ON stances.number = stances_words.rowid JOIN articles USING (article_id)
    WHERE stances_words MATCH ? AND extractor = (
        SELECT extractor FROM extractions JOIN extractors USING (extractor)
        WHERE extractions.article_id = stances.article_id ORDER BY last_used DESC LIMIT 1
    )
    ORDER BY stances_words.rowid
"""
_ARTICLES = """
    SELECT article_id, coalesce(published, ''), outlet, articles.title, url
    FROM articles_words JOIN articles ON number = articles_words.rowid
    WHERE articles_words MATCH ? ORDER BY articles_words.rowid
"""


@dataclass(frozen=True, slots=True)
class FoundStance:
    """A stance in which words were found; `published` is "" where nothing says."""

    stance_id: str
    article_id: str
    published: str
    outlet: str
    speaker: str
    side: str
    content: str


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article in which words were found; `published` is "" where nothing says."""

    article_id: str
    published: str
    outlet: str
    title: str
    url: str


def search(archive: Archive, words: str) -> Iterator[FoundStance]:
    """Give the stances in whose content or speaker all of `words` stand, in the order in which they were found.

    Endings do not matter ("tariff" finds tariffs), and neither do accents or capitals. Of each article, those of the
    extractor that was last used are given. Marks are no commands: `NEAR`, `*` and quotation marks are looked for, or
    passed over where an index of words does not hold them.
    """
    return (FoundStance(*map(str, row)) for row in archive.database.rows(_STANCES, (asked(words),)))


def search_articles(archive: Archive, words: str) -> Iterator[FoundArticle]:
    """Give the articles, copies too, in whose title or text all of `words` stand; see `search`."""
    return (FoundArticle(*map(str, row)) for row in archive.database.rows(_ARTICLES, (asked(words),)))


def asked(words: str) -> str:
    """Give `words` as a question to the index, each word in quotation marks, so that none is an operator.

    >>> asked('talks NEAR "peace"')
    '"talks" "NEAR" "peace"'
    """
    plain = words.replace("\0", " ").replace('"', " ").encode(errors="replace").decode()
    return " ".join(f'"{word}"' for word in plain.split()) or '""'
