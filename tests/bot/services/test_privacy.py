"""Citizens and their own data: what is told of it, what is kept, and how it is deleted, at once or by a person."""

from typing import Any

import pytest
from sqlalchemy import func, select

from bot.content.privacy import load_privacy
from bot.errors import InvalidTransition, NotAllowed, NotFound, Refused
from bot.i18n import LOCALES, find_locale
from bot.labels import KEPT_LABELS
from bot.messages import Channel, Reply, Role, Status
from bot.rendering import render
from bot.responses import load_responses
from bot.services import conversations, custody, holds, privacy, receipts, turns
from bot.services.officers import Account
from bot.store.tables import (
    AuditEntry,
    Consent,
    Conversation,
    DeletionRequest,
    Draft,
    Judgement,
    Message,
    Report,
    Update,
)
from tests.bot.conftest import KEYS, Talk
from tests.handoff import DANGER, ask_for_officer, events, officer, row, told
from tests.records import OF_CITIZENS

DO = '/ask_anonymity{{"do":"{}"}}'
PRIVACY = load_privacy()
ABOUT_DATA = ("utter_privacy", "utter_data", "utter_delet")
NOON = "2026-11-22T12:00:00+00:00"
LONGEST = 2000
"""Characters of a message (Messenger Platform, Send API)."""


def _press(talk: Talk, what: str) -> str:
    """Press a button of the citizen's own data; what is answered."""
    after = talk.page().lines[-1].number if talk.page().lines else 0
    talk.say(payload=DO.format(what))
    return " | ".join(line.text for line in talk.heard(after))


def _delete(talk: Talk) -> str:
    _press(talk, "delete")
    return _press(talk, "delete_now")


def _chat(talk: Talk) -> None:
    """Something said and answered, in English."""
    talk.engine.meanings = {"fine": "ask_fine"}  # type: ignore[misc]
    talk.engine.responses = {"ask_fine": "utter_fine"}  # type: ignore[misc]
    talk.say("where can I see my traffic fine please")
    talk.answer()


def _file_report(talk: Talk, reference: str = "DLG-AAAA-BBBB") -> None:
    with talk.database.write() as session:
        message_id = session.scalar(select(func.max(Message.id)))
        now = talk.clock()
        times = {"started_at": now, "updated_at": now, "ended_at": now}
        draft = Draft(
            conversation_id=talk.conversation,
            kind="report_theft",
            stage="filed",
            content={},
            message_id=message_id,
            replies=[],
            **times,
        )
        session.add(draft)
        session.flush()
        session.add(
            Report(
                reference=reference,
                conversation_id=talk.conversation,
                draft_id=draft.id,
                kind="report_theft",
                content=[],
                filed_at=now,
            )
        )


def _all(talk: Talk, model: Any) -> list[Any]:
    with talk.database.read() as session:
        return list(session.scalars(select(model)))


def _supervisor(talk: Talk, **options: Any) -> Account:
    return officer(talk.database, talk.clock(), "Drita", Role.SUPERVISOR, **options)


@pytest.mark.parametrize("tag", [locale.tag for locale in LOCALES])
@pytest.mark.parametrize(("name", "response"), [("show", "utter_data_kept"), ("delete", "utter_delete_sure")])
def test_the_words_that_citizens_are_told_to_write_work(talk: Talk, tag: str, name: str, response: str) -> None:
    notice = render(Reply("utter_privacy"), find_locale(tag), effect="test").text
    phrase = PRIVACY.asks[name][tag[:2]]
    if tag == "sr-Cyrl":
        phrase = {"show": "моји подаци", "delete": "обриши моје податке"}[name]
    assert phrase in notice
    talk.say(phrase.capitalize() + "!")
    talk.answer()
    assert told(talk) == [response]
    assert talk.engine.turns == [], "no message for the engine"


def test_a_longer_message_is_left_to_the_engine(talk: Talk) -> None:
    talk.say("delete my data from the report about my neighbour and his dog")
    talk.answer()
    assert "utter_delete_sure" not in told(talk)


