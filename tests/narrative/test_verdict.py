"""From trends to one of five words."""

import math

import pandas as pd
import pytest

from tenor import tables
from tenor.errors import ParameterError
from tenor.narrative.trend import BOTH, trends
from tenor.narrative.verdict import VERDICTS, Verdict, by_scorer, verdict
from tests.narrative.worlds import SIDES, told, year

Interval = tuple[float, float] | None
DOWN, UP, WIDE, INSIDE, NONE = (-0.5, -0.2), (0.2, 0.5), (-0.4, 0.2), (-0.05, 0.05), None


def rows(both: Interval, us: Interval, china: Interval, *, scorer: str = "vader", left_out: str = "") -> pd.DataFrame:
    """The table `trends` with these intervals, the change in the middle of each; 40 articles a row."""
    return tables.frame(
        "trends",
        [
            {
                "scorer": scorer,
                "side": side,
                "left_out": left_out,
                "change": sum(interval) / 2 if interval else None,
                "low": interval[0] if interval else None,
                "high": interval[1] if interval else None,
                "n_stances": 200,
                "n_articles": 40 if interval else 3,
                "days": 300,
                "note": "" if interval else f"{side} has 3 articles; more would be enough",
            }
            for side, interval in zip((BOTH, *SIDES), (both, us, china), strict=True)
        ],
    )


def judged(*tables_: pd.DataFrame, scorer: str = "vader", delta: float = 0.10) -> Verdict:
    return verdict(pd.concat(tables_, ignore_index=True), sides=SIDES, scorer=scorer, delta=delta)


@pytest.mark.parametrize(
    "both, us, china, name, side",
    [
        (DOWN, DOWN, DOWN, "falling", "both"),
        (DOWN, WIDE, WIDE, "falling", "both"),
        (DOWN, DOWN, NONE, "falling", "both"),
        (WIDE, DOWN, WIDE, "falling", "US"),
        (WIDE, WIDE, DOWN, "falling", "China"),
        (NONE, NONE, DOWN, "falling", "China"),
        (INSIDE, DOWN, UP, "falling", "US"),
        (INSIDE, UP, DOWN, "falling", "China"),
        (DOWN, DOWN, UP, "falling", "US"),
        (UP, DOWN, UP, "falling", "US"),
        (DOWN, DOWN, INSIDE, "falling", "US"),  # half a fall of one is no fall of both
        (DOWN, INSIDE, DOWN, "falling", "China"),
        (DOWN, DOWN, (-0.3, 0.1), "falling", "both"),
        (UP, INSIDE, UP, "recovering", "China"),
        (UP, UP, UP, "recovering", "both"),
        (WIDE, UP, WIDE, "recovering", "US"),
        (INSIDE, INSIDE, INSIDE, "flat", "both"),
        (INSIDE, INSIDE, WIDE, "too little to tell", ""),
        (INSIDE, WIDE, WIDE, "too little to tell", ""),
        (WIDE, WIDE, WIDE, "too little to tell", ""),
        ((-0.5, -0.1), WIDE, WIDE, "too little to tell", ""),  # at -δ is not beyond it
        (NONE, INSIDE, NONE, "too little to tell", ""),
        (NONE, NONE, NONE, "too little to tell", ""),
    ],
)
def test_intervals_make_the_verdict(both: Interval, us: Interval, china: Interval, name: str, side: str) -> None:
    found = judged(rows(both, us, china))
    assert (found.name, found.side) == (name, side)
    assert found.name in VERDICTS
    assert bool(found.enough) == (found.name == "too little to tell")


@pytest.mark.parametrize(
    "without_b, name, side",
    [
        ((DOWN, DOWN, DOWN), "falling", "both"),
        ((WIDE, DOWN, WIDE), "falling", "US"),
        ((WIDE, WIDE, WIDE), "too little to tell", ""),
        ((UP, UP, UP), "too little to tell", ""),
        ((NONE, NONE, NONE), "too little to tell", ""),
    ],
)
def test_a_fall_has_to_survive_without_any_one_outlet(without_b: tuple[Interval, ...], name: str, side: str) -> None:
    found = judged(
        rows(DOWN, DOWN, DOWN),
        rows(DOWN, DOWN, DOWN, left_out="a"),
        rows(*without_b, left_out="b"),
        rows(DOWN, DOWN, DOWN, left_out="c"),
    )
    assert (found.name, found.side) == (name, side)


def test_a_fall_that_hangs_on_one_outlet_names_it() -> None:
    left = [rows(DOWN, DOWN, DOWN, left_out=outlet) for outlet in ("a", "c")]
    found = judged(rows(DOWN, DOWN, DOWN), rows(WIDE, WIDE, WIDE, left_out="b"), *left)
    assert found.sentence == (
        "Too little to tell: the trend of both sides together hangs on one outlet "
        "(without b: −0.10 a year (95 % interval −0.40 to +0.20))."
    )


