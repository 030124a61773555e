"""A figure: its drawing with the words and the table that belong to it, and how it is rendered and saved.

A figure is drawn twice, for a page and for a phone, because a drawing that is made smaller takes its words along.
matplotlib's global state (`pyplot`) is never used.
"""

import json
import textwrap
import warnings
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from html import escape
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure as Canvas

from tenor.charts.wording import shown

STYLE = Path(__file__).with_name("tenor.mplstyle")
WIDE, NARROW = 7.0, 3.6
"""Inches. A narrow figure is as wide as a phone, and its letters have the size they have on a page."""

_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


@dataclass(frozen=True)
class Figure:
    """A drawing with what belongs to it; in a notebook it shows itself.

    `title` is a sentence that says what is seen, `caption` says of how many and by which method, `alt` tells in words
    and numbers what the drawing shows to who cannot see it, and `table` holds the numbers. `draw` draws onto an empty
    canvas, of which it may set the height.
    """

    name: str
    title: str
    caption: str
    alt: str
    table: pd.DataFrame
    draw: Callable[[Canvas], None]

    @cached_property
    def png(self) -> bytes:
        """The drawing as PNG at twice the size, with title and caption on it; drawn once."""
        return _png(self)

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        words = f"{self.title}\n\n{self.alt}\n\n{self.caption}"
        width, source = int(WIDE * 96), f"data:image/png;base64,{b64encode(self.png).decode()}"
        # JupyterLab gives an image of its own no alternative text, so it is shown one inside HTML.
        page = f'<img src="{source}" alt="{escape(shown(self.alt))}" width="{width}">'
        shape = {"alt": self.alt, "width": width}
        return {"text/html": page, "image/png": self.png, "text/plain": words}, {"image/png": shape}


def render(figure: Figure, *, width: float = WIDE, titled: bool = False) -> Canvas:
    """Give the drawing, `width` inches wide; with its words on it if `titled`, for a file that travels alone."""
    with _style(figure.name):
        canvas = Canvas(figsize=(width, width / 2), layout="constrained")
        figure.draw(canvas)
        if titled:
            _add_words(canvas, figure, width)
        canvas.draw_without_rendering()
        canvas.set_layout_engine("none")  # all has found its place: to look for it again takes as long as drawing
    return canvas


def svg(figure: Figure, *, width: float = WIDE) -> str:
    """Give the drawing as SVG, with title and description for who cannot see it: the same text for the same figure."""
    canvas = render(figure, width=width)
    out = StringIO()
    with _style(figure.name):
        canvas.savefig(out, format="svg", metadata=_NO_METADATA)
    head, start, rest = out.getvalue().partition("<svg ")
    attributes, end, body = rest.partition(">")
    labels = f'role="img" aria-labelledby="{figure.name}-title {figure.name}-desc" '
    words = (
        f'\n <title id="{figure.name}-title">{escape(shown(figure.title))}</title>'
        f'\n <desc id="{figure.name}-desc">{escape(shown(figure.alt))}</desc>'
    )
    return f"{head}{start}{labels}{attributes}{end}{words}{body}"


def save(figure: Figure, folder: Path) -> None:
    """Write NAME.svg, NAME-narrow.svg for phones, NAME.png (twice the size, with its words), NAME.json and NAME.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    words = {key: shown(text) for key, text in _words(figure).items()}
    files = {
        f"{figure.name}.svg": svg(figure).encode(),
        f"{figure.name}-narrow.svg": svg(figure, width=NARROW).encode(),
        f"{figure.name}.png": figure.png,
        f"{figure.name}.csv": figure.table.to_csv(index=False).encode(),
        f"{figure.name}.json": f"{json.dumps(words, indent=2, ensure_ascii=False)}\n".encode(),
    }
    for name, content in files.items():
        _write_whole(folder / name, content)


def _words(figure: Figure) -> dict[str, str]:
    return {"title": figure.title, "caption": figure.caption, "alt": figure.alt}


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name first, so that whoever reads `path` never sees half of it."""
    part = path.with_name(f".{path.name}")
    part.write_bytes(content)
    part.replace(path)


def _png(figure: Figure) -> bytes:
    out = BytesIO()
    with _style(figure.name):
        render(figure, titled=True).savefig(out, format="png", dpi=192, metadata={"Software": None})
    return out.getvalue()


def _add_words(canvas: Canvas, figure: Figure, width: float) -> None:
    title = textwrap.wrap(shown(figure.title), int(width * 10))
    caption = textwrap.wrap(shown(figure.caption), int(width * 16))
    canvas.set_figheight(canvas.get_figheight() + 0.22 * len(title) + 0.15 * len(caption))
    canvas.suptitle("\n".join(title), x=0.01, ha="left", fontsize=11, fontweight="bold")
    canvas.supxlabel("\n".join(caption), x=0.01, ha="left", fontsize=7.5, color="#555555")


@contextmanager
def _style(salt: str) -> Iterator[None]:
    """Draw in our style alone, whatever a reader's `matplotlibrc` says, parts named from `salt`, not by chance.

    A letter that no font has is no warning.
    """
    from matplotlib import style

    with style.context([STYLE, {"svg.hashsalt": salt}], after_reset=True), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from", category=UserWarning)
        yield
