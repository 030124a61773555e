"""How long the statistics take on 1,000, 10,000 and 100,000 stances, and how that grows: lines for `make bench`.

Seconds are the processor's own, so that other processes count for little. A number of stances is a tenth of the next,
in a tenth of the articles, over the same two years. What is imported at first use is imported before.
"""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from tenor import narrative

ROUNDS = 3
SIZES = (1_000, 10_000, 100_000)
STANCES_AN_ARTICLE = 5
SIDES = ("US", "China")
SCORERS = ("diplomatic", "textblob", "vader")
Tables = dict[str, pd.DataFrame]


def main() -> None:
    """Print how the time of all statistics grows with ten times as many stances, and the time of each."""
    all_statistics(world(SIZES[0]))
    taken = measured()
    whole = {n: sum(each.values()) for n, each in taken.items()}
    told = ", ".join(f"{seconds:.1f} s at {n:,} stances" for n, seconds in whole.items())
    growth = max(whole[more] / whole[few] for few, more in pairwise(whole))
    print(f"narrative: {growth:.2f} times the time for ten times the stances ({told}), at most 10")
    print("  " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in taken[max(taken)].items()))


def measured(sizes: Sequence[int] = SIZES, rounds: int = ROUNDS) -> dict[int, dict[str, float]]:
    """Give the median seconds of each statistic by number of stances, each number measured in turn."""
    worlds = {n: world(n) for n in sizes}
    taken: dict[int, list[Mapping[str, float]]] = {n: [] for n in sizes}
    for _ in range(rounds):
        for n, made in worlds.items():
            taken[n].append(seconds(made))
    return {n: {name: statistics.median(one[name] for one in times) for name in times[0]} for n, times in taken.items()}


def world(n_stances: int) -> Tables:
    """Give made-up tables of two years of news, with an event an article."""
    draw = np.random.default_rng(1)
    n = n_stances // STANCES_AN_ARTICLE
    where = np.repeat(np.arange(n), STANCES_AN_ARTICLE)
    days = (np.datetime64("2022-01-01") + draw.integers(0, 730, n)).astype("datetime64[s]")
    ids = np.array([f"a{number:06d}" for number in range(n)])
    place = np.tile(np.arange(STANCES_AN_ARTICLE) * 100, n)
    stances = pd.DataFrame(
        {
            "stance_id": [f"{ids[i]}:{at}-{at + 50}" for i, at in zip(where, place, strict=True)],
            "article_id": ids[where],
            "spans": [f"{at}-{at + 50}" for at in place],
            "side": draw.choice((*SIDES, "observer"), len(where)),
            "speaker": draw.choice([f"speaker {number}" for number in range(40)], len(where)),
            "published": days[where],
        }
    )
    tone = draw.normal(0, 0.2, n)[where]
    scores = pd.concat(
        pd.DataFrame({"stance_id": stances["stance_id"], "scorer": scorer, "polarity": _polarity(draw, tone)})
        for scorer in SCORERS
    )
    articles = pd.DataFrame({"article_id": ids, "outlet": draw.choice(["A", "B", "C"], n), "published": days})
    events = pd.DataFrame({"event_id": ids, "article_id": ids, "text": "", "earliest": days, "latest": days})
    told = pd.DataFrame({"event_id": ids, "scorer": SCORERS[0], "polarity": _polarity(draw, np.zeros(n))})
    return {
        "stances": stances,
        "scores": scores.reset_index(drop=True),
        "articles": articles.assign(n_chars=600),
        "events": events.assign(future=False),
        "event_scores": told,
    }


def _polarity(draw: np.random.Generator, tone: np.ndarray) -> np.ndarray:
    """Give polarities near a tone, a fifth of them not assessed."""
    made = np.clip(tone + draw.normal(0, 0.3, len(tone)), -1, 1)
    return np.asarray(np.where(draw.random(len(tone)) < 0.2, np.nan, made))


def all_statistics(made: Tables) -> Tables:
    """Give the tables of all statistics."""
    found = dict(made)
    for name, statistic in STATISTICS.items():
        found[name] = statistic(found)
    return found


def seconds(made: Tables) -> dict[str, float]:
    """Give the processor's seconds of each statistic."""
    found, taken = dict(made), {}
    for name, statistic in STATISTICS.items():
        begun = time.process_time()
        found[name] = statistic(found)
        taken[name] = time.process_time() - begun
    return taken


def _of_stances(statistic: Callable[..., pd.DataFrame]) -> Callable[[Tables], pd.DataFrame]:
    return lambda made: statistic(made["stances"], made["scores"], scorers=SCORERS, sides=SIDES)


def _of_articles(statistic: Callable[..., pd.DataFrame]) -> Callable[[Tables], pd.DataFrame]:
    return lambda made: statistic(made["stances"], made["scores"], made["articles"], scorers=SCORERS, sides=SIDES)


STATISTICS: dict[str, Callable[[Tables], pd.DataFrame]] = {
    "timeline": lambda made: narrative.timeline(made["stances"], made["scores"], scorer=SCORERS[0], over="auto"),
    "trends": _of_articles(narrative.trends),
    "reciprocity": _of_stances(narrative.reciprocity),
    "gaps": _of_articles(narrative.gaps),
    "breaks": _of_stances(narrative.breaks),
    "around": lambda made: narrative.around(made["stances"], made["scores"], made["breaks"]),
    "reactions": _of_stances(narrative.reactions),
    "extremes": _of_stances(narrative.extremes),
    "agreement": _of_stances(narrative.agreement),
    "arc": lambda made: narrative.arc(
        made["stances"], made["scores"], made["articles"], scorer=SCORERS[0], sides=SIDES
    ),
    "storyline": lambda made: narrative.storyline(made["events"], made["event_scores"], scorer=SCORERS[0]),
    "portrait": _of_articles(narrative.portrait),
    "evidence": lambda made: narrative.evidence(made, scorer=SCORERS[0]),
}
"""Every statistic, from the tables before it."""


if __name__ == "__main__":
    main()
