"""Where the time of extraction goes, by stage: the stack is looked at every few milliseconds of processor time.

A profiler that is called at each function makes short functions look slow. Looking costs every function the same.
"""

import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType

import tenor.stances

FOLDER = Path(tenor.stances.__file__).parent
INTERVAL = 0.004
REST = "everything else"
STAGES: Mapping[str, tuple[str, ...]] = {
    "speakers": ("speakers",),
    "kind and topics": ("extraction:_stance",),
    "tokens and tags": ("tokens",),
    "quotations": ("quotation",),
    "paragraphs and sentences": ("text",),
    "content": ("content",),
    "cues and attribution": ("attribution", "cues"),
}
"""The modules of each stage, or a function of one. Where a stack holds several stages, the first of these counts."""


def shares(work: Callable[[], object]) -> dict[str, float]:
    """Give the share of the processor's time that each stage takes of `work`, the largest first."""
    counts: Counter[str] = Counter()
    before = signal.signal(signal.SIGPROF, lambda _, frame: counts.update([stage_of(frame)]))
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return {stage: n / counts.total() for stage, n in counts.most_common()}


def stage_of(frame: FrameType | None) -> str:
    """Give the stage that a stack is in: a tagged word of a name counts for the speakers, who asked for it."""
    running = set(_places(frame))
    return next((stage for stage, places in STAGES.items() if running.intersection(places)), REST)


def _places(frame: FrameType | None) -> Iterator[str]:
    """Give the modules of `stances` in a stack, and each with its function."""
    while frame:
        path = Path(frame.f_code.co_filename)
        if path.parent == FOLDER:
            yield path.stem
            yield f"{path.stem}:{frame.f_code.co_name}"
        frame = frame.f_back
