"""What officers do in a talk: what they say is said once, what they note stays among them, muting spares no danger."""

from functools import partial

import pytest
from sqlalchemy import select

from bot.errors import InvalidTransition, NotFound, Taken
from bot.i18n import LOCALES, Locale
from bot.messages import Outcome, Role, Status
from bot.services import canned, custody, desk, talks
from bot.services.officers import Account
from bot.store.tables import Conversation, Event, Message
from tests.bot.conftest import Talk
from tests.handoff import DANGER, ask_for_officer, at_once, audited, events, messages, officer, row, told, waits

HOUR = 3600


@pytest.fixture
def arta(talk: Talk) -> Account:
    """The officer who has the talk."""
    ask_for_officer(talk)
    made = officer(talk.database, talk.clock(), "Arta")
    custody.claim(talk.database, made, talk.conversation, talk.clock())
    return made


@pytest.fixture
def besa(talk: Talk) -> Account:
    """Another officer, who has it not."""
    return officer(talk.database, talk.clock(), "Besa")


@pytest.fixture
def drita(talk: Talk) -> Account:
    """A supervisor."""
    return officer(talk.database, talk.clock(), "Drita", Role.SUPERVISOR)


def say(talk: Talk, account: Account, text: str = "Good day", client_id: str = "one") -> int:
    return desk.reply(talk.database, account, talk.conversation, text, talk.clock(), client_id=client_id)


def notes(talk: Talk) -> list[str | None]:
    with talk.database.read() as session:
        return list(session.scalars(select(Event.text).where(Event.kind == "note").order_by(Event.id)))


def write_note(talk: Talk, account: Account, client_id: str = "one") -> int:
    return desk.note(talk.database, account, talk.conversation, "He is her brother", talk.clock(), client_id=client_id)


def set_delivery(talk: Talk, number: int, delivery: str) -> None:
    with talk.database.write() as session:
        query = select(Message).where(Message.conversation_id == talk.conversation, Message.number == number)
        session.scalars(query).one().delivery = delivery


def test_the_citizen_reads_what_an_officer_says_and_not_who_it_is(talk: Talk, arta: Account) -> None:
    talk.clock.pass_(seconds=20)
    number = say(talk, arta)

    line = talk.page().lines[-1]
    assert (line.number, line.sender, line.text) == (number, "officer", "Good day")
    assert "Arta" not in str(line)
    assert messages(talk)[-1].officer_id == arta.id
    assert waits(talk)[-1].answered_at == talk.clock()
    assert audited(talk.database)[-1][:2] == ("reply", arta.id)


def test_what_is_sent_again_is_said_once(talk: Talk, arta: Account) -> None:
    numbers = {say(talk, arta) for _ in range(3)}
    assert len(numbers) == 1
    assert say(talk, arta, client_id="two") == numbers.pop() + 1
    assert [it.text for it in messages(talk)].count("Good day") == 2
    assert [it for it, _, _ in audited(talk.database)].count("reply") == 2


def test_what_is_sent_twice_in_the_same_moment_is_said_once(talk: Talk, arta: Account) -> None:
    results = at_once(*[partial(say, talk, arta)] * 4)

    assert len(set(map(str, results))) == 1
    assert [it.text for it in messages(talk)].count("Good day") == 1


def test_two_officers_may_use_the_same_id(talk: Talk, arta: Account, besa: Account) -> None:
    first = say(talk, arta)
    custody.transfer(talk.database, arta, talk.conversation, talk.clock(), to=besa.id, reason="why")
    assert say(talk, besa, "I am here") > first
    assert messages(talk)[-1].text == "I am here"


