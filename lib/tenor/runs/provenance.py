"""What a run was made of: versions, and digests of its inputs."""

import hashlib
import json
import platform
from dataclasses import astuple
from importlib.metadata import version
from pathlib import Path

from tenor import __version__
from tenor.corpus.archive import Archive, is_archive
from tenor.corpus.opening import corpus_path
from tenor.relation import FOLDER

LIBRARIES = ("papermill", "textblob", "vaderSentiment", "pandas", "scipy", "matplotlib", "trafilatura", "py3langid")
BLOCK = 1 << 20


def versions() -> dict[str, str]:
    """Give the versions of Tenor, Python and the libraries that the numbers depend on."""
    return {"tenor": __version__, "python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


def digests(corpus: str, relation: str) -> dict[str, str]:
    """Give digests of what a run reads, so that two runs can be told to have read the same."""
    profile = relation if relation.endswith(".toml") else FOLDER / f"{relation}.toml"
    return {"corpus": digest_of(corpus_path(corpus)), "relation": digest_of(profile)}


def digest_of(place: str | Path) -> str:
    """Give the SHA-256 of a file, or of the names and contents of a folder's files, as `sha256:...`.

    Of an archive it is that of its articles: what is found in them and kept there is no input.
    """
    path, total = Path(place), hashlib.sha256()
    if is_archive(path):
        with Archive(path, new=False) as archive:
            for article in archive.articles():
                total.update(f"{json.dumps(astuple(article), default=str)}\n".encode())
    elif path.is_dir():
        for file in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")):
            total.update(f"{file.relative_to(path).as_posix()}\0{digest_of(file)}\n".encode(errors="surrogateescape"))
    else:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                total.update(block)
    return f"sha256:{total.hexdigest()}"
