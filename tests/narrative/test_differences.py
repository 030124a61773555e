"""Laws of what differs between two runs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenor.columns import CAUSES, MEASURING
from tenor.narrative.comparison import PastRun
from tenor.narrative.differences import differences
from tests.narrative.test_changes import PARTS, run_of

IDS = st.builds("{}:{}".format, st.sampled_from(["a1", "a2", "a3", "a4"]), st.sampled_from(["0-5", "7-9"]))
TONES = st.one_of(st.none(), st.floats(-1, 1))
STANCES = st.dictionaries(IDS, st.tuples(st.sampled_from(["North", "South", "observer"]), TONES), max_size=8)
TEXTS = st.dictionaries(st.sampled_from(["a1", "a2", "a3", "a4"]), st.sampled_from(["x", "y"]), max_size=2)
World = tuple[dict[str, tuple[str, float | None]], dict[str, str]]
WORLDS = st.tuples(STANCES, TEXTS)

TURNED = {"new_article": "article_gone", "newly_found": "no_longer_found"}
TURNED |= {later: earlier for earlier, later in TURNED.items()}


def of(name: str, world: World) -> PastRun:
    said, texts = world
    return run_of(name, [(stance, side, tone) for stance, (side, tone) in sorted(said.items())], texts=texts)


@settings(max_examples=12, deadline=None)  # frames take their time
@given(WORLDS, WORLDS)
def test_parts_are_the_whole_and_turn_with_the_runs_and_one_article_is_only_measured(one: World, other: World) -> None:
    runs = of("one", one), of("two", other)
    told, back = differences(*runs), differences(*reversed(runs))
    table = told["changed_means"]
    np.testing.assert_allclose(table[PARTS].sum(axis=1, min_count=1), table["difference"], atol=1e-12)
    by_side = told["changed_stances"].groupby("side")["contribution"].sum()
    for side, difference in table.dropna(subset="difference")[["side", "difference"]].itertuples(index=False):
        assert by_side.get(side, 0.0) == pytest.approx(difference, abs=1e-12)

    by_name = [tables["changed_means"].set_index("side").sort_index() for tables in (told, back)]
    for part in ("difference", *PARTS):
        seen, other_way = by_name[0][part], by_name[1][TURNED.get(part, part)]
        np.testing.assert_allclose(seen, -other_way, atol=1e-12, err_msg=part)

    changed = set(told["changed_articles"]["article_id"])
    for row in told["changed_stances"].itertuples(index=False):
        assert row.cause in (CAUSES if row.article_id in changed else MEASURING)
