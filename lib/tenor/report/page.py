"""The report: one HTML file that needs nothing but itself.

No font, no picture, no script from elsewhere: a Content-Security-Policy in the page forbids it, and allows one script,
`report.js`, by its hash. Without it the page says the same; with it the stances can be filtered and sorted. Everything
that comes from an article is escaped by Jinja, and what escaping leaves dangerous (controls, marks of direction, links
that are none) is made visible or left out.
"""

import base64
import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from numbers import Integral, Real
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pandas.api.types import is_numeric_dtype

from tenor.charts.wording import counted, day, shortened, shown
from tenor.narrative.means import with_polarity
from tenor.narrative.numerals import NOTHING, signed
from tenor.report import findings
from tenor.report.changed import NOTHING_CHANGED, UNSCORED, changed_row, changes_told, heading
from tenor.report.contents import ReportContents, SavedFigure
from tenor.report.corrected import correction_rows, corrections_sentence
from tenor.report.drawing import inline_svg
from tenor.report.marking import side_class
from tenor.report.papers import (
    CONTENT,
    EXCERPT,
    TEXT,
    StanceRow,
    anchors_of,
    choices,
    chosen_articles,
    papers,
    stance_rows,
)
from tenor.report.statistics import Answer, doubts, statistics

FOLDER = Path(__file__).parent
PARTS = {"story": ("timeline", "spiral", "storyline", "arc"), "statistics": ("breaks", "topics", "stances")}
"""Where figures stand; any other stands with the doubts."""

MOST_EVIDENCE = 3

LIMITS = {
    "stances": 5000,
    "speakers": 25,
    "more_speakers": 200,
    "faults": 20,
    "corrections": 200,
    "excerpt": EXCERPT,
    "text": TEXT,
}
"""Most rows of the tables, and most characters; the report says where something is cut and where the rest is."""


def report_html(contents: ReportContents) -> str:
    """Give the whole report as one HTML document, which is well-formed XML as well."""
    articles = chosen_articles(contents)
    anchors = anchors_of(contents, articles)
    scored = with_polarity(contents.stances, contents.scores, scorer=contents.scorer)
    ordered = scored.sort_values(["published", "article_id", "paragraph"], kind="stable")
    by_speaker = findings.speakers(scored)
    own_verdict = contents.verdicts[contents.verdicts["scorer"] == contents.scorer]
    rows = list(stance_rows(ordered.head(LIMITS["stances"]), contents, anchors))
    script = own_script()
    template = environment().get_template("report.html")
    return template.render(
        c=contents,
        script=script,
        script_hash=hash_of(script),
        css=Markup(FOLDER.joinpath("report.css").read_text("utf-8")),  # noqa: S704 (a file of ours)
        limits=LIMITS,
        verdict=next(iter(_records(own_verdict)), None),
        verdicts=_records(contents.verdicts),
        criteria=_records(contents.criteria),
        survival=findings.survival(contents.verdicts, contents.scorer),
        outlets=findings.outlets(contents.articles),
        kinds=findings.kinds_by_side(contents.stances, contents.sides),
        missing=findings.missing(scored, contents.articles),
        faults=_records(contents.faults.head(LIMITS["faults"])),
        evidence=list(contents.tables["evidence"]["sentence"].head(MOST_EVIDENCE))
        if "evidence" in contents.tables
        else [],
        statistics=[_with_numbers(answer) for answer in statistics(contents)],
        doubts=[_with_numbers(answer) for answer in doubts(contents)],
        **_corrections(contents, anchors),
        **_changes(contents, anchors),
        around=list(_around(scored, contents, anchors)),
        figures=_figures(contents.figures),
        telling=list(_telling(contents, anchors)),
        speakers=_records(by_speaker.head(LIMITS["more_speakers"])),
        n_speakers=len(by_speaker),
        stances=rows,
        choices=choices(rows, contents.sides),
        papers=list(papers(contents, articles, anchors)),
        command=findings.command(contents.parameters),
    )


def own_script() -> Markup:
    """Give the script of the report, so that it stands in a page of HTML that is well-formed XML as well."""
    script = FOLDER.joinpath("report.js").read_text("utf-8")
    return Markup(f"/*<![CDATA[*/\n{script}/*]]>*/")  # noqa: S704 (a file of ours)


