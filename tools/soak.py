"""Faults by the dozen: runs that are killed at random moments, and read while they go on: `python tools/soak.py [N]`.

After each fault the status has to be true, no process may be left, and the next run has to succeed.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
N = 50


def runs(n: int = N) -> None:
    """Let every fault befall `n` runs, and print for each how they ended; raises AssertionError where one is untrue."""
    sys.path[:0] = [str(ROOT)]
    from tests.runs.faults import FAULTS, campaign

    for fault in FAULTS:
        with tempfile.TemporaryDirectory(prefix="tenor-soak-") as folder:
            ended = Counter(campaign(Path(folder), fault, n=n))
        print(f"soak: {n} runs, {fault} killed: {', '.join(f'{k} {n}' for k, n in sorted(ended.items()))}", flush=True)


if __name__ == "__main__":
    runs(int(sys.argv[1]) if len(sys.argv) > 1 else N)
