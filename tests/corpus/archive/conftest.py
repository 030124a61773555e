"""An archive in a fresh folder, and made-up articles for it."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tenor.corpus.archive import Archive
from tenor.records import Article

Make = Callable[..., Article]


def made_up(number: int = 0, **fields: object) -> Article:
    """Give a made-up article of 2023, another for each number."""
    text = f"The ministry said that round {number} of the talks would be held, and that their delegation was ready."
    given = {
        "article_id": f"a{number}",
        "text": text,
        "title": f"Round {number}",
        "outlet": "Courier",
        "published": dt.date(2023, 1, 1) + dt.timedelta(number),
        "url": f"https://courier.example/{number}",
    }
    return Article(**(given | fields))  # type: ignore[arg-type]


@pytest.fixture
def make() -> Make:
    return made_up


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tenor.db"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    with Archive(path) as opened:
        yield opened
