"""What a notebook leaves in its run folder: declared in its own metadata, and looked for when it has ended.

    "tenor": {"leaves": {"tables": ["trends"], "figures": ["timeline"]}}

Only what every corpus gives is declared. A notebook that ends green and leaves no chart is a failure that nobody sees.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat

from tenor.errors import RunError
from tenor.runs.folder import Run

FORMS = {"tables": ("parquet", "csv"), "figures": ("svg", "png", "json", "csv")}
"""The files of each table and figure."""


def leaves_of(notebook: Path) -> Mapping[str, list[str]]:
    """Give the names of the tables and figures that a notebook declares to leave; raises RunError for other kinds."""
    metadata = nbformat.read(notebook, as_version=4).metadata  # type: ignore[no-untyped-call]
    declared: Mapping[str, list[str]] = metadata.get("tenor", {}).get("leaves", {})
    for kind in declared:
        if kind not in FORMS:
            raise RunError(f"{notebook.name}: a notebook leaves {' and '.join(FORMS)}, and no {kind!r}")
    return declared


def missing(run: Run, notebook: Path) -> list[str]:
    """Give what the notebook declares and the run folder does not have, or has empty, as `figures/timeline.svg`."""
    return [path for path in _files(leaves_of(notebook)) if not _is_there(run.path / path)]


def _files(declared: Mapping[str, list[str]]) -> Iterator[str]:
    for kind, forms in FORMS.items():
        for name in declared.get(kind, ()):
            yield from (f"{kind}/{name}.{form}" for form in forms)


def _is_there(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
