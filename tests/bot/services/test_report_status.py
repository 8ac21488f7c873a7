"""Coming back to a report: with its code, in the same chat, from another; added to, withdrawn, changed by officers."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.errors import InvalidTransition, NotFound
from bot.messages import Channel, EventKind, ReportReason, Status
from bot.rendering import render
from bot.services import custody, desk, receipts, report_status, reports, turns
from bot.services.taking import Heard
from bot.store.tables import Addition, Conversation, Event, Message, Report
from tests.bot.conftest import KEYS, Talk
from tests.handoff import officer


@pytest.fixture
def stranger(talk: Talk) -> Talk:
    """Another citizen, or the same one on another device."""
    return Talk(talk.database, talk.engine, talk.clock)


def _file(talk: Talk, kind: str = "report_noise") -> str:
    """A report of the talk, passed on without an answer to any question; its receipt code."""
    number = 0
    taken = None
    while taken is None or taken.is_open:
        talk.say("loud music every night at the neighbours" if taken is None else f"x{number}")
        claim = turns.claim_next(talk.database, "tests", talk.clock())
        assert claim is not None
        task = turns.next_task(talk.database, claim, talk.clock())
        assert task is not None
        does = None
        if taken is not None:
            offered = {button.payload for button in taken.replies[-1].buttons}
            does = "file" if '/report{"do":"file"}' in offered else "skip"
        heard = Heard("loud music every night at the neighbours" if taken is None else "x", "report", 1.0, does=does)
        taken = reports.take(talk.database, task.turn, heard, kind if taken is None else None, talk.clock())
        turns.complete(talk.database, task.turn, [], talk.clock())
        turns.release(talk.database, claim)
        number += 1
    with talk.database.read() as session:
        reference = session.scalars(select(Report.reference).order_by(Report.id.desc())).first()
    assert reference is not None
    code = receipts.make(KEYS, reference)
    report_status.seal(talk.database, reference, receipts.hash_of(KEYS, code))
    return code


def _do(talk: Talk, text: str = "", does: str = "status", *, payload: str | None = None) -> list[str]:
    """What the citizen is told who writes this."""
    talk.say(text, payload=payload)
    claim = turns.claim_next(talk.database, "tests", talk.clock())
    assert claim is not None
    task = turns.next_task(talk.database, claim, talk.clock())
    assert task is not None
    first = report_status.follow_up(talk.database, task.turn, does, task.text, talk.clock())
    assert report_status.follow_up(talk.database, task.turn, does, task.text, talk.clock()) == first, "run again"
    answers = [render(reply, task.locale, effect=f"answer:{at}") for at, reply in enumerate(first)]
    turns.complete(talk.database, task.turn, answers, talk.clock())
    turns.release(talk.database, claim)
    return [reply.response for reply in first]


def _report(talk: Talk) -> Report:
    with talk.database.read() as session:
        return session.scalars(select(Report)).one()


def test_a_code_is_never_stored(talk: Talk) -> None:
    code = _file(talk)
    talk.say(f"my code is {code.lower()} thanks")
    with talk.database.read() as session:
        said = session.scalars(select(Message).order_by(Message.id.desc())).first()
        assert said is not None
        assert said.text == f"my code is {receipts.HIDDEN} thanks"
        assert said.receipt == _report(talk).reference
        assert code not in str(_report(talk).receipt)


def test_whoever_shows_the_code_is_told_how_the_report_stands(talk: Talk, stranger: Talk) -> None:
    code = _file(talk)
    assert _do(stranger, code) == ["utter_report_status"]
    assert _do(stranger, "Ovo je moj kod: " + code.replace("-", " ")) == ["utter_report_status"]


def test_a_stranger_without_the_code_is_told_nothing(talk: Talk, stranger: Talk) -> None:
    _file(talk)
    assert _do(stranger, "how is my report?") == ["utter_receipt_needed"]
    wrong = receipts.make(KEYS, "DLG-ZZZZ-ZZZZ")
    assert _do(stranger, wrong) == ["utter_receipt_unknown"]
    assert _do(stranger, "how is my report?") == ["utter_receipt_needed"]


def test_trying_codes_ends(talk: Talk, stranger: Talk) -> None:
    code = _file(talk)
    for number in range(4):
        assert _do(stranger, receipts.make(KEYS, f"DLG-ZZZ{number + 2}-ZZZZ")) == ["utter_receipt_unknown"]
    assert _do(stranger, receipts.make(KEYS, "DLG-YYYY-ZZZZ")) == ["utter_receipt_limited"]
    assert _do(stranger, code) == ["utter_receipt_limited"]
    stranger.clock.now += timedelta(hours=1, seconds=1)
    assert _do(stranger, code) == ["utter_report_status"]


CARD = "XRF4 8K7L M3PN QRT9"
"""The number of a gift card, as it may be all that a report of fraud has to tell."""


def test_a_number_that_looks_like_a_code_is_kept_for_the_officer_who_asked_for_it(talk: Talk) -> None:
    talk.say(CARD)
    assert talk.page().lines[-1].text == receipts.HIDDEN
    custody.claim(talk.database, officer(talk.database, talk.clock()), talk.conversation, talk.clock())
    talk.say(CARD)
    assert talk.page().lines[-1].text == CARD


def test_a_number_that_looks_like_a_code_is_kept_for_the_report(talk: Talk) -> None:
    talk.say("I was cheated")
    claim = turns.claim_next(talk.database, "tests", talk.clock())
    assert claim is not None
    task = turns.next_task(talk.database, claim, talk.clock())
    assert task is not None
    reports.take(talk.database, task.turn, Heard("I was cheated"), "report_fraud", talk.clock())
    talk.say(CARD)
    assert talk.page().lines[-1].text == CARD


def test_the_same_chat_may_ask_and_add_but_withdraw_with_the_code_alone(talk: Talk) -> None:
    code = _file(talk)
    assert _do(talk, "how is it?") == ["utter_report_status"]
    assert _do(talk, "add", "add") == ["utter_report_add"]
    assert _do(talk, "it was louder on Friday", "added") == ["utter_report_added"]
    assert _do(talk, "withdraw", "withdraw") == ["utter_receipt_needed"]
    assert _do(talk, code) == ["utter_report_status"]
    assert _do(talk, "withdraw", "withdraw") == ["utter_report_withdraw"]
    assert _do(talk, "no", "keep") == ["utter_report_status"]
    assert _do(talk, "yes", "withdraw_now") == ["utter_report_withdrawn"]
    assert _do(talk, "add", "add") == ["utter_report_status"], "what is withdrawn stays so"
    assert _report(talk).status == "withdrawn"
    with talk.database.read() as session:
        assert [it.text for it in session.scalars(select(Addition))] == ["it was louder on Friday"]
        kinds = [it.kind for it in session.scalars(select(Event).order_by(Event.id))]
        assert kinds.count(EventKind.ADDED) == kinds.count(EventKind.WITHDRAWN) == 1


def test_of_a_victim_nothing_is_told_without_the_code(talk: Talk) -> None:
    code = _file(talk, "report_sexual_offence")
    assert _do(talk, "how is it?") == ["utter_receipt_needed"]
    assert _do(talk, "add", "add") == ["utter_receipt_needed"]
    assert _do(talk, code) == ["utter_report_status"]


def test_a_code_that_was_shown_counts_for_half_an_hour(talk: Talk, stranger: Talk) -> None:
    code = _file(talk)
    _do(stranger, code)
    stranger.clock.now += timedelta(minutes=31)
    assert _do(stranger, "withdraw", "withdraw_now") == ["utter_receipt_needed"]
    assert _report(talk).status == "received"


def test_what_a_stranger_adds_calls_an_officer_who_finds_the_report(talk: Talk, stranger: Talk) -> None:
    code = _file(talk)
    _do(stranger, code)
    _do(stranger, "they stopped", "added")
    with talk.database.read() as session:
        conversation = session.get_one(Conversation, stranger.conversation)
        assert conversation.status == Status.WAITING
        card = reports.find_card(session, conversation)
    assert card.lines == _report(talk).content
    assert [text for _, text in card.added] == ["they stopped"]


def test_an_officer_tells_how_it_stands_in_each_chat(talk: Talk, stranger: Talk) -> None:
    _do(stranger, _file(talk))
    account = officer(talk.database, talk.clock())
    report_status.change(talk.database, account, stranger.conversation, ReportReason.WORKED_ON, talk.clock())
    report_status.change(talk.database, account, stranger.conversation, ReportReason.WORKED_ON, talk.clock())
    for chat in (talk, stranger):
        assert [line.text for line in chat.heard()].count(chat.heard()[-1].text) == 1
        assert _report(talk).reference in chat.heard()[-1].text
    assert (_report(talk).status, _report(talk).reason) == ("in_progress", "worked_on")


@pytest.mark.parametrize(
    ("kind", "delivery"),
    [("report_noise", "queued"), ("report_domestic_violence", "held"), ("report_noise", "available")],
)
def test_news_of_a_victim_s_report_wait_until_they_write(talk: Talk, kind: str, delivery: str) -> None:
    _file(talk, kind)
    if delivery != "available":
        with talk.database.write() as session:
            session.get_one(Conversation, talk.conversation).channel = Channel.TELEGRAM
    arta = officer(talk.database, talk.clock(), "Arta")
    report_status.change(talk.database, arta, talk.conversation, ReportReason.SEEN, talk.clock())
    with talk.database.read() as session:
        news = session.scalars(select(Message).where(Message.response == "utter_report_news")).one()
    assert news.delivery == delivery


def test_who_is_linked_by_an_officer_alone_learns_nothing_of_the_report(talk: Talk, stranger: Talk) -> None:
    """A witness, or the suspect: the link is the officers' own note."""
    code = _file(talk)
    stranger.say("hello there")
    account = officer(talk.database, talk.clock())
    desk.link_report(talk.database, account, stranger.conversation, _report(talk).reference, talk.clock())
    assert _do(stranger, "how is my report?") == ["utter_receipt_needed"]
    assert _do(stranger, "it was me", "added") == ["utter_receipt_needed"]
    before = len(stranger.heard())
    report_status.change(talk.database, account, stranger.conversation, ReportReason.WORKED_ON, talk.clock())
    assert len(stranger.heard()) == before
    assert _report(talk).reference in talk.heard()[-1].text
    _do(stranger, code)
    report_status.change(talk.database, account, stranger.conversation, ReportReason.SEEN, talk.clock())
    assert _report(talk).reference in stranger.heard()[-1].text


def test_a_confined_officer_links_no_report_that_they_may_not_see(talk: Talk, stranger: Talk) -> None:
    _file(talk)
    with talk.database.write() as session:
        session.get_one(Conversation, talk.conversation).municipality = "peja"
    account = officer(talk.database, talk.clock(), regions=["prizren"], is_confined=True)
    with pytest.raises(NotFound):
        desk.link_report(talk.database, account, stranger.conversation, _report(talk).reference, talk.clock())
    desk.link_report(talk.database, account, stranger.conversation, "R-2026-1", talk.clock())


def test_an_officer_cannot_change_what_is_withdrawn_or_no_report(talk: Talk) -> None:
    account = officer(talk.database, talk.clock())
    with pytest.raises(InvalidTransition):
        report_status.change(talk.database, account, talk.conversation, ReportReason.SEEN, talk.clock())
    _do(talk, _file(talk))
    _do(talk, "yes", "withdraw_now")
    with pytest.raises(InvalidTransition):
        report_status.change(talk.database, account, talk.conversation, ReportReason.SEEN, talk.clock())
