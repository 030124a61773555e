"""The articles and stances of a report, one at a time, as they stand in it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from tenor.charts.wording import shortened
from tenor.report.contents import ReportContents
from tenor.report.findings import safe_url
from tenor.report.marking import marked, marks_of, side_class
from tenor.tables import split_spans

MOST_ARTICLES, MOST_LINKS = 60, 300
"""Most articles in full, and most where only links are given."""

TEXT = 60_000
"""Most characters of one article."""

EXCERPT, CONTENT = 280, 600
"""Most characters of a stance where full texts may not be passed on, and where they may."""

SPEAKER = 100
"""Most characters of a speaker's name."""


@dataclass(frozen=True, slots=True)
class Paper:
    """An article in the report; `text` is empty where it may not be passed on."""

    anchor: str
    title: str
    outlet: str
    published: dt.date | None
    url: str
    n_stances: int
    text: Markup
    is_cut: bool


@dataclass(frozen=True, slots=True)
class StanceRow:
    """A stance in a table of the report; `anchor` is where it stands in its article, "" if that is left out.

    `corrected` says what a reader changed of it, "" for nothing.
    """

    content: str
    cue: str
    speaker: str
    is_attributed: bool
    side: str
    side_class: str
    kind: str
    topics: str
    polarity: float
    corrected: str
    title: str
    outlet: str
    published: dt.date | None
    url: str
    anchor: str


def chosen_articles(contents: ReportContents) -> pd.DataFrame:
    """Give the articles that the report lists, those with the most stances first, with their number `n_stances`."""
    n = contents.stances.groupby("article_id").size()
    counted = contents.articles.assign(n_stances=contents.articles["article_id"].map(n).fillna(0).astype(int))
    order = counted.sort_values(["n_stances", "published", "article_id"], ascending=[False, True, True])
    return order.head(MOST_LINKS if contents.texts is None else MOST_ARTICLES)


def anchors_of(contents: ReportContents, articles: pd.DataFrame) -> dict[str, str]:
    """Give, by stance_id, an identifier for each stance that is marked in one of `articles`."""
    if contents.texts is None:
        return {}
    there = contents.stances[contents.stances["article_id"].isin(articles["article_id"])]
    stances = zip(there["stance_id"], there["spans"], strict=True)
    marked_ones = (stance for stance, spans in stances if any(span.start < TEXT for span in split_spans(spans)))
    return {stance: f"stance-{place}" for place, stance in enumerate(marked_ones, start=1)}


def papers(contents: ReportContents, articles: pd.DataFrame, anchors: Mapping[str, str]) -> Iterator[Paper]:
    """Give `articles` with their stances marked in place, if their texts are there."""
    texts = {} if contents.texts is None else dict(contents.texts.itertuples(index=False, name=None))
    of_article = dict(iter(contents.stances.groupby("article_id")))
    columns = articles[["article_id", "title", "outlet", "published", "url", "n_stances"]]
    for place, (article_id, title, outlet, published, url, n) in enumerate(columns.itertuples(index=False), start=1):
        text = texts.get(article_id, "")
        marks = marks_of(of_article[article_id], anchors) if n else ()
        yield Paper(
            anchor=f"article-{place}",
            title=title,
            outlet=outlet,
            published=date_of(published),
            url=safe_url(url),
            n_stances=n,
            text=marked(text[:TEXT], marks, sides=contents.sides),
            is_cut=len(text) > TEXT,
        )


def stance_rows(scored: pd.DataFrame, contents: ReportContents, anchors: Mapping[str, str]) -> Iterator[StanceRow]:
    """Give the rows for stances with their polarity, in their order."""
    most = EXCERPT if contents.texts is None else CONTENT
    named = contents.articles.set_index("article_id")[["title", "outlet", "url"]].to_dict("index")
    for row in scored.to_dict("records"):
        article = named.get(row["article_id"], {"title": "", "outlet": "", "url": ""})
        yield StanceRow(
            content=shortened(row["content"], most),
            cue=row["cue"],
            speaker=row["speaker"] or "unattributed",
            is_attributed=bool(row["speaker"]),
            side=row["side"],
            side_class=side_class(row["side"], contents.sides),
            kind=row["kind"],
            topics=row["topics"].replace(";", ", "),
            polarity=row["polarity"],
            corrected=row["corrected"].replace(";", ", "),
            title=article["title"],
            outlet=article["outlet"],
            published=date_of(row["published"]),
            url=safe_url(article["url"]),
            anchor=anchors.get(row["stance_id"], ""),
        )


def choices(rows: Sequence[StanceRow], sides: Sequence[str]) -> dict[str, list[str]]:
    """Give what a reader can choose among `rows`, by the name of the control: the two sides first, then by letter."""
    return {
        "side": sorted({row.side for row in rows}, key=lambda side: (side not in sides, side)),
        "kind": sorted({row.kind for row in rows}),
        "topic": sorted({topic for row in rows for topic in row.topics.split(", ") if topic}),
        "polarity": ["negative", "zero", "positive", "not assessed"],
        "speaker": sorted({shortened(row.speaker, SPEAKER) for row in rows}),
    }


def date_of(published: pd.Timestamp | None) -> dt.date | None:
    """Give a cell's day, None where there is none."""
    return None if published is None or pd.isna(published) else published.date()
