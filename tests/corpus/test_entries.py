from collections.abc import Callable
from pathlib import Path

import pytest

from tenor.corpus import Corpus, columns_of
from tenor.errors import ParameterError

Write = Callable[..., Path]
English = Callable[[int], str]


def test_an_option_names_columns_by_field() -> None:
    assert columns_of(" text = body ,published=date,,url=a=b") == {"text": "body", "published": "date", "url": "a=b"}
    assert columns_of("") == {}


@pytest.mark.parametrize(
    "option, message",
    [
        (
            "txt=body",
            "--map: no field 'txt'; did you mean 'text'? Known: article_id, outlet, published, text, title, url",
        ),
        ("text", "--map 'text' is not field=column, as in text=body,published=date"),
        ("text=", "--map 'text=' is not field=column, as in text=body,published=date"),
        ("text=a,text=b", "--map names the field 'text' twice: 'a' and 'b'"),
    ],
)
def test_an_option_that_is_wrong_says_what_would_be_right(option: str, message: str) -> None:
    with pytest.raises(ParameterError) as error:
        columns_of(option)
    assert str(error.value) == message


def test_a_corpus_refuses_an_unknown_field(write: Write, english: English) -> None:
    with pytest.raises(ParameterError, match="--map: no field 'date'"):
        Corpus(write("x.txt", english(1)), columns={"date": "day"})