def test_delete_it_counts_only_after_data_was_spoken_of(talk: Talk) -> None:
    talk.say("delete it")
    talk.answer()
    assert "utter_delete_sure" not in told(talk)
    talk.say("my data")
    talk.say("delete it")
    assert told(talk)[-2:] == ["utter_data_kept", "utter_delete_sure"]


@pytest.mark.parametrize(("word", "response"), [("yes", "utter_data_deleted"), ("Jo.", "utter_delete_not")])
def test_yes_and_no_count_right_after_the_question(talk: Talk, word: str, response: str) -> None:
    _chat(talk)
    talk.say("delete my data")
    talk.say(word)
    assert told(talk)[-1] == response
    assert (len(_all(talk, Judgement)), row(talk).topic) == (0, None if "deleted" in response else "ask_fine")


def test_danger_goes_before_everything(talk: Talk) -> None:
    talk.say("delete my data")
    talk.say(DANGER)
    assert told(talk)[-1] == "utter_emergency"


def test_what_is_kept_is_told_in_counts_times_and_references(talk: Talk) -> None:
    _chat(talk)
    _file_report(talk)
    text = _press(talk, "show")
    assert "• Talks: 1" in text
    assert "• Messages from you: 2" in text
    assert "• Messages to you: 1" in text
    assert "• First message on: 22 November 2026" in text
    assert "• Reports that you passed on: DLG-AAAA-BBBB" in text
    assert "Answers that you judged" not in text, "what there is none of is not told"
    assert talk.heard()[-1].buttons[0]["payload"] == DO.format("delete")


@pytest.mark.parametrize("key", [key for key in load_responses() if key.startswith(ABOUT_DATA)])
def test_what_is_told_fits_a_message_while_the_language_is_not_known(key: str) -> None:
    every = dict.fromkeys(KEPT_LABELS, 999999) | {"since": NOON, "last": NOON, "notice": NOON, "asked": NOON}
    references = ", ".join(["DLG-AAAA-BBBB"] * 3)
    arguments = {"kept": [[name, value] for name, value in every.items()], "reason": "of " * 100}
    arguments["references"] = references
    assert len(render(Reply(key, arguments), None, effect="test").text) <= LONGEST


def test_what_is_told_says_who_else_sees_the_channel(talk: Talk) -> None:
    _chat(talk)
    text = _press(talk, "about")
    assert "nobody but the police" in text
    assert "30 days" in text
    assert "have not approved" in text
    assert told(talk)[-3:] == ["utter_privacy_more", "utter_privacy_terms", "utter_privacy_webchat"]


def test_nothing_is_deleted_without_a_yes(talk: Talk) -> None:
    _chat(talk)
    with pytest.raises(Refused):
        _press(talk, "delete_now")
    _press(talk, "delete")
    assert "nothing was deleted" in _press(talk, "keep")
    assert "where can I see my traffic fine please" in [line.text for line in talk.page().lines]


def test_what_only_the_assistant_read_is_deleted_at_once(talk: Talk) -> None:
    _chat(talk)
    talk.say(payload=next(b["payload"] for b in talk.heard()[-1].buttons if "good" in b["payload"]))
    assert "deleted" in _delete(talk)
    assert [line.sender for line in talk.page().lines] == ["citizen", "bot"], "the yes, and what was said to it"
    assert not [it for it in _all(talk, Update) if "fine" in str(it.body)]
    assert _all(talk, Judgement) == []
    assert (row(talk).topic, row(talk).episode) == (None, None)
    assert row(talk).status == Status.WITH_BOT
    (entry,) = [it for it in _all(talk, AuditEntry) if it.action == "data_deleted"]
    assert (entry.detail, entry.conversation_id) == ({"talks": 1}, talk.conversation)
    talk.say("hello my good friend")
    talk.answer()
    assert talk.heard()[-1].sender == "bot", "the talk goes on"


def test_a_yes_that_is_sent_twice_is_one(talk: Talk) -> None:
    _chat(talk)
    _press(talk, "delete")
    numbers = {talk.say(payload=DO.format("delete_now"), client_id="same") for _ in range(2)}
    assert len(numbers) == 1
    assert told(talk) == ["utter_data_deleted"]


