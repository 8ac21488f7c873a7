"""The supervisor's board: numbers that are those of the database, by the clock in Kosovo."""

from datetime import timedelta

import pytest

from bot.i18n import DEFAULT_LOCALE
from bot.messages import Outcome, Role, Trigger
from bot.services import board, custody, desk
from bot.services.board import Board
from bot.services.officers import Account
from bot.store.tables import Conversation, Wait
from tests.bot.conftest import Talk
from tests.conftest import Clock
from tests.handoff import DANGER, ask_for_officer, change_officer, officer

SUPERVISOR = Account(
    id=0,
    name="Supervisor",
    role=Role.SUPERVISOR,
    locale=DEFAULT_LOCALE,
    languages=(),
    regions=(),
    topics=(),
    is_confined=False,
    is_available=True,
    has_second_factor=False,
    last_seen_at=None,
    disabled_at=None,
)


@pytest.fixture
def arta(talk: Talk) -> Account:
    """An officer on duty."""
    return officer(talk.database, talk.clock(), "Arta")


def look(talk: Talk) -> Board:
    return board.look_at_board(talk.database, SUPERVISOR, talk.clock())


def close(talk: Talk, account: Account, stars: int | None = None) -> None:
    now = talk.clock()
    custody.claim(talk.database, account, talk.conversation, now)
    custody.resolve(talk.database, account, talk.conversation, now, outcome=Outcome.ANSWERED, reason="done")
    with talk.database.write() as session:
        session.get_one(Conversation, talk.conversation).rating = stars


def add_wait(talk: Talk, *, minutes_ago: float, answered_after: float | None, has_ended: bool = True) -> None:
    started = talk.clock() - timedelta(minutes=minutes_ago)
    answered = started + timedelta(seconds=answered_after) if answered_after is not None else None
    with talk.database.write() as session:
        session.add(
            Wait(
                conversation_id=talk.conversation,
                trigger=Trigger.ASKED,
                urgent=False,
                place=1,
                started_at=started,
                claimed_at=answered,
                answered_at=answered,
                ended_at=(answered or talk.clock()) if has_ended else None,
            )
        )


def test_an_empty_house_has_an_empty_board(talk: Talk) -> None:
    seen = look(talk)
    assert (seen.waiting, seen.urgent_waiting, seen.longest_wait_seconds, seen.assigned) == (0, 0, 0, 0)
    assert (seen.quick_share, seen.rating, seen.is_open, seen.opens_at) == (None, None, True, None)
    assert seen.officers == []
    assert seen.today == {"escalated": 0, "claimed": 0, "resolved": 0}
    assert len(seen.hours) == 24
    assert all(it.waits == 0 and it.median_seconds is None for it in seen.hours)


def test_it_counts_who_waits_how_long_and_where(talk: Talk, clock: Clock, arta: Account) -> None:
    others = [Talk(talk.database, talk.engine, clock) for _ in range(3)]
    ask_for_officer(talk)
    clock.pass_(seconds=50)
    others[0].say(DANGER)
    custody.claim(talk.database, arta, others[1].conversation, clock())
    close(others[2], arta, stars=4)
    with talk.database.write() as session:
        session.get_one(Conversation, talk.conversation).municipality = "istog"
        session.get_one(Conversation, talk.conversation).language = "sr"
        for it in others[:2]:
            session.get_one(Conversation, it.conversation).language = "sq"
    seen = look(talk)

    assert (seen.waiting, seen.urgent_waiting, seen.longest_wait_seconds, seen.assigned) == (2, 1, 50, 1)
    assert seen.by_language == {"sr": {"waiting": 1, "assigned": 0}, "sq": {"waiting": 1, "assigned": 1}}
    assert seen.by_region == {"peja": {"waiting": 1, "assigned": 0}, None: {"waiting": 1, "assigned": 1}}
    assert seen.today == {"escalated": 2, "claimed": 2, "resolved": 1}
    assert seen.rating == 4
    assert [(it.account.name, it.is_on_duty, it.owned) for it in seen.officers] == [("Arta", True, 1)]


