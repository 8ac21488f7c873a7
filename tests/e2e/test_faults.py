"""500 messages over three channels through kills, full disks and failing platforms; `make soak` sends 20,000."""

from tests.load.faults import run


def test_nothing_is_lost_doubled_or_moved() -> None:
    found = run(500, calm=8.0)
    assert found.violations == 0, found.table()
    assert found.weather["kills"] > 0
    assert sum(figures["said"] for figures in found.figures.values()) == 500
    assert sum(figures["answered"] + figures["reason"] for figures in found.figures.values()) == 500
