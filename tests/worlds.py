"""Generated corpora with a known truth: articles in a newspaper's words, from worlds in which it is known what happens.

`python -m tests.worlds` runs all worlds, ten times each, through the notebooks and prints which truth was named;
`python -m tests.worlds 3 spiral` runs one of them three times. `python -m tests.worlds needs` prints how many articles
a spiral needs to be named, with every stance given. Each sentence that an official says has a tone from
hostile (-2) to warm (2), drawn around the tone of its side in its week; the sentences themselves are in
`tests/cases/worlds.toml`. Every other corpus is in other words.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from tenor.calibration.tones import ORDINARY, Tones
from tenor.narrative import Verdict, reciprocity, trends, verdict
from tenor.narrative.criteria import PAIR
from tenor.sentiment import SCORERS

SENTENCES = Path(__file__).parent / "cases" / "worlds.toml"
FIRST_DAY = np.datetime64("2023-02-06")
STEPS = 3.0
"""Steps of tone for a whole unit of polarity: sentences are that far apart, as far as anybody can say."""

OUTLETS = ("Harbour Courier", "Morning Ledger", "The Overland Mail", "Northern Wire")
SIDES = ("US", "China")
CAPITALS = ("Washington", "Beijing")
SOURCES = (
    (
        "Secretary of State Antony Blinken", "Treasury Secretary Janet Yellen", "Commerce Secretary Gina Raimondo",
        "US National Security Adviser Jake Sullivan", "the White House", "the State Department", "the Pentagon",
        "State Department spokesman Matthew Miller",
    ),
    (
        "Wang Yi", "Chinese Foreign Ministry spokeswoman Mao Ning", "Commerce Minister Wang Wentao",
        "Vice Premier He Lifeng", "the Chinese Foreign Ministry", "the Chinese Commerce Ministry",
        "the Chinese Embassy in Washington", "Foreign Ministry spokesman Wang Wenbin",
    ),
)  # fmt: skip
MATTERS = (
    "chips", "Taiwan", "trade", "steel", "farm goods", "shipping", "student visas", "rare metals", "electric cars",
    "fishing grounds", "air routes", "climate money", "port fees", "medicines",
)  # fmt: skip
DIRECT = ("“{said},” {source} said.", "{Source} said: “{said}.”", "“{said},” said {source}.")
INDIRECT = (
    "{Source} said that {said}.", "{Source} told reporters that {said}.", "According to {source}, {said}.",
    "{Source} added that {said}.", "In a statement on {weekday}, {source} said that {said}.",
)  # fmt: skip
MIXED = ("{Source} said that {said}. “{more},” {source} said.",)
OBSERVERS = (
    "Analysts said that markets had been waiting for the figures.",
    "“We sell to whoever buys,” said Tom Ardley, who runs a sawmill.",
    "A lecturer in Lyon, Marie Colbert, said that readers should look at the dates.",
    "Traders said that freight rates had hardly moved.",
)
FILLER = (
    "The meeting took place in a hotel near the river.", "The document has nineteen pages.",
    "Reporters waited outside for two hours.", "The two economies exchange goods every day of the year.",
    "The next session has not been given a date.", "Flags of both countries hung in the hall.",
    "The building was finished last decade.", "It rained for most of the afternoon.",
)  # fmt: skip
BOILERPLATE = ("This report was updated with details.", "Sign up for our evening newsletter.", "")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@dataclass(frozen=True, slots=True)
class TextWorld:
    """A world, what the suite should call it, and how much is printed.

    `named` are the verdicts that tell the truth, and `side` the one that has to be named with it, or "" for any. All
    begins at `start`, in the polarities of `tones`. `fallen` is the only outlet that tells of it; empty for all.
    """

    tones: Tones
    named: tuple[str, ...]
    side: str = ""
    weeks: int = 104
    articles: int = 416
    start: float = 0.0
    fallen: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What an official of side 0 or 1 says: the contents, and the text in which they stand."""

    side: int
    contents: tuple[str, ...]
    text: str


