"""The explorer as a widget: a session with a reader, shown in a notebook by anywidget.

anywidget, because the page is then ours: plain HTML with a label on every control, focus that can be seen and the
colours of the theme around it, the same in JupyterLab, Notebook 7 and VS Code. The kernel filters and counts, with the
functions that the report rests on; the browser draws.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd

from tenor.explore.asked import asked_of
from tenor.explore.recipes import recipe
from tenor.explore.session import RUNS, Session

_STATIC = Path(__file__).parent / "static"
_SCRIPTS = "dom timeline stances topics table article filters explorer".split()


class Explorer(anywidget.AnyWidget):
    """Explore a run or a corpus in a notebook: display it, and read `selection` in the next cell.

    `look_at` is a run by name or folder, or a corpus; empty, the newest run in `out` that ended well, or the sample
    corpus where there is none. Points that rest on fewer than `min_stances` scored stances are drawn hollow.

    Raises RunError for a run that cannot be explored, and CorpusError for a corpus that cannot be read.
    """

    _esm = "\n".join(_STATIC.joinpath(f"{name}.js").read_text("utf-8") for name in _SCRIPTS)
    _css = _STATIC.joinpath("explorer.css").read_text("utf-8")

    def __init__(self, look_at: str = "", *, out: str | Path = RUNS, min_stances: int = 5) -> None:
        self.session = Session(look_at, out=out, min_stances=min_stances)
        super().__init__()
        self.on_msg(self._heard)

    @property
    def selection(self) -> pd.DataFrame:
        """The stances that pass the filters and were picked, with their polarity: a plain frame, yours to change."""
        return self.session.selection

    def filter(self, **asked: object) -> None:
        """Set the filters from a cell, in place of those there were: `filter(sides=["China"], words="climate")`.

        The names are those of `tenor.explore.asked.Asked`; raises ParameterError for others.
        """
        lists = {name: list(value) if isinstance(value, tuple) else value for name, value in asked.items()}
        self.session.ask(asked_of(lists))
        self._answer({"do": "hello"})

    def code(self, view: str) -> str:
        """Give the Python that makes what `view` shows: timeline, stances, topics or table."""
        return recipe(view, self.session.material, self.session.asked)

    def __repr__(self) -> str:
        return f"Explorer of {self.session.material.name}: {len(self.selection):,} stances selected"

    def _heard(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        self._answer(content)

    def _answer(self, message: Mapping[str, Any]) -> None:
        for told, numbers in self.session.answer(message):
            self.send(told, buffers=numbers)
