"""Place and promise: what is told of the wait is what the queue and the past say, and nothing more."""

from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest

from bot.errors import NotAllowed
from bot.i18n import LOCALES, Locale
from bot.messages import Reply, Status, Trigger
from bot.rendering import render
from bot.services import custody, handoff, rules, waits
from bot.services.officers import Account
from bot.services.waits import Expectation
from bot.store.database import Database
from bot.store.tables import Conversation, Wait
from tests.bot.conftest import Talk
from tests.conftest import Clock
from tests.handoff import DANGER, ask_for_officer, look_after, officer, row, take, told
from tests.handoff import waits as waits_of

NOON_TO_FOUR = {"is_always_open": False, "days": [{"day": day, "from": "12:00", "to": "16:00"} for day in range(5)]}


@pytest.fixture
def arta(talk: Talk) -> Account:
    """An officer on duty."""
    return officer(talk.database, talk.clock(), "Arta")


def remember(talk: Talk, *seconds: float, urgent: bool = False, place: int = 1, ago: timedelta = timedelta(1)) -> None:
    """Waits of the past that an officer ended after so many seconds."""
    started = talk.clock() - ago
    with talk.database.write() as session:
        for it in seconds:
            claimed = started + timedelta(seconds=it)
            session.add(
                Wait(
                    conversation_id=talk.conversation,
                    trigger=Trigger.ASKED,
                    urgent=urgent,
                    place=place,
                    started_at=started,
                    claimed_at=claimed,
                    ended_at=claimed,
                )
            )


def expected(talk: Talk) -> Expectation:
    """What the citizen could be told now."""
    with talk.database.read() as session:
        return waits.expect(session, session.get_one(Conversation, talk.conversation), talk.clock())


def set_hours(database: Database, now: datetime, value: dict[str, object]) -> None:
    rules.set_rule(database, "hours", value, version=0, officer_id=1, now=now)


def test_who_came_first_goes_first_and_danger_goes_before(talk: Talk, clock: Clock) -> None:
    talks = [talk, *(Talk(talk.database, talk.engine, clock) for _ in range(3))]
    places = []
    for it in talks[:3]:
        places.append(ask_for_officer(it).expected.place)
        clock.pass_(seconds=10)
    talks[3].say(DANGER)

    assert places == [1, 2, 3]
    assert [expected(it).place for it in talks] == [2, 3, 4, 1]


def test_talks_of_the_same_moment_have_places_of_their_own(talk: Talk, clock: Clock) -> None:
    talks = [talk, *(Talk(talk.database, talk.engine, clock) for _ in range(3))]
    for it in talks:
        ask_for_officer(it)

    assert sorted(expected(it).place for it in talks) == [1, 2, 3, 4]


def test_who_is_with_an_officer_stands_before_nobody(talk: Talk, clock: Clock, arta: Account) -> None:
    other = Talk(talk.database, talk.engine, clock)
    ask_for_officer(talk)
    clock.pass_(seconds=10)
    ask_for_officer(other)
    custody.claim(talk.database, arta, talk.conversation, clock())

    assert expected(other).place == 1


@pytest.mark.parametrize(
    ("taken", "minutes"),
    [
        ([], None),
        ([30] * 4, None),
        ([30] * 5, 1),
        ([50, 100, 110, 170, 4000], 3),
        ([61] * 5, 2),
        ([59 * 60] * 5, 60),
        ([61 * 60] * 5, None),
    ],
)
def test_what_is_promised_is_by_what_it_took_most_others(
    talk: Talk, arta: Account, taken: list[int], minutes: int | None
) -> None:
    remember(talk, *taken)
    escalation = ask_for_officer(talk)

    assert escalation.expected.minutes == minutes
    assert escalation.reply.response == ("utter_queue_promise" if minutes else "utter_officer_called")
    assert escalation.reply.arguments.get("place") == 1
    (wait,) = [it for it in waits_of(talk) if it.ended_at is None]
    assert wait.promised_until == (talk.clock() + timedelta(minutes=minutes) if minutes else None)


