"""A run folder for a notebook that is opened alone, with what the notebooks before it would have left there."""

import shutil
from collections.abc import Mapping
from typing import Any

import pandas as pd

from tenor.corpus.opening import PROJECT, open_corpus
from tenor.corrections import chosen_file
from tenor.relation import load
from tenor.runs.folder import Run

BY_HAND = PROJECT / "runs" / "by-hand"
READING_OPTIONS = ("since", "until", "columns", "strict")


def by_hand(run_dir: str, notebook: str, inputs: Mapping[str, Any] | None = None) -> Run:
    """Give the run folder that a notebook works in.

    That is `run_dir` if one is given. A notebook opened alone has none: then it is `runs/by-hand/NOTEBOOK`, emptied,
    with what the notebooks before it would have left there, made afresh from `inputs`.
    """
    if run_dir:
        return Run(run_dir)
    folder = BY_HAND / notebook
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    run = Run(folder)
    for make in _BEFORE[notebook]:
        run.save(**make(run, dict(inputs or {})))
    return run


def _read_stage(_run: Run, inputs: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    from tenor.runs.stages import read

    options = {name: inputs[name] for name in READING_OPTIONS if name in inputs}
    corrections = chosen_file(inputs.get("corrections", ""), inputs["corpus"])
    tables = read(open_corpus(inputs["corpus"], **options), inputs["relation"], corrections)
    return {name: table for name, table in tables.items() if name != "texts" or inputs.get("full_text", True)}


def _score_stage(run: Run, inputs: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    from tenor.runs.stages import score

    readers, corpus = run.table("corrections"), inputs.get("corpus")
    return score(run.table("stances"), run.table("events"), corrections=readers, corpus=corpus)


def _verdict_stage(run: Run, inputs: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    from tenor.charts import coverage_figure, save
    from tenor.runs.drawing import figures_of, worth_a_report
    from tenor.runs.narration import narrate

    profile, scorer = load(inputs["relation"]), inputs["scorer"]
    made = narrate(run.table, profile, scorer=scorer)
    figures = figures_of(run.table, made, profile, scorer=scorer)
    for figure in [*worth_a_report(figures, run.table("articles")), coverage_figure(run.table("scores"))]:
        save(figure, run.figures)
    return made


_BEFORE = {
    "1_stances": (),
    "2_sentiment": (_read_stage,),
    "3_spiral": (_read_stage, _score_stage),
    "4_report": (_read_stage, _score_stage, _verdict_stage),
    "start": (),
    "explore": (),
    "validation": (),
    "calibration": (),
    "compare": (),
    "history": (),
}
