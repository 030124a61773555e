import datetime as dt
import hashlib
import json
import os
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tenor.corpus import BROKEN, LEFT_OUT, REASONS, Corpus
from tenor.errors import CorpusError, ParameterError

Write = Callable[..., Path]
English = Callable[[int], str]

FRENCH = (
    "Le ministère a déclaré mardi que les discussions reprendraient le mois prochain, après des semaines de tensions."
)


def test_an_article_has_what_its_line_says(write: Write, english: English) -> None:
    line = {
        "text": english(1),
        "article_id": " w\n1 ",
        "title": " T ",
        "outlet": "P",
        "published": "2023-07-23",
        "url": "u",
    }
    (article,) = Corpus(write("x.jsonl", line))
    assert (article.article_id, article.title, article.outlet, article.url) == ("w 1", "T", "P", "u")
    assert (article.text, article.published) == (english(1), dt.date(2023, 7, 23))


@pytest.mark.parametrize("given", [{}, {"article_id": None}, {"article_id": " \n"}, {"id": "elsewhere"}])
def test_an_article_without_identifier_has_a_digest_of_its_exact_text(
    write: Write, english: English, given: dict[str, object]
) -> None:
    (article,) = Corpus(write("x.jsonl", {"text": english(1), **given}))
    assert article.article_id == hashlib.sha256(english(1).encode()).hexdigest()[:12]


def test_identifiers_that_are_numbers_become_strings(write: Write, english: English) -> None:
    lines = [{"text": english(n), "article_id": given} for n, given in enumerate([7, 8.0, 9.5])]
    assert [article.article_id for article in Corpus(write("x.jsonl", *lines))] == ["7", "8", "9.5"]


def test_the_same_text_is_read_once_whatever_its_white_space_and_accents(write: Write, english: English) -> None:
    variants = ["Café talks. " + english(1), "Cafe\u0301  talks.\r\n" + english(1) + "\n"]
    corpus = Corpus(write("x.jsonl", *({"text": text, "article_id": i} for i, text in enumerate(variants))))
    assert [article.article_id for article in corpus] == ["0"]
    assert [(fault.reason, fault.where[-9:]) for fault in corpus.faults] == [("duplicate", "x.jsonl:2")]


def test_a_text_left_out_for_its_date_does_not_hide_its_copy_with_a_date(write: Write, english: English) -> None:
    lines = [{"text": english(1)}, {"text": english(1), "published": "2023-07-23"}]
    assert len(list(Corpus(write("x.jsonl", *lines), since=dt.date(2023, 1, 1)))) == 1


def test_another_text_with_the_same_identifier_is_read_under_its_own(write: Write, english: English) -> None:
    corpus = Corpus(write("x.jsonl", *({"text": english(n), "article_id": "a"} for n in range(3))))
    digests = [hashlib.sha256(english(n).encode()).hexdigest()[:12] for n in range(3)]
    assert [article.article_id for article in corpus] == ["a", f"a-{digests[1]}", f"a-{digests[2]}"]
    assert corpus.counts == {"same_id": 2}
    assert corpus.faults[0].detail == f"another text has the article_id 'a'; this one is read as 'a-{digests[1]}'"


def test_articles_that_are_not_english_are_left_out_and_counted(write: Write, english: English) -> None:
    corpus = Corpus(write("x.jsonl", {"text": FRENCH}, {"text": english(1)}))
    assert [article.text for article in corpus] == [english(1)]
    assert corpus.counts == {"not_english": 1}
    assert corpus.faults[0].detail == "reads as 'fr'; only English is read"


def test_both_days_of_a_period_are_in_it_and_the_undated_are_counted(write: Write, english: English) -> None:
    days = ["2023-07-22", "2023-07-23", "2023-07-24T23:59:59Z", "2023-07-25", None, "2023-02-30"]
    path = write("x.jsonl", *({"text": english(n), "published": day} for n, day in enumerate(days)))
    corpus = Corpus(path, since=dt.date(2023, 7, 23), until=dt.date(2023, 7, 24))
    assert [article.text for article in corpus] == [english(1), english(2)]
    assert corpus.counts == {"out_of_period": 2, "undated": 2, "bad_date": 1}
    assert {fault.reason for fault in corpus.faults} == {"undated", "bad_date"}
    assert len(list(Corpus(path, since=dt.date(2023, 7, 24)))) == 2
    assert len(list(Corpus(path, until=dt.date(2023, 7, 23)))) == 2
    assert len(list(Corpus(path))) == 6


def test_a_period_that_ends_before_it_begins_is_refused(write: Write, english: English) -> None:
    with pytest.raises(ParameterError, match="since 2023-07-24 is after until 2023-07-23"):
        Corpus(write("x.txt", english(1)), since=dt.date(2023, 7, 24), until=dt.date(2023, 7, 23))


