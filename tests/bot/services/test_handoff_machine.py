"""Ten thousand steps at random through the handoff, the same ones each time; `make soak` takes a million others."""

from collections.abc import Iterator

import pytest

from tests.load.machine import Handoff, drive, the_house

STEPS = 10_000
SEED = 20261122


@pytest.fixture
def machine() -> Iterator[type[Handoff]]:
    """The machine, with its house."""
    with the_house():
        yield Handoff


def test_whatever_happens_in_whatever_order_the_handoff_holds(machine: type[Handoff]) -> None:
    drive(STEPS, random_seed=SEED)

    assert machine.steps >= STEPS
    assert machine.refusals > STEPS / 50
    states = ("with_bot", "waiting", "assigned", "resolved")
    ways = {(one, other) for one in states for other in states if one != other}
    # Only an officer who has the talk can close it, unless claiming and closing fall between two looks.
    assert machine.reached >= ways - {("waiting", "resolved"), ("with_bot", "resolved")}
    assert {"utter_queue_promise", "utter_wait_longer", "utter_muted", "utter_rated"} <= machine.told
