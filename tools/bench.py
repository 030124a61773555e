"""Speed and memory as ratios within one run: `make bench`.

The two of a pair are measured in turn, and medians are printed: machines are noisy, so no absolute time means anything
on its own. What is compared is said in each line. Runs and memory are those of whole processes, seen from outside.
"""

import hashlib
import itertools
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
CHAIN = ("1_stances", "2_sentiment", "3_spiral", "4_report")
GOLD = ROOT.parent / "shared" / "gold" / "polnear_train.jsonl"
EVENTS = GOLD.with_name("plv_train.jsonl")
GRID = {"scorer": ("textblob", "diplomatic"), "over": ("week", "month")}
PAIRS = 3
FEW, MANY = 1_000, 10_000


def main() -> None:
    """Print every ratio, a line each, with what it should be."""
    with tempfile.TemporaryDirectory(prefix="tenor-bench-") as name:
        folder = Path(name)
        _print_run(folder)
        _print_sweep(folder)
        _print_stances(folder)
        _print_memory(folder)
        _print_scorers()
        for tool in ("narrative_rate.py", "archive_rate.py"):
            subprocess.run([sys.executable, str(ROOT / "tools" / tool)], check=True, cwd=ROOT)


def _print_run(folder: Path) -> None:
    ours, theirs = _in_turn(lambda: _tenor_run(folder), lambda: _papermill_loop(folder))
    _line("run", ours / theirs, f"of four papermill commands ({ours:.1f} s to {theirs:.1f} s), at most 0.9")


def _print_sweep(folder: Path) -> None:
    ours, theirs = _in_turn(lambda: _tenor_sweep(folder), lambda: _papermill_sweep(folder))
    n = math.prod(map(len, GRID.values()))
    what = (
        f"the throughput of papermill commands in a loop over {n} runs ({theirs:.0f} s to {ours:.0f} s), at least 2.5"
    )
    print(f"sweep: {theirs / ours:.1f} times {what}", flush=True)


def _print_stances(folder: Path) -> None:
    """Print extraction beside TextBlob's tagger, both in a process of their own, and what its time is spent on."""
    source, what = _texts(folder)
    command = [sys.executable, str(ROOT / "tools" / "tagger_rate.py"), str(source)]
    told = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT).stdout)
    rates = f"{told['rate']:.0f} to {told['tagger']:.0f} articles a second of {what}"
    _line("stances", told["ratio"], f"of the rate of TextBlob's tagger alone ({rates}, one core), at least 0.5")
    print("  " + ", ".join(f"{stage} {share:.0%}" for stage, share in told["stages"].items()))
    _print_lengths({int(length): seconds for length, seconds in told["lengths"].items()})


def _print_lengths(lengths: Mapping[int, float]) -> None:
    each = ", ".join(f"{seconds:.2f} s at {length // 1000:,} kB" for length, seconds in lengths.items())
    longest = lengths[max(lengths)] / lengths[min(lengths)]
    _line("length", longest, f"of the time for a megabyte in short articles if it is one ({each}), at most 1.3")


def _print_memory(folder: Path) -> None:
    few, many = (_timed(_tenor("stances", str(_corpus(folder, n))))[1] for n in (FEW, MANY))
    _line("memory", many / few, f"at {MANY:,} articles of that at {FEW:,} ({many:.0f} to {few:.0f} MiB), at most 1.3")


def _print_scorers() -> None:
    """Print how many texts a second each scorer reads, and TextBlob and VADER by themselves, in one process."""
    from textblob import TextBlob
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    from tenor.sentiment import SCORERS

    texts, what = _sentences()
    timed: dict[str, Callable[[str], object]] = {
        "TextBlob(text).sentiment": lambda text: TextBlob(text).sentiment,
        "TextBlob(text).sentiment_assessments": lambda text: TextBlob(text).sentiment_assessments,
        "VADER's polarity_scores": SentimentIntensityAnalyzer().polarity_scores,
        **SCORERS,
    }
    for scorer in timed.values():
        scorer("good")
    rounds = [{name: _seconds(scorer, texts) for name, scorer in timed.items()} for _ in range(PAIRS)]
    taken = {name: statistics.median(one[name] for one in rounds) for name in timed}
    for name, seconds in taken.items():
        print(f"scorers: {name} {len(texts) / seconds:,.0f} texts a second, on {what}", flush=True)
    plain, assessed = "TextBlob(text).sentiment", "TextBlob(text).sentiment_assessments"
    for name, other, least in (("diplomatic", plain, 1.0), ("textblob", assessed, 1.5)):
        ratio = statistics.median(one[other] / one[name] for one in rounds)
        _line("scorers", ratio, f"is the rate of {name} in that of {other}, at least {least}")


