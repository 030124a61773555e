"""A small report on invented people in invented articles, hostile ones among them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from tenor import tables
from tenor.charts import coverage_figure, save, stances_figure, timeline_figure
from tenor.narrative.timeline import timeline
from tenor.report import ReportContents, load_figures

SIDES = ("North", "South")
TEXT = "Ann Lee said the talks were good. Bo Ray warned: “Stop it at once.” A scholar said both were tired."
# Of each stance: content, cue, source, speaker, side, kind, polarity.
SAID: list[tuple[str, str, str, str, str, str, float | None]] = [
    ("the talks were good", "said", "Ann Lee", "Ann Lee", "North", "indirect", 0.7),
    ("Stop it at once.", "warned", "Bo Ray", "Bo Ray", "South", "direct", -0.4),
    ("both were tired", "said", "A scholar", "", "observer", "indirect", None),
]


def contents_of(
    articles: pd.DataFrame, texts: pd.DataFrame, stances: pd.DataFrame, scores: pd.DataFrame
) -> ReportContents:
    days = articles["published"].dropna()
    sentence = "Too little to tell: 2 articles of one day."
    return ReportContents(
        relation_title="North and South",
        corpus_name="invented articles",
        demonstration=False,
        period=(days.min().date(), days.max().date()) if len(days) else None,
        sides=SIDES,
        parameters={"corpus": "my articles", "since": "", "scorer": "toy", "delta": 0.1},
        meanings={"delta": "smallest <change>"},
        versions={"tenor": "0.1.0"},
        verdicts=tables.frame("verdicts", [verdict("toy", sentence), verdict("other", sentence)]),
        criteria=tables.frame(
            "criteria",
            [
                {"criterion": "a trend lies beyond", "outcome": "passed", "why": "it does"},
                {"criterion": "each side answers", "outcome": "failed", "why": "it does not"},
                {"criterion": "two scorers agree", "outcome": "undecided", "why": "not measured yet"},
            ],
        ),
        articles=articles,
        texts=texts,
        stances=stances,
        scores=scores,
        scorer="toy",
        faults=tables.frame("faults", [{"reason": "no_text", "where": "a.jsonl:7", "detail": "article has no text"}]),
        left_out={"has no text": 1},
        figures=[],
        read_differently={"has an impossible date": 2},
    )


def verdict(scorer: str, sentence: str) -> dict[str, object]:
    enough = "8 articles over 60 days."
    told = {"sentence": sentence, "enough": enough, "summary": sentence}
    return {"scorer": scorer, "verdict": "too little to tell", "side": "", **told}


def article(i: int, **other: object) -> dict[str, object]:
    day = dt.date(2023, 7, 3) + dt.timedelta(days=31 * i)
    cells = {
        "outlet": "The Invented Post",
        "published": day,
        "title": f"Talks, part {i}",
        "url": f"https://example.org/{i}",
    }
    return {"article_id": f"a{i}", "n_chars": len(TEXT), **cells, **other}


def stance(i: int, said: tuple[str, str, str, str, str, str, float | None], published: object) -> dict[str, object]:
    content, cue, source, speaker, side, kind, _ = said
    start = TEXT.index(content)
    cue_start = TEXT.rindex(cue, 0, start)
    source_start = TEXT.rindex(source, 0, start)
    found = {"speaker": speaker, "resolution": "name", "role": "minister", "side": side, "topics": "trade;climate"}
    return {
        **found,
        "stance_id": f"a{i}:{start}-{start + len(content)}",
        "article_id": f"a{i}",
        "kind": kind,
        "content": content,
        "spans": f"{start}-{start + len(content)}",
        "cue": cue,
        "cue_span": f"{cue_start}-{cue_start + len(cue)}",
        "source": source,
        "source_span": f"{source_start}-{source_start + len(source)}",
        "within": "",
        "paragraph": 0,
        "published": published,
    }


def score(i: int, said: tuple[str, str, str, str, str, str, float | None]) -> dict[str, object]:
    start = TEXT.index(said[0])
    scored = {"polarity": said[6], "subjectivity": None, "n_assessed": 0 if said[6] is None else 1}
    return {"stance_id": f"a{i}:{start}-{start + len(said[0])}", "scorer": "toy", **scored}


Build = Callable[..., ReportContents]


def built_of(n: int = 2, **other: object) -> ReportContents:
    """Give contents on `n` articles with three stances each; `other` changes the articles' cells."""
    rows = [article(i, **other) for i in range(n)]
    texts = tables.frame("texts", [{"article_id": row["article_id"], "text": TEXT} for row in rows])
    stances = [stance(i, said, row["published"]) for i, row in enumerate(rows) for said in SAID]
    scores = [score(i, said) for i in range(n) for said in SAID]
    made = (tables.frame("articles", rows), texts, tables.frame("stances", stances), tables.frame("scores", scores))
    return contents_of(*made)


@pytest.fixture(scope="session")
def built() -> Build:
    """Give `built_of`."""
    return built_of


@pytest.fixture(scope="session")
def with_figures(tmp_path_factory: pytest.TempPathFactory) -> Callable[[ReportContents], ReportContents]:
    """Give contents with the figures of their tables."""

    def of(contents: ReportContents) -> ReportContents:
        folder = tmp_path_factory.mktemp("figures")
        line = timeline(contents.stances, contents.scores, scorer="toy", over="month")
        save(timeline_figure(line, sides=SIDES, scorer="toy", period="month", verdict="Too little to tell."), folder)
        save(stances_figure(contents.stances, contents.scores, sides=SIDES, scorer="toy"), folder)
        save(coverage_figure(contents.scores), folder)
        return replace(contents, figures=load_figures(folder))

    return of
