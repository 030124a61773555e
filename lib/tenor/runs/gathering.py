"""What the report shows, gathered from a run folder."""

from collections.abc import Mapping
from typing import Any

from tenor.corpus.opening import corpus_path, is_sample
from tenor.narrative.changes import Changes
from tenor.relation import Relation
from tenor.report import ReportContents, load_figures
from tenor.runs.chain import all_parameters
from tenor.runs.folder import Run, manifest_of
from tenor.runs.provenance import versions

SHOWN = (
    "trends",
    "gaps",
    "reciprocity",
    "reactions",
    "breaks",
    "around",
    "extremes",
    "agreement",
    "evidence",
    "corrections",
)


def contents_of(
    run: Run,
    relation: Relation,
    *,
    parameters: Mapping[str, Any],
    full_text: bool,
    top: int,
    changes: Changes | None = None,
) -> ReportContents:
    """Gather what the report shows from the tables and figures in a run folder.

    The parameters are those of the whole run, as its `run.json` tells them, and the ones given where there is none.
    """
    articles, scorer, corpus = run.table("articles"), str(parameters["scorer"]), str(parameters["corpus"])
    days = articles["published"].dropna()
    told = run.table("reading")
    counts: dict[str, dict[str, int]] = {"yes": {}, "no": {}}
    for answer, meaning, n in zip(told["left_out"], told["meaning"], told["n"], strict=True):
        counts[answer][meaning] = int(n)
    return ReportContents(
        relation_title=relation.title,
        corpus_name=str(corpus_path(corpus)).rstrip("/").rpartition("/")[2],
        demonstration=is_sample(corpus),
        period=(days.min().date(), days.max().date()) if len(days) else None,
        sides=relation.side_keys,
        parameters=manifest_of(run.path).get("parameters", parameters),
        meanings={name: parameter.help for name, parameter in all_parameters().items()},
        versions=versions(),
        verdicts=run.table("verdicts"),
        criteria=run.table("criteria"),
        articles=articles,
        texts=run.table("texts") if full_text else None,
        stances=run.table("stances"),
        scores=run.table("scores"),
        scorer=scorer,
        faults=run.table("faults"),
        left_out=counts["yes"],
        read_differently=counts["no"],
        figures=load_figures(run.figures),
        tables={name: run.table(name) for name in SHOWN if run.has(name)},
        changes=changes,
        top=top,
    )