def test_further_back_in_the_queue_it_takes_longer(talk: Talk, clock: Clock, arta: Account) -> None:
    remember(talk, *[50] * 5)
    promised = []
    for it in (talk, Talk(talk.database, talk.engine, clock), Talk(talk.database, talk.engine, clock)):
        promised.append(ask_for_officer(it).expected.minutes)
        clock.pass_(seconds=1)

    assert promised == [1, 2, 3]


def test_a_wait_far_back_in_the_queue_tells_how_long_one_place_takes(talk: Talk, arta: Account) -> None:
    remember(talk, *[300] * 5, place=5)

    assert ask_for_officer(talk).expected.minutes == 1


def test_danger_and_what_can_wait_are_promised_by_their_own_past(talk: Talk, arta: Account) -> None:
    remember(talk, *[30] * 5, urgent=True)
    assert ask_for_officer(talk).expected.minutes is None


def test_months_ago_is_not_the_past_that_counts(talk: Talk, arta: Account) -> None:
    remember(talk, *[30] * 5, ago=timedelta(days=29))
    assert ask_for_officer(talk).expected.minutes is None


def test_nothing_is_promised_while_nobody_is_there(talk: Talk) -> None:
    remember(talk, *[30] * 5)
    escalation = ask_for_officer(talk)

    assert not escalation.expected.is_officer_on_duty
    assert escalation.expected.minutes is None
    assert escalation.reply.response == "utter_no_officer_on_duty"


@pytest.mark.parametrize(
    ("duties", "is_there"),
    [
        ({"regions": ["prizren"]}, True),
        ({"regions": ["prizren"], "is_confined": True}, False),
        ({"regions": ["peja"], "is_confined": True}, True),
    ],
)
def test_an_officer_who_may_not_see_the_talk_is_not_there_for_it(
    talk: Talk, duties: dict[str, object], is_there: bool
) -> None:
    officer(talk.database, talk.clock(), **duties)
    with talk.database.write() as session:
        session.get_one(Conversation, talk.conversation).municipality = "peja"

    assert ask_for_officer(talk).expected.is_officer_on_duty == is_there


def test_a_promise_holds_and_is_not_made_anew(talk: Talk, arta: Account) -> None:
    remember(talk, *[280] * 5)
    assert ask_for_officer(talk).expected.minutes == 5
    talk.clock.pass_(minutes=2, seconds=30)
    assert expected(talk).minutes == 3
    talk.clock.pass_(minutes=3)
    assert expected(talk).minutes is None


def test_after_it_was_told_that_it_takes_longer_nothing_more_is_promised(talk: Talk, arta: Account) -> None:
    remember(talk, *[280] * 5)
    ask_for_officer(talk)
    talk.clock.pass_(minutes=4, seconds=45)
    look_after(talk.database, talk.clock())

    assert told(talk)[-1] == "utter_wait_longer"
    assert expected(talk).minutes is None


def test_outside_the_hours_it_is_said_when_officers_are_back(talk: Talk) -> None:
    set_hours(talk.database, talk.clock(), NOON_TO_FOUR)
    escalation = ask_for_officer(talk)

    # Noon in UTC of a Sunday; on Monday at noon in Kosovo, an hour east of Greenwich, they are back.
    assert escalation.reply.response == "utter_outside_hours"
    opens_at = escalation.reply.arguments["opens_at"]
    assert datetime.fromisoformat(opens_at) == datetime.fromisoformat("2026-11-23T11:00:00+00:00")


def test_whoever_is_there_outside_the_hours_is_called(talk: Talk, arta: Account) -> None:
    set_hours(talk.database, talk.clock(), NOON_TO_FOUR)
    assert ask_for_officer(talk).reply.response == "utter_officer_called"


@pytest.mark.parametrize("locale", LOCALES, ids=lambda it: it.tag)
@pytest.mark.parametrize(
    ("response", "arguments", "words"),
    [
        ("utter_officer_called", {"place": 7}, ["7", "192"]),
        ("utter_queue_promise", {"place": 7, "minutes": 15}, ["7", "15", "192"]),
        ("utter_officer_left", {}, []),
        ("utter_wait_longer", {"place": 7}, ["7", "192"]),
        ("utter_outside_hours", {"opens_at": "2026-11-23T11:00:00+00:00"}, ["12:00", "23", "192"]),
        ("utter_muted", {"opens_at": "2026-11-23T11:00:00+00:00"}, ["12:00", "23", "192"]),
        ("utter_resolved", {"outcome": "referred", "reason": "see {place}"}, ["see {place}"]),
    ],
)
def test_what_is_said_of_a_wait_is_written_out_in_every_language(
    response: str, arguments: dict[str, object], words: list[str], locale: Locale
) -> None:
    text = render(Reply(response, arguments), locale, effect="answer:0").text

    assert [word for word in words if word not in text] == []
    assert "{" not in text.replace("see {place}", "")


