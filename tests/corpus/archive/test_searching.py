from collections.abc import Callable, Sequence

import pytest

from tenor.corpus.archive import Archive, Extraction, Results, search, search_articles
from tenor.corpus.archive.checking import faults_of
from tenor.records import Article

Make = Callable[..., Article]


def cells(article_id: str, number: int, content: str, speaker: str = "Ann Lee") -> dict[str, object]:
    """Give the cells of a stance."""
    empty = "spans cue cue_span source source_span resolution role topics within".split()
    given = {"stance_id": f"{article_id}:{number}-{number + 9}", "article_id": article_id, "kind": "direct",
             "content": content, "speaker": speaker, "side": "US", "paragraph": 0, "published": None}  # fmt: skip
    return dict.fromkeys(empty, "") | given


def keep(archive: Archive, article_id: str, contents: Sequence[str], *, version: str = "1") -> None:
    results = Results(archive.database)
    extractor = results.extractor(version, relation="us-china")
    results.keep(extractor, [Extraction(article_id, [cells(article_id, n, c) for n, c in enumerate(contents)], [])])


def contents(archive: Archive, words: str) -> list[str]:
    return [found.content for found in search(archive, words)]


@pytest.fixture
def talks(archive: Archive, make: Make) -> Archive:
    archive.add([make(1)])
    keep(
        archive,
        "a1",
        ["The tariffs hurt both.", "Café talks NEAR Geneva", "a content:x that OR begins", "Tariffs, Ann?"],
    )
    return archive


@pytest.mark.parametrize(
    "words, n",
    [
        ("tariff", 2), ("TARIFFS", 2), ("tariff both", 1), ("cafe", 1), ("café", 1), ("Cafe\u0301", 1),
        ("Lee", 4), ("lee geneva", 1), ("zebra", 0), ("tariff zebra", 0), ("tar", 0),
    ],
)  # fmt: skip
def test_all_words_must_stand_in_content_or_speaker_whatever_their_endings(talks: Archive, words: str, n: int) -> None:
    assert len(contents(talks, words)) == n


@pytest.mark.parametrize(
    "words, n",
    [
        ("talks NEAR geneva", 1), ("NEAR(talks geneva)", 0), ("NEAR(Geneva)", 1), ("content:x", 1),
        ("speaker:tariffs", 0), ("- geneva", 1),
        ("OR begins", 1), ("tariffs OR geneva", 0), ("tar*", 0), ("talks*", 1), ("^The tariffs", 1), ("{content}", 1),
        ('"tariffs hurt', 1), ('tariffs" OR "geneva', 0), ("'); DROP TABLE stances; --", 0), ("tariffs\0hurt", 1),
        ("", 0), ("***", 0), ('"', 0), ("\0", 0), ("\ud800", 0), ("\u202etariffs", 2), ("_", 0), ("a" * 100_000, 0),
        ("the " * 2_000, 1),
    ],
)  # fmt: skip
def test_marks_and_operators_are_words_or_nothing(talks: Archive, words: str, n: int) -> None:
    assert len(contents(talks, words)) == n
    list(search_articles(talks, words))
    keep(talks, "a1", ["nothing"], version="2")  # the index still takes what comes


def test_stances_come_in_the_order_of_articles_with_what_tells_of_them(archive: Archive, make: Make) -> None:
    archive.add([make(1), make(2, published=None)])
    for article_id in ("a1", "a2"):
        keep(archive, article_id, ["The talks failed."])
    assert [
        (f.stance_id, f.article_id, f.published, f.outlet, f.speaker, f.side) for f in search(archive, "talks")
    ] == [
        ("a1:0-9", "a1", "", "Courier", "Ann Lee", "US"),
        ("a2:0-9", "a2", "", "Courier", "Ann Lee", "US"),
    ]


def test_only_what_the_last_used_extractor_found_in_an_article_is_given(archive: Archive, make: Make) -> None:
    archive.add([make(1), make(2)])
    keep(archive, "a1", ["old talks"])
    keep(archive, "a2", ["other talks"])
    keep(archive, "a1", ["new talks"], version="2")
    assert contents(archive, "talks") == ["other talks", "new talks"]
    keep(archive, "a2", ["never kept: it has looked there"])
    assert contents(archive, "talks") == ["old talks", "other talks"]


def test_what_is_pruned_is_not_found_any_more(archive: Archive, make: Make) -> None:
    archive.add([make(1)])
    keep(archive, "a1", ["old talks"])
    keep(archive, "a1", ["nothing"], version="2")
    assert Results(archive.database).prune()["extractions"] == 1
    assert contents(archive, "talks") == []
    assert contents(archive, "nothing") == ["nothing"]
    assert list(faults_of(archive)) == []


def test_an_article_that_is_taken_out_takes_its_stances_along(archive: Archive, make: Make) -> None:
    archive.add([make(1), make(1, outlet="Herald", article_id="h"), make(2)])
    keep(archive, "a1", ["old talks"])
    keep(archive, "a2", ["other talks"])
    with archive.database.writing() as write:
        write.execute("DELETE FROM articles WHERE copy_of = 1")
        write.execute("DELETE FROM articles WHERE number = 1")
    assert contents(archive, "talks") == ["other talks"]
    assert [found.article_id for found in search_articles(archive, "round")] == ["a2"]
    assert list(faults_of(archive)) == []


def test_articles_are_found_by_title_and_text_copies_too(archive: Archive, make: Make) -> None:
    archive.add([make(1), make(1, outlet="Herald", article_id="h"), make(2)])
    assert [found.article_id for found in search_articles(archive, "round 1")] == ["a1", "h"]
    (found,) = search_articles(archive, "round 2 delegations")
    assert (found.published, found.outlet, found.title, found.url) == (
        "2023-01-03", "Courier", "Round 2", "https://courier.example/2",
    )  # fmt: skip
