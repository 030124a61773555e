"""What `make bench` measures of the statistics."""

import narrative_rate
from tenor import narrative


def test_every_statistic_is_measured_at_every_size() -> None:
    taken = narrative_rate.measured(sizes=(100, 300), rounds=1)
    assert list(taken) == [100, 300]
    assert set(taken[100]) == set(narrative_rate.STATISTICS)
    assert all(seconds >= 0 for each in taken.values() for seconds in each.values())


def test_the_measured_world_has_enough_for_every_statistic() -> None:
    made = narrative_rate.all_statistics(narrative_rate.world(6_000))
    assert made["gaps"]["change"].notna().all()
    assert (made["breaks"]["breaks"] != "").all()
    assert (made["reactions"]["stable"] != "").all()
    assert (made["extremes"]["holds"] != "").all()
    assert made["agreement"]["low"].notna().all()
    assert made["storyline"]["level"].notna().all()
    assert {"arc", "portrait", "evidence"} <= set(narrative.__all__)
    assert len(made["portrait"]) >= 60
    assert not made["evidence"].empty
