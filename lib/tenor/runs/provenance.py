"""What a run was made of: versions, and digests of its inputs."""

import hashlib
import platform
from importlib.metadata import version
from pathlib import Path

from tenor import __version__
from tenor.corpus.files import CORRECTIONS
from tenor.corpus.opening import corpus_path
from tenor.relation import FOLDER

LIBRARIES = ("papermill", "textblob", "vaderSentiment", "pandas", "scipy", "matplotlib", "trafilatura", "py3langid")
LIBRARY = Path(__file__).parents[1]
BLOCK = 1 << 20


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


def digest_of(place: str | Path) -> str:
    """Give the SHA-256 of a file, or of the names and contents of a folder's articles, as `sha256:...`."""
    path, total = Path(place), hashlib.sha256()
    if path.is_dir():
        files = (p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        for file in sorted(p for p in files if p.name != CORRECTIONS):
            total.update(f"{file.relative_to(path).as_posix()}\0{digest_of(file)}\n".encode(errors="surrogateescape"))
    else:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                total.update(block)
    return f"sha256:{total.hexdigest()}"
