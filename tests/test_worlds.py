"""Generated corpora with a known truth: what the suite calls each, from the words of articles.

Ten corpora of each world are judged with every stance given; one of each of three worlds goes the whole way through the
notebooks. `python -m tests.worlds` sends all ten of all worlds through them.
"""

import json
from pathlib import Path

import pytest

from tenor.corpus.opening import open_corpus
from tenor.relation import load
from tenor.stances import stances
from tests.worlds import SIDES, WORLDS, TextWorld, articles, banks, judged, through_the_notebooks, told, write_world

SEEDS = 10
NINE_OF_TEN = 9


@pytest.mark.slow
@pytest.mark.parametrize("name", WORLDS)
def test_the_truth_of_a_world_is_named_nine_times_of_ten(name: str) -> None:
    answers = [judged(WORLDS[name], seed) for seed in range(SEEDS)]
    right = [told(WORLDS[name], answer.name, answer.side) for answer in answers]
    assert sum(right) >= NINE_OF_TEN, [answer.sentence for answer in answers]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["spiral", "recovery", "one outlet only"])
def test_the_truth_of_a_world_is_named_from_its_text_through_the_notebooks(name: str, tmp_path: Path) -> None:
    assert told(WORLDS[name], *through_the_notebooks(WORLDS[name], 1, tmp_path))


def test_what_is_said_in_an_article_is_found_on_its_side(tmp_path: Path) -> None:
    world = TextWorld(WORLDS["flat"].tones, (), articles=40)
    write_world(tmp_path / "a.jsonl", world, 1)
    profile = load("us-china")
    found = [s for article in open_corpus(str(tmp_path / "a.jsonl")) for s in stances(article, profile)]
    planted = [(one.side, content) for _, said in articles(world, 1) for one in said for content in one.contents]
    contents = {(stance.side, stance.content.strip(" ,.")) for stance in found}
    hits = [(SIDES[side], content) in contents for side, content in planted]
    assert sum(hits) >= 0.9 * len(hits)


def test_the_same_seed_writes_the_same_corpus_and_another_one_other_words(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_world(tmp_path / name, WORLDS["three articles"], seed)
    texts = [(tmp_path / name).read_text("utf-8") for name in "abc"]
    assert texts[0] == texts[1] != texts[2]
    assert len(texts[0].splitlines()) == 3
    assert set(json.loads(texts[0].splitlines()[0])) == {"article_id", "title", "outlet", "published", "text"}


def test_no_sentence_stands_in_both_banks_or_at_two_tones() -> None:
    every = [s for kinds in banks().values() for tones in kinds.values() for said in tones.values() for s in said]
    assert len(every) == len(set(every))
