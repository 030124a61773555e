"""`tenor schedule check` and `tenor schedule test`, as somebody meets them who sets up who is told."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tenor.cli import main
from tests.corpus.feeds.server import Server, text

WEEKLY = '[weekly]\ncron = "0 6 * * mon"\nzone = "UTC"\narchive = "tenor.db"\n'


def tenor(folder: Path, told: str, *arguments: str) -> Result:
    (folder / "schedules.toml").write_text(WEEKLY + told, "utf-8")
    given = [*arguments, "--file", str(folder / "schedules.toml")]
    return CliRunner().invoke(main, ["schedule", *given], catch_exceptions=False)


def test_check_says_who_is_told_and_when(tmp_path: Path) -> None:
    result = tenor(tmp_path, '[weekly.on_change]\ncommand = ["./tell", "--quiet"]\n', "check")
    assert result.exit_code == 0
    assert "when two runs agree that the verdict or a break has changed, runs ./tell --quiet" in result.stdout
    assert "agree" not in tenor(tmp_path, "", "check").stdout
    result = tenor(tmp_path, '[weekly.on_failure]\nhook = "https://example.org/keeper"\n', "check")
    assert "when a run fails, or no feed can be read, posts to https://example.org/keeper" in result.stdout


def test_check_refuses_what_cannot_be_meant(tmp_path: Path) -> None:
    result = tenor(tmp_path, '[weekly.on_change]\ncommand = "./tell"\n', "check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "[weekly] on_change: command is './tell'; give a list of words" in result.stderr
    result = tenor(tmp_path, '[weekly.on_failure]\nhok = "https://example.org"\n', "check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "[weekly] on_failure: no key 'hok'; did you mean 'hook'?" in result.stderr


def test_a_command_is_tried_with_an_announcement_that_says_so(tmp_path: Path) -> None:
    code = f"import sys; open({str(tmp_path / 'told.json')!r}, 'w').write(sys.stdin.read())"
    command = json.dumps([sys.executable, "-c", code])
    result = tenor(tmp_path, f"[weekly.on_change]\ncommand = {command}\n", "test", "weekly", "--out", str(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "on_change: delivered: ended well\n")
    told = json.loads((tmp_path / "told.json").read_text("utf-8"))
    assert (told["test"], told["schedule"]) == (True, "weekly")
    assert not (tmp_path / "weekly").exists()  # nothing ran, and nothing is written down


def test_all_who_are_told_are_tried_whatever_becomes_of_the_first(tmp_path: Path) -> None:
    code = f"import sys; open({str(tmp_path / 'told.json')!r}, 'w').write(sys.stdin.read())"
    kept = json.dumps([sys.executable, "-c", code])
    told = f'[weekly.on_change]\ncommand = ["false"]\n[weekly.on_failure]\ncommand = {kept}\n'
    result = tenor(tmp_path, told, "test", "weekly")
    assert (result.exit_code, result.stdout) == (1, "on_failure: delivered: ended well\n")
    assert "tenor: weekly: on_change: not delivered: false: ended with exit status 1" in result.stderr
    message = json.loads((tmp_path / "told.json").read_text("utf-8"))
    assert (message["test"], message["text"]) == (True, "weekly: a test; nothing has failed: made up for a test")


def test_a_hook_is_tried_and_what_it_answers_is_told(tmp_path: Path) -> None:
    with Server({"/hook": text("", status="404 Not Found")}) as server:
        told = f'[weekly.on_change]\nhook = "{server.url}/hook"\n'
        result = tenor(tmp_path, told, "test", "weekly", "--allow-local")
        assert result.exit_code == 1
        assert f"tenor: weekly: on_change: not delivered: {server.url}/hook: the server answered 404" in result.stderr
        refused = tenor(tmp_path, told, "test", "weekly")
    assert "local or private address" in refused.stderr


@pytest.mark.parametrize(
    "name, told", [("weekly", "has no on_change and no on_failure to be tested"), ("weakly", "did you mean 'weekly'?")]
)
def test_what_cannot_be_tried_is_bad_input(tmp_path: Path, name: str, told: str) -> None:
    result = tenor(tmp_path, "", "test", name)
    assert result.exit_code == 2
    assert told in result.stderr
