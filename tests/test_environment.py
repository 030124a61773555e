"""environment.yml, the locks that are made from it, and what pyproject.toml and .gitignore promise."""

import itertools
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from packaging.utils import canonicalize_name

import environment
from lock import pins

ROOT = Path(__file__).resolve().parent.parent
LISTED = environment.dependencies((ROOT / "environment.yml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_conda_reads_the_same_dependencies_as_we_do() -> None:
    read_by_conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert read_by_conda["name"] == "tenor"
    assert read_by_conda["channels"] == ["conda-forge"]
    *from_conda, from_pip = read_by_conda["dependencies"]
    assert from_conda == [one.conda + one.bounds for one in LISTED if one.by_conda and not one.by_pip]
    assert from_pip == {"pip": [one.requirement for one in LISTED if one.by_pip]}


def test_no_dependency_is_listed_twice() -> None:
    names = [one.conda for one in LISTED]
    assert sorted(set(names)) == sorted(names)


def test_an_upper_bound_has_its_reason_in_the_line_above() -> None:
    lines = (ROOT / "environment.yml").read_text(encoding="utf-8").splitlines()
    for above, line in itertools.pairwise(lines):
        if line.startswith("  - ") and re.search(r"<|==|!=", line.split("#")[0]):
            assert above.lstrip().startswith("#"), line


def test_python_and_build_backend_have_one_lower_bound() -> None:
    oldest = environment.oldest_python(LISTED)
    assert PROJECT["project"]["requires-python"] == f">={oldest}"
    assert PROJECT["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")
    assert PROJECT["build-system"]["requires"][0] in environment.requirements(LISTED, "run")


def test_dependencies_are_listed_in_environment_yml_alone() -> None:
    assert not PROJECT["project"].keys() & {"dependencies", "optional-dependencies", "dynamic"}


def test_pypi_names_replace_condas() -> None:
    text = """dependencies:
  - python>=3.11  # group: run  # pypi: -
  - matplotlib-base>=3.9  # group: run  # pypi: matplotlib
"""
    assert environment.requirements(environment.dependencies(text), "run") == ["matplotlib>=3.9"]


def test_a_line_that_is_hidden_from_conda_is_one_of_the_list() -> None:
    text = "dependencies:\n  # prose\n  #- spam>=1  # group: jobs\n"
    assert yaml.safe_load(text)["dependencies"] is None
    (one,) = environment.dependencies(text)
    assert (one.requirement, one.by_conda) == ("spam>=1", False)


@pytest.mark.parametrize(
    "line, sentence",
    [
        ("  - spam>=1", "environment.yml:2: spam needs `# group: run`, `explore`, `test`, `lab` or `jobs`"),
        (
            "  - spam>=1  # group: dev",
            "environment.yml:2: spam needs `# group: run`, `explore`, `test`, `lab` or `jobs`",
        ),
        ("  - conda: spam", "environment.yml:2: cannot read '- conda: spam'"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        environment.dependencies(f"dependencies:\n{line}\n")


def test_what_is_missing_is_said_with_both_versions() -> None:
    text = """dependencies:
  - python>=9.1  # group: run  # pypi: -
  - pytest>=999  # group: run
  - no-such-package  # group: run
  - jupyterlab>=999  # group: lab
"""
    python, pytest_, none = environment.missing(environment.dependencies(text), "run")
    assert python.startswith("python (3.")
    assert python.endswith("found, >=9.1 needed)")
    assert pytest_ == f"pytest ({pytest.__version__} found, >=999 needed)"
    assert none == "no-such-package (not installed)"


# The locks


@dataclass(frozen=True)
class Copy:
    """A copy of the list and the locks, to be edited and checked."""

    path: Path

    def check(self) -> tuple[int, str]:
        """The exit code and the words of `tools/lock.py --check`."""
        command = [sys.executable, "tools/lock.py", "--check"]
        done = subprocess.run(command, cwd=self.path, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        before = (self.path / name).read_text(encoding="utf-8")
        assert change(before) != before
        (self.path / name).write_text(change(before), encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    shutil.copy(ROOT / "environment.yml", tmp_path)
    for folder in ("tools", "requirements"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return Copy(tmp_path)


def test_the_locks_agree_with_the_list(copy: Copy) -> None:
    assert copy.check() == (0, "requirements/ agrees with environment.yml\n")


def test_a_package_more_on_the_list_fails_the_check(copy: Copy) -> None:
    copy.edit("environment.yml", lambda text: text + "  - humanize>=4  # group: run\n")
    code, words = copy.check()
    assert code == 1
    assert "requirements/run.txt does not pin humanize, which environment.yml lists." in words
    assert "Run `make lock`" in words


def test_a_package_less_on_the_list_fails_the_check(copy: Copy) -> None:
    copy.edit("environment.yml", lambda text: re.sub(r"  - jupyterlab.*\n", "", text))
    code, words = copy.check()
    assert code == 1
    assert "requirements/lab.txt was made from another list than environment.yml is now." in words
    assert "run.txt" not in words


def test_a_bound_above_the_pinned_version_fails_the_check(copy: Copy) -> None:
    copy.edit("environment.yml", lambda text: re.sub(r"- pandas>=[\d.]+", "- pandas>=999", text))
    code, words = copy.check()
    assert code == 1
    assert re.search(r"requirements/run.txt pins pandas [\d.]+, but environment.yml asks for >=999\.", words)


def test_a_lock_edited_by_hand_fails_the_check(copy: Copy) -> None:
    copy.edit("requirements/run.txt", lambda text: re.sub(r"^pandas==\S+", "pandas==1.0", text, flags=re.MULTILINE))
    code, words = copy.check()
    assert code == 1
    assert "requirements/run.txt pins pandas 1.0, but" in words
    assert "requirements/test.txt does not pin pandas at 1.0, as requirements/run.txt does." in words


def test_a_pin_without_a_hash_fails_the_check(copy: Copy) -> None:
    copy.edit("requirements/lab.txt", lambda text: text + "humanize==4.0\n")
    assert copy.check() == (
        1,
        "tools/lock.py: requirements/lab.txt pins humanize 4.0 without a hash.\n"
        "Run `make lock` and commit what changes under requirements/.\n",
    )


def test_a_missing_lock_fails_the_check(copy: Copy) -> None:
    (copy.path / "requirements" / "test.txt").unlink()
    code, words = copy.check()
    assert code == 1
    assert "requirements/test.txt is missing." in words


def test_a_list_that_cannot_be_read_fails_the_check(copy: Copy) -> None:
    copy.edit("environment.yml", lambda text: text + "  - humanize>=4\n")
    code, words = copy.check()
    assert code == 1
    assert "humanize needs `# group: run`, `explore`, `test`, `lab` or `jobs`" in words


@pytest.mark.parametrize("group", environment.GROUPS)
def test_a_lock_names_no_index_url_or_path(group: str) -> None:
    lock = (ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8")
    assert "/" not in lock
    assert " @ " not in lock
    assert not re.search(r"^-", lock, flags=re.MULTILINE)


def _locked(group: str) -> set[str]:
    lock = (ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8")
    return {name for name, _, _ in pins(lock)}


def test_the_run_group_is_lean() -> None:
    # rfc3987-syntax arrives with JupyterLab and makes `import papermill` 1.2 seconds slower.
    heavy = {"jupyterlab", "jupyter-server", "notebook", "nbconvert", "rfc3987-syntax", "lark", "pytest", "mypy", "uv"}
    assert not _locked("run") & heavy
    assert {"jupyterlab", "rfc3987-syntax"} <= _locked("lab")
    assert not _locked("test") & {"jupyterlab", "rfc3987-syntax"}


def test_every_group_holds_what_it_lists() -> None:
    for group in environment.GROUPS:
        wanted = {canonicalize_name(re.split(r"[<>=!~]", one)[0]) for one in environment.requirements(LISTED, group)}
        assert wanted <= _locked(group)


# The project


def test_git_ignores_what_runs_leave_but_not_the_source_root(tmp_path: Path) -> None:
    shutil.copy(ROOT / ".gitignore", tmp_path)
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)

    def ignored(path: str) -> bool:
        return subprocess.run(["git", "-C", tmp_path, "check-ignore", "--quiet", path]).returncode == 0

    assert not ignored("lib/tenor/x.py")
    assert not ignored("lib/tenor/runs/folder.py")
    assert not ignored("lib/tenor/sentiment/lexicons/words.tsv")
    assert not ignored("data/sample/a.md")
    for path in ("runs/1/report.html", ".venv/bin/python", "build/ci/a.ipynb", "lib/tenor/__pycache__/x.pyc"):
        assert ignored(path), path


@pytest.mark.slow
def test_a_built_wheel_holds_every_file_of_the_library(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        shutil.copy(ROOT / name, tmp_path)
    leave_out = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "*.egg-info", ".mypy_cache")
    shutil.copytree(ROOT / "lib", tmp_path / "lib", ignore=leave_out)
    build = "from setuptools import build_meta; build_meta.build_wheel('dist')"
    subprocess.run([sys.executable, "-c", build], cwd=tmp_path, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("tenor-*.whl")
    sources = {
        str(path.relative_to(tmp_path / "lib")) for path in (tmp_path / "lib/tenor").rglob("*") if path.is_file()
    }
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry_points,) = (name for name in names if name.endswith("entry_points.txt"))
        assert "tenor = tenor.cli:main" in archive.read(entry_points).decode()
    assert sources - names == set()
