"""Generated corpora with a known truth: articles in a newspaper's words, from worlds in which it is known what happens.

`python -m tests.worlds` runs all worlds, ten times each, through the notebooks and prints which truth was named.
Each sentence that an official says has a tone from hostile (-2) to warm (2), drawn around the tone of its side in its week;
the sentences themselves are in `tests/cases/worlds.toml`.
"""

import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from tenor.calibration.tones import ORDINARY, Tones

SENTENCES = Path(__file__).parent / "cases" / "worlds.toml"
FIRST_DAY = np.datetime64("2023-02-06")
STEPS = 3.0
"""Steps of tone for a whole unit of polarity: sentences are that far apart, as far as anybody can say."""

OUTLETS = ("Harbour Courier", "Morning Ledger", "The Overland Mail", "Northern Wire")
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

    `named` are the verdicts that tell the truth. `side` is the one that has to be named, or "" for any. `fallen` is the outlet that alone
    tells of it; empty for all.
    """

    tones: Tones
    named: tuple[str, ...]
    side: str = ""
    weeks: int = 104
    articles: int = 520
    start: float = 0.0
    fallen: str = ""


FALLS = (0.5, 0.5)
WORLDS = {
    "spiral": TextWorld(Tones(falls=FALLS, moves=0.3, back=0.6), ("downward spiral",)),
    "common shock": TextWorld(Tones(falls=FALLS, news=0.2, carried=0.7), ("falling", "too little to tell")),
    "recovery": TextWorld(Tones(falls=(-0.5, -0.5), news=0.1, carried=0.5), ("recovering",), start=-0.7),
    "flat": TextWorld(Tones(), ("flat", "too little to tell")),
    "one-sided": TextWorld(Tones(falls=(0.6, 0.0)), ("falling",), side="US"),
    "step": TextWorld(Tones(step=0.9), ("falling",)),
    "one outlet only": TextWorld(Tones(falls=(0.9, 0.9)), ("too little to tell",), fallen=OUTLETS[3]),
    "three articles": TextWorld(Tones(falls=FALLS), ("too little to tell",), articles=3),
}


def write_world(path: Path, world: TextWorld, seed: int) -> None:
    """Write one corpus of `world` as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles(world, seed))


def articles(world: TextWorld, seed: int) -> Iterator[dict[str, str]]:
    """Give the articles of one corpus, in the order of their days."""
    draw = np.random.default_rng(seed)
    tones = STEPS * (world.start + world.tones.drawn(draw, world.weeks))
    calm = np.full_like(tones, STEPS * (world.start + ORDINARY))
    bank = ("plain", "other")[seed % 2]
    for number, day in enumerate(np.sort(draw.integers(0, 7 * world.weeks, world.articles))):
        outlet = str(draw.choice(OUTLETS))
        week = (calm if world.fallen and outlet != world.fallen else tones)[day // 7]
        yield {
            "article_id": f"w{number:04d}",
            "title": f"Two capitals and {draw.choice(MATTERS)}, day by day",
            "outlet": outlet,
            "published": str(FIRST_DAY + day),
            "text": _text(draw, week, bank),
        }


def _text(draw: np.random.Generator, tone: Sequence[float], bank: str) -> str:
    mood = draw.normal(0, 0.4)
    sides = draw.permutation(np.repeat([0, 1], draw.integers(1, 4, 2)))
    said = [_stance(draw, side, tone[side] + mood, bank) for side in sides]
    others = [str(draw.choice(FILLER)) for _ in range(3)] + [str(draw.choice(OBSERVERS))]
    body = [str(line) for line in draw.permutation(np.array([*said, *others], dtype=object))]
    return "\n\n".join(part for part in (str(draw.choice(FILLER)), *body, str(draw.choice(BOILERPLATE))) if part)


def _stance(draw: np.random.Generator, side: int, tone: float, bank: str) -> str:
    """Give a sentence or two in which an official of `side` says something of about that tone."""
    level = str(int(np.clip(np.rint(tone + draw.normal(0, 0.6)), -2, 2)))
    names = {"own": CAPITALS[side], "other": CAPITALS[1 - side], "matter": str(draw.choice(MATTERS))}
    pick: Callable[[str], str] = lambda kind: str(draw.choice(banks()[bank][kind][level])).format(**names)
    form = str(draw.choice((*DIRECT, *INDIRECT, *MIXED)))
    source = str(draw.choice(SOURCES[side]))
    cells = {
        "source": source,
        "Source": source[0].upper() + source[1:],
        "weekday": str(draw.choice(WEEKDAYS)),
        "said": pick("direct" if form in DIRECT else "indirect"),
        "more": pick("direct"),
    }
    return form.format(**cells)


@cache
def banks() -> dict[str, dict[str, dict[str, list[str]]]]:
    """Give the sentences by bank, direct or indirect, and tone."""
    return tomllib.loads(SENTENCES.read_text("utf-8"))
