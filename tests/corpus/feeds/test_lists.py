"""Which feeds are meant by what is given."""

from pathlib import Path

import pytest

from tenor.corpus.feeds import Feed, feeds_of
from tenor.errors import ParameterError


def test_a_list_has_an_address_a_line_with_the_name_of_the_outlet_behind_it(tmp_path: Path) -> None:
    path = tmp_path / "feeds.txt"
    path.write_text("\ufeff# ours\n\nhttps://a.example/rss  The Post\nhttps://b.example/#x\thttps://c\n", "utf-8")
    assert feeds_of(["https://c.example/", f"@{path}", "https://a.example/rss"]) == [
        Feed("https://c.example/"),
        Feed("https://a.example/rss", "The Post"),
        Feed("https://b.example/#x", "https://c"),
    ]


@pytest.mark.parametrize(
    "content, message",
    [
        ("https://a.example/\nftp://b.example/", "feeds.txt:2: ftp://b.example/: is not http or https; write it as"),
        ("https://ann:pw@a.example/", "feeds.txt:1: https://a.example/: holds a user or a password"),
        ("# nothing", "no feed to collect; give its address, or @FILE with one a line"),
        (b"\xff", "feeds.txt: not UTF-8"),
    ],
)
def test_what_is_wrong_in_a_list_is_told_with_its_line(tmp_path: Path, content: str | bytes, message: str) -> None:
    path = tmp_path / "feeds.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ParameterError) as error:
        feeds_of([f"@{path}"])
    assert message in str(error.value)
    assert "pw" not in str(error.value)


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="No such file"):
        feeds_of([f"@{tmp_path / 'none.txt'}"])