def hash_of(script: str) -> str:
    """Give the source by which a Content-Security-Policy allows exactly this script.

    >>> hash_of("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def own(text: object, most: int = 0) -> Markup:
    """Give words of an article, isolated: whichever way their script runs, what stands beside them stays where it is.

    >>> own("<b>")
    Markup('<bdi>&lt;b&gt;</bdi>')
    """
    return Markup("<bdi>{}</bdi>").format(shortened(str(text), most) if most else shown(str(text)))


def cell(value: object) -> str:
    """Give a cell of a figure's table: numbers with two decimals, nothing as a dash.

    >>> cell(0.123), cell(-1.0), cell(1200), cell(""), cell("US")
    ('0.12', '−1.00', '1,200', '–', 'US')
    """
    if isinstance(value, Integral):
        return f"{int(value):,}"
    if isinstance(value, Real):
        return NOTHING if math.isnan(value) else f"{float(value):.2f}".replace("-", "−")
    return shown(str(value)) if value not in ("", None) else NOTHING


@cache
def environment() -> Environment:
    """Give the templates of this folder, with escaping on and the filters that they use."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "cell": cell,
        "counted": counted,
        "day": day,
        "lead": _lead,
        "own": own,
        "shown": shown,
        "side_class": side_class,
        "signed": signed,
    }
    return made


def _changes(contents: ReportContents, anchors: dict[str, str]) -> dict[str, Any]:
    """Give what the report says of what changed: nothing where there is no earlier run to compare with."""
    changes = contents.changes
    if changes is None or changes.why:
        return {"changes": changes, "changes_heading": heading(changes) if changes else "", "changed": None}
    told = changes_told(changes)
    most = EXCERPT if contents.texts is None else CONTENT
    words = {"nothing_changed": NOTHING_CHANGED, "unscored": UNSCORED}
    movers = {"movers": told.movers, "remeasured": told.remeasured}
    rows = {name: [changed_row(row, anchors, most) for row in found] for name, found in movers.items()}
    return {"changes": changes, "changes_heading": told.heading, "changed": told, **words, **rows}


def _telling(contents: ReportContents, anchors: dict[str, str]) -> Iterator[tuple[str, str, list[StanceRow]]]:
    found = findings.telling(
        contents.stances, contents.scores, scorer=contents.scorer, sides=contents.sides, top=contents.top
    )
    for side in contents.sides:
        for end in ("negative", "positive"):
            part = found[(found["side"] == side) & (found["end"] == end)]
            yield side, end, list(stance_rows(part, contents, anchors))


def _corrections(contents: ReportContents, anchors: dict[str, str]) -> dict[str, Any]:
    """Give what the report says of corrections: nothing where there are none, or the run is of an earlier version."""
    table = contents.tables.get("corrections")
    if table is None or table.empty:
        return {"corrections": []}
    first = table.head(LIMITS["corrections"])
    return {
        "corrections": list(correction_rows(first, contents.stances, anchors, scorer=contents.scorer, most=EXCERPT)),
        "n_corrections": len(table),
        "corrections_sentence": corrections_sentence(table),
    }


def _with_numbers(answer: Answer) -> tuple[Answer, list[tuple[str, bool]], list[Sequence[object]]]:
    return answer, *_rows(answer.table)


def _figures(saved: Sequence[SavedFigure]) -> dict[str, list[tuple[Any, ...]]]:
    """Give the figures by the part of the report that they stand in, each with its drawings and its numbers.

    Those in which there is nothing to draw stand last, and say so.
    """
    placed: dict[str, list[tuple[Any, ...]]] = {"story": [], "statistics": [], "doubts": []}
    for figure in sorted(saved, key=lambda figure: figure.alt.startswith("No chart")):
        part = next((part for part, names in PARTS.items() if figure.name in names), "doubts")
        placed[part].append((figure, list(_drawings(figure)), *_rows(figure.table)))
    return placed


def _around(scored: pd.DataFrame, contents: ReportContents, anchors: dict[str, str]) -> Iterator[tuple[str, StanceRow]]:
    """Give the stances around each break: when they were said, and their row."""
    if "around" not in contents.tables:
        return
    own = contents.tables["around"]
    own = own[own["scorer"] == contents.scorer]
    known = scored.set_index("stance_id", drop=False)
    rows = stance_rows(known.loc[own["stance_id"]], contents, anchors)
    for when, side, first, row in zip(own["when"], own["side"], own["bin"], rows, strict=True):
        yield f"{when} {shown(side)} broke, {day(first)}", row


def _drawings(figure: SavedFigure) -> Iterator[tuple[str, Markup]]:
    yield "wide" if figure.narrow else "only", inline_svg(figure.svg, f"{figure.name}-wide-")
    if figure.narrow:
        yield "narrow", inline_svg(figure.narrow, f"{figure.name}-narrow-")


def _lead(verdict: Mapping[str, str]) -> str:
    """Give the sentence of a verdict without the verdict, which stands above it."""
    name, colon, rest = verdict["sentence"].partition(": ")
    return rest[:1].upper() + rest[1:] if colon and name.lower() == verdict["verdict"] else verdict["sentence"]


def _rows(table: pd.DataFrame) -> tuple[list[tuple[str, bool]], list[Sequence[object]]]:
    """Give the columns, each with whether it holds numbers, and the rows."""
    columns = [(str(name), is_numeric_dtype(table[name])) for name in table]
    return columns, list(table.itertuples(index=False, name=None))


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
