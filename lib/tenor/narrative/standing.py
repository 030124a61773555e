"""What a run says, in one row; and what it would say on some of its articles: the table `standings`."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from tenor.narrative.breaks import breaks
from tenor.narrative.comparison import PastRun
from tenor.narrative.criteria import trend_of
from tenor.narrative.reciprocity import reciprocity
from tenor.narrative.trend import trends
from tenor.narrative.verdict import DELTA, by_scorer, verdicts_table


def standing(run: PastRun) -> dict[str, Any]:
    """Give its verdict under its own scorer, its counts, and for each side the mean and the trend, as cells."""
    verdict = run.tables["verdicts"].set_index("scorer").loc[run.scorer]
    cells: dict[str, Any] = {"run": run.name, "scorer": run.scorer}
    cells |= {name: verdict[name] for name in ("verdict", "side", "sentence")}
    cells |= {f"n_{name}": len(run.tables[name]) for name in ("articles", "stances")}
    scored = run.stances()
    for place, side in zip(("first", "second"), run.sides, strict=True):
        trend = trend_of(run.tables["trends"], scorer=run.scorer, side=side)
        mean = scored.loc[scored["side"] == side, "polarity"].mean()
        cells |= {place: side, f"{place}_polarity": mean, f"{place}_change": trend.change}
        cells |= {f"{place}_low": trend.low, f"{place}_high": trend.high}
    return cells


def on_articles(run: PastRun, ids: Collection[str]) -> PastRun:
    """Give the run as if it had read only the articles `ids`: what it found and scored in them, judged anew.

    It is judged by the rules of today, with the smallest change that the run called one.
    """
    articles, stances = (run.tables[name] for name in ("articles", "stances"))
    stances = stances[stances["article_id"].isin(ids)]
    scores = run.tables["scores"]
    kept = {
        "articles": articles[articles["article_id"].isin(ids)],
        "stances": stances,
        "scores": scores[scores["stance_id"].isin(stances["stance_id"])],
    }
    scorers, sides = list(run.tables["verdicts"]["scorer"]), run.sides
    asked: dict[str, Any] = {"scorers": scorers, "sides": sides}
    slopes = trends(stances, kept["scores"], kept["articles"], **asked)
    answers = reciprocity(stances, kept["scores"], **asked)
    delta = float(str(run.parameters.get("delta", DELTA)))
    judged = by_scorer(slopes, sides=sides, delta=delta, reciprocity=answers)
    steps = breaks(stances, kept["scores"], scorers=[run.scorer], sides=sides)
    return replace(run, tables={**kept, "trends": slopes, "verdicts": verdicts_table(judged), "breaks": steps})
