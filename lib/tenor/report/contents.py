"""What a report is made of, field by field, and the figures as `tenor.charts` saved them."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from tenor.charts import CHARTS
from tenor.narrative.changes import Changes


@dataclass(frozen=True)
class SavedFigure:
    """A figure as it was saved: `svg` for a page, `narrow` for a phone ("" for none), with its words and numbers."""

    name: str
    title: str
    caption: str
    alt: str
    svg: str = field(repr=False)
    narrow: str = field(repr=False)
    table: pd.DataFrame = field(repr=False)


@dataclass(frozen=True)
class ReportContents:
    """Everything that stands in a report. Tables are those of `tenor.tables`; nothing here is taken for HTML.

    - relation_title: what the report is about: "United States and China"
    - corpus_name: what was read, as a reader would name it
    - demonstration: True for the corpus that comes with Tenor; the report then says that nothing in it may be cited
    - period: first and last day of publication, None where no article has a date
    - sides: keys of the two sides, in the relation's order
    - parameters, versions: what the run was given, and with which software, by name; meanings: of the parameters
    - verdicts, criteria: tables; `verdicts` has a row for each scorer
    - articles, stances, scores, faults: tables; `texts` as well, None where full texts may not be passed on
    - scorer: the one that the verdict and every number rests on that names no other
    - left_out: how many, by why ("is not in English"); read_differently: likewise, for what was read with a fault
    - figures: in the order in which they are shown; see `load_figures`
    - tables: the other tables of the narrative by name (trends, gaps, reciprocity, reactions, breaks, around, extremes,
      agreement, evidence), and corrections; what is not there is not shown
    - changes: what changed since an earlier run; None where there is none to compare with
    - top: how many of the most telling stances to show on each end of each side
    """

    relation_title: str
    corpus_name: str
    demonstration: bool
    period: tuple[dt.date, dt.date] | None
    sides: tuple[str, str]
    parameters: Mapping[str, object]
    versions: Mapping[str, str]
    verdicts: pd.DataFrame
    criteria: pd.DataFrame
    articles: pd.DataFrame
    texts: pd.DataFrame | None
    stances: pd.DataFrame
    scores: pd.DataFrame
    scorer: str
    faults: pd.DataFrame
    left_out: Mapping[str, int]
    figures: Sequence[SavedFigure]
    read_differently: Mapping[str, int] = field(default_factory=dict)
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)
    changes: Changes | None = None
    top: int = 5


def load_figures(folder: Path) -> list[SavedFigure]:
    """Give the figures that `tenor.charts.save` wrote into `folder`: those of `CHARTS` in their order, then any others.

    None where there is no such folder.
    """
    order = list(CHARTS)
    names = sorted(path.stem for path in folder.glob("*.json"))
    known = [name for name in order if name in names]
    return [_load(folder, name) for name in [*known, *(name for name in names if name not in order)]]


def _load(folder: Path, name: str) -> SavedFigure:
    words = json.loads((folder / f"{name}.json").read_text("utf-8"))
    narrow = folder / f"{name}-narrow.svg"
    return SavedFigure(
        name=name,
        title=words["title"],
        caption=words["caption"],
        alt=words["alt"],
        svg=(folder / f"{name}.svg").read_text("utf-8"),
        narrow=narrow.read_text("utf-8") if narrow.is_file() else "",
        table=pd.read_csv(folder / f"{name}.csv", keep_default_na=False, na_values=[""]),
    )
