"""What a run was made of: versions, and digests of its inputs."""

import hashlib
import json
import platform
from collections.abc import Sequence
from dataclasses import astuple
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tenor import __version__
from tenor.corpus.archive import Archive, is_archive
from tenor.corpus.files import CORRECTIONS
from tenor.corpus.opening import corpus_path
from tenor.relation import FOLDER

LIBRARIES = ("papermill", "textblob", "vaderSentiment", "pandas", "scipy", "matplotlib", "trafilatura", "py3langid")
LIBRARY = Path(__file__).resolve().parents[1]
BLOCK = 1 << 20
FINDS = ("records.py", "relation.py", "stances")
SCORES = ("records.py", "sentiment")
"""What finds stances and events, and what scores them: all that these rooms import of ours is among them."""

WORDS = ("textblob", "nltk", "vaderSentiment")
METHODS: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "reading": (("corpus",), ("trafilatura", "py3langid")),
    "extraction": (FINDS, WORDS),
    "scoring": (SCORES, WORDS),
    "statistics": (("narrative",), ("numpy", "pandas", "scipy", "statsmodels", "ruptures")),
}
"""What a run is read, found, scored and judged with: our rooms, and libraries whose version may change a number."""


def versions() -> dict[str, str]:
    """Give the versions of Tenor, Python and the libraries that the numbers depend on."""
    return {"tenor": __version__, "python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


def digests(corpus: str, relation: str, corrections: Path | None = None) -> dict[str, str]:
    """Give digests of what a run reads, so that two runs can be told to have read the same.

    Corrections have one of their own, where there is such a file, and do not count as part of the corpus.
    """
    profile = relation if relation.endswith(".toml") else FOLDER / f"{relation}.toml"
    told = {"corpus": digest_of(corpus_path(corpus)), "relation": digest_of(profile)}
    return told | ({"corrections": digest_of(corrections)} if corrections and corrections.is_file() else {})


def library_digest() -> str:
    """Give the digest of everything in Tenor's own folder: a change of a rule or a lexicon is another version."""
    total = hashlib.sha256()
    for file in sorted(p for p in LIBRARY.rglob("*") if p.is_file() and p.parent.name != "__pycache__"):
        total.update(f"{file.relative_to(LIBRARY).as_posix()}\0{digest_of(file)}\n".encode())
    return f"sha256:{total.hexdigest()}"


def extractor_version(relation: str) -> str:
    """Give a digest of all that decides which stances and events are found: our code, the profile, the libraries.

    Where it is the same, so is what is found in an article; a changed profile is another extractor.
    """
    profile = relation if relation.endswith(".toml") else FOLDER / f"{relation}.toml"
    return _version(FINDS, WORDS, digest_of(profile))


@cache
def scorer_version() -> str:
    """Give a digest of all that decides what a scorer gives: our code, the lexicons, the libraries."""
    return _version(SCORES, WORDS)


@cache
def methods() -> dict[str, str]:
    """Give a digest of each of `METHODS`, so that two runs can be told to have been made in the same way."""
    return {name: _version(rooms, libraries) for name, (rooms, libraries) in METHODS.items()}


def _version(rooms: Sequence[str], libraries: Sequence[str], *more: str) -> str:
    python = "python {}.{}".format(*platform.python_version_tuple())
    told = [*(_digest_of_room(room) for room in rooms), python, *more]
    told += [f"{name} {version(name)}" for name in libraries]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


@cache
def _digest_of_room(room: str) -> str:
    """Give the digest of the files of a room: code, and lexicons that people edit."""
    place, total = LIBRARY / room, hashlib.sha256()
    for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
        if file.is_file() and file.suffix != ".pyc" and not file.name.startswith("."):
            total.update(f"{file.relative_to(LIBRARY).as_posix()} {digest_of(file)}\n".encode())
    return total.hexdigest()


def digest_of(place: str | Path) -> str:
    """Give the SHA-256 of a file, or of the names and contents of a folder's articles, as `sha256:...`.

    Of an archive it is that of its articles: what is found in them and kept there is no input.
    """
    path, total = Path(place), hashlib.sha256()
    if is_archive(path):
        with Archive(path, new=False) as archive:
            for article in archive.articles():
                total.update(f"{json.dumps(astuple(article), default=str)}\n".encode())
    elif path.is_dir():
        files = (p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        for file in sorted(p for p in files if p.name != CORRECTIONS):
            total.update(f"{file.relative_to(path).as_posix()}\0{digest_of(file)}\n".encode(errors="surrogateescape"))
    else:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                total.update(block)
    return f"sha256:{total.hexdigest()}"
