"""Made-up articles, and ways to put them on disk."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[..., Path]


def report(number: int = 0) -> str:
    """Give a made-up English text, another for each number."""
    return f"The ministry said that round {number} of the talks would be held, and that their delegation was ready."


@pytest.fixture
def english() -> Callable[[int], str]:
    return report


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file into a fresh folder: JSON lines from objects, else text or bytes; packed if named .gz."""

    def _write(name: str, *content: object) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pieces = [piece if isinstance(piece, bytes) else _text(piece).encode() for piece in content]
        data = b"".join(pieces)
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return path

    return _write


def _text(piece: object) -> str:
    return piece if isinstance(piece, str) else json.dumps(piece) + "\n"
