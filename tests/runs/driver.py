"""Run the chain of notebooks in the first folder into the second: `python -m tests.runs.driver NOTEBOOKS OUT`."""

import datetime as dt
import sys
from contextlib import ExitStack
from pathlib import Path

from tenor.runs.chain import nursery_for, run_chain


def main(notebooks: Path, out: Path) -> int:
    """Run as `tenor run` does, with kernels that are forked; give 0 where the run ended ok."""
    with ExitStack() as stack:
        outcome = run_chain(
            {}, out=out, name="test", now=lambda: dt.datetime.now(dt.UTC), say=lambda _: None, notebooks=notebooks,
            nursery=nursery_for(stack, notebooks),
        )  # fmt: skip
    return int(outcome.status != "ok")


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2])))
