"""The article of `../shared/seed`, read in place: what one reader annotated there. Skipped where it is absent."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "seed"
FEWEST_RIGHT, MOST_EXTRA = 18, 8

pytestmark = pytest.mark.skipif(not (SEED / "check.py").is_file(), reason=f"{SEED} is not here")


def test_most_of_the_seed_article_is_found_and_little_else(tmp_path: Path) -> None:
    found = tmp_path / "found.jsonl"
    with found.open("wb") as out:
        command = [sys.executable, "-m", "tenor", "stances", str(SEED / "articles.jsonl")]
        subprocess.run(command, stdout=out, check=True, cwd=ROOT / "lib")
    checked = subprocess.run(
        [sys.executable, str(SEED / "check.py"), "stances", str(found)], capture_output=True, text=True
    )
    told = re.search(r"(\d+) of \d+ right.*; (\d+) that nobody annotated", checked.stdout)
    assert told, checked.stdout + checked.stderr
    right, extra = map(int, told.groups())
    assert right >= FEWEST_RIGHT, checked.stdout
    assert extra <= MOST_EXTRA, checked.stdout