FALLS = (0.5, 0.5)
SPIRAL = Tones(falls=FALLS, moves=0.2, back=0.7)
WORLDS = {
    "spiral": TextWorld(SPIRAL, ("downward spiral",), start=0.45, articles=624),
    "common shock": TextWorld(
        Tones(falls=FALLS, news=0.15, carried=0.7), ("falling", "too little to tell"), start=0.45
    ),
    "recovery": TextWorld(Tones(falls=(-0.4, -0.4), news=0.1, carried=0.5), ("recovering",), start=-0.5),
    "flat": TextWorld(Tones(), ("flat", "too little to tell")),
    "one-sided": TextWorld(Tones(falls=(0.4, 0.0)), ("falling",), side="US", start=0.25),
    "step": TextWorld(Tones(step=0.7), ("falling",), start=0.2),
    "one outlet only": TextWorld(Tones(falls=(0.8, 0.8)), ("too little to tell",), start=0.5, fallen=OUTLETS[3]),
    "three articles": TextWorld(Tones(falls=FALLS), ("too little to tell",), articles=3),
}


def told(world: TextWorld, verdict: str, side: str) -> bool:
    """Tell whether a verdict, and the side that it names, is the truth about `world`."""
    return verdict in world.named and world.side in ("", side)


def write_world(path: Path, world: TextWorld, seed: int) -> None:
    """Write one corpus of `world` as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for article, said in articles(world, seed):
            text = _text(np.random.default_rng([seed, int(article["article_id"][1:])]), said)
            file.write(json.dumps({**article, "text": text}, ensure_ascii=False) + "\n")


def articles(world: TextWorld, seed: int) -> Iterator[tuple[dict[str, str], list[Said]]]:
    """Give the articles of one corpus, in the order of their days, and what is said in each."""
    draw = np.random.default_rng(seed)
    tones = STEPS * (world.start + world.tones.drawn(draw, world.weeks) - ORDINARY)
    calm = np.full_like(tones, STEPS * world.start)
    bank = ("plain", "other")[seed % 2]
    for number, day in enumerate(np.sort(draw.integers(0, 7 * world.weeks, world.articles))):
        outlet = _one(draw, OUTLETS)
        tone = (calm if world.fallen and outlet != world.fallen else tones)[day // 7]
        mood = draw.normal(0, 0.4)
        sides = draw.permutation(np.repeat([0, 1], draw.integers(1, 4, 2)))
        said = [_said(draw, side, tone[side] + mood, bank) for side in sides]
        article = {"article_id": f"w{number:04d}", "title": f"Two capitals and {_one(draw, MATTERS)}", "outlet": outlet}
        yield {**article, "published": str(FIRST_DAY + day)}, said


def _said(draw: np.random.Generator, side: int, tone: float, bank: str) -> Said:
    """Give a sentence or two in which an official of `side` says something of about that tone."""
    level = str(int(np.clip(np.rint(tone + draw.normal(0, 0.6)), -2, 2)))
    matter = _one(draw, MATTERS)

    def pick(kind: str) -> str:
        sentence = _one(draw, banks()[bank][kind][level])
        return sentence.format(own=CAPITALS[side], other=CAPITALS[1 - side], matter=matter)

    form, source = _one(draw, (*DIRECT, *INDIRECT, *MIXED)), _one(draw, SOURCES[side])
    said, more = pick("direct" if form in DIRECT else "indirect"), pick("direct")
    named = {"source": source, "Source": source[0].upper() + source[1:], "weekday": _one(draw, WEEKDAYS)}
    contents = (said, more) if form in MIXED else (said,)
    return Said(side, contents, form.format(said=said, more=more, **named))


def _text(draw: np.random.Generator, said: Sequence[Said]) -> str:
    """Give the text of an article: what is said, among lines in which nothing is, and a line of an observer."""
    others = [*(_one(draw, FILLER) for _ in range(3)), _one(draw, OBSERVERS)]
    lines = [*(one.text for one in said), *others]
    body = [lines[i] for i in draw.permutation(len(lines))]
    return "\n\n".join(part for part in (_one(draw, FILLER), *body, _one(draw, BOILERPLATE)) if part)


def _one(draw: np.random.Generator, among: Sequence[str]) -> str:
    return among[int(draw.integers(len(among)))]


@cache
def banks() -> dict[str, dict[str, dict[str, list[str]]]]:
    """Give the sentences by bank, direct or indirect, and tone."""
    return tomllib.loads(SENTENCES.read_text("utf-8"))


def tables(world: TextWorld, seed: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Give the tables stances, scores and articles of one corpus, as they are where every stance was found."""
    printed: list[dict[str, str]] = []
    said: list[tuple[str, str, str, str]] = []
    scores: list[tuple[str, str, float]] = []
    for article, stances in articles(world, seed):
        printed.append(article)
        for content, side in ((content, one.side) for one in stances for content in one.contents):
            stance = f"s{len(said):05d}"
            said.append((stance, article["article_id"], SIDES[side], article["published"]))
            scores.extend((stance, scorer, _polarity(content, scorer)) for scorer in PAIR)
    found = pd.DataFrame(said, columns=["stance_id", "article_id", "side", "published"])
    found["published"] = pd.to_datetime(found["published"])
    return found, pd.DataFrame(scores, columns=["stance_id", "scorer", "polarity"]), pd.DataFrame(printed)


