"""What the scores say over time: timeline, trend, verdict and other statistics, from tidy frames to tidy frames.

No plotting, no clock, no file, and no luck: the same tables give the same numbers, as what is drawn at random is drawn
with a fixed seed. Uncertainty is by article (`jackknife`); of series of bins it allows for news that lasts.
"""

from tenor.narrative.agreement import agreement
from tenor.narrative.arc import arc
from tenor.narrative.baseline import BASELINES, baselines
from tenor.narrative.breaks import around, breaks
from tenor.narrative.evidence import evidence
from tenor.narrative.extremes import extremes
from tenor.narrative.gap import gaps
from tenor.narrative.means import mean_by
from tenor.narrative.portrait import portrait
from tenor.narrative.reactions import reactions
from tenor.narrative.reciprocity import reciprocity
from tenor.narrative.storyline import storyline
from tenor.narrative.timeline import PERIODS, period_for, timeline
from tenor.narrative.trend import BOTH, trends
from tenor.narrative.verdict import VERDICTS, Verdict, by_scorer, verdict

__all__ = [
    "BASELINES",
    "BOTH",
    "PERIODS",
    "VERDICTS",
    "Verdict",
    "agreement",
    "arc",
    "around",
    "baselines",
    "breaks",
    "by_scorer",
    "evidence",
    "extremes",
    "gaps",
    "mean_by",
    "period_for",
    "portrait",
    "reactions",
    "reciprocity",
    "storyline",
    "timeline",
    "trends",
    "verdict",
]
