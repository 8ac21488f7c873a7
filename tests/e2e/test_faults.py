"""500 messages over three channels through kills, full disks and failing platforms; `make soak` sends 20,000."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.messages import Channel
from tests.load.faults import run
from tests.load.faults_count import VIOLATIONS, Citizen, count

Row = tuple[Any, ...]
SAID = [(1, 7, "number 000000"), (3, 7, "number 000001")]
TOLD = [
    (7, "Hello", "sent", None, 0, 1, "answer:0"),
    (7, "You are welcome", "sent", None, 1, 3, "answer:0"),
]
SEEN = ["Hello", "You are welcome", "You are welcome"]


def test_nothing_is_lost_doubled_or_moved() -> None:
    found = run(500, calm=8.0)
    assert found.violations == 0, found.table()
    assert found.weather["kills"] > 0
    assert sum(figures["said"] for figures in found.figures.values()) == 500
    assert sum(figures["answered"] + figures["reason"] for figures in found.figures.values()) == 500


def _violations(
    said: Sequence[Row] = SAID, told: Sequence[Row] = TOLD, seen: Sequence[str] = SEEN, log: str = ""
) -> set[str]:
    citizen = Citizen(Channel.TELEGRAM, 0, None, "5000000001", said=[0, 1])
    found = count(lambda sql: said if "'incoming'" in sql else told, [citizen], lambda _: seen, log)
    return {name for name in VIOLATIONS if found.figures[Channel.TELEGRAM][name]}


def test_what_is_as_it_must_be_is_counted_as_such() -> None:
    assert _violations() == set()


@pytest.mark.parametrize(
    ("name", "world"),
    [
        ("lost", {"said": SAID[:1]}),
        ("twice", {"said": [*SAID, (5, 7, "number 000001")]}),
        ("order", {"said": SAID[::-1]}),
        ("unanswered", {"told": TOLD[:1], "seen": SEEN[:1]}),
        ("unanswered", {"told": [TOLD[0], (7, "You are welcome", "queued", None, 0, 3, "answer:0")], "seen": SEEN[:1]}),
        ("answered twice", {"told": [*TOLD, (7, "Hello", "sent", None, 0, 3, "answer:1")], "seen": [*SEEN, "Hello"]}),
        ("unseen", {"seen": SEEN[:1]}),
        ("seen twice", {"seen": ["Hello", *SEEN]}),
        ("strange", {"seen": [*SEEN, "Hello"]}),
        ("strange", {"seen": SEEN[::-1]}),
        ("logged", {"log": "sendMessage 5000000001"}),
        ("logged", {"log": "a question, number 000001"}),
    ],
)
def test_what_is_not_is_found(name: str, world: dict[str, Any]) -> None:
    assert name in _violations(**world)
