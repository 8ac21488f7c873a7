"""The form's actions over the database: taken once a message, filed once, and found by officers."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.messages import Channel, EventKind, Status
from bot.services import reports, turns
from bot.services.reports import Taken
from bot.services.taking import Heard
from bot.services.turns import Claim, Turn
from bot.store.database import Database
from bot.store.tables import Conversation, Draft, Event, Report
from nlu.text.references import find_references
from tests.actions.conftest import Actions, Talk

STORY = "they broke into our shop and took the till"


def _take(talk: Talk, turn: Turn, heard: Heard, kind: str | None = None) -> Taken:
    return reports.take(talk.database, turn, heard, kind, talk.now)


def _rows(database: Database, table: type[Any]) -> list[Any]:
    with database.read() as session:
        return list(session.scalars(select(table).order_by(table.id)))


def _next(talk: Talk, before: Turn, text: str = "x") -> Turn:
    turns.complete(talk.database, before, [], talk.now)
    turns.release(talk.database, Claim(before.conversation_id, before.lease))
    return talk.turn(text)


def _filed(talk: Talk) -> Turn:
    turn = talk.turn(STORY)
    taken = _take(talk, turn, Heard(STORY), "report_theft")
    while taken.is_open:
        buttons = {button.payload for button in taken.replies[-1].buttons}
        turn = _next(talk, turn)
        does = "file" if '/report{"do":"file"}' in buttons else "skip"
        taken = _take(talk, turn, Heard("x", "report", 1.0, does=does))
    return turn


def test_a_report_begins_with_what_is_missing(actions: Actions, talk: Talk) -> None:
    response = actions.post("validate_report_form", talk.turn(STORY), text=STORY, intent="report_theft").json()
    assert [it["response"] for it in response["responses"]] == ["utter_report_begin", "utter_ask_when"]
    assert [it["name"] for it in response["events"]] == ["report_heard"]
    (draft,) = _rows(talk.database, Draft)
    assert (draft.kind, draft.stage, draft.content["asked"]) == ("report_theft", "collecting", "when")


@pytest.mark.parametrize(
    ("channel", "told"), [(Channel.WEBCHAT, ["utter_report_exit"]), (Channel.TELEGRAM, [])], ids=["webchat", "telegram"]
)
def test_a_victim_hears_of_the_quick_exit_where_there_is_one(talk: Talk, channel: Channel, told: list[str]) -> None:
    turn = talk.turn(STORY)
    with talk.database.write() as session:
        session.get_one(Conversation, turn.conversation_id).channel = channel
    replies = _take(talk, turn, Heard("my husband hit me"), "report_domestic_violence").replies
    first, opening, *exit_told, question = [it.response for it in replies]
    assert (first, opening, question) == ("utter_victim_told", "utter_report_begin_victim", "utter_ask_safe")
    assert exit_told == told


def test_what_is_no_report_is_left_to_the_rules(actions: Actions, talk: Talk) -> None:
    response = actions.post("validate_report_form", talk.turn(), intent="ask_fine").json()
    assert (response["responses"], response["events"]) == ([], [])


def test_a_turn_that_is_run_again_says_the_same_and_takes_nothing_twice(actions: Actions, talk: Talk) -> None:
    turn = talk.turn(STORY)
    said = [actions.post("validate_report_form", turn, text=STORY, intent="report_theft").json() for _ in range(3)]
    assert said[0] == said[1] == said[2]
    assert len(_rows(talk.database, Draft)) == 1


def test_the_question_is_asked_again_only_after_another_matter(actions: Actions, talk: Talk) -> None:
    turn = talk.turn(STORY)
    actions.post("validate_report_form", turn, text=STORY, intent="report_theft")
    assert actions.post("action_ask_report", turn, intent="report_theft").json()["responses"] == []
    again = actions.post("action_ask_report", _next(talk, turn), intent="ask_fine").json()["responses"]
    assert [it["response"] for it in again] == ["utter_report_go_on", "utter_ask_when"]


def test_a_report_that_wants_no_more_ends_the_form(actions: Actions, talk: Talk) -> None:
    turn = talk.turn(STORY)
    actions.post("validate_report_form", turn, text=STORY, intent="report_theft")
    pressed = [("do", "stop")]
    response = actions.post("validate_report_form", _next(talk, turn), intent="report", entities=pressed).json()
    assert [it["response"] for it in response["responses"]] == ["utter_report_stopped"]
    assert [it["event"] for it in response["events"]] == ["slot", "active_loop", "slot"]


def test_what_is_filed_is_in_the_queue_with_its_reference(talk: Talk) -> None:
    _filed(talk)
    (report,) = _rows(talk.database, Report)
    conversation = talk.row()
    assert conversation.status == Status.WAITING
    assert conversation.report_reference == report.reference
    assert report.content == [{"field": "what", "text": STORY, "value": None}]
    assert [it.kind for it in _rows(talk.database, Event)] == [EventKind.FILED, EventKind.ESCALATED]
    assert [it.value for it in find_references(f"what became of {report.reference.lower()}?")]


def test_a_point_on_the_map_names_the_municipality_of_the_report(actions: Actions, talk: Talk) -> None:
    turn = talk.turn(STORY)
    actions.post("validate_report_form", turn, text=STORY, intent="report_theft")
    turn = _next(talk, turn)
    link = "https://www.google.com/maps?q=42.2139,20.7397"
    actions.post("validate_report_form", turn, text=link, intent="report")
    (draft,) = _rows(talk.database, Draft)
    assert draft.content["values"]["where"] == [link, "prizren", [42.2139, 20.7397]]
    taken = Taken([], is_open=True)
    while taken.is_open:
        turn = _next(talk, turn)
        is_last = taken.replies and '/report{"do":"file"}' in {it.payload for it in taken.replies[-1].buttons}
        taken = _take(talk, turn, Heard("x", "report", 1.0, does="file" if is_last else "skip"))
    (report,) = _rows(talk.database, Report)
    assert (report.municipality, talk.row().municipality) == ("prizren", "prizren")
    assert report.content[-1] == {"field": "where", "text": link, "value": "prizren", "at": [42.2139, 20.7397]}


def test_what_is_filed_is_filed_once(talk: Talk) -> None:
    turn = _filed(talk)
    again = [_take(talk, turn, Heard("x", "report", 1.0, does="file")) for _ in range(2)]
    assert again[0] == again[1]
    assert again[0].replies[-1].arguments["reference"] == _rows(talk.database, Report)[0].reference
    later = _take(talk, _next(talk, turn), Heard("x", "report", 1.0, does="file"))
    assert [it.response for it in later.replies] == ["utter_report_nothing_open"]
    assert len(_rows(talk.database, Report)) == 1


def test_danger_calls_an_officer_at_once(talk: Talk) -> None:
    turn = talk.turn(STORY)
    _take(talk, turn, Heard("two men beat my brother behind the school"), "report_assault")
    taken = _take(talk, _next(talk, turn), Heard("yes", "report", 1.0, does="yes", of="injured"))
    assert [it.response for it in taken.replies] == ["utter_emergency"]
    assert (talk.row().status, talk.row().urgent) == (Status.WAITING, True)
    with talk.database.read() as session:
        card = reports.find_card(session, session.get_one(Conversation, talk.conversation_id))
    assert [it["field"] for it in card.lines] == ["what", "injured"]


@pytest.mark.parametrize(("hours", "is_kept"), [(23, True), (25, False)])
def test_a_report_can_be_gone_on_with_for_a_day(talk: Talk, hours: int, is_kept: bool) -> None:
    turn = talk.turn(STORY)
    _take(talk, turn, Heard(STORY), "report_theft")
    turns.complete(talk.database, turn, [], talk.now)
    turns.release(talk.database, Claim(turn.conversation_id, turn.lease))
    talk.now += timedelta(hours=hours)
    taken = _take(talk, talk.turn("x"), Heard("x", "report", 1.0, does="go_on"))
    assert (taken.replies[0].response == "utter_report_go_on") == is_kept


def test_another_matter_begins_another_report(talk: Talk) -> None:
    turn = talk.turn(STORY)
    _take(talk, turn, Heard(STORY), "report_theft")
    _take(talk, _next(talk, turn), Heard("loud music every night next door"), "report_noise")
    assert [(it.kind, it.stage) for it in _rows(talk.database, Draft)] == [
        ("report_theft", "dropped"),
        ("report_noise", "collecting"),
    ]
