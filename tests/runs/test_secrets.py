import json

import pytest

from tenor.errors import ParameterError
from tenor.runs.secrets import hidden, named, secret


def test_parameters_that_end_in_env_name_secrets_and_others_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEED_TOKEN", "rosebud")
    assert named({"token_env": "FEED_TOKEN", "other_env": "", "corpus": "FEED_TOKEN"}) == {"FEED_TOKEN": "rosebud"}
    assert secret("FEED_TOKEN") == "rosebud"
    assert secret("") == ""


def test_a_variable_that_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FEED_TOKEN", raising=False)
    with pytest.raises(ParameterError, match="the environment variable FEED_TOKEN is not set"):
        named({"token_env": "FEED_TOKEN"})


@pytest.mark.parametrize("value", ["rose-bud", "ghp_$", "", "a b"])
def test_a_secret_given_in_place_of_its_name_is_refused_and_not_repeated(value: str) -> None:
    if value:
        with pytest.raises(ParameterError) as caught:
            named({"token_env": value})
        assert value not in str(caught.value)


@pytest.mark.parametrize("value", ["rosebud", 'quo"te', "back\\slash\n", "gehé'im"])
def test_a_secret_is_hidden_however_a_notebook_holds_it(value: str) -> None:
    text = json.dumps([value, repr(value), f"<{value}>"]) + value
    assert value not in hidden(text, {"T": value})
    assert json.loads(hidden(json.dumps([f"<{value}>"]), {"T": value})) == ["<[T]>"]


def test_without_secrets_text_stays_as_it_is() -> None:
    assert hidden("text", {}) == hidden("text", {"EMPTY": ""}) == "text"
