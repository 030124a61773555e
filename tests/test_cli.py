"""The commands, as somebody at a shell meets them."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tenor.cli import main

ARTICLE = "“We want steady talks,” said US Senator Ann Lee. Beijing rejected the offer of talks."


def tenor(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin, catch_exceptions=False)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    rows = [
        {"article_id": "one", "text": ARTICLE, "published": "2023-07-01", "outlet": "Courier"},
        {"article_id": "two", "text": ARTICLE.replace("steady", "stable"), "published": "2023-13-45"},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_stances_are_json_lines_that_say_who_said_what(articles: Path) -> None:
    result = tenor("stances", str(articles))
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [(row["article_id"], row["speaker"], row["side"]) for row in rows] == [
        ("one", "Ann Lee", "US"), ("one", "China", "China"), ("two", "Ann Lee", "US"), ("two", "China", "China"),
    ]  # fmt: skip
    for row in rows:
        assert row["stance_id"] == f"{row['article_id']}:{row['spans'][0][0]}-{row['spans'][-1][1]}"


def test_an_impossible_date_is_named_with_its_line_and_the_article_is_read_all_the_same(articles: Path) -> None:
    result = tenor("stances", str(articles))
    assert "articles.jsonl:2" in result.stderr
    assert "2023-13-45" in result.stderr
    assert '"published": null' in result.stdout


def test_strict_stops_at_broken_input(articles: Path) -> None:
    result = tenor("stances", str(articles), "--strict")
    assert result.exit_code == 2
    assert "2023-13-45" in result.stderr


def test_a_broken_line_is_named_and_the_others_are_read(articles: Path) -> None:
    with articles.open("a") as file:
        file.write('{"text": broken\n' + json.dumps({"article_id": "four", "text": "Ann Lee said it was over."}) + "\n")
    result = tenor("stances", str(articles))
    assert result.exit_code == 0
    assert "articles.jsonl:3" in result.stderr
    assert '"article_id": "four"' in result.stdout


def test_since_leaves_out_what_is_older_or_undated_and_says_so(articles: Path) -> None:
    result = tenor("stances", str(articles), "--since", "2023-07-01")
    assert {json.loads(line)["article_id"] for line in result.stdout.splitlines()} == {"one"}
    assert "no `published` date" in result.stderr


def test_articles_come_through_a_pipe(articles: Path) -> None:
    piped = tenor("stances", "-", stdin=articles.read_bytes())
    assert piped.stdout == tenor("stances", str(articles)).stdout


def test_columns_of_your_own_are_mapped(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(f'body,date\n"{ARTICLE}",2023-07-01\n', "utf-8")
    result = tenor("stances", str(path), "--map", "text=body,published=date")
    assert json.loads(result.stdout.splitlines()[0])["published"] == "2023-07-01"


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_every_form_of_output_is_written(articles: Path, form: str) -> None:
    result = tenor("stances", str(articles), "--format", form)
    assert result.exit_code == 0
    assert b"Ann Lee" in result.stdout_bytes


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["stances", "nowhere.jsonl"], "nowhere.jsonl"),
        (["stances", "sample", "--relation", "us-chin"], "no relation 'us-chin'; did you mean 'us-china'?"),
        (["stances", "sample", "--since", "July"], "since: 'July' is not a day; give it as YYYY-MM-DD"),
        (["run", "--corpus", "nowhere"], "nowhere"),
        (
            ["run", "--scorer", "textblod"],
            "no scorer 'textblod'; did you mean 'textblob'?",
        ),
        (["run", "--over", "year"], "no period 'year'"),
        (["run", "--relation", "mars"], "no relation 'mars'"),
        (["run", "--param", "corpsu=x"], "no parameter 'corpsu'; did you mean 'corpus'?"),
        (["run", "--param", "delta=big"], "parameter 'delta': 'big' is not a number; its default is 0.1"),
        (["run", "--param", "delta"], "give it as name=value"),
        (["run", "--param", "corrections=gone.toml"], "gone.toml: no such file of corrections"),
        (["run", "--param", "top=2", "--resume", "x"], "--resume goes on with the parameters of the run"),
        (["run", "--resume", "nowhere"], "nowhere: no run to resume here or in"),
        (["sweep", "--set", "scorer=vader,textblod"], "no scorer 'textblod'; did you mean 'textblob'?"),
        (["sweep", "--set", "scorrer=vader"], "no parameter 'scorrer'; did you mean 'scorer'?"),
        (["sweep", "--set", "top=1,many"], "parameter 'top': 'many' is not a whole number"),
        (["sweep", "--set", "scorer"], "give it as name=value,value"),
        (["run", "--since", "2023-99-01"], "since: '2023-99-01' is not a day"),
        (["run", "--since", "2023-02-01", "--until", "2023-01-01"], "since 2023-02-01 is after until 2023-01-01"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_bad_input_is_one_sentence_and_exit_status_2_before_anything_runs(
    arguments: list[str], message: str, tmp_path: Path
) -> None:
    out = ["--out", str(tmp_path / "runs")] if arguments[0] in ("run", "sweep") else []
    result = tenor(*arguments, *out)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize("text, told", [("[[correction", ":1: not TOML: "), ("\xff", ": not in UTF-8 (byte 0)")])
def test_a_broken_file_of_corrections_is_told_before_anything_runs(articles: Path, text: str, told: str) -> None:
    (articles.parent / "corrections.toml").write_bytes(text.encode("latin-1"))
    result = tenor("run", "--corpus", str(articles), "--out", str(articles.parent / "runs"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"corrections.toml{told}" in result.stderr
    assert not (articles.parent / "runs").exists()


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_stances_are_what_was_found_whatever_readers_corrected(articles: Path, form: str) -> None:
    before = tenor("stances", str(articles), "--format", form).stdout
    row = json.loads(tenor("stances", str(articles)).stdout.splitlines()[0])
    entry = {name: row[name] for name in ("stance_id", "content")} | {"who": "Dee Fox", "speaker": "Bo Ray"}
    lines = [f"{name} = {json.dumps(value)}" for name, value in entry.items()]
    text = "\n".join(["[[correction]]", "when = 2023-07-03T12:00:00Z", *lines])
    (articles.parent / "corrections.toml").write_text(text, "utf-8")
    assert tenor("stances", str(articles), "--format", form).stdout == before
    assert "corrected" not in before


def test_an_output_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = tenor("run", "--out", str(tmp_path / "file"))
    assert result.exit_code == 2
    assert "a run cannot be written there" in result.stderr


def test_parameters_are_listed_with_type_default_and_meaning() -> None:
    listed = tenor("run", "--parameters").stdout
    assert "delta: float = 0.1\n    smallest change" in listed
    assert "run_dir" not in listed


@pytest.mark.parametrize("command", ["run", "sweep"])
def test_the_help_of_a_run_lists_every_parameter_with_its_meaning(command: str) -> None:
    said = " ".join(tenor(command, "--help").stdout.split())
    assert "delta = 0.1 smallest change" in said
    assert "min_stances = 5 fewest stances" in said
    assert "run_dir" not in said


def test_help_is_quick_because_nothing_slow_is_imported() -> None:
    slow = "{'pandas', 'numpy', 'papermill', 'nbformat', 'matplotlib', 'trafilatura', 'jupyter_client'}"
    code = f"import sys, tenor.cli; print(sorted({slow} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_oldest_runs_are_removed_on_demand_and_named(tmp_path: Path) -> None:
    for day in ("01", "02", "03"):
        folder = tmp_path / f"2024-01-{day}T06-00-00_weekly"
        folder.mkdir()
        (folder / "run.json").write_text(json.dumps({"status": "ok", "key": f"sha256:{day}", "verdict": "flat"}))
    result = tenor("runs", "--out", str(tmp_path), "--keep", "2")
    assert "tenor: removed 2024-01-01T06-00-00_weekly" in result.stderr
    assert [line.split() for line in result.stdout.splitlines()] == [
        [f"2024-01-{day}T06-00-00_weekly", "ok", "flat", "-"] for day in ("02", "03")
    ]


def test_scores_come_one_for_one_in_order_and_null_where_nothing_was_assessed() -> None:
    lines = ['{"id": "a", "text": "a dangerous spiral"}', "broken", '{"id": 2, "text": "xyzzy"}', '{"id": 3}']
    result = tenor("score", "-", "--scorer", "textblob", stdin="\n".join(lines))
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["a", None, 2, 3]
    assert [row["polarity"] for row in rows] == [-0.6, None, None, None]
    assert "-:2: not JSON" in result.stderr.replace("<stdin>", "-")


def test_a_coding_sheet_is_drawn_filled_in_and_read_back(articles: Path, tmp_path: Path) -> None:
    drawn = tenor("audit", str(articles), "--sample", "4")
    assert "The columns of the coding sheet:" in drawn.stderr
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(drawn.stdout_bytes)
    unread = tenor("audit", "--read", str(sheet))
    assert unread.exit_code == 2
    assert "no answer in it yet" in unread.stderr
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        answers = {"content_right": "yes", "speaker_right": "no", "side_right": "", "topics_right": "y", "coder": "A"}
        writer.writerows(row | answers for row in rows)
    read = tenor("audit", "--read", str(sheet))
    assert read.exit_code == 0
    assert re.search(r"content\s+all\s+.*4\s+4\s+1\.000", read.stdout)
    assert re.search(r"speaker\s+all\s+.*4\s+0\s+0\.000", read.stdout)


def test_an_audit_wants_a_source_or_sheets_and_not_both() -> None:
    for arguments in ([], ["sample", "--read", "sheet.csv"]):
        result = tenor("audit", *arguments)
        assert result.exit_code == 2
        assert "give either a SOURCE" in result.stderr


def test_marked_articles_are_one_page(articles: Path) -> None:
    page = tenor("stances", str(articles), "--html").stdout
    assert page.startswith("<!DOCTYPE html>")
    assert "<mark" in page


def test_a_new_profile_passes_its_check(tmp_path: Path) -> None:
    profile = tmp_path / "mine.toml"
    profile.write_text(tenor("relation", "new", "mine").stdout, "utf-8")
    assert tenor("relation", "check", str(profile)).stdout.startswith(f"{profile}: ok: 2 sides")
    profile.write_text(profile.read_text("utf-8").replace("[sides.South]", "[sides.observer]"), "utf-8")
    wrong = tenor("relation", "check", str(profile))
    assert wrong.exit_code == 2
    assert str(profile) in wrong.stderr


def test_runs_of_an_empty_folder_say_how_to_make_one(tmp_path: Path) -> None:
    result = tenor("runs", "--out", str(tmp_path))
    assert result.exit_code == 0
    assert "`tenor run` makes one" in result.stderr


def test_a_reader_that_stops_early_is_no_error() -> None:
    command = f"{sys.executable} -m tenor stances sample 2>&1 | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
    assert json.loads(done.stdout)["article_id"]
    assert done.stderr == ""


def test_the_first_stance_arrives_before_the_input_ends() -> None:
    command = [sys.executable, "-m", "tenor", "stances", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for number in range(40):
            text = f"{ARTICLE} This is number {number}. "
            process.stdin.write((json.dumps({"text": text}) + "\n").encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["speaker"] == "Ann Lee"
        process.stdin.close()
        process.stdout.read()
    assert process.returncode == 0
