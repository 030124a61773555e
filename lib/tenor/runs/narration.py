"""The last stage that the notebooks share: scores to the tables of the narrative, its verdict and its evidence."""

from collections.abc import Callable

import pandas as pd

from tenor import narrative
from tenor.narrative.verdict import DELTA, verdicts_table
from tenor.relation import Relation
from tenor.sentiment import SCORERS


def narrate(
    handed_on: Callable[[str], pd.DataFrame],
    profile: Relation,
    *,
    scorer: str,
    over: str = "auto",
    delta: float = DELTA,
    baseline: str = "corpus",
    weights: str = "stance",
    article: str = "",
) -> dict[str, pd.DataFrame]:
    """Put the scores on a calendar, ask what they show, and judge: every table of the narrative, by name.

    `handed_on` gives a table by name, as `Run.table` does: articles, stances, scores, events and event_scores. `over`
    is the period of what is drawn; what is tested takes the bins that suit the test. `article` is the one whose arc is
    told, by default the one with the most scored stances.
    """
    articles, found, scores = (handed_on(name) for name in ("articles", "stances", "scores"))
    sides = profile.side_keys
    scorers = [scorer, *(name for name in SCORERS if name != scorer)]
    made = {
        "baselines": narrative.baselines(found, scores, scorer=scorer, baseline=baseline, documented=profile.baselines),
        "timeline": narrative.timeline(
            found,
            scores,
            scorer=scorer,
            over=over,
            baseline=baseline,
            documented=profile.baselines,
            articles=articles,
            weights=weights,
        ),
        "storyline": narrative.storyline(handed_on("events"), handed_on("event_scores"), scorer=scorer),
        "arc": narrative.arc(found, scores, articles, scorer=scorer, sides=sides, article=article),
        "portrait": narrative.portrait(found, scores, articles, scorers=[scorer], sides=sides, over=over),
        "trends": narrative.trends(found, scores, articles, scorers=scorers, sides=sides),
        "gaps": narrative.gaps(found, scores, articles, scorers=scorers, sides=sides),
        "agreement": narrative.agreement(found, scores, scorers=scorers, sides=sides),
        "reciprocity": narrative.reciprocity(found, scores, scorers=scorers, sides=sides),
        "reactions": narrative.reactions(found, scores, scorers=scorers, sides=sides),
        "breaks": narrative.breaks(found, scores, scorers=scorers, sides=sides),
        "extremes": narrative.extremes(found, scores, scorers=scorers, sides=sides, over=over),
    }
    made["around"] = narrative.around(found, scores, made["breaks"])
    judged = narrative.by_scorer(made["trends"], sides=sides, delta=delta, reciprocity=made["reciprocity"])
    made["evidence"] = narrative.evidence(made, scorer=scorer, delta=delta)
    return made | {"criteria": judged[scorer].criteria, "verdicts": verdicts_table(judged)}
