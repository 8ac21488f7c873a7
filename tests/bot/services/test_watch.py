"""What happens by itself: lost talks come back, broken promises are told before they break, supervisors are called."""

from datetime import timedelta
from functools import partial

import pytest

from bot.messages import EventKind, Status
from bot.services import custody, rules
from bot.services.officers import Account
from tests.bot.conftest import Talk
from tests.bot.services.test_waits import NOON_TO_FOUR, remember
from tests.conftest import Clock
from tests.handoff import (
    DANGER,
    ask_for_officer,
    at_once,
    change_officer,
    events,
    look_after,
    officer,
    row,
    told,
    waits,
)


@pytest.fixture
def arta(talk: Talk) -> Account:
    """An officer on duty."""
    return officer(talk.database, talk.clock(), "Arta")


def look(talk: Talk) -> list[EventKind]:
    """What was done."""
    return look_after(talk.database, talk.clock())


def test_nothing_happens_while_nothing_is_due(talk: Talk, arta: Account) -> None:
    ask_for_officer(talk)
    custody.claim(talk.database, arta, talk.conversation, talk.clock())
    talk.clock.pass_(seconds=30)
    assert look(talk) == []


def test_with_everybody_away_no_talk_stays_with_anybody(talk: Talk, clock: Clock) -> None:
    talks = [talk, *(Talk(talk.database, talk.engine, clock) for _ in range(3))]
    for number, it in enumerate(talks):
        custody.claim(it.database, officer(it.database, clock(), f"Officer {number}"), it.conversation, clock())
    clock.pass_(minutes=5)

    assert look(talk)[:4] == [EventKind.LOST] * 4
    assert {row(it).status for it in talks} == {Status.WAITING}
    assert [it for it in look(talk) if it is EventKind.LOST] == []


def test_a_sign_of_life_between_looking_and_taking_keeps_the_talk(talk: Talk, arta: Account) -> None:
    custody.claim(talk.database, arta, talk.conversation, talk.clock())
    talk.clock.pass_(minutes=6)
    change_officer(talk.database, arta.id, last_seen_at=talk.clock())
    seen_before = talk.clock() - timedelta(minutes=5)

    assert custody.lose(talk.database, talk.conversation, seen_before, talk.clock()) is False
    assert row(talk).owner_id == arta.id


def test_two_who_look_in_the_same_moment_do_each_thing_once(talk: Talk, arta: Account) -> None:
    custody.claim(talk.database, arta, talk.conversation, talk.clock())
    talk.clock.pass_(minutes=11)
    results = at_once(*[partial(look, talk)] * 3)

    assert sorted(kind for it in results for kind in it) == ["lost", "supervisor_called"]  # type: ignore[union-attr]
    assert told(talk).count("utter_officer_left") == 1
    assert len(waits(talk)) == 1


@pytest.mark.parametrize(("seconds", "is_told"), [(39, False), (40, True), (61, True)])
def test_that_it_takes_longer_is_told_before_the_promise_breaks(
    talk: Talk, arta: Account, seconds: int, is_told: bool
) -> None:
    remember(talk, *[50] * 5)
    assert ask_for_officer(talk).reply.response == "utter_queue_promise"
    talk.clock.pass_(seconds=seconds)

    assert look(talk) == ([EventKind.TOLD_LATE] if is_told else [])
    assert ("utter_wait_longer" in told(talk)) == is_told
    assert look(talk) == []


@pytest.mark.parametrize("how", ["an officer came", "the citizen left"])
def test_a_wait_that_has_ended_is_not_excused(talk: Talk, arta: Account, how: str) -> None:
    remember(talk, *[50] * 5)
    ask_for_officer(talk)
    if how == "an officer came":
        custody.claim(talk.database, arta, talk.conversation, talk.clock())
    else:
        custody.assign(talk.database, arta, talk.conversation, talk.clock(), to=arta.id, reason="why")
        custody.release(talk.database, arta, talk.conversation, talk.clock(), to_bot=True, reason=None)
    talk.clock.pass_(minutes=2)

    assert EventKind.TOLD_LATE not in look(talk)


@pytest.mark.parametrize(("is_urgent", "target"), [(True, 60), (False, 600)])
def test_a_supervisor_is_called_once_when_nobody_answers_in_time(talk: Talk, is_urgent: bool, target: int) -> None:
    ask_for_officer(talk, is_urgent=is_urgent)
    talk.clock.pass_(seconds=target - 1)
    assert look(talk) == []
    talk.clock.pass_(seconds=1)
    assert look(talk) == [EventKind.SUPERVISOR_CALLED]
    assert look(talk) == []
    assert events(talk)[-1] == "supervisor_called"
    assert row(talk).supervisor_called_at == talk.clock()


def test_targets_are_as_supervisors_set_them(talk: Talk, arta: Account) -> None:
    targets = {"urgent_seconds": 20, "normal_seconds": 90}
    rules.set_rule(talk.database, "targets", targets, version=0, officer_id=arta.id, now=talk.clock())
    ask_for_officer(talk)
    talk.clock.pass_(seconds=89)
    assert look(talk) == []
    talk.clock.pass_(seconds=1)
    assert look(talk) == [EventKind.SUPERVISOR_CALLED]


@pytest.mark.parametrize(("is_urgent", "calls"), [(True, [EventKind.SUPERVISOR_CALLED]), (False, [])])
def test_outside_the_hours_a_supervisor_is_called_for_danger_alone(
    talk: Talk, arta: Account, is_urgent: bool, calls: list[EventKind]
) -> None:
    rules.set_rule(talk.database, "hours", NOON_TO_FOUR, version=0, officer_id=arta.id, now=talk.clock())
    ask_for_officer(talk, is_urgent=is_urgent)
    talk.clock.pass_(minutes=20)

    assert look(talk) == calls


def test_a_talk_that_comes_back_has_its_supervisor_called_again(talk: Talk, arta: Account) -> None:
    talk.say(DANGER)
    talk.clock.pass_(minutes=2)
    assert look(talk) == [EventKind.SUPERVISOR_CALLED]
    custody.claim(talk.database, arta, talk.conversation, talk.clock())
    custody.release(talk.database, arta, talk.conversation, talk.clock(), to_bot=False, reason=None)

    assert look(talk) == [EventKind.SUPERVISOR_CALLED]
