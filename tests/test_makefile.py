"""What `make` does in a clone of its own, on a machine that has only what each test gives it."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.conftest import NAMES

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = """
    awk basename bash cat cp cut dirname echo env find git grep
    head make mkdir mktemp rm sed sh sleep tail tee touch true
"""
BASE_PYTHON = getattr(sys, "_base_executable", sys.executable)

FAKE_UV = """\
case "$1 $2" in
    "--version "*) echo "uv 9.9.9" ;;
    "venv "*) mkdir -p .venv/bin; cp "$FAKE_PYTHON" .venv/bin/python ;;
    *) echo "$@" >> uv-calls; echo "certificate: ${SSL_CERT_FILE:-none}" >> uv-calls ;;
esac
"""
# Says how it was called, one argument a line; and is a Python for those who ask for its version.
FAKE_PYTHON = """\
case "$1" in
    -c) exit 0 ;;
    *) for argument in "$@"; do printf '<%s>\\n' "$argument"; done ;;
esac
"""


@dataclass(frozen=True)
class Machine:
    """A clone in a folder with a space in its name, an empty home, and nothing on PATH but what is put there."""

    folder: Path

    @property
    def clone(self) -> Path:
        return self.folder / "a clone"

    def command(self, name: str, script: str) -> Path:
        path = self.folder / "bin" / name
        path.unlink(missing_ok=True)
        return _script(path, script)

    def make(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return self.run("make", "--no-print-directory", *arguments, **variables)

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.folder / "bin"), "HOME": str(self.folder / "home"), **variables}
        return subprocess.run(command, cwd=self.clone, env=environment, capture_output=True, text=True, timeout=120)

    def bootstrapped(self) -> None:
        """Let .venv be there and up to date, with a Python that prints how it is called."""
        _script(self.clone / ".venv" / "bin" / "python", FAKE_PYTHON)
        for group in ("run", "test", "lab", "jobs"):
            (self.clone / ".venv" / f".stamp-{group}").touch()

    def with_uv(self) -> dict[str, str]:
        """Put a uv on PATH that installs nothing and notes its calls in `uv-calls`."""
        self.command("uv", FAKE_UV)
        return {"FAKE_PYTHON": str(_script(self.folder / "fake-python", FAKE_PYTHON))}

    def uv_calls(self) -> str:
        return (self.clone / "uv-calls").read_text(encoding="utf-8")


def _script(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    for folder in ("bin", "home", "a clone/lib/tenor", "a clone/notebooks"):
        (tmp_path / folder).mkdir(parents=True)
    for name in COMMANDS.split():
        found = shutil.which(name)
        assert found, f"{name} is needed to test the Makefile"
        (tmp_path / "bin" / name).symlink_to(found)
    made.command("python3", f'exec {shlex.quote(BASE_PYTHON)} "$@"')
    for name in ("Makefile", "environment.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, made.clone)
    for name in ("tools", "requirements", ".ci"):
        shutil.copytree(ROOT / name, made.clone / name, ignore=shutil.ignore_patterns("__pycache__"))
    return made


def _arguments(output: str) -> list[str]:
    return re.findall(r"^<(.*)>$", output, flags=re.MULTILINE)


# The list of targets


def test_make_alone_lists_every_target(machine: Machine) -> None:
    listed = machine.make()
    assert listed.returncode == 0
    assert listed.stdout == machine.make("help").stdout
    for target in ("help", "report", "lab", "jobs", "test", "browser", "check", "lock", "bench", "clean"):
        assert re.search(rf"^  {target} +\w", listed.stdout, flags=re.MULTILINE), target


def test_every_target_that_is_meant_for_people_is_described() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)
    described = re.findall(r"^([a-z-]+):.*## \w", makefile, flags=re.MULTILINE)
    assert sorted(described) == sorted(set(targets) - {"print-python"})


def test_listing_the_targets_makes_nothing(machine: Machine) -> None:
    machine.make("help")
    assert not (machine.clone / ".venv").exists()


# The settings of `make report`


def test_report_runs_tenor_with_its_defaults(machine: Machine) -> None:
    machine.bootstrapped()
    assert _arguments(machine.make("report").stdout) == ["-m", "tenor", "run"]


def test_settings_reach_tenor_with_their_spaces_and_quotes(machine: Machine) -> None:
    machine.bootstrapped()
    settings = {
        "CORPUS": "my 'old' \"articles\"; echo x",
        "RELATION": "us-china",
        "SINCE": "2023-01-01",
        "UNTIL": "2023-12-31",
        "SCORER": "vader",
        "OVER": "month",
        "OUT": "a folder/`x`",
        "PARAM": "title=Who said 'no'? *",
    }
    run = machine.make("report", *(f"{name}={value}" for name, value in settings.items()))
    options = [part for name, value in settings.items() for part in (f"--{name.lower()}", value)]
    assert _arguments(run.stdout) == ["-m", "tenor", "run", *options]


def test_settings_may_come_from_the_environment(machine: Machine) -> None:
    machine.bootstrapped()
    run = machine.make("report", CORPUS="an archive.db", SINCE="")
    assert _arguments(run.stdout) == ["-m", "tenor", "run", "--corpus", "an archive.db"]


def test_report_says_what_it_does_and_lets_the_report_have_the_last_line(machine: Machine) -> None:
    machine.bootstrapped()
    lines = machine.make("report").stdout.splitlines()
    assert lines[0].startswith("==> ")
    assert lines[-1] == "<run>"


def test_a_report_that_fails_fails_make(machine: Machine) -> None:
    machine.bootstrapped()
    _script(machine.clone / ".venv" / "bin" / "python", "exit 1")
    assert machine.make("report").returncode != 0


def test_the_library_is_found_from_any_folder(machine: Machine) -> None:
    machine.bootstrapped()
    _script(machine.clone / ".venv" / "bin" / "python", 'echo "$PYTHONPATH"')
    assert machine.make("report", PYTHONPATH="mine").stdout.endswith(f"{machine.clone}/lib:mine\n")


@pytest.mark.parametrize(
    "target, called",
    [
        ("lab", ["tools/lab.py"]),
        ("jobs", ["tools/lab.py"]),
        ("lock", ["tools/lock.py"]),
        ("bench", ["tools/bench.py"]),
    ],
)
def test_other_targets_say_what_they_do_and_call_it(machine: Machine, target: str, called: list[str]) -> None:
    machine.bootstrapped()
    run = machine.make(target)
    assert run.stdout.startswith("==> ")
    assert _arguments(run.stdout) == called


def test_the_browser_is_driven_where_tests_and_jupyterlab_are_both_installed(machine: Machine) -> None:
    run = machine.make("browser", **machine.with_uv())
    assert _arguments(run.stdout) == ["-m", "pytest", "tests/browser"]
    for group in ("test", "lab"):
        assert f"-r requirements/{group}.txt" in machine.uv_calls()


def test_driving_the_browser_without_one_fails(machine: Machine) -> None:
    machine.bootstrapped()
    _script(machine.clone / ".venv" / "bin" / "python", 'echo "browser: $TENOR_BROWSER"')
    assert machine.make("browser").stdout.endswith("browser: required\n")


def test_lock_can_upgrade(machine: Machine) -> None:
    machine.bootstrapped()
    assert _arguments(machine.make("lock", "UPGRADE=1").stdout) == ["tools/lock.py", "--upgrade"]


def test_test_checks_first(machine: Machine) -> None:
    machine.bootstrapped()
    words = _arguments(machine.make("test").stdout)
    order = [words.index(word) for word in ("ruff", "mypy", "tools/lock.py", "tests/test_layers.py", "logical")]
    assert order == sorted(order)
    assert "tests/test_notebooks_clean.py" in words


def test_clean_leaves_runs_and_sources(machine: Machine) -> None:
    machine.bootstrapped()
    (machine.clone / "runs").mkdir()
    (machine.clone / "lib" / "tenor" / "__pycache__").mkdir()
    assert machine.make("clean").returncode == 0
    left = {path.name for path in machine.clone.iterdir()}
    assert {"runs", "lib", "requirements"} <= left
    assert ".venv" not in left
    assert not (machine.clone / "lib" / "tenor" / "__pycache__").exists()


# The first use: .venv is made


def test_report_makes_the_environment_once(machine: Machine) -> None:
    fake = machine.with_uv()
    first, second = machine.make("report", **fake), machine.make("report", **fake)
    assert re.search(r"^==> Making .venv \(run, Python 3[\d.]+\) with uv \(9\.9\.9\); about", first.stdout)
    assert "==> The run environment is ready in .venv" in first.stdout
    assert _arguments(first.stdout) == ["-m", "tenor", "run"]
    assert second.stdout.startswith("==> Running the notebooks")
    assert not (machine.clone / ".venv-setup").exists()


def test_everything_is_installed_by_its_hash_and_the_project_without_fetching(machine: Machine) -> None:
    machine.make("report", **machine.with_uv())
    packages, _, project, _ = machine.uv_calls().splitlines()
    for option in ("--require-hashes", "--no-deps", "-r requirements/run.txt"):
        assert option in packages
    for option in ("--no-deps", "--no-build-isolation", "-e ."):
        assert option in project


def test_the_packages_are_compiled_but_not_their_tests(machine: Machine) -> None:
    fake = machine.with_uv()
    notes = shlex.quote(str(machine.folder / "notes"))
    _script(Path(fake["FAKE_PYTHON"]), f'echo "$@" >> {notes}')
    run = machine.make("report", **fake)
    assert "    compiling\n" in run.stdout
    notes_taken = (machine.folder / "notes").read_text(encoding="utf-8")
    assert "-m compileall -qq -j 0 -x /tests?/ .venv/lib\n" in notes_taken


def test_uv_trusts_the_certificate_that_pip_trusts(machine: Machine) -> None:
    certificate = machine.folder / "certificate.pem"
    certificate.touch()
    machine.make("report", **machine.with_uv(), PIP_CERT=str(certificate))
    assert f"certificate: {certificate}" in machine.uv_calls()


def test_uvs_own_certificate_stays(machine: Machine) -> None:
    certificate = machine.folder / "certificate.pem"
    certificate.touch()
    machine.make("report", **machine.with_uv(), PIP_CERT=str(certificate), SSL_CERT_FILE="mine.pem")
    assert "certificate: mine.pem" in machine.uv_calls()


def test_a_changed_lock_is_installed(machine: Machine) -> None:
    fake = machine.with_uv()
    machine.make("report", **fake)
    (machine.clone / "uv-calls").unlink()
    stamp = machine.clone / ".venv" / ".stamp-run"
    os.utime(stamp, (1, 1))
    run = machine.make("report", **fake)
    assert "==> Bringing .venv up to date (run)" in run.stdout
    assert "-r requirements/run.txt" in machine.uv_calls()
    assert stamp.stat().st_mtime > 1


def test_test_after_report_adds_and_report_after_test_does_nothing(machine: Machine) -> None:
    fake = machine.with_uv()
    machine.make("report", **fake)
    assert "==> Bringing .venv up to date (test)" in machine.make("check", **fake).stdout
    assert "-r requirements/test.txt" in machine.uv_calls()
    assert machine.make("report", **fake).stdout.startswith("==> Running the notebooks")


def test_a_setup_that_was_killed_is_begun_afresh(machine: Machine) -> None:
    machine.bootstrapped()
    (machine.clone / ".venv" / ".stamp-run").unlink()
    (machine.clone / ".venv" / "half-unpacked").touch()
    ended = subprocess.Popen(["true"])
    ended.wait()
    (machine.clone / ".venv-setup").write_text(f"{ended.pid}\n", encoding="utf-8")
    run = machine.make("report", **machine.with_uv())
    assert "==> The last setup was stopped half-way; making .venv afresh" in run.stdout
    assert _arguments(run.stdout) == ["-m", "tenor", "run"]
    assert not (machine.clone / ".venv" / "half-unpacked").exists()


def test_a_second_setup_waits_for_the_first(machine: Machine) -> None:
    first = subprocess.Popen(["sleep", "30"])
    mark = machine.clone / ".venv-setup"
    mark.write_text(f"{first.pid}\n", encoding="utf-8")
    machine.command("sleep", f"rm {shlex.quote(str(mark))}")  # the first is done while the second waits
    run = machine.make("report", **machine.with_uv())
    first.kill()
    first.wait()
    assert f"==> Another make is setting up .venv (process {first.pid}); waiting for it" in run.stdout
    assert _arguments(run.stdout) == ["-m", "tenor", "run"]


# What can be missing


def _refusal(machine: Machine, **variables: str) -> str:
    run = machine.make("report", **variables)
    assert run.returncode != 0
    assert not (machine.clone / ".venv" / ".stamp-run").exists()
    assert not (machine.clone / ".venv-setup").exists()
    (sentence,) = (line for line in run.stderr.splitlines() if line.startswith("tenor: "))
    return sentence


def test_no_python(machine: Machine) -> None:
    (machine.folder / "bin" / "python3").unlink()
    assert _refusal(machine) == (
        "tenor: python3 was not found; install Python 3.11 or newer (Debian, Ubuntu: apt install python3 python3-venv)"
    )


@pytest.mark.parametrize("version", ["2.7.18", "3.9.18", "3.10.13"])
def test_a_python_that_is_too_old_is_named(machine: Machine, version: str) -> None:
    machine.command("python3", f"echo {version}")
    assert _refusal(machine) == (
        f"tenor: Python 3.11 or newer is needed, and python3 is Python {version}; "
        "install a newer one and name it with make ... PYTHON=/path/to/python3.12"
    )


def test_a_newer_python_beside_an_old_one_is_suggested(machine: Machine) -> None:
    machine.command("python3", "echo 3.9.2")
    machine.command("python3.12", "echo 3.12.1")
    assert _refusal(machine).endswith("; try make ... PYTHON=python3.12")


def test_another_python_can_be_named(machine: Machine) -> None:
    machine.command("python3", "echo 3.9.2")
    machine.command("other python", "echo 3.14.0")
    run = machine.make("report", "PYTHON=other python", **machine.with_uv())
    assert "==> Making .venv (run, Python 3.14.0) with uv" in run.stdout


def test_a_python_that_does_not_run(machine: Machine) -> None:
    machine.command("python3", "exit 127")
    assert _refusal(machine).startswith("tenor: python3 does not run; name another interpreter")


def test_a_python_without_venv_names_the_package_to_install(machine: Machine) -> None:
    machine.command("python3", 'case "$2" in *venv*) exit 1 ;; *) echo 3.11.2 ;; esac')
    assert _refusal(machine) == (
        "tenor: python3 (Python 3.11.2) lacks the venv module, which makes .venv; "
        "install it (Debian, Ubuntu: apt install python3-venv, or python3.11-venv) and try again"
    )


@pytest.mark.slow
def test_without_a_network_uv_gives_way_to_pip_and_pip_says_what_to_look_at(machine: Machine) -> None:
    machine.command("uv", 'case $1 in --version) echo uv 9.9.9 ;; *) echo "error: no route"; exit 2 ;; esac')
    nowhere = {
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_RETRIES": "0",
        "PIP_TIMEOUT": "1",
        "NO_PROXY": "127.0.0.1",
    }
    run = machine.make("report", **nowhere)
    assert "    uv did not manage: error: no route\n    going on with pip\n" in run.stdout
    assert run.returncode != 0
    assert "tenor: the package index cannot be reached; check the network" in run.stderr
    assert not (machine.clone / ".venv" / ".stamp-run").exists()


@pytest.mark.parametrize(
    "said, sentence",
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "pins by its hash"),
        (
            "ERROR: No matching distribution found for numpy==2.4.6",
            "is Python 3.11.2 on this machine one that it serves?",
        ),
        ("Killed", "setting up .venv failed; what was said last is above"),
    ],
)
def test_other_failures_of_pip_are_told_apart(machine: Machine, said: str, sentence: str) -> None:
    pip = f"case $3 in --version|ensurepip) ;; *) echo {shlex.quote(said)}; exit 1 ;; esac"
    fake = _script(machine.folder / "fake-python", f'[ "$1" = -c ] || {{ {pip}; }}')
    make_venv = f"mkdir -p .venv/bin; cp {shlex.quote(str(fake))} .venv/bin/python"
    machine.command("python3", f'case "$1 $2" in "-c "*) echo 3.11.2 ;; "-m venv") {make_venv} ;; esac')
    run = machine.make("report")
    assert run.returncode != 0
    assert said in run.stderr
    assert sentence in run.stderr.splitlines()[-2]
    assert not (machine.clone / ".venv" / ".stamp-run").exists()


def test_there_are_four_groups(machine: Machine) -> None:
    run = machine.run("sh", "tools/bootstrap.sh", "dev")
    assert run.returncode == 1
    assert run.stderr == "tenor: there is no group dev; use run, test, lab or jobs\n"


# An activated conda environment


def test_an_activated_conda_environment_with_the_packages_is_used_as_it_is(machine: Machine) -> None:
    conda = machine.folder / "my conda"
    notes = shlex.quote(str(machine.folder / "notes"))
    noted = f'[ "$1" != -m ] || {{ {FAKE_PYTHON} exit; }}'
    _script(conda / "bin" / "python", f'echo "$@" >> {notes}\n{noted}\nexec {shlex.quote(sys.executable)} "$@"')
    run = machine.make("report", "CORPUS=x y", CONDA_PREFIX=str(conda))
    assert _arguments(run.stdout) == ["-m", "tenor", "run", "--corpus", "x y"]
    assert not (machine.clone / ".venv").exists()
    assert machine.make("print-python", CONDA_PREFIX=str(conda)).stdout == f"{conda}/bin/python\n"
    assert "install" not in (machine.folder / "notes").read_text(encoding="utf-8")


def test_a_conda_environment_that_lacks_packages_is_named_with_what_it_lacks(machine: Machine) -> None:
    conda = machine.folder / "conda"
    _script(conda / "bin" / "python", f'exec {shlex.quote(BASE_PYTHON)} -I -S "$@"')
    run = machine.make("report", CONDA_PREFIX=str(conda), **machine.with_uv())
    assert run.stdout.startswith("==> The active conda environment is not used, because it lacks:\n")
    assert "    click (not installed)\n" in run.stdout
    assert "==> Making .venv (run, " in run.stdout
    assert _arguments(run.stdout) == ["-m", "tenor", "run"]


def test_a_conda_environment_without_python_is_no_hindrance(machine: Machine) -> None:
    run = machine.make("report", CONDA_PREFIX=str(machine.folder / "none"), **machine.with_uv())
    assert _arguments(run.stdout) == ["-m", "tenor", "run"]
    assert run.stderr == ""


# .ci/run

CI_PYTHON = """\
case "$2 $3" in
    "papermill --cwd") echo "ran $6" ;;
    "tenor run") echo "$REPORT" ;;
