"""Why a score is what it is: each assessment with its place in the text, its weight, and the rule that changed it.

`diplomatic` explains itself as it scores. For `textblob` and `vader` it is worked out here, when asked for, so that
plain scoring stays quick. The weights of `textblob` and `diplomatic` add up to the polarity. VADER sums, adds for
exclamation marks and squeezes, so that its assessments have no weight, and come ranked, the strongest first.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from html import escape

from tenor.records import Assessment, Score, Span
from tenor.sentiment.diplomatic import diplomatic
from tenor.sentiment.scorers import SCORERS, scorer_named
from tenor.sentiment.textblob import read_placed, textblob
from tenor.sentiment.vader import read_ranked


def explain(text: str, *, scorer: str, cue: str = "") -> Score:
    """Give the same score as the scorer called `scorer` gives, with span, weight and rule in its assessments.

    The words of a scorer without an explainer are found where they stand in the text, in order; its weights stay NaN.

    >>> [(one.span, one.weight) for one in explain("a dangerous spiral", scorer="textblob").assessments]
    [(Span(start=2, end=11), -0.6)]
    """
    if scorer in EXPLAINERS:
        return EXPLAINERS[scorer](text, cue)
    score = scorer_named(scorer)(text, cue)
    return replace(score, assessments=tuple(_located(text, score.assessments)))


def explain_stances(
    stances: Iterable[tuple[str, str, str]], *, scorers: Iterable[str]
) -> Iterator[tuple[str, str, Score]]:
    """Score and explain `(stance_id, content, cue)`: what `score_stances` gives, with explained scores."""
    names = list(scorers)
    for name in names:
        scorer_named(name)
    return (
        (stance_id, name, explain(content, scorer=name, cue=cue))
        for stance_id, content, cue in stances
        for name in names
    )


def marked(text: str, score: Score) -> str:
    """Give `text` as HTML with the assessed words marked, each with its weight, and its rule as a tooltip."""
    pieces, last = [], 0
    placed = [one for one in score.assessments if one.span]
    for one in sorted(placed, key=lambda one: (one.span or Span(0, 0)).start):
        span = one.span
        if span and span.start >= last:
            pieces += [escape(text[last : span.start]), _mark(span.of(text), one)]
            last = span.end
    return "".join([*pieces, escape(text[last:])])


def marked_rows(rows: Iterable[tuple[str, str, str]], *, scorer: str) -> str:
    """Give `(heading, text, cue)` rows as an HTML table: heading, polarity to `scorer`, and the text marked."""
    lines = []
    for heading, text, cue in rows:
        score = explain(text, scorer=scorer, cue=cue)
        cells = (escape(heading), f"{score.polarity:+.2f}", marked(text, score))
        lines.append("<tr>" + "".join(f'<td style="text-align:left">{cell}</td>' for cell in cells) + "</tr>")
    head = "".join(f'<th style="text-align:left">{name}</th>' for name in ("speaker", "polarity", "content"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _mark(words: str, one: Assessment) -> str:
    told = one.weight if one.weight == one.weight else one.polarity
    color = "#d8ecd8" if told > 0 else "#f6d9d3" if told < 0 else "#eeeeee"
    rule = f' title="{escape(one.rule)}"' if one.rule else ""
    return f'<mark style="background:{color};color:#111"{rule}>{escape(words)}<sup>{told:+.2f}</sup></mark>'


def _explain_textblob(text: str, cue: str) -> Score:
    score = textblob(text, cue)
    return replace(score, assessments=read_placed(text)) if score.n_assessed else score


def _explain_vader(text: str, cue: str) -> Score:
    score = SCORERS["vader"](text, cue)
    return replace(score, assessments=read_ranked(text)) if score.n_assessed else score


EXPLAINERS: dict[str, Callable[[str, str], Score]] = {
    "diplomatic": diplomatic,
    "textblob": _explain_textblob,
    "vader": _explain_vader,
}


def _located(text: str, seen: Iterable[Assessment]) -> Iterator[Assessment]:
    last = 0
    for one in seen:
        words = r"\W{0,3}".join(re.escape(word) for word in one.words)
        found = re.compile(words, re.IGNORECASE).search(text, last)
        last = found.end() if found else last
        yield replace(one, span=Span(*found.span()) if found else one.span)
