"""Export and import, and one archive taken into another."""

import datetime as dt
import itertools
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenor.corpus.archive import Added, Archive, Extraction, Results
from tenor.corpus.archive.checking import faults_of
from tenor.corpus.archive.exchange import TABLES, export, import_folder, is_export
from tenor.corpus.archive.merging import merge
from tenor.corpus.archive.schema import VERSION
from tenor.errors import ArchiveError, ParameterError
from tenor.records import Article, Assessment, Score, Span

Make = Callable[..., Article]
FRESH = itertools.count()

any_text = st.text(max_size=30) | st.sampled_from(["a\0b", "\u202eback", "\ud800half", "  \r\n\t", "\ufeff", "“q”"])
real = st.floats(-1, 1) | st.just(float("nan"))
assessments = st.builds(
    Assessment,
    st.lists(any_text, max_size=3).map(tuple),
    real,
    real,
    st.none() | st.builds(Span, st.integers(0, 99), st.integers(0, 99)),
    real,
    any_text,
)
scores = st.builds(Score, real, real, st.integers(0, 9), st.lists(assessments, max_size=3).map(tuple))
articles = st.builds(
    Article,
    any_text,
    st.text(min_size=1, max_size=60),
    any_text,
    st.sampled_from(["Courier", "Herald", ""]) | any_text,
    st.none() | st.dates(dt.date(1800, 1, 1), dt.date(2200, 1, 1)),
    any_text,
)


def stance(article_id: str, content: str, number: int) -> dict[str, object]:
    empty = "spans cue_span source source_span resolution role topics within".split()
    return dict.fromkeys(empty, "") | {
        "stance_id": f"{article_id}:{number}", "article_id": article_id, "kind": "direct", "content": content,
        "cue": "said", "speaker": content[:4], "side": "US", "paragraph": number, "published": dt.date(2023, 7, 3),
    }  # fmt: skip


def event(article_id: str, text: str, number: int) -> dict[str, object]:
    return dict.fromkeys("text_span phrase span".split(), "") | {
        "event_id": f"{article_id}@{number}", "article_id": article_id, "text": text, "sentence": f"{text}!",
        "earliest": dt.date(2023, 7, 3), "latest": dt.date(2023, 7, 4), "future": bool(number % 2),
    }  # fmt: skip


MONDAY = dt.datetime(2023, 7, 3, 6, tzinfo=dt.UTC)


def fill(archive: Archive, given_: list[Article], said: list[str], found: list[Score], *, version: str = "1") -> None:
    archive.add(given_, feed="https://courier.example/feed", fetched=MONDAY)
    archive.keep_feed_state("https://courier.example/feed", etag="1", error="\0")
    archive.pass_over("https://courier.example/video", why="no article \ud800", looked=MONDAY, forget=MONDAY)
    results = Results(archive.database)
    plain = [words.encode(errors="replace").decode() for words in said]
    for relation in ("us-china", "us-russia"):
        extractor = results.extractor(version, relation=relation)
        results.keep(
            extractor,
            [
                Extraction(
                    article.article_id,
                    [stance(article.article_id, words, number) for number, words in enumerate(plain)],
                    [event(article.article_id, words, number) for number, words in enumerate(plain)],
                )
                for article in list(archive.articles())
            ],
        )
    for name, explained in (("diplomatic", True), ("vader", False)):
        scorer = results.scorer(name, version=version)
        results.keep_scores(((scorer, str(n), one) for n, one in enumerate(found)), explained=explained)


def dump(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(archive.database.rows(f"SELECT * FROM {table}"), key=repr) for table in TABLES}


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    given_=st.lists(articles, max_size=4),
    said=st.lists(any_text, max_size=3),
    found=st.lists(scores, max_size=3),
)
def test_export_and_import_lose_nothing(
    tmp_path: Path, form: str, given_: list[Article], said: list[str], found: list[Score]
) -> None:
    folder = tmp_path / str(next(FRESH))
    folder.mkdir()
    with Archive(folder / "one.db") as one, Archive(folder / "other.db") as other:
        fill(one, given_, said, [_whole(score) for score in found])
        export(one, folder / "export", form=form)
        import_folder(other, folder / "export")
        assert dump(other) == dump(one)
        assert list(faults_of(other)) == []
    shutil.rmtree(folder)


def _whole(score: Score) -> Score:
    """Give a score whose words can be written, as those of an article can."""
    return replace(score, assessments=tuple(replace(one, words=(), rule="") for one in score.assessments))


@pytest.fixture
def full(archive: Archive, make: Make) -> Archive:
    fill(archive, [make(1), make(2)], ["The talks failed.", "They met."], [Score(0.5, float("nan"), 1)])
    return archive