@pytest.mark.parametrize(
    "table, sentence",
    [
        (
            rows(DOWN, DOWN, DOWN),
            "Falling on both sides: mean polarity changes by −0.35 a year (95 % interval −0.50 to −0.20).",
        ),
        (
            rows(UP, UP, WIDE),
            "Recovering, both sides taken together: mean polarity changes by +0.35 a year "
            "(95 % interval +0.20 to +0.50).",
        ),
        (
            rows(INSIDE, DOWN, UP),
            "Falling on one side, US: mean polarity changes by −0.35 a year (95 % interval −0.50 to −0.20). "
            "China: +0.35 a year (95 % interval +0.20 to +0.50).",
        ),
        (
            rows(NONE, DOWN, NONE),
            "Falling on one side, US: mean polarity changes by −0.35 a year (95 % interval −0.50 to −0.20). "
            "China has 3 articles; more would be enough.",
        ),
        (
            rows(INSIDE, INSIDE, INSIDE),
            "Flat: mean polarity changes by less than 0.10 a year on both sides "
            "(95 % intervals: US −0.05 to +0.05, China −0.05 to +0.05).",
        ),
        (
            rows((-0.45, 0.15), WIDE, WIDE),
            "Too little to tell: the mean polarity of both sides together changes by −0.15 a year "
            "(95 % interval −0.45 to +0.15), which neither shows nor rules out a change of 0.10.",
        ),
    ],
)
def test_the_sentence_says_who_and_how_much(table: pd.DataFrame, sentence: str) -> None:
    assert judged(table).sentence == sentence


@pytest.mark.parametrize(
    "both, enough",
    [
        # Half the interval is .3; it would have to be .1, a third: nine times the articles.
        (
            (-0.5, 0.1),
            "About 360 articles of both sides together instead of 40, over the same time, if the change stays so.",
        ),
        ((0.1, 0.1), "No number of articles is worth naming: +0.10 lies too close to ±0.10."),
        ((-0.401, 0.2), "No number of articles is worth naming: −0.10 lies too close to ±0.10."),
    ],
)
def test_too_wide_an_interval_says_how_many_articles_would_do(both: Interval, enough: str) -> None:
    assert judged(rows(both, WIDE, WIDE)).enough == enough


def test_one_article_has_no_calendar_trend() -> None:
    world = told([("a1", "2023-07-01", "US", 0.5), ("a1", "2023-07-01", "China", -0.5)])
    found = judged(trends(*world, scorers=["vader"], sides=SIDES))
    assert found.sentence == "Too little to tell: one article alone has no trend."
    assert found.enough.startswith(
        "8 dated articles of each side with a scored stance, in 5 weeks or more over 60 days"
    )


def outcomes(found: Verdict) -> list[str]:
    return list(found.criteria["outcome"])


@pytest.mark.parametrize(
    "table, expected",
    [
        (rows(DOWN, DOWN, WIDE), "passed passed failed failed undecided undecided undecided"),
        (rows(INSIDE, INSIDE, INSIDE), "failed failed failed passed undecided undecided undecided"),
        (rows(NONE, DOWN, NONE), "undecided passed undecided undecided undecided undecided undecided"),
    ],
)
def test_every_criterion_is_told_with_its_outcome(table: pd.DataFrame, expected: str) -> None:
    found = judged(table)
    assert outcomes(found) == expected.split()
    assert list(found.criteria["criterion"])[3:] == [
        "the trends of both sides lie wholly inside ±0.10 a year",
        "the trend is as sure without any one outlet",
        "each side answers the other's moves",
        "diplomatic and vader agree that both sides together fall",
    ]
    assert all(found.criteria["why"])


@pytest.mark.parametrize(
    "diplomatic, expected", [(DOWN, "passed"), (WIDE, "failed"), (UP, "failed"), (NONE, "undecided")]
)
def test_scorers_agree_where_both_see_the_fall(diplomatic: Interval, expected: str) -> None:
    other = rows(diplomatic, diplomatic, diplomatic, scorer="diplomatic")
    assert outcomes(judged(rows(DOWN, DOWN, DOWN), other))[-1] == expected


FALLS = (rows(DOWN, DOWN, DOWN), rows(DOWN, DOWN, DOWN, scorer="diplomatic"))


def answers(*told: str) -> pd.DataFrame:
    """The table `reciprocity` with these answers, China's to the United States first."""
    cells = {"scorer": "vader", "period": "week", "n_bins": 52, "n_filled": 50, "note": "too few bins"}
    numbers = {"lag": 1, "correlation": 0.4, "low": 0.2, "high": 0.6, "at_once": 0.1, "p": 0.001, "p_both": 0.002}
    pairs = (("China", "US"), ("US", "China"))
    rows_ = [
        {**cells, **(numbers if answer else {}), "side": side, "follows": other, "answers": answer}
        for (side, other), answer in zip(pairs, told, strict=True)
    ]
    return tables.frame("reciprocity", rows_)


