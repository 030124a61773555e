"""The pictures of docs/gallery.md: `python tools/gallery.py` draws them again, from the sample corpus.

What the sample corpus is too small for is drawn a second time from made-up stances, as NAME-example.png: two invented
sides that answer each other, week by week, and fall.
"""

import io
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "lib"))

from tenor import charts, tables  # noqa: E402
from tenor.charts.figure import Figure  # noqa: E402
from tenor.corpus.opening import open_corpus  # noqa: E402
from tenor.narrative import BOTH, period_for, trends, verdict  # noqa: E402
from tenor.narrative.comparison import PastRun, moved, timelines  # noqa: E402
from tenor.narrative.history import PastVerdict, history  # noqa: E402
from tenor.narrative.looks import Look  # noqa: E402
from tenor.narrative.verdict import DELTA  # noqa: E402
from tenor.relation import Relation, load  # noqa: E402
from tenor.runs.drawing import figures_of  # noqa: E402
from tenor.runs.narration import narrate  # noqa: E402
from tenor.runs.stages import read, score  # noqa: E402
from tenor.sentiment import SCORERS  # noqa: E402
from tenor.validation import accuracy, judged, labelled_sentences  # noqa: E402

FOLDER = ROOT / "docs" / "gallery"
FRONT = ROOT / "docs" / "timeline.png"
SCORER = "diplomatic"
NAMES = ("North", "South")
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
    """Give each figure of `tenor.charts.CHARTS` from the sample corpus, in order."""
    profile = load("us-china")
    made = read(open_corpus("sample"), profile.name)
    made |= score(made["stances"], made["events"])
    labelled = labelled_sentences("")
    drawn = _drawn(made, profile) | {
        "comparison": _compared(made, profile),
        "history": _remembered(made, profile),
        "coverage": charts.coverage_figure(made["scores"]),
        "accuracy": charts.accuracy_figure(accuracy(labelled, judged(labelled, list(SCORERS)))),
    }
    yield from (drawn[name] for name in charts.CHARTS)


def made_up() -> Iterator[Figure]:
    """Give the figures that need more than the sample corpus has, from made-up stances of two invented sides."""
    profile = load("us-china")
    north, south = (
        replace(side, key=key, adjectives=(f"{key}ern",)) for side, key in zip(profile.sides, NAMES, strict=True)
    )
    drawn = _drawn(falling(), replace(profile, sides=(north, south)))
    yield from (drawn[name] for name in ("spiral", "breaks"))


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
        for side, mean in zip(NAMES, level[week], strict=True)
        for polarity in np.clip(mean + random.normal(0, 0.2, 2), -1, 1)
    ]
    return _as_tables(pd.DataFrame(rows))


def _as_tables(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    rows = rows.assign(spans=[f"{i}-{i + 1}" for i in range(len(rows))])
    rows["stance_id"] = rows["article_id"] + ":" + rows["spans"]
    blank = dict.fromkeys(("content", "cue", "cue_span", "source", "source_span", "speaker", "resolution"), "")
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


def _drawn(made: dict[str, pd.DataFrame], profile: Relation) -> dict[str, Figure]:
    told = narrate(made.__getitem__, profile, scorer=SCORER)
    return figures_of(made.__getitem__, told, profile, scorer=SCORER)


def _compared(made: dict[str, pd.DataFrame], profile: Relation) -> Figure:
    """Give the figure of two runs on the same articles, with a scorer each."""
    runs = [
        PastRun(
            name=scorer,
            scorer=scorer,
            sides=profile.side_keys,
            period=period_for(made["stances"]["published"]),
            tables=made | narrate(made.__getitem__, profile, scorer=scorer),
            parameters={"scorer": scorer},
            inputs={},
        )
        for scorer in (SCORER, "textblob")
    ]
    return charts.comparison_figure(timelines(runs), moved(runs), sides=profile.side_keys)


def _remembered(made: dict[str, pd.DataFrame], profile: Relation) -> Figure:
    """Give the figure of runs every second Monday, each on what was published by then."""
    days = pd.date_range(made["articles"]["published"].min(), made["articles"]["published"].max(), freq="2W-MON")
    return charts.history_figure(history([_as_of(day, made, profile) for day in days]))


def _as_of(day: pd.Timestamp, made: dict[str, pd.DataFrame], profile: Relation) -> PastVerdict:
    by_then = {name: made[name][made[name]["published"] <= day] for name in ("articles", "stances")}
    found = trends(by_then["stances"], made["scores"], by_then["articles"], scorers=[SCORER], sides=profile.side_keys)
    said = verdict(found, sides=profile.side_keys, scorer=SCORER)
    name = f"{day:%Y-%m-%d}"
    of_sides = found[(found["left_out"] == "") & (found["side"] != BOTH)]
    names = ["change", "low", "high", "n_stances", "n_articles"]
    cells = {str(row["side"]): {cell: row[cell] for cell in names} for row in of_sides.to_dict("records")}
    look = Look(name, name, name, said.name, said.side)
    return PastVerdict(name, day.tz_localize("UTC").to_pydatetime(), "ok", look, DELTA, cells)


if __name__ == "__main__":
    main()
