"""The figures of the narrative, by name, from the tables of a run."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from tenor import charts
from tenor.charts import Figure
from tenor.narrative import mean_by, period_for, timeline
from tenor.relation import Relation


def figures_of(
    handed_on: Callable[[str], pd.DataFrame],
    made: Mapping[str, pd.DataFrame],
    profile: Relation,
    *,
    scorer: str,
    over: str = "auto",
    min_stances: int = 5,
) -> dict[str, Figure]:
    """Give the figures of the tables that `narrate` made, and of those that it was made from, in a reader's order.

    `over` is the period that `narrate` was given. Nothing is drawn yet: a figure is drawn when it is shown or saved.
    """
    articles, found, scores = (handed_on(name) for name in ("articles", "stances", "scores"))
    sides, sentence = profile.side_keys, str(made["verdicts"].set_index("scorer").loc[scorer, "sentence"])
    common: dict[str, Any] = {"sides": sides, "scorer": scorer}
    drawn = {**common, "period": period_for(found["published"], over=over), "min_stances": min_stances}
    tested = timeline(found, scores, scorer=scorer, over=next(iter(made["breaks"]["period"]), "month"))
    title = dict(zip(articles["article_id"], articles["title"], strict=True)).get(
        next(iter(made["arc"]["article_id"]), "")
    )
    figures = (
        charts.timeline_figure(
            made["timeline"], **drawn, verdict=sentence, baselines=made["baselines"], storyline=made["storyline"]
        ),
        charts.spiral_figure(made["portrait"], **drawn, baselines=made["baselines"]),
        charts.storyline_figure(made["storyline"], scorer=scorer),
        charts.arc_figure(made["arc"], **common, title=title or ""),
        charts.breaks_figure(made["breaks"], tested, made["reciprocity"], **common),
        charts.topics_figure(
            mean_by(found, scores, ["side", "topic"], scorer=scorer), **common, min_stances=min_stances
        ),
        charts.stances_figure(found, scores, **common, adjectives={s.key: s.adjectives[0] for s in profile.sides}),
    )
    return {figure.name: figure for figure in figures}


def worth_a_report(figures: Mapping[str, Figure], articles: pd.DataFrame) -> list[Figure]:
    """Give the figures that a report shows: the arc of one article only where there is no other."""
    return [figure for name, figure in figures.items() if name != "arc" or len(articles) == 1]
