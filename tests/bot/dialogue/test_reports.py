"""Which messages go to the report that is being taken, and as what the engine gets them."""

from datetime import timedelta
from uuid import uuid4

import pytest

from bot.dialogue import inbox
from bot.messages import Channel, FileKind, Status
from bot.responses import load_responses
from bot.services import taking
from bot.services.attachments import NewFile
from bot.services.taking import Draft, Stage
from bot.store import tables
from tests.bot.conftest import Talk
from tests.handoff import ask_for_officer, row


def _begin(talk: Talk, *, stage: Stage = Stage.COLLECTING) -> None:
    """A report of a theft, whose open question is who did it."""
    talk.say("hello my good friend")
    talk.answer()
    draft = Draft("report_theft", stage, {"what": taking.Value("a bicycle")}, asked="suspect")
    with talk.database.write() as session:
        (message,) = session.query(tables.Message).filter_by(direction="incoming")
        session.add(
            tables.Draft(
                conversation_id=message.conversation_id,
                kind=draft.kind,
                stage=draft.stage,
                content=taking.as_json(draft),
                message_id=message.id,
                replies=[],
                started_at=talk.clock(),
                updated_at=talk.clock(),
            )
        )


def _sent(talk: Talk, text: str = "", **fields: str) -> str:
    """As what the engine gets a message."""
    talk.say(text, **fields)
    talk.answer()
    return str(talk.engine.turns[-1]["parse"]["intent"]["name"])


def _send_file(talk: Talk, caption: str = "") -> int:
    file = NewFile(uuid4().hex, FileKind.PHOTO, "image/jpeg", 5, "0" * 64, has_view=True)
    incoming = inbox.Incoming(Channel.WEBCHAT, talk.sender, uuid4().hex, caption, file=file)
    number = inbox.receive(talk.database, incoming, talk.clock())
    talk.answer()
    return number


def test_a_file_goes_with_the_report_and_the_open_question_comes_again(talk: Talk) -> None:
    _begin(talk)
    before = len(talk.engine.turns)
    number = _send_file(talk)
    received, asked = talk.heard(number)
    assert "It is with your report" in received.text
    draft = Draft("report_theft", values={"what": taking.Value("a bicycle")}, asked="suspect")
    assert asked.text == load_responses()[taking.ask_again(draft)[-1].response].text
    assert len(talk.engine.turns) == before


def test_a_caption_goes_into_the_report_as_words_do(talk: Talk) -> None:
    _begin(talk)
    number = _send_file(talk, "a tall man in a red jacket")
    assert talk.engine.turns[-1]["parse"]["intent"]["name"] == "report"
    assert "It is with your report" in talk.heard(number)[0].text


@pytest.mark.parametrize("stage", [Stage.PAUSED, Stage.FILED])
def test_a_file_beside_no_open_report_asks_for_words_once(talk: Talk, stage: Stage) -> None:
    _begin(talk, stage=stage)
    told = [[line.text for line in talk.heard(_send_file(talk))] for _ in range(3)]
    assert [len(lines) for lines in told] == [1, 1, 1]
    assert ["in words" in lines[0] for lines in told] == [True, False, False]


def test_a_file_while_an_officer_is_waited_for_is_noted_for_them(talk: Talk) -> None:
    _begin(talk)
    ask_for_officer(talk)
    (received,) = talk.heard(_send_file(talk))
    assert received.text == load_responses()["utter_file_noted"].text


@pytest.mark.parametrize("said", ["a tall man in a red jacket", "no", "it was theft by the neighbour"])
def test_what_is_said_to_the_open_question_is_for_the_report(talk: Talk, said: str) -> None:
    _begin(talk)
    assert _sent(talk, said) == "report"


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("where is the station?", "ask_station"),
        ("thanks a lot", "thank"),
        ("please call an officer", "talk_to_officer"),
    ],
)
def test_other_matters_keep_their_meaning(talk: Talk, said: str, meaning: str) -> None:
    _begin(talk)
    assert _sent(talk, said) == meaning


def test_what_was_understood_is_kept_as_it_was(talk: Talk) -> None:
    _begin(talk)
    _sent(talk, "it was theft by the neighbour")
    assert talk.engine.turns[-1]["metadata"]["report"] == {
        "intent": "report_theft",
        "confidence": 0.9,
        "location": None,
    }
    with talk.database.read() as session:
        *_, message = session.query(tables.Message).filter_by(direction="incoming").order_by(tables.Message.number)
        assert message.intent == "report_theft"


def test_an_old_report_takes_nothing_any_more(talk: Talk) -> None:
    _begin(talk)
    talk.clock.now += timedelta(hours=25)
    assert _sent(talk, "a tall man in a red jacket") == "nlu_fallback"


@pytest.mark.parametrize("stage", [Stage.FILED, Stage.DROPPED, Stage.HANDED])
def test_a_report_that_has_ended_takes_nothing_any_more(talk: Talk, stage: Stage) -> None:
    _begin(talk, stage=stage)
    assert _sent(talk, "a tall man in a red jacket") == "nlu_fallback"


def test_while_an_officer_is_waited_for_words_are_the_officers(talk: Talk) -> None:
    _begin(talk)
    ask_for_officer(talk)
    before = len(talk.engine.turns)
    talk.say("a tall man in a red jacket")
    talk.answer()
    assert row(talk).status == Status.WAITING
    assert len(talk.engine.turns) == before
