"""One article with its stances marked, for a cell of a notebook: the page of `articles_page` in small."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from tenor.charts.wording import counted
from tenor.errors import ParameterError
from tenor.report.articles_page import unattributed_quotations
from tenor.report.marking import Mark, marked, marks_of
from tenor.report.page import FOLDER
from tenor.tables import split_spans

LONGEST = 40_000
"""Characters of an article that a cell shows: a notebook has to stay one that opens."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article that a notebook shows with its stances marked in the colours of their sides, in any theme.

    `text` is the same without marks, for where HTML is not shown. `missed` are the quotations without a source.
    """

    html: Markup
    text: str
    missed: tuple[str, ...]

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def article_view(
    tables: Mapping[str, pd.DataFrame], article_id: str = "", *, sides: Sequence[str], full_text: bool = True
) -> ArticleView:
    """Show an article of the tables `articles`, `texts` and `stances`: by default the one with the most stances.

    `sides` are the keys of the two sides in the relation's order. No text is shown where `full_text` is False. Raises
    ParameterError where no article has that `article_id`.
    """
    articles = tables["articles"].set_index("article_id")
    if articles.empty:
        return _said("No article was read.")
    if article_id and article_id not in articles.index:
        known = ", ".join(map(str, articles.index[:3]))
        raise ParameterError(f"show_article: there is no article {article_id!r}; ids look like {known}")
    chosen = article_id or _fullest(tables)
    if not full_text:
        return _said("The article is not shown, because full_text is false.")
    text = str(tables["texts"].set_index("article_id").loc[chosen, "text"])
    return _drawn(str(articles.loc[chosen, "title"] or chosen), text, _stances_of(tables, chosen), sides)


def _fullest(tables: Mapping[str, pd.DataFrame]) -> str:
    """Give the article with the most stances, the first one of several, or the first where nobody was heard."""
    counts = tables["stances"]["article_id"].value_counts(sort=False)
    return str(counts.idxmax()) if len(counts) else str(tables["articles"]["article_id"].iloc[0])


def _stances_of(tables: Mapping[str, pd.DataFrame], article_id: str) -> pd.DataFrame:
    return tables["stances"][tables["stances"]["article_id"] == article_id]


def _drawn(title: str, whole: str, stances: pd.DataFrame, sides: Sequence[str]) -> ArticleView:
    text = whole[:LONGEST]
    contents = [span for spans in stances["spans"] for span in split_spans(spans)]
    missed = list(unattributed_quotations(text, contents))
    marks = [*marks_of(stances), *(Mark(span, kind="missed") for span in missed)]
    counts = f"{counted(len(stances), 'stance')}, {counted(len(missed), 'quotation')} without a source"
    counts += f"; its first {LONGEST:,} characters" if len(whole) > LONGEST else ""
    html = Markup(
        "<style>{}</style><article class='tenor-article' lang='en'><h4>{}</h4><p>{}. {}</p>"
        "<div class='text' dir='auto'>{}</div></article>"
    ).format(_css(), title, counts, _key(sides), marked(text, marks, sides=sides))
    return ArticleView(html, f"{title}: {counts}", tuple(span.of(text) for span in missed))


def _key(sides: Sequence[str]) -> Markup:
    """Say what the marks mean."""
    named = [(f"side-{number}", side) for number, side in enumerate(sides, start=1)] + [
        ("side-other", "everybody else")
    ]
    marks = Markup(", ").join(Markup("<mark class='{}'>{}</mark>").format(*each) for each in named)
    return marks + Markup(
        "; <span class='source'>source</span>, <span class='cue'>cue</span>, "
        "<span class='missed'>quotation without a source</span>."
    )


def _css() -> Markup:
    return Markup(FOLDER.joinpath("article_view.css").read_text("utf-8"))  # noqa: S704 (a file of ours)


def _said(words: str) -> ArticleView:
    return ArticleView(Markup("<p>{}</p>").format(words), words, ())
