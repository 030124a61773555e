"""Small made-up worlds: stances, scores and articles as tables, with a known truth."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

SIDES = ("US", "China")
World = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


def told(rows: Iterable[tuple[str, str, str, float]], *, scorer: str = "vader") -> World:
    """Give the tables of `(article_id, day, side, polarity)`; "" is no day, and article a1 is of outlet "a"."""
    frame = pd.DataFrame(list(rows), columns=["article_id", "published", "side", "polarity"])
    frame["published"] = pd.to_datetime(frame["published"].replace("", None)).astype("datetime64[s]")
    frame["stance_id"] = [f"{article}:{i}-{i + 1}" for i, article in enumerate(frame["article_id"])]
    ids = frame["article_id"].unique()
    days = frame.drop_duplicates("article_id")["published"].to_numpy()
    articles = pd.DataFrame({"article_id": ids, "outlet": [name[0] for name in ids], "published": days})
    scores = frame[["stance_id", "polarity"]].assign(scorer=scorer)
    return frame[["stance_id", "article_id", "side", "published"]], scores, articles


def year(seed: int, *, articles: int, per: int = 5, fall: float = 0.0, outlets: int = 1, scorer: str = "v") -> World:
    """Give a year of news in which both sides' mean polarity falls by `fall`; stances of an article are alike."""
    draw = np.random.default_rng(seed)
    day = draw.integers(0, 365, articles)
    where = np.repeat(np.arange(articles), per)
    shared, own = draw.normal(0, 0.19, articles), draw.normal(0, 0.29, articles * per)
    polarity = np.clip(0.1 + shared[where] - fall * day[where] / 365 + own, -1, 1)
    ids = np.array([f"a{number:04d}" for number in range(articles)])
    stances = pd.DataFrame(
        {
            "stance_id": [f"{ids[number]}:{i}-{i + 1}" for i, number in enumerate(where)],
            "article_id": ids[where],
            "side": draw.choice(SIDES, len(where)),
            "published": (np.datetime64("2023-01-01") + day)[where].astype("datetime64[s]"),
        }
    )
    scores = pd.DataFrame({"stance_id": stances["stance_id"], "scorer": scorer, "polarity": polarity})
    names = draw.choice([f"outlet {number}" for number in range(outlets)], articles)
    days = (np.datetime64("2023-01-01") + day).astype("datetime64[s]")
    return stances, scores, pd.DataFrame({"article_id": ids, "outlet": names, "published": days})
