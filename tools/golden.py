"""What the extraction finds in the sample corpus, one stance a line: `python tools/golden.py` writes it again.

The file, tests/golden/sample_stances.tsv, is for reading in a diff: a change to the extraction shows there as lines
lost, gained or changed, and is reviewed with the code that caused it.
"""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "lib"))

from tenor.corpus import Corpus  # noqa: E402
from tenor.records import Stance  # noqa: E402
from tenor.relation import load  # noqa: E402
from tenor.stances import stances  # noqa: E402

SAMPLE = ROOT / "data" / "sample"
GOLDEN = ROOT / "tests" / "golden" / "sample_stances.tsv"
COMMAND = "python tools/golden.py"
COLUMNS = ("article", "span", "within", "kind", "speaker", "side", "cue", "content")


def main() -> None:
    """Write the golden file and print how many stances it holds."""
    written = golden()
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(written, encoding="utf-8", newline="\n")
    print(f"{GOLDEN.relative_to(ROOT)}: {written.count(chr(10)) - 1} stances")


def golden() -> str:
    """Give the stances of the sample corpus as lines of cells with tabs between, the names of the columns first."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar="\\")
    writer.writerow(COLUMNS)
    writer.writerows(_rows())
    return out.getvalue()


def _rows() -> Iterator[tuple[str, ...]]:
    relation = load("us-china")
    for path in sorted(SAMPLE.glob("20*.md")):
        for article in Corpus(path):
            for stance in stances(article, relation):
                yield tuple(" ".join(cell.split()) for cell in (path.name, *_cells(stance)))


def _cells(stance: Stance) -> tuple[str, ...]:
    spans = ";".join(f"{span.start}-{span.end}" for span in stance.spans)
    within = stance.within.rpartition(":")[2]
    cue = stance.cue.text if stance.cue else ""
    return spans, within, stance.kind, stance.speaker, stance.side, cue, stance.content


if __name__ == "__main__":
    main()