def _seconds(scorer: Callable[[str], object], texts: Sequence[str]) -> float:
    begun = time.process_time()
    for text in texts:
        scorer(text)
    return time.process_time() - begun


def _sentences() -> tuple[list[str], str]:
    """Give labelled sentences where they are beside the project, and sentences of the sample elsewhere."""
    if EVENTS.is_file():
        return [json.loads(line)["sentence"] for line in EVENTS.read_text("utf-8").splitlines()], "PLV"
    texts = "\n".join(file.read_text("utf-8") for file in sorted((ROOT / "data" / "sample").glob("2*.md")))
    return [part for part in texts.replace(". ", ".\n").splitlines() if len(part) > 40], "the sample corpus"


def _line(name: str, ratio: float, words: str) -> None:
    print(f"{name}: {ratio:.2f} {words}", flush=True)


def _in_turn(one: Callable[[], float], other: Callable[[], float]) -> tuple[float, float]:
    """Give the median seconds of two measurements, taken in turn after one of each that does not count."""
    one(), other()
    pairs = [(one(), other()) for _ in range(PAIRS)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def _tenor_run(folder: Path) -> float:
    return _timed(_tenor("run", "--out", str(folder / "runs")))[0]


def _papermill_loop(folder: Path, **parameters: str) -> float:
    """Give the seconds of four papermill commands, one a notebook, with these parameters where a notebook has them."""
    run = folder / "loop"
    shutil.rmtree(run, ignore_errors=True)
    run.mkdir()
    python = [sys.executable, "-m", "papermill", "--cwd", str(NOTEBOOKS), "--no-progress-bar"]
    given = {"run_dir": str(run), **parameters}
    return sum(_timed([*python, *_p(name, given), *_in_and_out(name, run)])[0] for name in CHAIN)


def _p(notebook: str, given: Mapping[str, str]) -> list[str]:
    declared = (NOTEBOOKS / f"{notebook}.ipynb").read_text("utf-8")
    return [word for name, value in given.items() if f"{name}: str" in declared for word in ("-p", name, value)]


def _in_and_out(notebook: str, run: Path) -> list[str]:
    return [str(NOTEBOOKS / f"{notebook}.ipynb"), str(run / f"{notebook}.ipynb")]


def _tenor_sweep(folder: Path) -> float:
    """Give the seconds of a sweep with its comparison, in a folder where nothing has been run yet."""
    sets = [word for name, values in GRID.items() for word in ("--set", f"{name}={','.join(values)}")]
    return _timed(_tenor("sweep", *sets, "--out", tempfile.mkdtemp(dir=folder)))[0]


def _papermill_sweep(folder: Path) -> float:
    points = [dict(zip(GRID, point, strict=True)) for point in itertools.product(*GRID.values())]
    return sum(_papermill_loop(folder, **point) for point in points)


def _tenor(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tenor", *arguments]


def _timed(command: Sequence[str]) -> tuple[float, float]:
    """Run a command; give its seconds and the peak memory of its largest process in MiB. Raises where it fails."""
    begun = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT) as process:
        told = process.stderr.read() if process.stderr else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{told.decode()[-2000:]}")
    return time.monotonic() - begun, used.ru_maxrss / 1024


def _texts(folder: Path) -> tuple[Path, str]:
    """Give real articles where they are beside the project, and generated ones elsewhere."""
    return (GOLD, "PolNeAR") if GOLD.is_file() else (_corpus(folder, FEW), "a generated corpus")


def _corpus(folder: Path, n: int) -> Path:
    """Write a corpus of `n` different articles, made of the sample's paragraphs."""
    path = folder / f"{n}.jsonl"
    if not path.is_file():
        with path.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps({"text": text}) + "\n" for text in generated(n))
    return path


def generated(n: int) -> Iterator[str]:
    """Give `n` different texts, made of the sample's paragraphs."""
    paragraphs = [
        part
        for file in sorted((ROOT / "data" / "sample").glob("2*.md"))
        for part in file.read_text("utf-8").split("---", 2)[2].strip().split("\n\n")
    ]
    for number in range(n):
        picks = hashlib.sha256(str(number).encode()).digest()[:6]
        yield "\n\n".join([*(paragraphs[pick % len(paragraphs)] for pick in picks), f"This was article {number}."])


if __name__ == "__main__":
    main()
