"""Who has a talk: one officer at a time, the citizen told, nothing changed by who may not."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from bot.errors import InvalidTransition, NotAllowed, NotFound, Stale, Taken
from bot.i18n import LOCALES
from bot.messages import Channel, Outcome, Role, Status
from bot.services import conversations, custody, desk
from bot.services.conversations import Incoming, Received, Situation
from bot.services.officers import Account
from bot.store.tables import Conversation
from tests.bot.conftest import Talk
from tests.handoff import (
    DANGER,
    ask_for_officer,
    at_once,
    audited,
    change_officer,
    events,
    look_after,
    messages,
    officer,
    row,
    told,
    waits,
)

PLACE = {"regions": ["prizren"], "is_confined": True}


@pytest.fixture
def arta(talk: Talk) -> Account:
    """An officer on duty."""
    return officer(talk.database, talk.clock(), "Arta")


@pytest.fixture
def besa(talk: Talk) -> Account:
    """Another one."""
    return officer(talk.database, talk.clock(), "Besa")


def claim(talk: Talk, account: Account) -> None:
    custody.claim(talk.database, account, talk.conversation, talk.clock())


def release(talk: Talk, account: Account, *, to_bot: bool = False) -> None:
    custody.release(talk.database, account, talk.conversation, talk.clock(), to_bot=to_bot, reason="a reason")


def resolve(talk: Talk, account: Account) -> None:
    now = talk.clock()
    custody.resolve(
        talk.database, account, talk.conversation, now, outcome=Outcome.REFERRED, reason="Ask the municipality"
    )


def transfer(talk: Talk, account: Account, to: int | str | None) -> None:
    custody.transfer(talk.database, account, talk.conversation, talk.clock(), to=to, reason="end of my shift")


def assign(talk: Talk, account: Account, to: int | str | None) -> None:
    custody.assign(talk.database, account, talk.conversation, talk.clock(), to=to, reason="you know this")


def say(talk: Talk, account: Account) -> None:
    desk.reply(talk.database, account, talk.conversation, "Good day", talk.clock(), client_id="one")


def set_place(talk: Talk, municipality: str | None) -> None:
    with talk.database.write() as session:
        session.get_one(Conversation, talk.conversation).municipality = municipality


def state(talk: Talk) -> tuple[str, int | None, int, list[str]]:
    """What a refused step must leave as it is."""
    found = row(talk)
    return found.status, found.owner_id, found.last_number, events(talk)


def test_an_officer_takes_a_talk_from_the_queue_and_the_citizen_is_told(talk: Talk, arta: Account) -> None:
    ask_for_officer(talk)
    talk.clock.pass_(seconds=40)
    claim(talk, arta)

    assert (row(talk).status, row(talk).owner_id) == (Status.ASSIGNED, arta.id)
    assert told(talk)[-1] == "utter_officer_joined"
    assert messages(talk)[-1].sender == "system"
    assert events(talk) == ["escalated", "claimed"]
    assert audited(talk.database) == [("escalated", None, None), ("claim", arta.id, None)]
    (wait,) = waits(talk)
    assert wait.claimed_at == wait.ended_at == talk.clock()


def test_an_officer_may_take_a_talk_that_is_with_the_bot(talk: Talk, arta: Account) -> None:
    talk.say("hello my good friend")
    claim(talk, arta)

    assert (row(talk).status, row(talk).owner_id) == (Status.ASSIGNED, arta.id)
    assert told(talk) == ["utter_officer_joined"]
    talk.answer()
    assert told(talk) == ["utter_officer_joined"]


def test_one_s_own_talk_taken_again_stays_as_it_is(talk: Talk, arta: Account) -> None:
    claim(talk, arta)
    before = state(talk)
    claim(talk, arta)

    assert state(talk) == before


def test_who_comes_second_hears_who_has_the_talk(talk: Talk, arta: Account, besa: Account) -> None:
    claim(talk, arta)
    before = state(talk)
    with pytest.raises(Taken) as taken:
        claim(talk, besa)

    assert taken.value.owner == "Arta"
    assert state(talk) == before


def test_of_officers_who_take_it_in_the_same_moment_one_has_it(talk: Talk) -> None:
    ask_for_officer(talk)
    accounts = [officer(talk.database, talk.clock(), f"Officer {number}") for number in range(6)]
    results = at_once(*(partial(claim, talk, account) for account in accounts))

    winner = row(talk).owner_id
    name = next(it.name for it in accounts if it.id == winner)
    assert results.count(None) == 1
    assert accounts[results.index(None)].id == winner
    assert [it.owner for it in results if isinstance(it, Taken)] == [name] * 5
    assert told(talk).count("utter_officer_joined") == 1
    assert [it for it, _, _ in audited(talk.database)] == ["escalated", "claim"]


def test_giving_and_taking_in_the_same_moment_leaves_one_owner(talk: Talk, arta: Account, besa: Account) -> None:
    for _ in range(5):
        claim(talk, arta)
        results = at_once(partial(release, talk, arta), partial(claim, talk, besa))
        assert results[0] is None
        if isinstance(results[1], Taken):
            assert (row(talk).status, row(talk).owner_id) == (Status.WAITING, None)
        else:
            assert row(talk).owner_id == besa.id
            release(talk, besa)


def test_a_closed_talk_is_taken_up_again(talk: Talk, arta: Account, besa: Account) -> None:
    claim(talk, arta)
    resolve(talk, arta)
    custody.reopen(talk.database, besa, talk.conversation, talk.clock())

    assert (row(talk).status, row(talk).owner_id, row(talk).resolved_at) == (Status.ASSIGNED, besa.id, None)
    assert events(talk)[-1] == "reopened"
    assert audited(talk.database)[-1][:2] == ("reopen", besa.id)
    assert told(talk)[-1] == "utter_officer_joined"


def test_a_closed_talk_stays_closed_once_its_citizen_has_begun_another(talk: Talk, arta: Account) -> None:
    claim(talk, arta)
    resolve(talk, arta)
    talk.clock.pass_(hours=25)
    talk.say("hello my good friend")
    for act in (custody.reopen, custody.claim):
        with pytest.raises(InvalidTransition, match="another"):
            act(talk.database, arta, talk.conversation, talk.clock())

    assert row(talk).status == Status.RESOLVED


@pytest.mark.parametrize("has_owner", [False, True])
def test_what_is_not_closed_cannot_be_reopened(talk: Talk, arta: Account, besa: Account, has_owner: bool) -> None:
    if has_owner:
        claim(talk, arta)
    before = state(talk)
    with pytest.raises(Taken if has_owner else InvalidTransition):
        custody.reopen(talk.database, besa, talk.conversation, talk.clock())

    assert state(talk) == before


@pytest.mark.parametrize(("municipality", "is_seen"), [("prizren", True), (None, True), ("peja", False)])
def test_a_confined_officer_reaches_the_own_region_and_what_has_none(
    talk: Talk, municipality: str | None, is_seen: bool
) -> None:
    confined = officer(talk.database, talk.clock(), **PLACE)
    set_place(talk, municipality)
    if is_seen:
        claim(talk, confined)
    else:
        with pytest.raises(NotFound):
            claim(talk, confined)

    assert (row(talk).owner_id == confined.id) == is_seen


def test_a_confined_officer_keeps_a_talk_whose_place_turns_out_to_be_elsewhere(talk: Talk) -> None:
    confined = officer(talk.database, talk.clock(), **PLACE)
    claim(talk, confined)
    set_place(talk, "peja")
    say(talk, confined)

    release(talk, confined)
    assert row(talk).status == Status.WAITING


def test_a_trainer_takes_no_talk(talk: Talk) -> None:
    trainer = officer(talk.database, talk.clock(), role=Role.TRAINER)
    with pytest.raises(NotAllowed):
        claim(talk, trainer)

    assert row(talk).status == Status.WITH_BOT


def test_a_talk_that_does_not_exist_is_not_there(talk: Talk, arta: Account) -> None:
    with pytest.raises(NotFound):
        custody.claim(talk.database, arta, "0" * 32, talk.clock())


def test_back_in_the_queue_the_citizen_keeps_the_place_and_is_told(talk: Talk, engine: object, arta: Account) -> None:
    ask_for_officer(talk)
    since = row(talk).escalated_at
    talk.clock.pass_(minutes=1)
    claim(talk, arta)
    other = Talk(talk.database, talk.engine, talk.clock)
    ask_for_officer(other)
    talk.clock.pass_(minutes=3)
    release(talk, arta)

    assert (row(talk).status, row(talk).owner_id, row(talk).escalated_at) == (Status.WAITING, None, since)
    assert told(talk)[-2:] == ["utter_officer_left", "utter_officer_called"]
    assert messages(talk)[-1].arguments == {"place": 1}
    assert events(talk)[-2:] == ["released", "escalated"]
    assert audited(talk.database)[-1] == ("release", arta.id, "a reason")
    assert [it.ended_at is None for it in waits(talk)] == [False, True]


def test_back_with_the_bot_the_citizen_is_told_and_the_bot_answers(talk: Talk, arta: Account) -> None:
    talk.say(DANGER)
    claim(talk, arta)
    release(talk, arta, to_bot=True)

    assert (row(talk).status, row(talk).urgent) == (Status.WITH_BOT, False)
    assert told(talk)[-1] == "utter_bot_is_back"
    talk.say("hello my good friend")
    talk.answer()
    assert told(talk)[-1] == "utter_greet"
    assert messages(talk)[-1].sender == "bot"


def test_while_an_officer_has_the_talk_the_bot_listens_and_is_silent(talk: Talk, arta: Account) -> None:
    claim(talk, arta)
    talk.say("where is the station please")
    talk.answer()

    heard = messages(talk)[-1]
    assert (heard.direction, heard.intent) == ("incoming", "ask_station")
    assert heard.handled_at is not None
    assert talk.engine.turns == []


@pytest.mark.parametrize("act", [release, resolve, say, partial(transfer, to=None)])
@pytest.mark.parametrize("owner", ["nobody", "the bot", "another", "closed"])
def test_only_the_owner_acts_on_a_talk(
    talk: Talk, arta: Account, besa: Account, act: Callable[[Talk, Account], None], owner: str
) -> None:
    claim(talk, arta)
    act_of_the_owner = {"nobody": release, "the bot": partial(release, to_bot=True), "closed": resolve}.get(owner)
    if act_of_the_owner:
        act_of_the_owner(talk, arta)
    before = state(talk)
    with pytest.raises(Taken if owner == "another" else InvalidTransition):
        act(talk, besa)

    assert state(talk) == before
    custody.claim(talk.database, arta if owner == "another" else besa, talk.conversation, talk.clock())
    act(talk, arta if owner == "another" else besa)
    assert state(talk) != before


@pytest.mark.parametrize("key", ["id", "name", "name in another spelling"])
def test_a_talk_is_handed_on_and_the_citizen_is_told_once(talk: Talk, arta: Account, besa: Account, key: str) -> None:
    claim(talk, arta)
    transfer(talk, arta, {"id": besa.id, "name": "Besa"}.get(key, " bESA "))

    assert (row(talk).status, row(talk).owner_id) == (Status.ASSIGNED, besa.id)
    assert told(talk) == ["utter_officer_joined", "utter_officer_changed"]
    assert events(talk) == ["claimed", "transferred"]
    assert audited(talk.database)[-1] == ("transfer", arta.id, "end of my shift")
    with pytest.raises(Taken) as taken:
        say(talk, arta)
    assert taken.value.owner == "Besa"


def test_a_talk_handed_to_the_queue_waits(talk: Talk, arta: Account) -> None:
    claim(talk, arta)
    transfer(talk, arta, None)

    assert row(talk).status == Status.WAITING
    assert told(talk)[-2:] == ["utter_officer_left", "utter_officer_called"]
    assert events(talk)[1:] == ["transferred", "escalated"]


def test_handing_a_talk_to_oneself_changes_nothing(talk: Talk, arta: Account) -> None:
    claim(talk, arta)
    before = state(talk)
    transfer(talk, arta, arta.id)

    assert state(talk) == before


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({}, None),
        ({"last_seen_at": -timedelta(minutes=6)}, InvalidTransition),
        ({"last_seen_at": None}, InvalidTransition),
        ({"is_available": False}, InvalidTransition),
        ({"disabled_at": timedelta()}, InvalidTransition),
        ({"role": Role.TRAINER}, InvalidTransition),
        ({"is_confined": True, "regions": ["peja"]}, InvalidTransition),
        ({"is_confined": True, "regions": ["prizren"]}, None),
    ],
)
@pytest.mark.parametrize("act", [transfer, assign])
def test_a_talk_is_handed_only_to_somebody_who_is_there_and_may_see_it(
    talk: Talk,
    arta: Account,
    besa: Account,
    act: Callable[..., None],
    change: dict[str, object],
    error: type[Exception] | None,
) -> None:
    set_place(talk, "prizren")
    claim(talk, arta)
    values = {name: talk.clock() + it if isinstance(it, timedelta) else it for name, it in change.items()}
    change_officer(talk.database, besa.id, **values)
    before = state(talk)
    if error is None:
        act(talk, arta, besa.id)
        assert row(talk).owner_id == besa.id
    else:
        with pytest.raises(error):
            act(talk, arta, besa.id)
        assert state(talk) == before


@pytest.mark.parametrize("to", [999_999, "Nobody at all"])
def test_a_talk_cannot_be_handed_to_nobody(talk: Talk, arta: Account, to: int | str) -> None:
    claim(talk, arta)
    with pytest.raises(NotFound):
        transfer(talk, arta, to)

    assert row(talk).owner_id == arta.id


@pytest.mark.parametrize(
    ("owner", "response"),
    [("nobody", "utter_officer_joined"), ("the bot", "utter_officer_joined"), ("another", "utter_officer_changed")],
)
def test_a_supervisor_gives_a_talk_to_somebody_whoever_has_it(
    talk: Talk, arta: Account, besa: Account, owner: str, response: str
) -> None:
    drita = officer(talk.database, talk.clock(), "Drita", Role.SUPERVISOR)
    if owner == "nobody":
        ask_for_officer(talk)
    if owner == "another":
        claim(talk, arta)
    assign(talk, drita, besa.id)

    assert (row(talk).status, row(talk).owner_id) == (Status.ASSIGNED, besa.id)
    assert told(talk)[-1] == response
    assert audited(talk.database)[-1] == ("assign", drita.id, "you know this")
    assert all(it.ended_at is not None for it in waits(talk))


def test_a_closed_talk_is_given_to_nobody(talk: Talk, arta: Account, besa: Account) -> None:
    claim(talk, arta)
    resolve(talk, arta)
    before = state(talk)
    with pytest.raises(InvalidTransition):
        assign(talk, arta, besa.id)

    assert state(talk) == before


def test_a_talk_put_into_the_queue_from_the_bot_waits_from_then_on(talk: Talk, arta: Account) -> None:
    claim(talk, arta)
    resolve(talk, arta)
    talk.clock.pass_(hours=3)
    talk.say("hello my good friend")
    talk.answer()
    assert row(talk).status == Status.WITH_BOT
    assign(talk, arta, None)

    assert (row(talk).status, row(talk).escalated_at) == (Status.WAITING, talk.clock())
    assert "utter_officer_left" not in told(talk)
    assert told(talk)[-1] == "utter_no_officer_on_duty"


def test_a_talk_that_waits_already_is_put_into_the_queue_without_a_word(talk: Talk, arta: Account) -> None:
    ask_for_officer(talk)
    since = row(talk).escalated_at
    talk.clock.pass_(minutes=1)
    before = told(talk)
    assign(talk, arta, None)

    assert (row(talk).status, row(talk).escalated_at) == (Status.WAITING, since)
    assert told(talk) == before


def test_a_closed_talk_tells_how_and_why_and_asks_how_it_was(talk: Talk, arta: Account) -> None:
    talk.say(DANGER)
    claim(talk, arta)
    resolve(talk, arta)

    found = row(talk)
    assert (found.status, found.owner_id, found.urgent) == (Status.RESOLVED, None, False)
    assert (found.outcome, found.outcome_reason, found.resolved_at) == (
        "referred",
        "Ask the municipality",
        talk.clock(),
    )
    last = messages(talk)[-1]
    assert (last.sender, last.response) == ("system", "utter_resolved")
    assert "Ask the municipality" in last.text
    assert [it["payload"] for it in last.buttons or []] == [f'/rate{{"stars":"{it}"}}' for it in (5, 4, 3, 2, 1)]
    assert events(talk)[-1] == "resolved"
    assert audited(talk.database)[-1] == ("resolve", arta.id, "Ask the municipality")
    assert waits(talk)[0].answered_at == talk.clock()


def test_what_a_citizen_is_told_is_in_their_language_whatever_the_officer_s(talk: Talk, arta: Account) -> None:
    with talk.database.write() as session:
        conversation = session.get_one(Conversation, talk.conversation)
        conversation.language, conversation.script = LOCALES[2].language, LOCALES[2].script
    claim(talk, arta)
    resolve(talk, arta)

    for message in messages(talk):
        assert (message.language, message.script) == ("sr", "Cyrl")
    assert "полицајац" in messages(talk)[0].text.lower() or "службеник" in messages(talk)[0].text.lower()


def test_a_rating_is_noted_and_opens_nothing_again(talk: Talk, arta: Account) -> None:
    talk.say("where is the police station please")
    claim(talk, arta)
    resolve(talk, arta)
    talk.say(payload='/rate{"stars":"4"}')
    talk.answer()

    assert (row(talk).status, row(talk).rating) == (Status.RESOLVED, 4)
    assert told(talk)[-1] == "utter_rated"
    assert events(talk)[-1] == "rated"


def test_who_has_no_language_yet_can_rate_too(talk: Talk, arta: Account) -> None:
    claim(talk, arta)
    resolve(talk, arta)
    talk.say(payload='/rate{"stars":"4"}')

    assert row(talk).rating == 4


def test_a_message_after_the_end_goes_to_the_bot(talk: Talk, arta: Account) -> None:
    claim(talk, arta)
    resolve(talk, arta)
    talk.clock.pass_(hours=2)
    talk.say("hello my good friend")
    talk.answer()

    assert row(talk).status == Status.WITH_BOT
    assert told(talk)[-1] == "utter_greet"


def test_what_was_said_to_the_officer_the_bot_does_not_answer_after_the_end(talk: Talk, arta: Account) -> None:
    claim(talk, arta)
    talk.say("hello my good friend")
    resolve(talk, arta)
    talk.answer()

    assert (row(talk).status, told(talk)[-1]) == (Status.RESOLVED, "utter_resolved")
    assert all(it.handled_at for it in messages(talk) if it.direction == "incoming")
    assert talk.engine.parsed == []


@pytest.mark.parametrize(("seen", "is_closed"), [(0, False), (1, False), (2, True), (None, True)])
def test_a_talk_is_not_closed_over_what_the_officer_has_not_read(
    talk: Talk, arta: Account, seen: int | None, is_closed: bool
) -> None:
    claim(talk, arta)
    number = talk.say("one more thing my friend")
    assert number == 2
    before = state(talk)
    close = partial(custody.resolve, talk.database, arta, talk.conversation, talk.clock(), outcome=Outcome.ANSWERED)
    if is_closed:
        close(reason="done", seen=seen)
        assert row(talk).status == Status.RESOLVED
    else:
        with pytest.raises(Stale):
            close(reason="done", seen=seen)
        assert state(talk) == before


def test_danger_that_only_the_engine_reads_is_marked_while_an_officer_has_the_talk(talk: Talk, arta: Account) -> None:
    claim(talk, arta)
    talk.say("danger is all around here my friend")
    talk.answer()

    assert (row(talk).status, row(talk).urgent) == (Status.ASSIGNED, True)
    last = messages(talk)[-1]
    assert (last.sender, last.response) == ("system", "utter_urgent_reminder")
    talk.say("danger is still around here my friend")
    talk.answer()
    assert told(talk).count("utter_urgent_reminder") == 1


@pytest.mark.parametrize(
    ("change", "is_lost"),
    [
        ({}, False),
        ({"last_seen_at": -timedelta(minutes=4, seconds=59)}, False),
        ({"last_seen_at": -timedelta(minutes=5)}, True),
        ({"last_seen_at": None}, True),
        ({"disabled_at": timedelta()}, True),
        ({"role": Role.TRAINER}, True),
        ({"is_available": False}, False),
    ],
)
def test_a_talk_whose_officer_is_gone_is_back_in_the_queue(
    talk: Talk, arta: Account, change: dict[str, object], is_lost: bool
) -> None:
    claim(talk, arta)
    values = {name: talk.clock() + it if isinstance(it, timedelta) else it for name, it in change.items()}
    change_officer(talk.database, arta.id, **values)
    happened = look_after(talk.database, talk.clock())

    assert (row(talk).status == Status.WAITING) == is_lost
    assert happened == (["lost"] if is_lost else [])
    if is_lost:
        assert told(talk)[-2:] == ["utter_officer_left", "utter_no_officer_on_duty"]
        assert events(talk)[1:] == ["lost", "escalated"]
        assert audited(talk.database)[-1] == ("lose", arta.id, None)


def test_an_alarm_that_meets_an_officer_taking_the_talk_is_not_the_bot_s(talk: Talk, arta: Account) -> None:
    """Between the look at the talk and its lock an officer takes it: what to say is decided anew."""
    looks: list[Situation] = []

    def decide(situation: Situation) -> Received:
        if not looks:
            claim(talk, arta)
        looks.append(situation)
        return Received(None, DANGER, "weapon")

    incoming = Incoming(Channel.WEBCHAT, talk.sender, "an id", DANGER)
    conversations.receive(talk.database, incoming, decide, talk.clock())

    assert [it.status for it in looks] == [Status.WITH_BOT, Status.ASSIGNED]
    assert row(talk).urgent


def test_danger_while_an_officer_has_the_talk_is_one_line_of_the_system(talk: Talk, arta: Account) -> None:
    claim(talk, arta)
    talk.say(DANGER)

    last = messages(talk)[-1]
    assert (last.sender, last.response) == ("system", "utter_urgent_reminder")
    assert (row(talk).status, row(talk).urgent) == (Status.ASSIGNED, True)
    release(talk, arta)
    assert (row(talk).status, row(talk).urgent) == (Status.WAITING, True)