@cache
def _polarity(content: str, scorer: str) -> float:
    return SCORERS[scorer](content).polarity


def judged(world: TextWorld, seed: int) -> Verdict:
    """Give the verdict on one corpus, as it is where every stance was found."""
    found, scores, printed = tables(world, seed)
    changes = trends(found, scores, printed, scorers=PAIR, sides=SIDES)
    answers = reciprocity(found, scores, scorers=PAIR[:1], sides=SIDES)
    return verdict(changes, sides=SIDES, scorer=PAIR[0], reciprocity=answers)


def through_the_notebooks(world: TextWorld, seed: int, out: Path) -> tuple[str, str]:
    """Give the verdict of `tenor run` on one corpus, and the side that it names."""
    corpus = out / f"corpus_{seed}.jsonl"
    write_world(corpus, world, seed)
    command = [sys.executable, "-m", "tenor", "run", "--corpus", str(corpus), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    if done.returncode:
        raise RuntimeError(done.stderr)
    verdicts = pd.read_parquet(Path(done.stdout.splitlines()[-1]).parent / "tables" / "verdicts.parquet")
    row = verdicts.set_index("scorer").loc[PAIR[0]]
    return str(row["verdict"]), str(row["side"])


def run_all(seeds: int, names: Sequence[str]) -> None:
    """Print, for each world, how often its truth was named, and what else was."""
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            found = [through_the_notebooks(WORLDS[name], seed, Path(folder)) for seed in range(seeds)]
        others = [" ".join(answer).strip() for answer in found if not told(WORLDS[name], *answer)]
        wrong = f" ({', '.join(others)})" if others else ""
        print(f"{name}: {seeds - len(others)} of {seeds}{wrong}", flush=True)


def needs(seeds: int) -> None:
    """Print how many articles a spiral needs to be named, over one year and two, where every stance was found."""
    for weeks, tones in ((52, replace(SPIRAL, falls=(1.0, 1.0))), (104, SPIRAL)):
        for number in (104, 208, 416, 624, 832):
            world = replace(WORLDS["spiral"], tones=tones, weeks=weeks, articles=number)
            names = Counter(judged(world, seed).name for seed in range(seeds))
            print(f"{weeks} weeks, {number} articles: {dict(names)}", flush=True)


def main(arguments: Sequence[str]) -> None:
    """Do what the command line asks for."""
    asked, *names = [*arguments, "10"][: max(1, len(arguments))]
    if asked == "needs":
        needs(int(names[0]) if names else 20)
    else:
        run_all(int(asked), names or list(WORLDS))


if __name__ == "__main__":
    main(sys.argv[1:])