@pytest.mark.parametrize(
    "told, name, outcome",
    [
        (("yes", "yes"), "downward spiral", "passed"),
        (("yes", "no"), "falling", "failed"),
        (("no", "yes"), "falling", "failed"),
        (("", ""), "falling", "undecided"),
    ],
)
def test_a_fall_of_both_sides_that_answer_each_other_is_a_spiral(
    told: tuple[str, str], name: str, outcome: str
) -> None:
    found = verdict(pd.concat(FALLS), sides=SIDES, scorer="vader", reciprocity=answers(*told))
    assert found.name == name
    assert outcomes(found)[5] == outcome


@pytest.mark.parametrize(
    "falls",
    [
        (rows(DOWN, DOWN, WIDE), FALLS[1]),
        (rows(DOWN, WIDE, DOWN), FALLS[1]),
        (FALLS[0], rows(WIDE, WIDE, WIDE, scorer="diplomatic")),
        (FALLS[0],),
        (rows(UP, UP, UP), rows(UP, UP, UP, scorer="diplomatic")),
        (rows(INSIDE, INSIDE, INSIDE), rows(INSIDE, INSIDE, INSIDE, scorer="diplomatic")),
    ],
)
def test_answers_alone_make_no_spiral(falls: tuple[pd.DataFrame, ...]) -> None:
    found = verdict(pd.concat(falls), sides=SIDES, scorer="vader", reciprocity=answers("yes", "yes"))
    assert found.name != "downward spiral"


def test_no_spiral_is_called_where_answers_were_not_measured() -> None:
    found = judged(*FALLS)
    assert found.name == "falling"
    assert found.criteria["why"][5] == "not measured"


def test_answers_are_those_under_the_scorer_of_the_verdict() -> None:
    found = verdict(pd.concat(FALLS), sides=SIDES, scorer="diplomatic", reciprocity=answers("yes", "yes"))
    assert found.name == "falling"


def test_the_summary_is_one_paragraph_with_every_reason() -> None:
    found = verdict(pd.concat(FALLS), sides=SIDES, scorer="vader", reciprocity=answers("yes", "yes"))
    assert found.summary.startswith("Downward spiral on both sides: mean polarity changes by −0.35 a year")
    assert "Whether it hangs on one outlet could not be asked (asked from 3 outlets on)." in found.summary
    assert (
        "Each side answers the other's moves (China 1 week after US: correlation +0.40 (+0.10 at once), p = 0.002; "
        "US 1 week after China: correlation +0.40 (+0.10 at once), p = 0.002)." in found.summary
    )
    assert "Two different scorers agree on the fall of both sides together (diplomatic −0.35 a year" in found.summary
    assert "\n" not in found.summary


def test_the_summary_of_too_little_says_what_would_be_enough() -> None:
    found = judged(rows(NONE, NONE, NONE))
    assert found.summary.startswith(found.sentence)
    assert found.summary.endswith(found.enough)


def test_each_scorer_has_its_verdict() -> None:
    table = pd.concat([rows(DOWN, DOWN, DOWN), rows(INSIDE, INSIDE, INSIDE, scorer="textblob")])
    found = by_scorer(table, sides=SIDES)
    assert {scorer: answer.name for scorer, answer in found.items()} == {"vader": "falling", "textblob": "flat"}


def test_a_smaller_delta_makes_a_smaller_change_a_fall() -> None:
    table = rows((-0.09, -0.03), WIDE, WIDE)
    assert judged(table).name == "too little to tell"
    assert judged(table, delta=0.02).name == "falling"


@pytest.mark.parametrize("delta", [0, -0.1, math.nan])
def test_delta_has_to_be_above_nothing(delta: float) -> None:
    with pytest.raises(ParameterError, match=r"give a change a year above 0, such as 0\.1"):
        judged(rows(DOWN, DOWN, DOWN), delta=delta)


def test_a_scorer_without_trends_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"no scorer 'textblob'\. Known: vader"):
        judged(rows(DOWN, DOWN, DOWN), scorer="textblob")


def of_year(seed: int, *, articles: int, fall: float = 0.0, outlets: int = 1) -> str:
    return judged(
        trends(*year(seed, articles=articles, fall=fall, outlets=outlets), scorers=["v"], sides=SIDES), scorer="v"
    ).name


def test_where_nothing_changes_hardly_any_year_is_called_falling() -> None:
    names = [of_year(seed, articles=12) for seed in range(60)]
    assert names.count("falling") <= 6
    assert "flat" not in names  # twelve articles cannot show that


def test_a_fall_of_two_fifths_over_eighty_articles_is_mostly_found() -> None:
    assert sum(of_year(seed, articles=80, fall=0.4) == "falling" for seed in range(40)) >= 32


def test_much_quiet_news_is_flat() -> None:
    assert sum(of_year(seed, articles=1500) == "flat" for seed in range(10)) >= 7
