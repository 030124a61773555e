"""Digests of what a run reads."""

from pathlib import Path

from tenor.corpus.archive import Archive
from tenor.records import Article
from tenor.runs.provenance import digest_of


def test_the_digest_of_an_archive_is_that_of_its_articles(tmp_path: Path) -> None:
    one, other = (tmp_path / name for name in ("one.db", "other.db"))
    for path in (one, other):
        with Archive(path) as archive:
            archive.add([Article("a", "The talks went well.")])
    with Archive(other) as archive:
        archive.keep_feed_state("https://courier.example/feed", etag="1")
    assert digest_of(one) == digest_of(other)
    with Archive(other) as archive:
        archive.add([Article("b", "The talks went badly.")])
    assert digest_of(one) != digest_of(other)