def test_a_message_that_is_being_answered_is_deleted_too(talk: Talk) -> None:
    talk.say("something that the engine never sees")
    _press(talk, "delete")
    _press(talk, "delete_now")
    talk.answer()
    assert told(talk) == ["utter_data_deleted"]


@pytest.mark.parametrize("how", ["report", "danger", "officer", "waiting", "hold"])
def test_what_reached_officers_waits_for_a_person(talk: Talk, how: str) -> None:
    _chat(talk)
    if how == "report":
        _file_report(talk)
    elif how == "danger":
        talk.say(DANGER)
    elif how == "hold":
        holds.place_hold(talk.database, talk.conversation, "an inquiry", None, talk.clock())
    else:
        ask_for_officer(talk)
        if how == "officer":
            custody.claim(talk.database, officer(talk.database, talk.clock()), talk.conversation, talk.clock())
    assert "a person decides" in _delete(talk)
    assert "where can I see my traffic fine please" in [line.text for line in talk.page().lines]
    (asked,) = privacy.list_requests(talk.database)
    assert (asked.conversation_id, asked.talks, asked.is_held) == (talk.conversation, 1, how == "hold")
    assert row(talk).status == (Status.ASSIGNED if how == "officer" else Status.WAITING)
    assert "deletion_asked" in events(talk)
    assert "with the officers already" in _delete(talk)
    assert len(_all(talk, DeletionRequest)) == 1


def test_only_the_talks_that_reached_officers_wait(talk: Talk) -> None:
    _chat(talk)
    _file_report(talk)
    with talk.database.write() as session:
        first = session.get_one(Conversation, talk.conversation)
        first.status, first.resolved_at = Status.RESOLVED, talk.clock()
    talk.clock.pass_(hours=30)
    _chat(talk)
    assert "a person decides" in _delete(talk)
    with talk.database.read() as session:
        texts = session.scalars(select(Message.text).where(Message.direction == "incoming", Message.payload.is_(None)))
        assert texts.all() == ["where can I see my traffic fine please"], "the one of the first talk"
        assert session.get_one(Conversation, talk.conversation).status == Status.RESOLVED


def test_granted_all_of_it_goes_and_the_citizen_is_told(talk: Talk) -> None:
    _chat(talk)
    _file_report(talk)
    _delete(talk)
    (asked,) = privacy.list_requests(talk.database)
    supervisor = _supervisor(talk)
    privacy.decide_deletion(
        talk.database, supervisor, asked.id, is_granted=True, reason="no case came of it", now=talk.clock()
    )
    assert [line.text for line in talk.page().lines] == [talk.heard()[-1].text]
    assert "was granted" in talk.heard()[-1].text
    assert (_all(talk, Report), _all(talk, Draft), row(talk).report_reference) == ([], [], None)
    (decided,) = _all(talk, DeletionRequest)
    assert (decided.status, decided.decided_by_id, decided.reason) == ("granted", supervisor.id, "no case came of it")
    assert decided.decided_at == talk.clock()
    entry = _all(talk, AuditEntry)[-1]
    assert (entry.action, entry.officer_id, entry.why) == ("deletion_decided", supervisor.id, "no case came of it")
    with pytest.raises(InvalidTransition):
        privacy.decide_deletion(talk.database, supervisor, asked.id, is_granted=False, reason="", now=talk.clock())


def test_a_turn_that_is_under_way_says_nothing_of_what_was_deleted_meanwhile(talk: Talk) -> None:
    """SQLite gives the number of a deleted row to the next one: the turn's message must not be found again in it."""
    talk.say("my name is Nobody")
    claim = turns.claim_next(talk.database, "tests", talk.clock())
    assert claim is not None
    task = turns.next_task(talk.database, claim, talk.clock())
    assert task is not None
    _file_report(talk)
    _delete(talk)
    (asked,) = privacy.list_requests(talk.database)
    privacy.decide_deletion(
        talk.database, _supervisor(talk), asked.id, is_granted=True, reason="no case", now=talk.clock()
    )
    with pytest.raises(NotAllowed):
        turns.complete(talk.database, task.turn, [], talk.clock(), understood={"intent": "inform"})
    assert [message.understood for message in _all(talk, Message)] == [None]