def test_an_impossible_date_is_named_with_file_and_line_and_the_article_is_read(write: Write, english: English) -> None:
    path = write(
        "x.jsonl", {"text": english(1), "published": "2023-07-23"}, {"text": english(2), "published": "03/04/2023"}
    )
    corpus = Corpus(path)
    assert [article.published for article in corpus] == [dt.date(2023, 7, 23), None]
    (fault,) = corpus.faults
    assert fault.where == f"{path}:2"
    assert fault.detail == (
        "published '03/04/2023' is 3 April or 4 March, depending on who reads it; write YYYY-MM-DD; "
        "the article is read undated"
    )


@pytest.mark.parametrize(
    "line, detail",
    [
        ({"title": "T"}, "article has no `text`; give one, or name its column with --map text=..."),
        ({"text": " \n"}, "article has an empty text; the article is skipped"),
        ({"text": None}, "article has an empty text; the article is skipped"),
        ({"text": ["a"]}, "the text is not a string but list; the article is skipped"),
        ({"text": 3}, "the text is not a string but int; the article is skipped"),
    ],
)
def test_an_article_without_text_is_named_and_the_others_are_read(
    write: Write, english: English, line: dict[str, object], detail: str
) -> None:
    corpus = Corpus(write("x.jsonl", {"text": english(1)}, line))
    assert len(list(corpus)) == 1
    assert [(fault.reason, fault.detail) for fault in corpus.faults] == [("no_text", detail)]


def test_metadata_that_are_not_words_are_left_away(write: Write, english: English) -> None:
    corpus = Corpus(write("x.jsonl", {"text": english(1), "outlet": {"name": "P"}, "published": []}))
    (article,) = corpus
    assert (article.outlet, article.published) == ("", None)
    assert [fault.detail for fault in corpus.faults] == [
        "`outlet` is not words but dict; the article is read without it",
        "published '[]' is not a date but list; write YYYY-MM-DD; the article is read undated",
    ]


def test_half_a_character_becomes_one_that_can_be_written_and_positions_stay(write: Write, english: English) -> None:
    corpus = Corpus(write("x.jsonl", {"text": f"a\ud800b {english(1)}", "title": "\udfff", "article_id": "\ud800"}))
    (article,) = corpus
    assert article.text == "a\ufffdb " + english(1)
    assert (article.title, article.article_id) == ("\ufffd", "\ufffd")
    assert corpus.counts == {"half_character": 1}


@pytest.mark.parametrize(
    "text",
    [
        "“ " + "The mark is never closed, and that is that. ",
        "\x00\x07\x1b The bell and the escape. ",
        "the word " * 120_000,
    ],
    ids=["unbalanced", "control", "megabyte"],
)
def test_odd_texts_are_read_exactly_and_stop_no_others(write: Write, english: English, text: str) -> None:
    path = write("x.jsonl", {"text": english(1)}, {"text": text}, {"text": english(2)})
    assert [article.text for article in Corpus(path)] == [english(1), text, english(2)]


def test_iterating_again_starts_afresh(write: Write, english: English) -> None:
    corpus = Corpus(write("x.jsonl", {"text": english(1)}, "{\n", {"text": english(2)}))
    first = list(corpus), corpus.faults, dict(corpus.counts), corpus.n_articles
    assert (list(corpus), corpus.faults, dict(corpus.counts), corpus.n_articles) == first
    assert corpus.n_articles == 2


@pytest.mark.parametrize(
    "line, message",
    [
        ('{"text": "a', r"x.jsonl:2: not JSON: Unterminated"),
        ('{"text": ""}', r"x.jsonl:2: article has an empty text"),
        (
            '{"text": "The day and the month.", "published": "2023-02-30"}',
            r"x.jsonl:2: published '2023-02-30' is no day of the",
        ),
        ('{"text": "The words and the mark.", "article_id": "a"}', r"x.jsonl:2: another text has the article_id 'a'"),
        (b'{"text": "caf\xe9"}', r"x.jsonl:2: not UTF-8"),
    ],
)
def test_strict_reading_stops_at_broken_input(write: Write, english: English, line: str | bytes, message: str) -> None:
    path = write("x.jsonl", {"text": english(1), "article_id": "a"}, line, "\n", {"text": english(2)})
    articles = iter(Corpus(path, strict=True))
    assert next(articles).text == english(1)
    with pytest.raises(CorpusError, match=message):
        next(articles)


def test_strict_reading_does_not_mind_what_is_not_broken(write: Write, english: English, tmp_path: Path) -> None:
    write("x.jsonl", *[{"text": english(1), "article_id": "a"}] * 2, {"text": FRENCH})
    write("y.pdf", "no article")
    assert len(list(Corpus(tmp_path, strict=True))) == 1