@pytest.mark.parametrize(
    ("answered", "share"),
    [([], None), ([60], 1), ([61], 0), ([10, 60, 61, 600], 0.5), ([10, None], 0.5)],
)
def test_the_share_that_was_answered_within_a_minute(
    talk: Talk, answered: list[float | None], share: float | None
) -> None:
    for it in answered:
        add_wait(talk, minutes_ago=120, answered_after=it)
    seen = look(talk)

    assert seen.quick_share == share
    assert seen.ended_waits == len(answered)


def test_who_waits_for_less_than_a_minute_is_not_late_yet(talk: Talk) -> None:
    add_wait(talk, minutes_ago=0.5, answered_after=None, has_ended=False)
    assert look(talk).quick_share is None
    talk.clock.pass_(seconds=31)
    assert look(talk).quick_share == 0


def test_waits_of_yesterday_do_not_count(talk: Talk) -> None:
    add_wait(talk, minutes_ago=24 * 60 + 1, answered_after=10)
    assert look(talk).quick_share is None


def test_the_hours_show_when_people_waited(talk: Talk) -> None:
    talk.clock.pass_(minutes=30)
    for minutes_ago, answered_after in ((10, 20), (20, 40), (25, 300), (70, None), (23 * 60 + 25, 5)):
        add_wait(talk, minutes_ago=minutes_ago, answered_after=answered_after)
    hours = look(talk).hours

    assert (hours[-1].waits, hours[-1].median_seconds) == (3, 40)
    assert hours[-1].quick_share == pytest.approx(2 / 3)
    assert (hours[-2].waits, hours[-2].median_seconds, hours[-2].quick_share) == (1, None, 0)
    assert (hours[0].waits, hours[0].median_seconds) == (1, 5)
    assert hours[-1].begins_at.minute == 0


def test_today_begins_at_midnight_in_kosovo(talk: Talk, arta: Account) -> None:
    talk.clock.pass_(hours=10, minutes=59)  # 23:59 there, an hour ahead of UTC
    ask_for_officer(talk)
    assert look(talk).today["escalated"] == 1
    talk.clock.pass_(minutes=2)
    assert look(talk).today["escalated"] == 0


def test_on_duty_is_who_gave_a_sign_and_takes_talks(talk: Talk, arta: Account) -> None:
    away = officer(talk.database, talk.clock(), "Away", seen_at=talk.clock() - timedelta(minutes=6))
    resting = officer(talk.database, talk.clock(), "Resting")
    change_officer(talk.database, resting.id, is_available=False)
    officer(talk.database, talk.clock(), "Trainer", Role.TRAINER)
    gone = officer(talk.database, talk.clock(), "Gone")
    change_officer(talk.database, gone.id, disabled_at=talk.clock())
    found = {it.account.name: it.is_on_duty for it in look(talk).officers}

    assert found["Arta"]
    assert [found[it.name] for it in (away, resting)] == [False, False]
    assert "Gone" not in found
    assert not found.get("Trainer", False)
    assert look(talk).officers[0].account.name == "Arta"


def test_tags_come_by_how_often_they_are_used(talk: Talk, clock: Clock, arta: Account) -> None:
    for tags in (["theft"], ["shop", "theft"], ["theft", "shop", "night"]):
        it = Talk(talk.database, talk.engine, clock)
        desk.set_tags(talk.database, arta, it.conversation, tags, clock())

    assert board.list_tags(talk.database, SUPERVISOR) == ["theft", "shop", "night"]


def test_mutes_are_listed_while_they_last(talk: Talk, arta: Account) -> None:
    desk.mute(talk.database, arta, talk.conversation, talk.clock(), hours=2, reason="insults")
    (found,) = board.list_mutes(talk.database, SUPERVISOR, talk.clock())
    assert (found.conversation_id, found.officer, found.reason) == (talk.conversation, "Arta", "insults")
    assert found.until == talk.clock() + timedelta(hours=2)
    talk.clock.pass_(hours=2)
    assert board.list_mutes(talk.database, SUPERVISOR, talk.clock()) == []