def test_an_export_is_a_folder_of_tables_that_is_there_when_it_is_whole(full: Archive, tmp_path: Path) -> None:
    counts = export(full, tmp_path / "deep" / "export", form="jsonl")
    assert counts == {"articles": 2, "feeds": 1, "passed_over": 1, "extractors": 2, "extractions": 4, "stances": 8,
                      "events": 8, "scorers": 2, "scores": 2}  # fmt: skip
    assert is_export(tmp_path / "deep" / "export")
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["export"]
    lines = (tmp_path / "deep" / "export" / "articles.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["article_id"] for line in lines] == ["a1", "a2"]


def test_an_export_takes_the_place_of_nothing(full: Archive, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ArchiveError, match=r": is there already; name a folder that is not"):
        export(full, tmp_path)
    with pytest.raises(ParameterError, match=r"no form 'csv'. Known: jsonl, parquet"):
        export(full, tmp_path / "new", form="csv")


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
@pytest.mark.parametrize("table", ["articles", "scores"])
@pytest.mark.parametrize("how", ["gone", "cut", "fewer"])
def test_a_broken_export_is_told_and_nothing_of_it_comes_in(
    full: Archive, tmp_path: Path, form: str, table: str, how: str
) -> None:
    export(full, tmp_path / "export", form=form)
    file = tmp_path / "export" / f"{table}.{form}"
    if how == "gone":
        file.unlink()
    elif how == "cut":
        file.write_bytes(file.read_bytes()[:-20])
    else:
        (tmp_path / "export" / "archive.json").write_text(
            json.dumps({"tables": VERSION, "form": form, "rows": dict.fromkeys(TABLES, 7)})
        )
    with Archive(tmp_path / "other.db") as other:
        with pytest.raises(ArchiveError, match=r"export: .*(not a whole export|has \d+ rows, not 7)"):
            import_folder(other, tmp_path / "export")
        assert all(not rows for rows in dump(other).values())


def test_an_export_of_another_version_is_refused(full: Archive, tmp_path: Path) -> None:
    export(full, tmp_path / "export")
    (tmp_path / "export" / "archive.json").write_text('{"tables": 99, "form": "parquet", "rows": {}}')
    with Archive(tmp_path / "other.db") as other, pytest.raises(ArchiveError, match=r"another Tenor \(version 99"):
        import_folder(other, tmp_path / "export")


def test_what_is_known_already_comes_in_once(full: Archive, tmp_path: Path, make: Make) -> None:
    with Archive(tmp_path / "other.db") as other:
        fill(other, [make(2), make(3), make(1, article_id="h", outlet="Herald")], ["They met."], [])
    before = dump(full)
    assert merge(full, tmp_path / "other.db") == Added(new=1, known=1, copies=1)
    assert list(faults_of(full)) == []
    after = dump(full)
    assert [row[:3] for row in after["copies" if "copies" in after else "feeds"]] == [
        row[:3] for row in before["feeds"]
    ]
    extracted = sorted(str(row[0]) for row in after["extractions"])
    assert extracted == ["a1", "a1", "a2", "a2", "a3", "a3", "h", "h"]
    assert merge(full, tmp_path / "other.db") == Added(known=3)
    assert dump(full) == after


def test_an_archive_does_not_come_into_itself(full: Archive) -> None:
    with pytest.raises(ArchiveError, match=r"tenor.db: is the archive itself; name another source"):
        merge(full, full.path)


def test_an_export_shows_one_moment_whoever_writes_meanwhile(full: Archive, tmp_path: Path, make: Make) -> None:
    with Archive(full.path) as writer, full.database.still():
        before = full.database.count("SELECT count(*) FROM articles")
        writer.add([make(8)])
        assert full.database.count("SELECT count(*) FROM articles") == before
    assert full.database.count("SELECT count(*) FROM articles") == before + 1


def test_results_of_another_text_under_the_same_identifier_stay_out(full: Archive, tmp_path: Path, make: Make) -> None:
    with Archive(tmp_path / "other.db") as other:
        fill(other, [make(3, article_id="a1")], ["Something else."], [], version="2")
    assert merge(full, tmp_path / "other.db") == Added(new=1)
    assert full.database.count("SELECT count(*) FROM stances WHERE content = 'Something else.'") == 0
    assert list(faults_of(full)) == []


def test_the_extractor_that_was_last_used_here_stays_the_last_used(full: Archive, tmp_path: Path, make: Make) -> None:
    used = "SELECT version, relation FROM extractors ORDER BY last_used DESC LIMIT 1"
    before = full.database.one(used)
    with Archive(tmp_path / "other.db") as other:
        fill(other, [make(1)], ["They met."], [], version="2")
    merge(full, tmp_path / "other.db")
    assert full.database.one(used) == before
    assert full.database.count("SELECT count(*) FROM extractors") == 4


@pytest.mark.parametrize("later_here", [True, False])
def test_the_later_look_at_a_feed_counts(full: Archive, tmp_path: Path, later_here: bool) -> None:
    noon, plus = dt.datetime(2023, 7, 3, 12, tzinfo=dt.UTC), dt.timezone(dt.timedelta(hours=5))
    evening = dt.datetime(2023, 7, 3, 18, tzinfo=plus)  # 13:00 in UTC
    mine, theirs = (evening, noon) if later_here else (noon, evening)
    full.keep_feed_state("https://herald.example", etag="mine", checked=mine)
    with Archive(tmp_path / "other.db") as other:
        other.keep_feed_state("https://herald.example", etag="theirs", checked=theirs)
    merge(full, tmp_path / "other.db")
    state = full.feed_state("https://herald.example")
    assert (state.etag, state.checked) == ("mine" if later_here else "theirs", evening)


def test_a_plain_score_becomes_an_explained_one_where_the_other_has_it(tmp_path: Path) -> None:
    explained = Score(0.5, 0.5, 1, (Assessment(("good",), 0.5, 0.5),))
    with Archive(tmp_path / "one.db") as one, Archive(tmp_path / "other.db") as other:
        for archive, told in ((one, False), (other, True)):
            results = Results(archive.database)
            results.keep_scores([(results.scorer("vader", version="1"), "k", explained)], explained=told)
        assert Results(one.database).scores(1, ["k"], explained=True) == {}
        merge(one, tmp_path / "other.db")
        (score,) = Results(one.database).scores(1, ["k"], explained=True).values()
    assert [a.words for a in score.assessments] == [("good",)]
