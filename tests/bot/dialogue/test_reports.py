"""Which messages go to the report that is being taken, and as what the engine gets them."""

from datetime import timedelta
from uuid import uuid4

import pytest

from bot.dialogue import inbox
from bot.i18n import LOCALES
from bot.messages import Channel, FileKind, Status
from bot.responses import load_responses
from bot.services import receipts, taking
from bot.services.attachments import NewFile
from bot.services.taking import Draft, Stage
from bot.store import tables
from tests.bot.conftest import KEYS, Talk
from tests.handoff import ask_for_officer, row

ENGLISH = LOCALES[-1]


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
    number = inbox.receive(talk.database, KEYS, incoming, talk.clock())
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


def _filed(talk: Talk) -> str:
    """A report that was passed on; its reference."""
    _begin(talk, stage=Stage.FILED)
    with talk.database.write() as session:
        (draft,) = session.query(tables.Draft)
        report = tables.Report(
            reference="DLG-ABCD-2345",
            conversation_id=draft.conversation_id,
            draft_id=draft.id,
            kind=draft.kind,
            content=[],
            filed_at=talk.clock(),
        )
        session.add(report)
        return report.reference


def _does(talk: Talk) -> str:
    """What the engine was last told that the citizen wants with a report."""
    (does,) = (it["value"] for it in talk.engine.turns[-1]["parse"]["entities"] if it["entity"] == "do")
    return str(does)


def test_a_message_with_a_code_is_about_its_report_and_the_engine_never_reads_the_code(talk: Talk) -> None:
    code = receipts.make(KEYS, _filed(talk))
    assert _sent(talk, f"ku mbeti rasti im {code}") == "receipt"
    assert _does(talk) == "status"
    assert code not in str(talk.engine.turns)
    assert all(code not in line.text for line in talk.page().lines)


def test_a_code_does_not_go_into_the_report_that_is_being_taken(talk: Talk) -> None:
    _begin(talk)
    assert _sent(talk, receipts.make(KEYS, "DLG-ABCD-2345")) == "receipt"


@pytest.mark.parametrize(("said", "meaning"), [("he came back on Friday", "receipt"), ("oh never mind", "cancel")])
def test_what_is_written_after_add_something_is_added(talk: Talk, said: str, meaning: str) -> None:
    _filed(talk)
    talk.engine.replies = [{"response": "utter_report_add", "arguments": {"reference": "DLG-ABCD-2345"}, "buttons": []}]
    _sent(talk, "hello there")
    assert _sent(talk, said) == meaning
    if meaning == "receipt":
        assert _does(talk) == "added"


def test_the_code_of_a_report_is_told_once_it_is_passed_on_and_kept_hidden(talk: Talk) -> None:
    reference = _filed(talk)
    arguments = {"reference": reference, "receipt": receipts.HIDDEN}
    talk.engine.replies = [{"response": "utter_report_filed", "arguments": arguments, "buttons": []}]
    _sent(talk, "hello there")
    told = talk.heard()[-1]
    assert receipts.HIDDEN in told.text
    assert told.passed_on == reference
    assert receipts.make(KEYS, reference) in receipts.reveal(KEYS, told.text, told.passed_on)
    with talk.database.read() as session:
        assert session.query(tables.Report.receipt).scalar() == receipts.hash_of(KEYS, receipts.make(KEYS, reference))


def test_a_turn_that_was_cut_off_after_it_passed_the_report_on_tells_the_code_when_it_is_run_again(talk: Talk) -> None:
    """By then the talk waits for an officer, for whom anything new would be noted."""
    reference = _filed(talk)
    ask_for_officer(talk)
    arguments = {"reference": reference, "receipt": receipts.HIDDEN}
    talk.engine.replies = [{"response": "utter_report_filed", "arguments": arguments, "buttons": []}]
    number = talk.say("yes please")
    with talk.database.write() as session:
        (draft,) = session.query(tables.Draft)
        draft.message_id = session.query(tables.Message.id).filter_by(number=number).scalar()
    talk.answer()
    assert talk.engine.turns[-1]["parse"]["intent"]["name"] == "report"
    assert talk.heard(number)[0].passed_on == reference


def test_what_the_bot_repeats_after_a_citizen_tells_no_code(talk: Talk) -> None:
    """A reference is no secret: beside the dots of a hidden code it must not make the code of another's report."""
    line = {"field": "what", "text": f"DLG-ABCD-2345 {receipts.HIDDEN}", "value": None}
    talk.engine.replies = [{"response": "utter_report_summary", "arguments": {"lines": [line]}, "buttons": []}]
    _sent(talk, "hello there")
    told = talk.heard()[-1]
    assert f"DLG-ABCD-2345 {receipts.HIDDEN}" in told.text
    assert told.passed_on is None


LINK, UNREAD = "https://www.google.com/maps?q=42.66,21.16", "https://maps.app.goo.gl/AbC12"


@pytest.mark.parametrize("said", [LINK, UNREAD, "42.6629, 21.1655"])
def test_a_map_link_is_for_the_report_as_it_was_written(talk: Talk, said: str) -> None:
    _begin(talk)
    assert _sent(talk, said) == "report"
    assert talk.engine.turns[-1]["parse"]["text"] == said
    assert talk.locale() == ENGLISH


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (LINK, ["utter_nearest_to_confirm"]),
        ("42.2139, 20.7397", ["utter_nearest"]),
        ("geo:41.33,19.82", ["utter_far_away"]),
        (UNREAD, ["utter_link_not_opened", "utter_which_municipality"]),
    ],
)
def test_who_looks_for_a_station_can_send_a_map_link(talk: Talk, said: str, told: list[str]) -> None:
    talk.say("where is the station?")
    talk.answer()
    number = talk.say(said)
    talk.answer()
    assert [it.response for it in _replies(talk, number)] == told


def test_a_map_link_without_a_question_is_taken_as_a_shared_place(talk: Talk) -> None:
    talk.say("hello my good friend")
    talk.answer()
    number = talk.say(LINK)
    talk.answer()
    assert [it.response for it in _replies(talk, number)] == ["utter_location_received", "utter_nearest_to_confirm"]
    assert talk.locale() == ENGLISH


def _replies(talk: Talk, number: int) -> list[tables.Message]:
    with talk.database.read() as session:
        query = session.query(tables.Message).filter_by(direction="outgoing").order_by(tables.Message.number)
        return [it for it in query if it.number > number]
