"""What environment.yml lists, by group, and whether an interpreter has it.

`python tools/environment.py` prints the groups (run, test, lab, jobs) whose packages the interpreter that runs it has,
at versions that satisfy the list; `python tools/environment.py run` says what is missing for one group and exits 1 if
anything is. The Makefile asks so before it uses an activated conda environment. Beside `packaging`, only the standard
library is needed.
"""

from __future__ import annotations  # an older Python must get far enough to be told that it is too old

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

GROUPS = {
    "run": ("run",),
    "test": ("run", "explore", "test"),
    "lab": ("run", "explore", "lab"),
    "jobs": ("run", "explore", "lab", "jobs"),
}
"""Each group that can be installed, with the `# group:` marks that it holds."""

PIP = "  - pip:"
"""Conda's own word for the lines after it: what it leaves to pip, because conda-forge does not have it."""

LIST = Path(__file__).resolve().parent.parent / "environment.yml"

_DEPENDENCY = re.compile(
    r"  (?P<pip>    )?(?P<hidden>#)?- (?P<name>[a-z0-9][a-z0-9._-]*)"
    r"(?P<bounds>[<>=!~][^\s#]*)?(?P<comments>(?:\s+#[^#]*)*)"
)
_PROSE = re.compile(r"\s*#(?!-)")
_COMMENT = re.compile(r"#\s*(group|pypi):\s*(\S+)")


@dataclass(frozen=True)
class Dependency:
    """One line of environment.yml: the name on conda-forge and on PyPI (None where PyPI has none), bounds and group.

    `by_pip` says that conda leaves it to pip, `by_conda` whether conda installs it at all.
    """

    conda: str
    pypi: str | None
    bounds: str
    group: str
    by_pip: bool = False
    by_conda: bool = True

    @property
    def requirement(self) -> str:
        """The line as pip reads it."""
        return f"{self.pypi}{self.bounds}"


def dependencies(text: str) -> tuple[Dependency, ...]:
    """Every dependency of an environment.yml, in its order.

    Raises ValueError, naming the line, for a dependency without a group or in a form that only conda reads.
    """
    return tuple(_dependency(number, line) for number, line in _listed(text))


def requirements(listed: Iterable[Dependency], group: str) -> list[str]:
    """The requirements of a group as pip reads them, sorted."""
    return sorted(
        (one.requirement for one in listed if one.group in GROUPS[group] and one.pypi is not None), key=str.lower
    )


def oldest_python(listed: Iterable[Dependency]) -> str:
    """The lower bound of the line `python`, such as "3.11"."""
    bounds = next(one.bounds for one in listed if one.conda == "python")
    return bounds.removeprefix(">=")


def missing(listed: Iterable[Dependency], group: str) -> Iterator[str]:
    """What this interpreter lacks of a group, as a reader would say it: "pandas (2.2.3 found, >=3.0 needed)"."""
    for one in listed:
        if one.group not in GROUPS[group]:
            continue
        found = _version(one)
        if found is None:
            yield f"{one.conda} (not installed)"
        elif not _satisfies(found, one.bounds):
            yield f"{one.conda} ({found} found, {one.bounds} needed)"


def _listed(text: str) -> Iterator[tuple[int, str]]:
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line and not line.startswith((" ", "#")):
            inside = line.split("#")[0].rstrip() == "dependencies:"
        elif inside and line.strip() and not _PROSE.match(line) and line != PIP:
            yield number, line


def _dependency(number: int, line: str) -> Dependency:
    match = _DEPENDENCY.fullmatch(line)
    if match is None:
        raise ValueError(f"environment.yml:{number}: cannot read {line.strip()!r}; write `- name>=1.0  # group: run`")
    marks = dict(_COMMENT.findall(match["comments"]))
    group = marks.get("group")
    if group not in GROUPS["test"] + GROUPS["jobs"]:
        known = "`# group: run`, `explore`, `test`, `lab` or `jobs`"
        raise ValueError(f"environment.yml:{number}: {match['name']} needs {known}")
    pypi = marks.get("pypi", match["name"])
    by_pip, by_conda = bool(match["pip"]), not match["hidden"]
    return Dependency(
        match["name"], None if pypi == "-" else pypi, match["bounds"] or "", group, by_pip=by_pip, by_conda=by_conda
    )


def _version(one: Dependency) -> str | None:
    if one.pypi is None:
        return ".".join(map(str, sys.version_info[:3]))
    try:
        return metadata.version(one.pypi)
    except metadata.PackageNotFoundError:
        # conda-forge ships a few tools (uv) as a bare command, without a version that Python could read.
        return "" if Path(sys.prefix, "bin", one.conda).exists() else None


def _satisfies(version: str, bounds: str) -> bool:
    try:
        from packaging.specifiers import SpecifierSet
    except ModuleNotFoundError:  # it is on the list itself, so that its own line says that it is missing
        return True
    return not version or SpecifierSet(bounds).contains(version, prereleases=True)


def main(arguments: list[str]) -> int:
    """Answer on standard output; see the top of this file."""
    listed = dependencies(LIST.read_text(encoding="utf-8"))
    lacks = {group: list(missing(listed, group)) for group in arguments or GROUPS}
    if not arguments:
        print(" ".join(group for group, lacking in lacks.items() if not lacking))
        return 0
    for lacking in lacks.values():
        print("\n".join(lacking), end="\n" if lacking else "")
    return 1 if any(lacks.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