def test_refused_all_stays_and_the_citizen_reads_why(talk: Talk) -> None:
    _chat(talk)
    _file_report(talk)
    _delete(talk)
    before = len(talk.page().lines)
    (asked,) = privacy.list_requests(talk.database)
    privacy.decide_deletion(
        talk.database, _supervisor(talk), asked.id, is_granted=False, reason="the case is open", now=talk.clock()
    )
    assert len(talk.page().lines) == before + 1
    assert "The reason: the case is open" in talk.heard()[-1].text
    assert len(_all(talk, Report)) == 1
    assert privacy.list_requests(talk.database) == []


def test_a_hold_stands_in_the_way_of_granting(talk: Talk) -> None:
    _chat(talk)
    _file_report(talk)
    _delete(talk)
    holds.place_hold(talk.database, "DLG-AAAA-BBBB", "an inquiry", None, talk.clock())
    (asked,) = privacy.list_requests(talk.database)
    with pytest.raises(InvalidTransition):
        privacy.decide_deletion(
            talk.database, _supervisor(talk), asked.id, is_granted=True, reason="fine", now=talk.clock()
        )
    assert len(_all(talk, Report)) == 1


def test_not_everybody_decides(talk: Talk) -> None:
    _chat(talk)
    _file_report(talk)
    with talk.database.write() as session:
        session.get_one(Conversation, talk.conversation).municipality = "peja"
    _delete(talk)
    (asked,) = privacy.list_requests(talk.database)
    plain = officer(talk.database, talk.clock())
    elsewhere = _supervisor(talk, regions=["prizren"], is_confined=True)
    for account, error in ((plain, NotAllowed), (elsewhere, NotFound)):
        with pytest.raises(error):
            privacy.decide_deletion(talk.database, account, asked.id, is_granted=True, reason="", now=talk.clock())
    assert len(_all(talk, Report)) == 1


@pytest.fixture
def elsewhere(talk: Talk) -> Talk:
    """A citizen who passed a report on from another device."""
    other = Talk(talk.database, talk.engine, talk.clock)
    _chat(other)
    _file_report(other, "DLG-CCCC-DDDD")
    with talk.database.write() as session:
        report = session.scalars(select(Report).where(Report.reference == "DLG-CCCC-DDDD")).one()
        report.receipt = receipts.hash_of(KEYS, receipts.make(KEYS, report.reference))
    return other


def _show_code(talk: Talk) -> None:
    talk.say(receipts.make(KEYS, "DLG-CCCC-DDDD"))
    talk.answer()


def test_a_report_whose_code_was_shown_goes_with_the_talk_in_which_it_was_made(talk: Talk, elsewhere: Talk) -> None:
    _show_code(talk)
    assert "• Reports that you came back to by receipt code: DLG-CCCC-DDDD" in _press(talk, "show")
    assert "also about report DLG-CCCC-DDDD" in _press(talk, "delete")
    assert told(talk)[-1] == "utter_delete_sure"
    assert "also about report DLG-CCCC-DDDD" in _press(talk, "delete_now")
    (asked,) = privacy.list_requests(talk.database)
    assert (asked.talks, asked.reports, asked.shown) == (2, ("DLG-CCCC-DDDD",), ("DLG-CCCC-DDDD",))
    assert asked.why == ("report",)
    assert len(_all(talk, Report)) == 1, "a person decides"
    talk.clock.pass_(hours=2)
    told_in = privacy.decide_deletion(
        talk.database, _supervisor(talk), asked.id, is_granted=True, reason="no case came of it", now=talk.clock()
    )
    assert sorted(told_in) == sorted([talk.conversation, elsewhere.conversation])
    assert (_all(talk, Report), _all(talk, Draft), _all(talk, Update)) == ([], [], [])
    for each in (talk, elsewhere):
        assert told(each) == ["utter_deletion_granted"]
        assert [line.sender for line in each.page().lines] == ["system"]
    entry = _all(talk, AuditEntry)[-1]
    assert entry.detail == {"request": asked.id, "granted": True, "talks": 2, "shown": ["DLG-CCCC-DDDD"]}
    assert entry.conversation_id == talk.conversation


