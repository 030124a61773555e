"""`tenor archive ...`, as somebody at a shell meets it."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tenor.cli import main
from tenor.cli_archive import archive
from tenor.corpus.archive import Archive
from tenor.corpus.opening import PROJECT
from tenor.records import Article

ARTICLE = "“We want steady talks,” said US Senator Ann Lee. Beijing rejected the offer of talks."


def tenor(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin, catch_exceptions=False)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def articles(tmp_path: Path) -> str:
    rows = [
        {"article_id": "one", "text": ARTICLE, "published": "2023-07-01", "outlet": "Courier"},
        {"article_id": "two", "text": ARTICLE, "published": "2023-07-02", "outlet": "Herald"},
        {"article_id": "three", "text": ARTICLE.replace("steady", "calm"), "published": "2023-07-02"},
    ]
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return "articles.jsonl"


@pytest.fixture
def filled(articles: str) -> str:
    assert tenor("archive", "import", articles).exit_code == 0
    return "tenor.db"


def test_import_tells_what_was_new_and_what_was_found(articles: str) -> None:
    first, second = tenor("archive", "import", articles), tenor("archive", "import", articles)
    assert first.stdout == "2 new, 1 copies, 0 known; 4 stances found\n"
    assert second.stdout == "0 new, 0 copies, 3 known; 0 stances found\n"


def test_standard_input_comes_in_too(articles: str) -> None:
    result = tenor("archive", "import", "-", stdin=Path(articles).read_bytes())
    assert result.stdout == "2 new, 1 copies, 0 known; 4 stances found\n"


def test_import_tells_what_was_left_out(tmp_path: Path, articles: str) -> None:
    with (tmp_path / articles).open("a") as file:
        file.write("{broken\n")
    assert "articles.jsonl:4" in tenor("archive", "import", articles).stderr
    strict = tenor("archive", "import", articles, "--strict", "--archive", "strict.db")
    assert strict.exit_code == 2
    assert "articles.jsonl:4" in strict.stderr


def test_a_source_without_articles_and_a_wrong_relation_make_no_archive_worth_the_name(tmp_path: Path) -> None:
    assert tenor("archive", "import", "nowhere.jsonl").exit_code == 2
    assert tenor("archive", "import", "nowhere.jsonl", "--relation", "us-chna").exit_code == 2
    assert not (tmp_path / "tenor.db").exists()


def test_search_prints_a_line_a_stance(filled: str) -> None:
    result = tenor("archive", "search", "talk", "lee")
    assert [line.split("\t") for line in result.stdout.splitlines()] == [
        ["2023-07-01", "Courier", "Ann Lee", "US", "We want steady talks,", "one:1-22"],
        ["2023-07-02", "", "Ann Lee", "US", "We want calm talks,", "three:1-20"],
    ]
    assert result.exit_code == 0


def test_search_ends_with_1_where_there_is_none(filled: str) -> None:
    result = tenor("archive", "search", "zebra")
    assert (result.exit_code, result.stdout) == (1, "")


def test_search_finds_articles_too(filled: str) -> None:
    result = tenor("archive", "search", "--articles", "calm")
    assert result.stdout == "2023-07-02\t\t\t\tthree\n"


def test_search_tells_of_articles_that_nothing_has_looked_into(filled: str, tmp_path: Path) -> None:
    with Archive(filled) as opened:
        opened.add([Article("new", "The delegation said that it was ready for the next round.")])
    result = tenor("archive", "search", "delegation")
    assert result.exit_code == 1
    assert "1 article was not read yet; `tenor run --corpus tenor.db`" in result.stderr


def test_what_an_article_holds_does_not_move_the_cursor_or_turn_the_line(tmp_path: Path) -> None:
    text = "“The talks\x1b[2J were \u202e good,\x07” said Ann Lee."
    (tmp_path / "x.jsonl").write_text(json.dumps({"text": text, "outlet": "A\tB\nC"}), "utf-8")
    tenor("archive", "import", "x.jsonl")
    (line,) = tenor("archive", "search", "talks").stdout.splitlines()
    assert line.split("\t")[1:5] == ["A B C", "Ann Lee", "observer", "The talks [2J were   good, "]


def test_words_that_look_like_options_come_after_two_dashes(filled: str) -> None:
    assert tenor("archive", "search", "--", "--talks").exit_code == 0


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_what_is_exported_comes_back_with_import(filled: str, form: str) -> None:
    out = tenor("archive", "export", "saved", "--format", form)
    assert "stances: 4" in out.stdout
    assert tenor("archive", "import", "saved", "--archive", "new.db").stdout == (
        "2 new, 1 copies, 0 known; 0 stances found\n"
    )
    searched = [tenor("archive", "search", "talks", "--archive", path).stdout for path in (filled, "new.db")]
    assert searched[0] == searched[1] != ""


def test_another_archive_comes_in_like_any_source(filled: str) -> None:
    result = tenor("archive", "import", filled, "--archive", "new.db")
    assert result.stdout == "2 new, 1 copies, 0 known; 0 stances found\n"


def test_check_says_whole_or_what_is_wrong(filled: str) -> None:
    whole = tenor("archive", "check")
    assert (whole.exit_code, whole.stdout) == (0, "tenor.db: whole\n")
    plain = sqlite3.connect(filled)
    plain.execute("DELETE FROM stances WHERE number = 1")
    plain.commit()
    plain.close()
    broken = tenor("archive", "check")
    assert broken.exit_code == 1
    assert broken.stdout == "tenor.db: of article 'one' not all is there that extractor 1 found\n"


@pytest.mark.parametrize("command", ["check", "stats", "prune", "search"])
@pytest.mark.parametrize("content", [None, b"", b"no database at all", b"SQLite format 3\0 or so it says"])
def test_a_bad_file_is_one_sentence_and_exit_status_2(tmp_path: Path, command: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "tenor.db").write_bytes(content)
    result = tenor("archive", command, *(["word"] if command == "search" else []))
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "tenor.db: no" in result.stderr
    assert (tmp_path / "tenor.db").exists() is (content is not None)


def test_stats_tell_what_is_there(filled: str) -> None:
    told = dict(line.split(": ", 1) for line in tenor("archive", "stats").stdout.splitlines())
    assert told["articles"] == "2"
    assert told["copies"] == "1"
    assert told["published"] == "2023-07-01 to 2023-07-02"
    assert told["found for us-china"].startswith("2 articles, 4 stances, ")


def test_prune_leaves_what_the_newest_versions_found(filled: str) -> None:
    assert tenor("archive", "prune").stdout == "0 extractions, 0 scores of older versions taken away\n"


def test_an_archive_is_a_source_of_stances_dates_and_events(filled: str, articles: str) -> None:
    for command in ("stances", "dates", "events"):
        assert tenor(command, filled).stdout == tenor(command, articles).stdout


def test_help_loads_neither_sqlite_nor_pandas(tmp_path: Path) -> None:
    program = "import sys, tenor.cli; print({'sqlite3', 'pandas', 'tenor.corpus'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=os.environ, check=True)
    assert told.stdout == "set()\n"


@pytest.mark.parametrize("command", archive.commands.values(), ids=lambda command: command.name)
def test_every_command_is_documented_and_its_options_have_a_help(command: click.Command) -> None:
    assert f"tenor archive {command.name}" in (PROJECT / "docs" / "archive.md").read_text("utf-8")
    assert command.help
    for option in command.params:
        assert not isinstance(option, click.Option) or option.help, option.name


def test_every_table_and_view_is_documented(filled: str) -> None:
    told = (PROJECT / "docs" / "archive.md").read_text("utf-8")
    with Archive(filled) as opened:
        names = opened.database.rows("SELECT name FROM sqlite_schema WHERE type = 'view' OR sql LIKE '%STRICT%'")
        assert {name for (name,) in names if f"`{name}`" not in told} == set()
        for (view,) in list(opened.database.rows("SELECT name FROM sqlite_schema WHERE type = 'view'")):
            list(opened.database.rows(f"SELECT * FROM {view}"))
