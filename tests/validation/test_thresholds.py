import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenor.validation.measures import macro_f1
from tenor.validation.thresholds import Thresholds, best_thresholds, folds_of

COOP, NEUT, CONF = "cooperation", "neutral", "confrontation"
answered = st.lists(
    st.tuples(st.sampled_from([-1.0, -0.4, 0.0, 0.1, 0.7, 1.0]), st.sampled_from([COOP, NEUT, CONF])),
    min_size=2,
    max_size=12,
)


def best(*pairs: tuple[float, str]) -> Thresholds:
    polarity, labels = zip(*pairs, strict=True)
    return best_thresholds(np.array(polarity), np.array(labels, dtype=object))


def test_a_polarity_on_the_lower_threshold_is_confrontation_and_on_the_upper_one_not_cooperation() -> None:
    assert Thresholds(-0.5, 0.5).labels(np.array([-0.5, -0.4, 0.5, 0.6])).tolist() == [CONF, NEUT, NEUT, COOP]


def test_nothing_is_neutral_where_the_thresholds_are_one() -> None:
    assert Thresholds(0.0, 0.0).labels(np.array([-0.1, 0.0, 0.1])).tolist() == [CONF, CONF, COOP]


def test_thresholds_lie_half_way_between_polarities_that_occur() -> None:
    assert best((-0.6, CONF), (-0.2, NEUT), (0.0, NEUT), (0.4, COOP)) == Thresholds(-0.4, 0.2)


def test_without_a_neutral_sentence_there_is_one_threshold() -> None:
    assert best((0.1, CONF), (0.3, COOP), (0.5, COOP)) == Thresholds(0.2, 0.2)


def test_of_thresholds_that_are_equally_good_those_nearest_to_zero_are_taken() -> None:
    # Either sentence can be called wrong; the threshold that is 0 and the ends of the scale do as well.
    assert best((0.4, CONF), (-0.4, COOP), (0.4, COOP), (-0.4, CONF)) == Thresholds(0.0, 0.0)


@settings(deadline=None)
@given(answered)
def test_no_other_thresholds_are_better(pairs: list[tuple[float, str]]) -> None:
    found = best(*pairs)
    polarity, labels = np.array([p for p, _ in pairs]), [label for _, label in pairs]
    reached = macro_f1(labels, found.labels(polarity))
    cuts = [-1.0, -0.7, -0.2, 0.05, 0.4, 0.85, 1.0]
    neutral = NEUT in labels
    assert found.low <= found.high
    for low in cuts:
        for high in [cut for cut in cuts if cut >= low] if neutral else [low]:
            assert macro_f1(labels, Thresholds(low, high).labels(polarity)) <= reached + 1e-9


def test_many_different_polarities_are_cut_into_few_parts() -> None:
    polarity = np.linspace(-1, 1, 5001)
    labels = np.where(polarity < -0.3, CONF, np.where(polarity > 0.4, COOP, NEUT)).astype(object)
    found = best_thresholds(polarity, labels)
    assert (found.low, found.high) == pytest.approx((-0.3, 0.4), abs=0.02)


def test_folds_have_the_same_shares_of_labels() -> None:
    texts = [f"sentence {i}" for i in range(60)]
    labels = [COOP] * 30 + [CONF] * 20 + [NEUT] * 10
    found = folds_of(texts, labels, n=10)
    for label, each in ((COOP, 3), (CONF, 2), (NEUT, 1)):
        own = [fold for fold, is_of in zip(found, labels, strict=True) if is_of == label]
        assert np.bincount(own, minlength=10).tolist() == [each] * 10


def test_the_same_text_is_in_one_fold_and_order_does_not_matter() -> None:
    texts, labels = ["a", "b", "c", "a", "d", "b"], [COOP, CONF, NEUT, COOP, CONF, NEUT]
    found = folds_of(texts, labels, n=3)
    assert found[0] == found[3]
    assert found[1] == found[5]
    one, other = folds_of(list("abcd"), [COOP] * 4, n=2), folds_of(list("dcba"), [COOP] * 4, n=2)
    assert one.tolist() == other[::-1].tolist()