@pytest.mark.parametrize("status", ["waiting", "with_bot", "resolved", "assigned"])
def test_nothing_is_said_by_who_does_not_have_the_talk(talk: Talk, arta: Account, besa: Account, status: str) -> None:
    now = talk.clock()
    if status == "resolved":
        custody.resolve(talk.database, arta, talk.conversation, now, outcome=Outcome.ANSWERED, reason="done")
    elif status != "assigned":
        to_bot = status == "with_bot"
        custody.release(talk.database, arta, talk.conversation, now, to_bot=to_bot, reason=None)
    before = row(talk).last_number
    error = Taken if status == "assigned" else InvalidTransition
    with pytest.raises(error):
        say(talk, besa)
    with pytest.raises(error):
        desk.reply_with_canned(talk.database, besa, talk.conversation, 1, now, client_id="one")

    assert row(talk).last_number == before


def test_an_officer_answers_while_the_engine_is_down(talk: Talk, arta: Account) -> None:
    talk.engine.mode = "loading"
    talk.say("hello my good friend")
    talk.answer()
    number = say(talk, arta)

    assert [it.sender for it in talk.page(number - 1).lines] == ["officer"]
    assert "utter_technical_problem" not in told(talk)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        (LOCALES[0], "Ju lutem pritni."),
        (LOCALES[1], "Molimo sačekajte."),
        (LOCALES[2], "Молимо сачекајте."),
        (LOCALES[3], "Please wait."),
    ],
    ids=lambda it: it.tag if isinstance(it, Locale) else "",
)
def test_a_canned_reply_comes_in_the_citizen_s_language(talk: Talk, arta: Account, locale: Locale, text: str) -> None:
    texts = {"sq": "Ju lutem pritni.", "sr": "Molimo sačekajte.", "en": "Please wait."}
    reply = canned.add(talk.database, texts, texts, officer_id=arta.id, now=talk.clock())
    with talk.database.write() as session:
        conversation = session.get_one(Conversation, talk.conversation)
        conversation.language, conversation.script = locale.language, locale.script
    desk.reply_with_canned(talk.database, arta, talk.conversation, reply, talk.clock(), client_id="one")

    last = messages(talk)[-1]
    assert (last.text, last.language, last.script) == (text, locale.language, locale.script)


def test_a_canned_reply_that_is_not_there_says_nothing(talk: Talk, arta: Account) -> None:
    before = row(talk).last_number
    with pytest.raises(NotFound):
        desk.reply_with_canned(talk.database, arta, talk.conversation, 12345, talk.clock(), client_id="one")

    assert row(talk).last_number == before


def test_a_note_is_for_officers_alone_and_written_once(talk: Talk, arta: Account, besa: Account) -> None:
    before = talk.page()
    ids = {write_note(talk, arta) for _ in range(2)}
    other = write_note(talk, besa)

    assert len(ids) == 1
    assert other not in ids
    assert notes(talk) == ["He is her brother"] * 2
    assert talk.page() == before
    assert "brother" not in str(talk.page())
    read = talks.read_talk(talk.database, besa, talk.conversation, talk.clock())
    assert [it.text for it in read.events if it.kind == "note"] == ["He is her brother"] * 2


def test_a_note_sent_twice_in_the_same_moment_is_written_once(talk: Talk, arta: Account) -> None:
    results = at_once(*[partial(write_note, talk, arta)] * 4)

    assert len(set(map(str, results))) == 1
    assert len(notes(talk)) == 1


def test_a_note_of_who_may_not_see_the_talk_is_refused(talk: Talk, arta: Account) -> None:
    confined = officer(talk.database, talk.clock(), "Boban", regions=["peja"], is_confined=True)
    with talk.database.write() as session:
        session.get_one(Conversation, talk.conversation).municipality = "prizren"
    with pytest.raises(NotFound):
        write_note(talk, confined)
    with pytest.raises(NotFound):
        talks.read_talk(talk.database, confined, talk.conversation, talk.clock())

    assert notes(talk) == []


def test_tags_and_a_report_are_set_and_told_in_the_history(talk: Talk, arta: Account) -> None:
    for _ in range(2):
        desk.set_tags(talk.database, arta, talk.conversation, ["theft", "shop"], talk.clock())
    desk.link_report(talk.database, arta, talk.conversation, "R-2026-1", talk.clock())
    desk.link_report(talk.database, arta, talk.conversation, None, talk.clock())

    assert row(talk).tags == ["theft", "shop"]
    assert row(talk).report_reference is None
    assert events(talk)[-3:] == ["tagged", "linked", "linked"]


