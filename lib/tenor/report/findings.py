"""What the report says of the tables: rows chosen, counted and put into words."""

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import pandas as pd

from tenor.charts.wording import listed
from tenor.narrative.means import group_means, with_polarity

OPTIONS = ("corpus", "relation", "since", "until", "scorer", "over")
"""The parameters that are options of `tenor run` by their own name; `--param` gives the others."""


def telling(
    stances: pd.DataFrame, scores: pd.DataFrame, *, scorer: str, sides: Sequence[str] = (), top: int = 5
) -> pd.DataFrame:
    """Give, for each side, the `top` stances with the lowest polarity below 0 and the `top` with the highest above it.

    These pull the means, so they are the ones to check first. Columns are those of `stances`, with `polarity`, and
    `end`, which is "negative" or "positive". Without `sides`, everybody's are given.
    """
    scored = with_polarity(stances, scores, scorer=scorer)
    parts = []
    for side in sides or sorted(scored["side"].unique()):
        of_side = scored[scored["side"] == side]
        for end, sign in (("negative", -1), ("positive", 1)):
            beyond = of_side[of_side["polarity"] * sign > 0]
            order = beyond.sort_values(["polarity", "stance_id"], ascending=[sign < 0, True])
            parts.append(order.head(top).assign(end=end))
    return pd.concat(parts, ignore_index=True) if parts else scored.assign(end="")


def speakers(scored: pd.DataFrame) -> pd.DataFrame:
    """Give one row a speaker and side, most stances first: counts, mean polarity, role, and how the speaker was found.

    `role` is the one given most often, `resolution` tells how often each way of finding the speaker was taken.
    """
    if scored.empty:
        return group_means(scored, ["side", "speaker"]).assign(role="", resolution="")
    means = group_means(scored, ["side", "speaker"])
    groups = scored.groupby(["side", "speaker"], as_index=False)
    words = groups.agg(role=("role", _commonest), resolution=("resolution", _ways))
    order = means.merge(words, on=["side", "speaker"])
    return order.sort_values(["n_stances", "speaker"], ascending=[False, True], ignore_index=True)


def kinds_by_side(stances: pd.DataFrame, sides: Sequence[str]) -> list[tuple[str, dict[str, int], int]]:
    """Give the number of stances by side and kind, with the sum of each side; sides in the relation's order."""
    there = [*sides, *sorted(set(stances["side"]) - set(sides))]
    counts = Counter(zip(stances["side"], stances["kind"], strict=True))
    rows = [(side, {kind: counts[side, kind] for kind in ("direct", "mixed", "indirect")}) for side in there]
    return [(side, by_kind, sum(by_kind.values())) for side, by_kind in rows]


def outlets(articles: pd.DataFrame) -> list[tuple[str, int]]:
    """Give the outlets with the number of their articles, most first; "" where an article names none."""
    return Counter(articles["outlet"]).most_common()


def missing(scored: pd.DataFrame, articles: pd.DataFrame) -> dict[str, int]:
    """Count what was read but cannot count everywhere: undated articles, unscored, unattributed and undated stances."""
    return {
        "undated_articles": int(articles["published"].isna().sum()),
        "undated": int(scored["published"].isna().sum()),
        "unscored": int(scored["polarity"].isna().sum()),
        "unattributed": int((scored["speaker"] == "").sum()),
    }


def survival(verdicts: pd.DataFrame, scorer: str) -> str:
    """Say whether the verdict survives a change of scorer."""
    rows = list(verdicts[["scorer", "verdict", "side"]].itertuples(index=False, name=None))
    others = [name for name, _, _ in rows if name != scorer]
    if not others:
        return "Not asked: only one scorer has a verdict."
    if len({(verdict, side) for _, verdict, side in rows}) == 1:
        return f"Yes: {listed(name for name, _, _ in rows)} come to the same verdict."
    return f"No: {'; '.join(f'{name} says “{verdict}”' + _of_side(side) for name, verdict, side in rows)}."


def safe_url(url: str) -> str:
    """Give `url` if a reader may follow it: http or https, with a host and without blanks or controls; else "".

    >>> safe_url("https://example.org/a"), safe_url("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    if not url.isprintable() or " " in url:
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and host else ""


def command(parameters: Mapping[str, object]) -> str:
    """Give the command that makes the report again.

    >>> command({"corpus": "my articles", "since": "", "strict": True, "delta": 0.1})
    "tenor run --corpus 'my articles' --strict --param delta=0.1"
    """
    return " ".join(["tenor run", *_arguments(parameters)])


def _arguments(parameters: Mapping[str, object]) -> Iterator[str]:
    for name, value in parameters.items():
        if name == "strict" or value in ("", None):
            if value is True:
                yield "--strict"
        elif name in OPTIONS:
            yield f"--{name} {shlex.quote(str(value))}"
        else:
            yield f"--param {shlex.quote(f'{name}={value}')}"


def _of_side(side: str) -> str:
    return f" ({side})" if side else ""


def _commonest(words: "pd.Series[str]") -> str:
    counts = Counter(word for word in words if word)
    return counts.most_common(1)[0][0] if counts else ""


def _ways(words: "pd.Series[str]") -> str:
    return ", ".join(f"{word or 'not found'} {n:,}" for word, n in Counter(words).most_common())