def test_refused_nobody_but_who_asked_is_told(talk: Talk, elsewhere: Talk) -> None:
    _show_code(talk)
    _delete(talk)
    (asked,) = privacy.list_requests(talk.database)
    before = elsewhere.page().lines
    privacy.decide_deletion(
        talk.database, _supervisor(talk), asked.id, is_granted=False, reason="the case is open", now=talk.clock()
    )
    assert told(talk)[-1] == "utter_deletion_refused"
    assert elsewhere.page().lines == before
    assert len(_all(talk, Report)) == 1


def test_half_an_hour_later_the_report_is_no_part_of_it_until_the_code_comes_again(talk: Talk, elsewhere: Talk) -> None:
    _show_code(talk)
    talk.clock.pass_(minutes=31)
    assert "Not part of this is report DLG-CCCC-DDDD" in _press(talk, "delete")
    assert "Not part of this is report DLG-CCCC-DDDD" in _press(talk, "delete_now")
    (asked,) = privacy.list_requests(talk.database)
    assert (asked.talks, asked.reports, asked.shown) == (1, (), ())
    _show_code(talk)
    answer = _delete(talk)
    assert "with the officers already" in answer
    assert "also about report DLG-CCCC-DDDD" in answer
    assert privacy.list_requests(talk.database)[0].shown == ("DLG-CCCC-DDDD",), "the open wish has grown"
    assert events(talk).count("deletion_asked") == 2
    assert "also about report DLG-CCCC-DDDD" in _delete(talk), "and says the same once more"
    assert events(talk).count("deletion_asked") == 2
    talk.clock.pass_(minutes=31)
    assert "Not part" not in _press(talk, "delete_now")
    privacy.decide_deletion(
        talk.database, _supervisor(talk), asked.id, is_granted=True, reason="no case", now=talk.clock()
    )
    assert _all(talk, Report) == []


@pytest.mark.parametrize("how", ["wrong code", "no code", "reference alone"])
def test_without_the_right_code_nothing_of_others_goes(talk: Talk, elsewhere: Talk, how: str) -> None:
    ask_for_officer(talk)
    if how == "wrong code":
        talk.say(receipts.make(KEYS, "DLG-XXXX-XXXX"))
    elif how == "reference alone":
        talk.say("DLG-CCCC-DDDD")
        with talk.database.write() as session:
            session.get_one(Conversation, talk.conversation).report_reference = "DLG-CCCC-DDDD"
    assert "DLG" not in _delete(talk)
    (asked,) = privacy.list_requests(talk.database)
    assert (asked.talks, asked.reports) == (1, ())
    privacy.decide_deletion(
        talk.database, _supervisor(talk), asked.id, is_granted=True, reason="no case", now=talk.clock()
    )
    assert len(_all(talk, Report)) == 1
    assert "where can I see my traffic fine please" in [line.text for line in elsewhere.page().lines]


def test_a_hold_or_another_region_of_the_other_talk_counts_too(talk: Talk, elsewhere: Talk) -> None:
    _show_code(talk)
    _delete(talk)
    (asked,) = privacy.list_requests(talk.database)
    with talk.database.write() as session:
        session.get_one(Conversation, elsewhere.conversation).municipality = "peja"
    confined = _supervisor(talk, regions=["prizren"], is_confined=True)
    assert privacy.list_requests(talk.database, confined) == []
    with pytest.raises(NotFound):
        privacy.decide_deletion(talk.database, confined, asked.id, is_granted=True, reason="", now=talk.clock())
    with pytest.raises(NotFound):
        holds.place_hold(talk.database, "DLG-CCCC-DDDD", "no", confined.id, talk.clock(), asker=confined)
    admin = officer(talk.database, talk.clock(), "Agim", Role.ADMIN)
    holds.place_hold(talk.database, "DLG-CCCC-DDDD", "an inquiry", admin.id, talk.clock(), asker=admin)
    assert [it.officer for it in holds.list_holds(talk.database, admin)] == ["Agim", "Agim"], "the linked talk too"
    assert len(holds.list_holds(talk.database, confined)) == 1
    assert privacy.list_requests(talk.database)[0].is_held
    with pytest.raises(InvalidTransition):
        privacy.decide_deletion(talk.database, admin, asked.id, is_granted=True, reason="", now=talk.clock())
    assert len(_all(talk, Report)) == 1