@pytest.mark.parametrize(("delivery", "is_sent"), [("failed", True), ("available", False), ("sent", False)])
def test_only_a_message_that_failed_is_sent_again(talk: Talk, arta: Account, delivery: str, is_sent: bool) -> None:
    number = say(talk, arta)
    set_delivery(talk, number, delivery)
    if is_sent:
        desk.resend(talk.database, arta, talk.conversation, number, talk.clock())
        # The web chat fetches: there it is available again.
        assert messages(talk)[-1].delivery == "available"
        assert events(talk)[-1] == "resent"
    else:
        with pytest.raises(InvalidTransition):
            desk.resend(talk.database, arta, talk.conversation, number, talk.clock())
        assert messages(talk)[-1].delivery == delivery


@pytest.mark.parametrize("number", [1, 999])
def test_what_was_not_sent_is_not_sent_again(talk: Talk, arta: Account, number: int) -> None:
    assert messages(talk)[0].direction == "incoming"
    with pytest.raises(NotFound):
        desk.resend(talk.database, arta, talk.conversation, number, talk.clock())


def test_a_muted_sender_is_told_once_kept_and_not_answered(talk: Talk, drita: Account) -> None:
    until = desk.mute(talk.database, drita, talk.conversation, talk.clock(), hours=2, reason="insults")
    for text in ("hello my good friend", "hello again friend"):
        talk.say(text)
    talk.answer()

    assert (until - talk.clock()).total_seconds() == 2 * HOUR
    assert [it.text for it in messages(talk) if it.direction == "incoming"] == [
        "hello my good friend",
        "hello again friend",
    ]
    assert told(talk) == ["utter_muted"]
    assert talk.engine.parsed == []
    assert events(talk) == ["muted"]
    assert audited(talk.database)[-1] == ("mute", drita.id, "insults")


def test_danger_of_a_muted_sender_is_heard(talk: Talk, drita: Account) -> None:
    desk.mute(talk.database, drita, talk.conversation, talk.clock(), hours=2, reason="insults")
    talk.say(DANGER)

    assert (row(talk).status, row(talk).urgent) == (Status.WAITING, True)
    assert "192" in talk.heard()[-1].text


@pytest.mark.parametrize("how", ["time", "a supervisor"])
def test_a_mute_ends(talk: Talk, drita: Account, how: str) -> None:
    desk.mute(talk.database, drita, talk.conversation, talk.clock(), hours=1, reason="insults")
    if how == "time":
        talk.clock.pass_(hours=1, seconds=1)
    else:
        desk.unmute(talk.database, drita, talk.conversation, talk.clock(), reason="it was another")
        assert audited(talk.database)[-1] == ("unmute", drita.id, "it was another")
    talk.say("hello my good friend")
    talk.answer()

    assert told(talk) == ["utter_greet"]


def test_a_second_mute_takes_the_place_of_the_first(talk: Talk, drita: Account) -> None:
    desk.mute(talk.database, drita, talk.conversation, talk.clock(), hours=48, reason="insults")
    desk.mute(talk.database, drita, talk.conversation, talk.clock(), hours=1, reason="less")
    talk.clock.pass_(hours=2)
    talk.say("hello my good friend")
    talk.answer()

    assert told(talk) == ["utter_greet"]


def test_a_mute_holds_over_the_end_of_the_talk(talk: Talk, arta: Account, drita: Account) -> None:
    custody.resolve(talk.database, arta, talk.conversation, talk.clock(), outcome=Outcome.ABUSE, reason="insults")
    desk.mute(talk.database, drita, talk.conversation, talk.clock(), hours=200, reason="insults")
    talk.clock.pass_(hours=30)
    talk.say("hello my good friend")
    talk.answer()

    assert talk.page().conversation_id == talk.conversation
    assert row(talk).status == Status.RESOLVED
    assert told(talk)[-1] == "utter_muted"
