"""Judged answers: kept once a message, with what was understood and the facts behind it, for its own reader alone."""

import re

import pytest
from sqlalchemy import select

from bot.errors import Refused
from bot.messages import Status
from bot.store.tables import Judgement
from tests.bot.conftest import Talk


@pytest.fixture
def asked(talk: Talk) -> Talk:
    """A citizen who asked about fines, in English, and has the answer."""
    talk.engine.meanings = {"fine": "ask_fine"}  # type: ignore[misc]
    talk.engine.responses = {"ask_fine": "utter_fine"}  # type: ignore[misc]
    talk.say("where can I see my traffic fine please")
    talk.answer()
    return talk


def _payload(talk: Talk, verdict: str) -> str:
    payloads = [button["payload"] for line in talk.heard() for button in line.buttons]
    return next(it for it in payloads if it.startswith("/judge") and verdict in it)


def _kept(talk: Talk) -> list[Judgement]:
    with talk.database.read() as session:
        return list(session.scalars(select(Judgement)))


def test_an_answer_carries_the_two_buttons(asked: Talk) -> None:
    titles = [button["title"] for button in asked.heard()[-1].buttons]
    assert titles == ["👍 Helpful", "👎 Not helpful"]


def test_small_talk_is_not_judged(talk: Talk) -> None:
    talk.say("hello my good friend")
    talk.answer()
    assert not any("judge" in button["payload"] for button in talk.heard()[-1].buttons)


def test_a_press_is_kept_with_meaning_and_facts(asked: Talk) -> None:
    asked.say(payload=_payload(asked, "good"))
    asked.answer()
    (kept,) = _kept(asked)
    assert (kept.verdict, kept.intent, kept.responses) == ("good", "ask_fine", ["utter_fine"])
    assert {"fine_discount_days", "police_website", "fine_check", "fine_half"} == set(kept.facts)
    assert "Thank you" in asked.heard()[-1].text


def test_a_second_press_changes_the_first(asked: Talk) -> None:
    for verdict in ("good", "bad", "bad"):
        asked.say(payload=_payload(asked, verdict))
    assert [kept.verdict for kept in _kept(asked)] == ["bad"]
    assert [button["payload"] for button in asked.heard()[-1].buttons] == ["/talk_to_officer"]


def test_a_press_changes_nothing_else(asked: Talk) -> None:
    asked.say(payload=_payload(asked, "bad"))
    asked.answer()
    assert asked.page().status is Status.WITH_BOT
    assert len(asked.engine.turns) == 1, "a verdict is no message for the engine"


def test_only_what_was_offered_can_be_judged(asked: Talk) -> None:
    strange = re.sub(r'"of":"\d+"', '"of":"999999"', _payload(asked, "good"))
    with pytest.raises(Refused):
        asked.say(payload=strange)
    assert _kept(asked) == []