def test_the_decision_comes_into_the_newest_talk(talk: Talk) -> None:
    _chat(talk)
    _file_report(talk)
    _delete(talk)
    first = talk.conversation
    with talk.database.write() as session:
        closed = session.get_one(Conversation, first)
        closed.status, closed.resolved_at = Status.RESOLVED, talk.clock()
    talk.clock.pass_(hours=30)
    _chat(talk)
    (asked,) = privacy.list_requests(talk.database)
    assert asked.talks == 2
    supervisor = _supervisor(talk)
    (told_in,) = privacy.decide_deletion(
        talk.database, supervisor, asked.id, is_granted=False, reason="the case is open", now=talk.clock()
    )
    assert told_in != first
    assert "The reason: the case is open" in talk.heard()[-1].text
    (decided,) = privacy.list_decided(talk.database, supervisor)
    assert (decided.id, decided.is_granted, decided.officer) == (asked.id, False, "Drita")
    assert (decided.reason, decided.decided_at) == ("the case is open", talk.clock())


def test_the_notice_of_the_page_is_kept_once_with_its_time(talk: Talk) -> None:
    conversations.open_web_chat(talk.database, "another", None, talk.clock(), notice="7")
    assert [(it.version, it.channel, it.shown_at) for it in _all(talk, Consent)] == [("7", "webchat", talk.clock())]


@pytest.fixture
def on_telegram(talk: Talk) -> Talk:
    """The same citizen where no page shows the notice."""
    with talk.database.write() as session:
        session.get_one(Conversation, talk.conversation).channel = Channel.TELEGRAM
    return talk


def test_elsewhere_the_first_answer_is_followed_by_the_notice_once(on_telegram: Talk) -> None:
    _chat(on_telegram)
    assert told(on_telegram) == ["utter_fine", "utter_privacy", "utter_privacy_telegram"]
    offered = [button["payload"] for button in on_telegram.heard()[-1].buttons]
    assert offered == [DO.format(it) for it in ("about", "show", "delete")]
    (kept,) = _all(on_telegram, Consent)
    assert (kept.version, kept.channel) == (PRIVACY.version, "telegram")
    _chat(on_telegram)
    assert told(on_telegram).count("utter_privacy") == 1
    assert "Telegram also has" in _press(on_telegram, "about")


def test_in_danger_no_notice_stands_in_the_way(on_telegram: Talk) -> None:
    on_telegram.say(DANGER)
    on_telegram.answer()
    _chat(on_telegram)
    assert "utter_privacy" not in told(on_telegram)
    with on_telegram.database.write() as session:
        talk = session.get_one(Conversation, on_telegram.conversation)
        talk.urgent, talk.status = False, Status.WITH_BOT
    _chat(on_telegram)
    assert told(on_telegram)[-2:] == ["utter_privacy", "utter_privacy_telegram"]


def test_the_page_based_notice_adds_no_message(talk: Talk) -> None:
    _chat(talk)
    assert told(talk) == ["utter_fine"]


def test_tables_of_citizens_are_all_known_here() -> None:
    from bot.store.tables import Base

    others = {"officers", "officer_sessions", "invitations", "login_attempts", "canned_replies", "rules", "leases"}
    assert set(Base.metadata.tables) == OF_CITIZENS | others | {"audit_entries"}, "is the new table purged?"