def test_the_second_call_for_an_officer_keeps_the_first_wait(talk: Talk, arta: Account) -> None:
    ask_for_officer(talk)
    since = row(talk).escalated_at
    talk.clock.pass_(minutes=1)
    again = ask_for_officer(talk)

    assert (again.status, row(talk).escalated_at) == (Status.WAITING, since)
    assert len(waits_of(talk)) == 1


def test_who_is_with_an_officer_is_told_that_it_is_noted(talk: Talk, arta: Account) -> None:
    custody.claim(talk.database, arta, talk.conversation, talk.clock())
    assert ask_for_officer(talk).reply.response == "utter_noted_for_officer"
    assert waits_of(talk) == []


def test_an_urgent_call_makes_the_wait_urgent(talk: Talk, arta: Account) -> None:
    ask_for_officer(talk)
    ask_for_officer(talk, Trigger.DANGER, is_urgent=True)

    (wait,) = waits_of(talk)
    assert (wait.urgent, row(talk).urgent) == (True, True)


@pytest.mark.parametrize("to_bot", [True, False])
@pytest.mark.parametrize("is_urgent", [True, False])
def test_a_call_that_was_cut_off_is_answered_honestly_after_an_officer_came_and_went(
    talk: Talk, arta: Account, to_bot: bool, is_urgent: bool
) -> None:
    """The action ran, its answer was lost, and before the next try an officer took the talk and gave it back."""
    talk.say("an officer please, I want to talk to one")
    call = partial(handoff.escalate, talk.database, trigger=Trigger.ASKED, now=talk.clock(), is_urgent=is_urgent)
    first = take(talk)
    call(first.turn)
    custody.claim(talk.database, arta, talk.conversation, talk.clock())
    custody.release(talk.database, arta, talk.conversation, talk.clock(), to_bot=to_bot, reason=None)
    with pytest.raises(NotAllowed):
        call(first.turn)
    again = call(take(talk).turn)

    is_called = again.reply.response in {"utter_officer_called", "utter_no_officer_on_duty", "utter_queue_promise"}
    assert is_called == (row(talk).status == Status.WAITING) == (not to_bot)
    assert row(talk).urgent == (is_urgent and not to_bot)
    assert len([it for it in waits_of(talk) if it.ended_at is None]) == is_called


@pytest.mark.parametrize("how", ["danger", "release in danger", "release"])
def test_only_a_promise_that_was_told_is_excused(talk: Talk, arta: Account, how: str) -> None:
    """Who was told a time hears that it takes longer; who was not, does not."""
    remember(talk, *[30] * 5, urgent=True)
    remember(talk, *[30] * 5)
    if how == "release":
        ask_for_officer(talk)
    else:
        talk.say(DANGER)
    if how != "danger":
        custody.claim(talk.database, arta, talk.conversation, talk.clock())
        custody.release(talk.database, arta, talk.conversation, talk.clock(), to_bot=False, reason=None)
    talk.clock.pass_(minutes=2)
    look_after(talk.database, talk.clock())

    assert ("utter_queue_promise" in told(talk)) == (how == "release")
    assert ("utter_wait_longer" in told(talk)) == (how == "release")


def test_a_talk_unknown_to_the_queue_does_not_begin_to_wait_by_being_marked(database: Database, clock: Clock) -> None:
    with database.write() as session:
        conversation = Conversation(
            id=uuid4().hex,
            identity_id=1,
            channel="webchat",
            status=Status.WITH_BOT,
            opened_at=clock(),
            last_incoming_at=clock(),
        )
        handoff.mark_urgent(session, conversation)
        assert (conversation.status, conversation.urgent) == (Status.WITH_BOT, True)