esac
"""


def test_ci_runs_the_tests_every_notebook_and_a_report(machine: Machine) -> None:
    machine.bootstrapped()
    _script(machine.clone / ".venv" / "bin" / "python", CI_PYTHON)
    for name in ("1_stances", "2 sentiment"):
        (machine.clone / "notebooks" / f"{name}.ipynb").touch()
    (machine.clone / "a report.html").write_text("<html>", encoding="utf-8")
    run = machine.run("bash", ".ci/run", REPORT="a report.html")
    assert run.returncode == 0, run.stderr
    order = [
        "==> Running the tests",
        "==> Driving JupyterLab and the report",
        "ran notebooks/1_stances.ipynb",
        "ran notebooks/2 sentiment.ipynb",
        "==> make report",
    ]
    assert [run.stdout.index(words) for words in order] == sorted(run.stdout.index(words) for words in order)
    assert "2 notebooks ran, and the report is a report.html" in run.stdout


def test_ci_fails_without_a_report(machine: Machine) -> None:
    machine.bootstrapped()
    _script(machine.clone / ".venv" / "bin" / "python", CI_PYTHON)
    (machine.clone / "notebooks" / "1.ipynb").touch()
    run = machine.run("bash", ".ci/run", REPORT="nowhere.html")
    assert run.returncode == 1
    assert "make report ended with 'nowhere.html', which is not a report" in run.stderr


def test_ci_fails_with_the_tests(machine: Machine) -> None:
    machine.bootstrapped()
    _script(machine.clone / ".venv" / "bin" / "python", 'case "$*" in *pytest*) exit 1 ;; esac')
    run = machine.run("bash", ".ci/run")
    assert run.returncode != 0
    assert "papermill" not in run.stdout


def _ci_until_the_tests(machine: Machine, *, user: int) -> str:
    """Give what .ci/run says on a Debian until its tests, which fail."""
    machine.bootstrapped()
    machine.command("id", f"echo {user}")
    machine.command("apt-get", 'echo "apt-get $*"')
    machine.command("make", 'echo "make $*, browser $TENOR_BROWSER"; exit 1')
    return machine.run("bash", ".ci/run").stdout


def test_ci_installs_a_browser_before_the_tests_that_need_one(machine: Machine) -> None:
    install, tests = _ci_until_the_tests(machine, user=0).splitlines()[-2:]
    assert re.fullmatch("apt-get install .* chromium", install)
    assert tests == "make test, browser required"


@pytest.mark.parametrize("name", NAMES)
def test_ci_takes_the_browser_that_is_there(machine: Machine, name: str) -> None:
    machine.command(name, "exit 0")
    assert _ci_until_the_tests(machine, user=0) == "make test, browser required\n"


def test_ci_installs_nothing_for_who_is_not_root(machine: Machine) -> None:
    assert _ci_until_the_tests(machine, user=1000) == "make test, browser required\n"


@pytest.mark.parametrize("script", ["tools/bootstrap.sh", ".ci/run"])
def test_scripts_can_be_read_by_their_shell(script: str) -> None:
    shell = "bash" if script == ".ci/run" else "sh"
    subprocess.run([shell, "-n", ROOT / script], check=True)
