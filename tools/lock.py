"""Turn environment.yml into requirements/{run,test,lab,jobs}.txt, or check that they agree.

`python tools/lock.py` asks uv for the newest versions that suit the list on every platform, keeping those that are
already pinned; `--upgrade` lets all of them move. `--check` is offline and quick: it fails, in one sentence, when the
list and the locks differ. No lock names an index, a URL or a path: they mean the same on every machine.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

sys.path.insert(0, str(Path(__file__).resolve().parent))
from environment import GROUPS, LIST, Dependency, dependencies, oldest_python, requirements

LOCKS = LIST.parent / "requirements"

_OVERRULED = {"jobs": ("pytz",)}
"""Packages of a group whose versions are those of run although something in it asks for others. jupyter-scheduler takes
no pytz after 2024, whose newer versions bring the time zones of today and change nothing else."""

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9][\w.-]*)==(?P<version>[^\s;\\]+)(?P<rest>.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_DIGEST = re.compile(r"^# list: sha256:(\w+)$", re.MULTILINE)
_ELSEWHERE = ("UV_FIND_LINKS", "UV_EXTRA_INDEX_URL", "UV_INDEX", "UV_CONSTRAINT", "UV_OVERRIDE")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make or check the locks; 1 when they disagree with the list or uv fails."""
    parser = argparse.ArgumentParser(description="Make or check the locks of environment.yml.")
    parser.add_argument("--check", action="store_true", help="fail when environment.yml and the locks differ (offline)")
    parser.add_argument("--upgrade", action="store_true", help="let every pinned version move to the newest")
    options = parser.parse_args(arguments)
    try:
        listed = dependencies(LIST.read_text(encoding="utf-8"))
        if options.check:
            return _report(list(disagreements(listed)))
        for group in GROUPS:
            _lock(listed, group, upgrade=options.upgrade)
    except (ValueError, OSError, subprocess.CalledProcessError) as error:
        print(f"tools/lock.py: {error}", file=sys.stderr)
        return 1
    return 0


def digest(lines: Sequence[str]) -> str:
    """A fingerprint of the requirements that a lock was made from."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def pins(lock: str) -> Iterator[tuple[str, str, str]]:
    """Name (normalised), version and the rest (marker, hashes) of every pin.

    A name comes twice where platforms or Pythons need different versions.
    """
    for match in _PIN.finditer(lock):
        yield canonicalize_name(match["name"]), match["version"], match["rest"]


def disagreements(listed: Sequence[Dependency]) -> Iterator[str]:
    """Every way in which the locks differ from the list, one sentence each."""
    locks = {group: LOCKS / f"{group}.txt" for group in GROUPS}
    texts = {group: path.read_text(encoding="utf-8") for group, path in locks.items() if path.exists()}
    for group in GROUPS:
        yield from _disagreements(requirements(listed, group), group, texts.get(group))
    if "run" in texts:
        kept = {(name, version) for name, version, _ in pins(texts["run"])}
        for group in texts.keys() - {"run"}:
            for name, version in sorted(kept - {(name, version) for name, version, _ in pins(texts[group])}):
                yield f"requirements/{group}.txt does not pin {name} at {version}, as requirements/run.txt does"


def _disagreements(wanted: list[str], group: str, lock: str | None) -> Iterator[str]:
    where = f"requirements/{group}.txt"
    if lock is None:
        yield f"{where} is missing"
        return
    if digest(wanted) not in _DIGEST.findall(lock):
        yield f"{where} was made from another list than environment.yml is now"
    pinned: dict[str, list[str]] = {}
    for name, version, rest in pins(lock):
        pinned.setdefault(name, []).append(version)
        if "--hash=sha256:" not in rest:
            yield f"{where} pins {name} {version} without a hash"
    for requirement in map(Requirement, wanted):
        versions = pinned.get(canonicalize_name(requirement.name), [])
        if not versions:
            yield f"{where} does not pin {requirement.name}, which environment.yml lists"
        for version in versions:
            if not requirement.specifier.contains(version, prereleases=True):
                yield f"{where} pins {requirement.name} {version}, but environment.yml asks for {requirement.specifier}"


def _report(found: list[str]) -> int:
    for sentence in found:
        print(f"tools/lock.py: {sentence}.", file=sys.stderr)
    if found:
        print("Run `make lock` and commit what changes under requirements/.", file=sys.stderr)
        return 1
    print("requirements/ agrees with environment.yml")
    return 0


def _lock(listed: Sequence[Dependency], group: str, *, upgrade: bool) -> None:
    """Write the lock of one group; test and lab are held to the versions of run."""
    wanted = requirements(listed, group)
    lock = LOCKS / f"{group}.txt"
    lock.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, f"{group}.in"), Path(folder, f"{group}.txt")
        source.write_text("\n".join(wanted) + "\n", encoding="utf-8")
        if lock.exists() and not upgrade:
            made.write_text(lock.read_text(encoding="utf-8"), encoding="utf-8")
        held = _held(group, Path(folder)) if group != "run" else []
        _uv_compile(source, made, python=oldest_python(listed), held=held)
        pinned = made.read_text(encoding="utf-8")
    lock.write_text(_header(group, wanted) + pinned, encoding="utf-8")
    print(f"    requirements/{group}.txt: {len({name for name, _, _ in pins(pinned)})} packages")


def _header(group: str, wanted: Sequence[str]) -> str:
    marks = " and ".join(f"`{mark}`" for mark in GROUPS[group])
    made_by = f"# Made by `make lock` from the {marks} lines of environment.yml: edit that, not this.\n"
    return f"{made_by}# list: sha256:{digest(wanted)}\n"


def _held(group: str, folder: Path) -> list[str]:
    """The options of uv that hold a group to the versions of run."""
    options = ["--constraint", str(LOCKS / "run.txt")]
    if group in _OVERRULED:
        kept = {name: version for name, version, _ in pins((LOCKS / "run.txt").read_text(encoding="utf-8"))}
        overrides = folder / "overrides.txt"
        overrides.write_text("".join(f"{name}=={kept[name]}\n" for name in _OVERRULED[group]), encoding="utf-8")
        options += ["--override", str(overrides)]
    return options


def _uv_compile(source: Path, made: Path, *, python: str, held: Sequence[str]) -> None:
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-config", "--universal"]
    command += ["--python-version", python, "--generate-hashes", "--no-annotate", "--no-header"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--output-file", str(made), *held, str(source)]
    subprocess.run(command, check=True, env=_uv_environment())


def _uv_environment() -> dict[str, str]:
    """The environment without settings that could let files of this machine into a lock, with pip's certificate."""
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    certificate = _pip_certificate()
    return kept | {"SSL_CERT_FILE": certificate} if certificate and "SSL_CERT_FILE" not in kept else kept


def _pip_certificate() -> str:
    """The certificate that pip was told to trust, which uv would not look at; empty if none."""
    python = getattr(sys, "_base_executable", sys.executable)
    asked = subprocess.run(
        [python, "-m", "pip", "config", "get", "global.cert"], capture_output=True, text=True, check=False
    )
    return os.environ.get("PIP_CERT") or asked.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
