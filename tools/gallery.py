"""The pictures of docs/gallery.md: `python tools/gallery.py` draws them again, from the sample corpus.

What the sample corpus is too small for is drawn a second time from made-up stances, as NAME-example.png: two invented
sides that answer each other, week by week, and fall.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "lib"))

from tenor import charts, narrative, tables  # noqa: E402
from tenor.charts.figure import Figure  # noqa: E402
from tenor.corpus.opening import open_corpus  # noqa: E402
from tenor.relation import load  # noqa: E402
from tenor.runs.stages import read, score  # noqa: E402
from tenor.sentiment import SCORERS  # noqa: E402
from tenor.validation import accuracy, judged, labelled_sentences  # noqa: E402

FOLDER = ROOT / "docs" / "gallery"
FRONT = ROOT / "docs" / "timeline.png"
SCORER = "diplomatic"
COLORS = 200
"""Of the palette of a picture: our figures have few, and a file half as large loses nothing."""


def main() -> None:
    """Draw every figure, the made-up ones too, and print how large the files are."""
    FOLDER.mkdir(exist_ok=True)
    for figure in of_sample():
        write(figure, FOLDER / f"{figure.name}.png")
        if figure.name == "timeline":
            write(figure, FRONT)
    for figure in made_up():
        write(figure, FOLDER / f"{figure.name}-example.png")


def write(figure: Figure, path: Path) -> None:
    """Write `figure` with its words as a small PNG."""
    picture = Image.open(io.BytesIO(figure.png)).convert("RGB")
    picture.quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")


def of_sample() -> Iterator[Figure]:
    """Give each figure of `tenor.charts.CHARTS`, in order, from the sample corpus."""
    profile = load("us-china")
    made = read(open_corpus("sample"), profile.name)
    made |= score(made["stances"], made["events"])
    adjectives = {side.key: side.adjectives[0] for side in profile.sides}
    yield from _of_relation(made, profile.side_keys)
    found, scores = made["stances"], made["scores"]
    by_topic = narrative.mean_by(found, scores, ["side", "topic"], scorer=SCORER)
    yield charts.topics_figure(by_topic, sides=profile.side_keys, scorer=SCORER)
    yield charts.stances_figure(found, scores, sides=profile.side_keys, scorer=SCORER, adjectives=adjectives)
    yield _arc(made, profile.side_keys)
    yield charts.coverage_figure(scores)
    labelled = labelled_sentences("")
    yield charts.accuracy_figure(accuracy(labelled, judged(labelled, list(SCORERS))))


def made_up() -> Iterator[Figure]:
    """Give the figures that need more than the sample corpus has, from made-up stances of two invented sides."""
    yield from (figure for figure in _of_relation(falling(), ("North", "South")) if figure.name in ("spiral", "breaks"))


def falling(*, weeks: int = 104, articles: int = 6, seed: int = 5) -> dict[str, pd.DataFrame]:
    """Give tables of two sides whose tone drops in the second year, each answering the other's last move by half."""
    random = np.random.default_rng(seed)
    moves = np.zeros((weeks, 2))
    for week in range(1, weeks):
        moves[week] = 0.5 * moves[week - 1, ::-1] + random.normal(0, 0.08, 2)
    level = np.where(np.arange(weeks) < 60, 0.15, -0.3)[:, None] + moves
    days = pd.date_range("2021-01-04", periods=weeks, freq="W-MON", unit="s")
    rows = [
        {"article_id": f"a{week:03}-{article}", "published": days[week], "side": side, "polarity": polarity}
        for week in range(weeks)
        for article in range(articles)
        for side, mean in zip(("North", "South"), level[week], strict=True)
        for polarity in np.clip(mean + random.normal(0, 0.2, 2), -1, 1)
    ]
    return _as_tables(pd.DataFrame(rows))


def _as_tables(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    rows = rows.assign(stance_id=[f"{article}:{i}-{i + 1}" for i, article in enumerate(rows["article_id"])])
    blank = dict.fromkeys(("content", "spans", "cue", "cue_span", "source", "source_span", "speaker", "resolution"), "")
    blank |= dict.fromkeys(("role", "topics", "within"), "")
    stances = rows.drop(columns="polarity").assign(kind="direct", paragraph=0, **blank)
    scored = [
        rows[["stance_id", "polarity"]].assign(scorer=scorer, subjectivity=np.nan, n_assessed=1) for scorer in SCORERS
    ]
    articles = rows.drop_duplicates("article_id").assign(outlet="", title="", url="", n_chars=0)
    return {
        "stances": tables.checked("stances", stances),
        "scores": tables.checked("scores", pd.concat(scored)),
        "articles": tables.checked("articles", articles),
        "events": tables.frame("events", []),
        "event_scores": tables.frame("event_scores", []),
    }


def _of_relation(made: dict[str, pd.DataFrame], sides: tuple[str, str]) -> Iterator[Figure]:
    """Give the four figures of a relation over time."""
    found, scores, articles = (made[name] for name in ("stances", "scores", "articles"))
    period = narrative.period_for(found["published"])
    one: dict[str, Any] = {"scorers": [SCORER], "sides": sides}
    answers = narrative.reciprocity(found, scores, scorers=list(SCORERS), sides=sides)
    changes = narrative.trends(found, scores, articles, scorers=list(SCORERS), sides=sides)
    verdict = narrative.verdict(changes, sides=sides, scorer=SCORER, reciprocity=answers).sentence
    zeros = narrative.baselines(found, scores, scorer=SCORER)
    told = narrative.storyline(made["events"], made["event_scores"], scorer=SCORER)
    broken = narrative.breaks(found, scores, **one)
    path = narrative.portrait(found, scores, articles, over=period, **one)
    line = narrative.timeline(found, scores, scorer=SCORER, over=period, articles=articles)
    bins = narrative.timeline(found, scores, scorer=SCORER, over=broken["period"].iloc[0])
    common: dict[str, Any] = {
        "sides": sides,
        "scorer": SCORER,
        "period": period,
        "verdict": verdict,
        "baselines": zeros,
    }
    yield charts.timeline_figure(line, storyline=told, **common)
    yield charts.spiral_figure(path, **common)
    yield charts.storyline_figure(told, scorer=SCORER)
    yield charts.breaks_figure(broken, bins, answers, sides=sides, scorer=SCORER)


def _arc(made: dict[str, pd.DataFrame], sides: tuple[str, str]) -> Figure:
    arc = narrative.arc(made["stances"], made["scores"], made["articles"], scorer=SCORER, sides=sides)
    titles = dict(zip(made["articles"]["article_id"], made["articles"]["title"], strict=True))
    return charts.arc_figure(arc, sides=sides, scorer=SCORER, title=titles[arc["article_id"].iloc[0]])


if __name__ == "__main__":
    main()