def test_strict_reading_stops_at_a_file_that_cannot_be_read(write: Write, english: English, tmp_path: Path) -> None:
    write("x.txt", english(1))
    write("y.txt", b"caf\xe9")
    with pytest.raises(CorpusError, match=r"y.txt: not UTF-8 \(byte 0xe9 at 3\)"):
        list(Corpus(tmp_path, strict=True))


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_header_without_text_is_an_error_at_once(write: Write, suffix: str) -> None:
    if suffix == "csv":
        path = write("x.csv", "id,body\n1,a\n")
    else:
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = write("x.parquet", "")
        pq.write_table(pa.table({"id": [1], "body": ["a"]}), path)
    with pytest.raises(CorpusError, match=r"no column 'text'; found: body, id. Name .*: --map text=body$"):
        Corpus(path)


def test_lines_without_text_are_an_error_at_the_end(write: Write) -> None:
    with pytest.raises(CorpusError, match=r"x.jsonl: no key 'text'; found: body, id. Name .*: --map text=body$"):
        list(Corpus(write("x.jsonl", {"id": 1, "body": "a"})))


def test_a_file_of_a_folder_without_text_is_a_fault_unless_there_is_nothing_else(
    write: Write, english: English, tmp_path: Path
) -> None:
    write("x.csv", "id,body\n1,a\n")
    with pytest.raises(CorpusError, match=r": no article could be read. .*x.csv: no column 'text'; found: body, id."):
        list(Corpus(tmp_path))
    write("y.txt", english(1))
    corpus = Corpus(tmp_path)
    assert len(list(corpus)) == 1
    assert corpus.counts == {"no_column": 1}


def test_a_corpus_in_which_every_line_is_broken_is_an_error(write: Write) -> None:
    with pytest.raises(CorpusError, match=r"x.jsonl: no article could be read. .*x.jsonl:1: not JSON: "):
        list(Corpus(write("x.jsonl", "{\n{\n")))
    with pytest.raises(CorpusError, match=r"x.txt: no article could be read. .*x.txt: article has an empty text"):
        list(Corpus(write("x.txt", " \n")))


def test_faults_are_all_counted_and_a_thousand_of_each_reason_kept(write: Write, english: English) -> None:
    corpus = Corpus(write("x.jsonl", {"text": english(1)}, "{\n" * 1500, b"\xff\n"))
    assert len(list(corpus)) == 1
    assert corpus.counts == {"broken_line": 1500, "not_utf8": 1}
    assert len(corpus.faults) == 1001
    assert corpus.faults[-1].where.endswith("x.jsonl:1502")


def test_every_reason_completes_the_sentence_that_an_article_or_file() -> None:
    assert set(REASONS) == LEFT_OUT | BROKEN
    for sentence in REASONS.values():
        assert sentence.split()[0] in {"has", "is", "was", "lacks"}


def test_the_first_article_arrives_before_the_last_is_written(english: English) -> None:
    reading, writing = os.pipe()
    arrived = threading.Event()

    def feed() -> None:
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(json.dumps({"text": english(1)}).encode() + b"\n")
            pipe.flush()
            assert arrived.wait(30)
            pipe.write(json.dumps({"text": english(2)}).encode() + b"\n")

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    with os.fdopen(reading, "rb") as stdin:
        articles = iter(Corpus("-", stdin=stdin))
        assert next(articles).text == english(1)
        arrived.set()
        assert next(articles).text == english(2)
    feeder.join()


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_memory_does_not_grow_with_the_number_of_articles(write: Write, english: English, suffix: str) -> None:
    peaks = [_peak(_many(write, english, suffix, n), n) for n in (300, 3000)]
    assert peaks[1] < peaks[0] + 1_500_000  # 3,000 articles are 12 MB


def _many(write: Write, english: English, suffix: str, n: int) -> Path:
    texts: Iterator[str] = (english(number) + 10 * f"\n{'x' * 400}" for number in range(n))
    if suffix == "csv":
        path: Path = write(f"{n}.csv", "text\n", *(f'"{text}"\n' for text in texts))
    elif suffix == "parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = write(f"{n}.parquet", "")
        pq.write_table(pa.table({"text": list(texts)}), path)
    else:
        path = write(f"{n}.{suffix}", *({"text": text} for text in texts))
    return path


def _peak(path: Path, n: int) -> int:
    tracemalloc.start()
    try:
        assert sum(1 for _ in Corpus(path)) == n
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_json_lines_are_read_without_loading_what_only_other_formats_need(write: Write, english: English) -> None:
    path = write("x.jsonl", {"text": english(1), "published": "2023-07-23"})
    code = (
        "import sys; from tenor.corpus import Corpus; list(Corpus(sys.argv[1]));"
        "print({'pyarrow', 'trafilatura', 'dateparser', 'py3langid', 'yaml', 'numpy', 'pandas'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
