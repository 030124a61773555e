"""What is looked at before a run starts, so that bad input is told at once and nothing half done is left."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from tenor.corpus.opening import corpus_path, open_corpus
from tenor.corrections import chosen_file, read_corrections
from tenor.errors import CorrectionError, ParameterError, unknown
from tenor.narrative import BASELINES, PERIODS
from tenor.narrative.timeline import WEIGHTS
from tenor.records import Fault
from tenor.relation import load
from tenor.sentiment import scorer_named


def ready(values: dict[str, Any], *, out: Path = Path()) -> str:
    """Raise for any input that is not there before anything runs; make paths absolute and give the run's name.

    The previous run may be named as a folder in `out`. That it is not there stops nothing: its report will say so.
    """
    scorer_named(values["scorer"])
    for name, known in {"over": (*PERIODS, "auto"), "baseline": BASELINES, "weights": WEIGHTS}.items():
        if values[name] not in known:
            raise ParameterError(unknown("period" if name == "over" else name, values[name], known))
    profile = load(values["relation"])
    if values["relation"].endswith(".toml"):
        values["relation"] = str(Path(values["relation"]).absolute())
    options = {name: values[name] for name in ("since", "until", "columns", "strict")}
    open_corpus(values["corpus"], **options)
    path = Path(corpus_path(values["corpus"]))
    named = chosen_file(values["corrections"], values["corpus"])
    if named and values["corrections"]:
        values["corrections"] = str(named.absolute())
    if previous := values.get("previous"):
        there = (path for path in (out / previous, Path(previous)) if path.is_dir())
        values["previous"] = str(next(there, Path(previous)).absolute())
    if values["corpus"] != "sample":
        values["corpus"] = str(path.absolute())
    return f"{profile.name}_{path.absolute().name.split('.')[0]}"


def unusable_corrections(values: Mapping[str, Any]) -> list[Fault]:
    """Give what cannot be used in the file of corrections; raises CorrectionError for it where reading is strict."""
    _, faults = read_corrections(chosen_file(values["corrections"], values["corpus"]))
    if faults and values["strict"]:
        raise CorrectionError(f"{faults[0].where}: {faults[0].detail}")
    return faults


def spooled(stdin: BinaryIO, folder: Path) -> Path:
    """Write standard input to a file that the notebooks can read: JSON lines where it opens with `{`, else one text."""
    whole = folder / "stdin"
    with whole.open("wb") as file:
        while block := stdin.read(1 << 20):
            file.write(block)
    with whole.open("rb") as file:
        packed = ".gz" if file.read(2) == b"\x1f\x8b" else ""
        file.seek(0)
        lines = packed or file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    return whole.rename(folder / f"stdin{'.jsonl' if lines else '.txt'}{packed}")
