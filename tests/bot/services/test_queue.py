"""The officers' queue: what is shown to whom, in which order, and what counts as changed."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.messages import Outcome, Role, Status
from bot.services import custody, desk, queue
from bot.services.officers import Account
from bot.services.queue import Row
from bot.services.reach import is_for, is_within
from bot.store.database import Database
from bot.store.tables import Conversation
from tests.bot.conftest import Talk
from tests.conftest import Clock
from tests.handoff import DANGER, ask_for_officer, change_officer, messages, officer

FOREIGN = {"languages": ["sr"]}
ELSEWHERE = {"regions": ["peja"]}


@pytest.fixture
def arta(database: Database, clock: Clock) -> Account:
    """An officer on duty for everything."""
    return officer(database, clock(), "Arta")


@pytest.fixture
def make(talk: Talk) -> Callable[..., Talk]:
    """Makes a citizen whose talk has these values."""

    def made(**values: Any) -> Talk:
        it = Talk(talk.database, talk.engine, talk.clock)
        set_values(it, **values)
        return it

    return made


def set_values(talk: Talk, **values: Any) -> None:
    with talk.database.write() as session:
        conversation = session.get_one(Conversation, talk.conversation)
        for name, value in values.items():
            setattr(conversation, name, value)


def rows(talk: Talk, account: Account, status: Status | None = None) -> list[Row]:
    """The talks that the console lists for an officer."""
    now = talk.clock()
    if status in {Status.WITH_BOT, Status.RESOLVED}:
        return queue.list_closed(talk.database, account, status, now, before=None, limit=100)
    found = [it for it in queue.list_open(talk.database, now) if is_within(account, it)]
    return [it for it in found if status in {None, it.status}]


def ids(talk: Talk, account: Account, status: Status | None = None) -> list[str]:
    return [row.id for row in rows(talk, account, status)]


def calls(talk: Talk, account: Account) -> bool:
    """Whether the only talk calls for this officer."""
    row = next(it for it in queue.list_open(talk.database, talk.clock()))
    return is_for(account, row, talk.clock(), has_fitting=row.has_fitting)


def only(talk: Talk, account: Account) -> Row:
    (found,) = rows(talk, account)
    return found


def test_urgent_ones_come_first_then_long_waits_then_talks_in_hand(
    talk: Talk, make: Callable[..., Talk], arta: Account
) -> None:
    in_hand, unread, first, second, urgent, later_urgent = [make() for _ in range(6)]
    for it in (in_hand, unread):
        custody.claim(it.database, arta, it.conversation, talk.clock())
    for it in (first, second):
        talk.clock.pass_(seconds=20)
        ask_for_officer(it)
    for it in (urgent, later_urgent):
        talk.clock.pass_(seconds=20)
        it.say(DANGER)
    unread.say("are you there my friend")

    wanted = [urgent, later_urgent, first, second, unread, in_hand]
    assert ids(talk, arta) == [it.conversation for it in wanted]
    assert ids(talk, arta, Status.WAITING) == [it.conversation for it in wanted[:4]]
    assert ids(talk, arta, Status.ASSIGNED) == [unread.conversation, in_hand.conversation]
    counts = queue.count(queue.list_open(talk.database, talk.clock()), arta)
    assert (counts.waiting, counts.urgent, counts.assigned, counts.mine) == (4, 2, 2, 2)


def test_talks_with_the_bot_and_closed_ones_come_newest_first_page_by_page(
    talk: Talk, make: Callable[..., Talk], arta: Account
) -> None:
    talks = [talk]
    for _ in range(4):
        talk.clock.pass_(minutes=1)
        talks.append(make())
    newest_first = [it.conversation for it in reversed(talks)]

    page = partial(queue.list_closed, talk.database, arta, Status.WITH_BOT, talk.clock(), limit=3)
    first = page(before=None)
    assert [row.id for row in first] == newest_first[:3]
    assert [row.id for row in page(before=first[-1].last_incoming_at)] == newest_first[3:]


@pytest.mark.parametrize(
    ("duties", "talk_is", "is_urgent", "seconds", "is_for_me"),
    [
        ({}, {"language": "sq", "municipality": "prizren"}, False, 0, True),
        (FOREIGN, {"language": "sq"}, False, 0, False),
        (FOREIGN, {"language": "sq"}, False, 59, False),
        (FOREIGN, {"language": "sq"}, False, 60, True),
        (FOREIGN, {"language": "sq"}, True, 0, True),
        (FOREIGN, {"language": "sr"}, False, 0, True),
        (FOREIGN, {"language": None}, False, 0, True),
        (ELSEWHERE, {"municipality": "prizren"}, False, 0, False),
        (ELSEWHERE, {"municipality": "istog"}, False, 0, True),
        (ELSEWHERE, {"municipality": None}, False, 0, True),
        ({"topics": ["report_theft"]}, {"topic": "ask_fine"}, False, 0, False),
        ({"topics": ["report_theft"]}, {"topic": "report_theft"}, False, 0, True),
    ],
)
def test_a_talk_calls_for_those_whose_duties_name_it_and_after_a_minute_for_all(
    talk: Talk,
    arta: Account,
    duties: dict[str, Any],
    talk_is: dict[str, Any],
    is_urgent: bool,
    seconds: int,
    is_for_me: bool,
) -> None:
    asking = officer(talk.database, talk.clock(), "Besa", **duties)
    ask_for_officer(talk, is_urgent=is_urgent)
    set_values(talk, **talk_is)
    talk.clock.pass_(seconds=seconds)
    # Somebody whose duties fit is there.
    change_officer(talk.database, arta.id, last_seen_at=talk.clock())

    assert calls(talk, asking) == is_for_me


@pytest.mark.parametrize(
    "fitting",
    [None, {"last_seen_at": timedelta(minutes=-6)}, {"is_available": False}, {"role": Role.TRAINER}],
)
def test_a_talk_that_fits_nobody_on_duty_calls_for_all_at_once(talk: Talk, fitting: dict[str, Any] | None) -> None:
    besa = officer(talk.database, talk.clock(), "Besa", **FOREIGN)
    if fitting is not None:
        arta = officer(talk.database, talk.clock(), "Arta")
        values = {name: talk.clock() + it if isinstance(it, timedelta) else it for name, it in fitting.items()}
        change_officer(talk.database, arta.id, **values)
    ask_for_officer(talk)
    set_values(talk, language="sq")

    assert calls(talk, besa)


@pytest.mark.parametrize(
    ("duties", "is_seen"),
    [
        ({"regions": ["prizren"], "is_confined": True}, True),
        ({"regions": ["peja"], "is_confined": True}, False),
        ({"regions": ["peja"]}, True),
        ({"topics": ["ask_fine"], "is_confined": True}, True),
        ({"topics": ["report_theft"], "is_confined": True}, False),
        ({"languages": ["sr"], "is_confined": True}, True),
    ],
)
@pytest.mark.parametrize("status", [Status.WAITING, Status.WITH_BOT, Status.RESOLVED])
def test_a_confined_officer_sees_only_the_own_regions_and_topics(
    talk: Talk, arta: Account, duties: dict[str, Any], is_seen: bool, status: Status
) -> None:
    asking = officer(talk.database, talk.clock(), "Besa", **duties)
    if status is not Status.WITH_BOT:
        ask_for_officer(talk)
    if status is Status.RESOLVED:
        now = talk.clock()
        custody.claim(talk.database, arta, talk.conversation, now)
        custody.resolve(talk.database, arta, talk.conversation, now, outcome=Outcome.ANSWERED, reason="done")
    set_values(talk, municipality="prizren", topic="ask_fine", language="sq")

    assert ids(talk, asking, status) == ([talk.conversation] if is_seen else [])
    assert queue.count(queue.list_open(talk.database, talk.clock()), asking).waiting == (
        is_seen and status is Status.WAITING
    )
    if status is Status.WAITING and not is_seen:
        assert not calls(talk, asking)


def test_a_row_tells_how_long_it_waits_and_when_that_is_too_long(talk: Talk, arta: Account) -> None:
    ask_for_officer(talk)
    talk.clock.pass_(seconds=600)
    row = only(talk, arta)
    assert (row.waiting_seconds, row.target_seconds, row.is_late, row.trigger) == (600, 600, False, "asked")
    talk.clock.pass_(seconds=1)
    assert only(talk, arta).is_late


def test_a_row_tells_who_has_it_and_whether_the_citizen_wrote_since(talk: Talk, arta: Account) -> None:
    custody.claim(talk.database, arta, talk.conversation, talk.clock())
    row = only(talk, arta)
    assert (row.owner, row.owner_id, row.is_unread, row.waiting_seconds) == ("Arta", arta.id, False, None)
    assert queue.count([row], arta).mine == 1

    talk.clock.pass_(seconds=5)
    talk.say("are you there my friend")
    assert only(talk, arta).is_unread
    talk.clock.pass_(seconds=5)
    desk.reply(talk.database, arta, talk.conversation, "Yes", talk.clock(), client_id="one")
    assert not only(talk, arta).is_unread


def test_what_could_not_be_delivered_is_counted(talk: Talk, arta: Account) -> None:
    custody.claim(talk.database, arta, talk.conversation, talk.clock())
    assert only(talk, arta).undelivered == 0
    last = messages(talk)[-1]
    with talk.database.write() as session:
        session.merge(last).delivery = "failed"
    assert only(talk, arta).undelivered == 1


@pytest.mark.parametrize(
    ("change", "is_change"), [("nothing", False), ("claim", True), ("urgent", True), ("unread", True), ("place", True)]
)
def test_a_trace_differs_when_the_row_does(talk: Talk, arta: Account, change: str, is_change: bool) -> None:
    ask_for_officer(talk)
    if change == "unread":
        custody.claim(talk.database, arta, talk.conversation, talk.clock())
    before = queue.trace_open_talks(talk.database)
    talk.clock.pass_(seconds=1)
    if change == "claim":
        custody.claim(talk.database, arta, talk.conversation, talk.clock())
    elif change == "urgent":
        talk.say(DANGER)
    elif change == "unread":
        talk.say("are you there my friend")
    elif change == "place":
        set_values(talk, municipality="prizren")

    assert (queue.trace_open_talks(talk.database) != before) == is_change


def test_a_closed_talk_leaves_the_trace(talk: Talk, arta: Account) -> None:
    custody.claim(talk.database, arta, talk.conversation, talk.clock())
    assert list(queue.trace_open_talks(talk.database)) == [talk.conversation]
    custody.resolve(talk.database, arta, talk.conversation, talk.clock(), outcome=Outcome.ANSWERED, reason="done")
    assert queue.trace_open_talks(talk.database) == {}
