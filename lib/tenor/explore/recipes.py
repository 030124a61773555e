"""The Python behind each view: cells that a reader can paste below the explorer and change."""

from collections.abc import Callable

from tenor.errors import ParameterError, unknown
from tenor.explore.asked import Asked, code_of
from tenor.explore.material import Material

VIEWS: dict[str, Callable[[Asked], str]] = {
    "timeline": lambda asked: (
        f"from tenor.narrative import timeline\n\ntimeline(found, scores, scorer={asked.scorer!r}, over={asked.over!r})"
    ),
    "stances": lambda asked: (
        "from tenor.narrative.means import with_polarity\n\n"
        f'with_polarity(found, scores, scorer={asked.scorer!r}).plot.scatter("published", "polarity")'
    ),
    "topics": lambda asked: (
        f'from tenor.narrative import mean_by\n\nmean_by(found, scores, ["topic", "side"], scorer={asked.scorer!r})'
    ),
    "table": lambda asked: (
        "from tenor.narrative.means import with_polarity\n\n"
        f"with_polarity(found, scores, scorer={asked.scorer!r})"
        f".sort_values({asked.sort!r}, ascending={not asked.descending})"
    ),
}


def recipe(view: str, material: Material, asked: Asked) -> str:
    """Give the Python that makes what `view` shows, from the files on; raises ParameterError for no view of ours.

    Corrections that were made since the run are not in it: run the notebooks again, and they are.
    """
    if view not in VIEWS:
        raise ParameterError(unknown("view", view, VIEWS))
    joined = 'found = found.merge(articles[["article_id", "outlet", "title"]], on="article_id", how="left")'
    return "\n".join([material.recipe, joined, *code_of(asked), "", VIEWS[view](asked)])
