"""Talks over HTTP, as the console and other clients ask for them: the whole story, and every refusal."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from bot.app import create_app
from bot.channels.webchat.api import token_hash
from bot.config import Settings
from bot.messages import Channel, Role
from bot.services import conversations, taking, upkeep
from bot.services.audit import open_database
from bot.store.database import Database
from bot.store.tables import AuditEntry, Conversation, Draft, Message
from tests.bot.channels.conftest import Browser
from tests.console import CHEAP, PASSWORD, Console, OfficerClient, add_account
from tests.handoff import DANGER
from tests.stand_ins.engine_with_actions import EngineWithActions
from tests.stand_ins.translation import TranslationStandIn

NOBODY = "0" * 32
CANNED = {
    "titles": {"sq": "Pritni", "sr": "Čekanje", "en": "Waiting"},
    "texts": {"sq": "Ju lutem pritni pak.", "sr": "Molimo sačekajte malo.", "en": "Please wait a little."},
}


def wait_for(look: Callable[[], Any], seconds: float = 10) -> Any:
    """What `look` finds, as soon as it finds something."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come")


def write(citizen: Browser, text: str) -> str:
    """The citizen writes and gets an answer; the conversation's id as officers know it."""
    number = citizen.send(text).json()["message"]
    citizen.wait_for_answer(number)
    return conversation_of(citizen)


def conversation_of(citizen: Browser) -> str:
    """The id of a citizen's talk, which they themselves do not learn from their messages."""
    database: Database = citizen.client.app.state.context.database  # type: ignore[attr-defined]
    sender = token_hash(citizen.headers["Authorization"])
    return conversations.read_on(database, Channel.WEBCHAT, sender, 0).conversation_id


def claimed(citizen: Browser, officer: OfficerClient, text: str = "hello my good friend") -> str:
    """A talk that the officer has taken."""
    talk = write(citizen, text)
    assert officer.post(f"/conversations/{talk}/claim").status_code == 200
    return talk


def spoken(citizen: Browser) -> list[tuple[str, str]]:
    """What stands in the citizen's chat: sender and text."""
    return [(it["sender"], it["text"]) for it in citizen.read()["messages"]]


def sentence(answer: httpx.Response) -> str:
    """The sentence of a refusal, which is problem JSON."""
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["detail"]
    return str(body["detail"])


def set_values(console: Console, talk: str, **values: Any) -> None:
    with console.database.write() as session:
        conversation = session.get_one(Conversation, talk)
        for name, value in values.items():
            setattr(conversation, name, value)


def test_from_the_call_for_an_officer_to_the_rating(console: Console, citizen: Browser, arta: OfficerClient) -> None:
    citizen.send("where is the station in prizren please")
    citizen.wait_for_answer(1)
    asked = citizen.send("an officer please, I want to talk to one").json()["message"]
    told = citizen.wait_for_answer(asked)["text"]
    talk = conversation_of(citizen)
    assert "number 1 in the queue" in told
    assert citizen.read()["status"] == "waiting"

    listed = arta.get("/conversations").json()
    (row,) = listed["conversations"]
    assert (row["id"], row["status"], row["municipality"], row["is_for_me"]) == (talk, "waiting", "prizren", True)
    assert (row["trigger"], row["owner"]) == ("The citizen asked for an officer", None)
    assert listed["counts"] == {"waiting": 1, "urgent": 0, "assigned": 0, "mine": 0}

    taken = arta.post(f"/conversations/{talk}/claim").json()
    assert (taken["status"], taken["owner"], taken["is_mine"]) == ("assigned", "Arta", True)
    assert arta.get("/conversations").json()["counts"] == {"waiting": 0, "urgent": 0, "assigned": 1, "mine": 1}
    read = arta.get(f"/conversations/{talk}").json()
    assert [it["sender"] for it in read["messages"]] == ["citizen", "bot", "citizen", "bot", "system"]
    assert [it["kind"] for it in read["events"]] == ["escalated", "claimed"]
    assert read["brief"]["question"] == "an officer please, I want to talk to one"
    assert "number 1 in the queue" in read["brief"]["promised"][0]
    assert read["can"]["reply"]
    assert not read["can"]["claim"]

    assert arta.post(f"/conversations/{talk}/note", {"text": "a regular caller"}).status_code == 201
    answer = arta.post(f"/conversations/{talk}/reply", {"text": "Good day, how can I help?"})
    assert answer.status_code == 201
    last = citizen.read(answer.json()["message"] - 1)["messages"][0]
    assert (last["sender"], last["text"]) == ("officer", "Good day, how can I help?")

    closed = arta.post(
        f"/conversations/{talk}/resolve", {"outcome": "referred", "reason": "The municipality knows more."}
    ).json()
    assert (closed["status"], closed["outcome"], closed["owner"]) == ("resolved", "referred", None)
    end = citizen.read()["messages"][-1]
    assert "The municipality knows more." in end["text"]
    assert len(end["buttons"]) == 5
    assert citizen.read()["status"] == "resolved"

    assert citizen.send(payload=end["buttons"][0]["payload"]).status_code == 202
    assert arta.get(f"/conversations/{talk}").json()["rating"] == 5
    assert citizen.read()["status"] == "resolved"
    (old,) = arta.get("/conversations?status=resolved").json()["conversations"]
    assert (old["id"], old["rating"]) == (talk, 5)
    everything = json.dumps(citizen.read())
    for word in ("Arta", "a regular caller"):
        assert word not in everything


def test_danger_is_in_the_queue_at_once_and_first(console: Console, citizen: Browser, arta: OfficerClient) -> None:
    other = Browser(console.client)
    calm = write(other, "an officer please, I want to talk to one")
    citizen.send(DANGER)
    rows = arta.get("/conversations?status=waiting").json()["conversations"]

    assert [(it["id"], it["urgent"]) for it in rows] == [(conversation_of(citizen), True), (calm, False)]
    brief = arta.get(f"/conversations/{rows[0]['id']}").json()["brief"]
    assert brief["risk"] == "danger"
    assert brief["risk_labels"]


@pytest.mark.parametrize(
    ("step", "body"),
    [
        ("claim", {}),
        ("reply", {"text": "Good day"}),
        ("release", {}),
        ("transfer", {"to": "queue", "reason": "why"}),
        ("resolve", {"outcome": "answered", "reason": "why"}),
        ("reopen", {}),
    ],
)
def test_who_comes_second_is_told_who_has_it(
    console: Console, citizen: Browser, arta: OfficerClient, step: str, body: dict[str, Any]
) -> None:
    besa = console.officer("Besa")
    talk = claimed(citizen, arta)
    before = spoken(citizen)
    answer = besa.post(f"/conversations/{talk}/{step}", body)

    assert answer.status_code == 409
    assert (answer.json()["code"], answer.json()["owner"]) == ("taken", "Arta")
    assert "Arta" in sentence(answer)
    assert spoken(citizen) == before
    if step not in {"claim", "reopen"}:
        assert arta.post(f"/conversations/{talk}/{step}", body).is_success


@pytest.mark.parametrize("step", ["reply", "release", "transfer", "resolve"])
def test_what_nobody_has_must_be_taken_first(citizen: Browser, arta: OfficerClient, step: str) -> None:
    talk = write(citizen, "hello my good friend")
    body = {
        "reply": {"text": "Good day"},
        "release": {},
        "transfer": {"to": "queue", "reason": "why"},
        "resolve": {"outcome": "answered", "reason": "why"},
    }[step]
    answer = arta.post(f"/conversations/{talk}/{step}", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "transition")
    assert sentence(answer)

    arta.post(f"/conversations/{talk}/claim")
    assert arta.post(f"/conversations/{talk}/{step}", body).is_success


@pytest.mark.parametrize(
    ("step", "body", "status"),
    [
        ("reply", {"text": ""}, 422),
        ("reply", {"text": "   \n "}, 422),
        ("reply", {"text": "a" * 4097}, 422),
        ("reply", {"text": "\u0000"}, 422),
        ("reply", {"text": 7}, 422),
        ("reply", {}, 422),
        ("reply", [], 422),
        ("reply", {"text": "hello", "canned": 1}, 422),
        ("reply", {"text": "hello", "unknown": 1}, 422),
        ("reply", {"text": "hello", "id": "with a space"}, 422),
        ("reply", {"text": "hello", "id": "a" * 65}, 422),
        ("reply", {"canned": 999_999}, 404),
        ("reply", {"canned": 10**30}, 422),
        ("reply", {"canned": -1}, 422),
        ("note", {"text": ""}, 422),
        ("note", {"text": "a" * 4097}, 422),
        ("transfer", {"to": "Besa"}, 422),
        ("transfer", {"to": "Nobody", "reason": "why"}, 404),
        ("transfer", {"to": 10**30, "reason": "why"}, 422),
        ("transfer", {"to": "queue", "reason": ""}, 422),
        ("transfer", {"to": "queue", "reason": "a" * 501}, 422),
        ("resolve", {"outcome": "bored", "reason": "why"}, 422),
        ("resolve", {"outcome": "answered"}, 422),
        ("release", {"to": "nowhere"}, 422),
        ("tags", {"tags": ["a"] * 13}, 422),
        ("tags", {"tags": [""]}, 422),
        ("tags", {"tags": ["a" * 33]}, 422),
        ("report", {"reference": "<script>"}, 422),
        ("claim", {"force": True}, 422),
        ("messages/999/resend", {}, 404),
        (f"messages/{10**30}/resend", {}, 422),
        ("messages/x/resend", {}, 422),
    ],
)
def test_a_wrong_body_is_refused_with_a_sentence_and_changes_nothing(
    console: Console, citizen: Browser, arta: OfficerClient, step: str, body: Any, status: int
) -> None:
    talk = claimed(citizen, arta)
    before = _state(console, talk)
    answer = arta.post(f"/conversations/{talk}/{step}", body)

    assert answer.status_code == status
    assert sentence(answer)
    assert _state(console, talk) == before


def test_a_paste_of_a_hundred_kilobytes_is_refused_with_a_sentence(citizen: Browser, arta: OfficerClient) -> None:
    talk = claimed(citizen, arta)
    answer = arta.post(f"/conversations/{talk}/reply", {"text": "a" * 100_000})

    assert answer.status_code == 413
    assert "long" in sentence(answer)
    assert arta.post(f"/conversations/{talk}/reply", {"text": "a" * 4096}).status_code == 201


def test_a_body_that_is_no_json_is_refused(citizen: Browser, arta: OfficerClient) -> None:
    talk = claimed(citizen, arta)
    url = f"/api/console/conversations/{talk}/reply"
    for content in (b"{", b"", b"\xff\xfe", b"text=hello"):
        answer = arta.client.post(url, content=content, headers=arta.headers | {"Content-Type": "application/json"})
        assert answer.status_code == 422
        assert sentence(answer)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<b>bold</b> & {place}", "{{7*7}} %s", "a\tb\nc"])
def test_what_looks_like_markup_stays_text(citizen: Browser, arta: OfficerClient, text: str) -> None:
    talk = claimed(citizen, arta)
    assert arta.post(f"/conversations/{talk}/reply", {"text": text}).status_code == 201

    assert spoken(citizen)[-1] == ("officer", text)
    read = arta.get(f"/conversations/{talk}")
    assert read.json()["messages"][-1]["text"] == text
    assert read.headers["content-type"].startswith("application/json")


def test_a_reason_with_braces_is_told_as_it_is(citizen: Browser, arta: OfficerClient) -> None:
    talk = claimed(citizen, arta)
    answer = arta.post(
        f"/conversations/{talk}/resolve", {"outcome": "answered", "reason": "see {police_number} {x} {0} %s"}
    )
    assert answer.status_code == 200
    assert "see {police_number} {x} {0} %s" in spoken(citizen)[-1][1]


def test_the_same_reply_sent_again_is_said_once(citizen: Browser, arta: OfficerClient) -> None:
    talk = claimed(citizen, arta)
    answers = [arta.post(f"/conversations/{talk}/reply", {"text": "Good day", "id": "one"}) for _ in range(3)]

    assert all(it.is_success for it in answers)
    assert len({it.json()["message"] for it in answers}) == 1
    assert [text for sender, text in spoken(citizen) if sender == "officer"] == ["Good day"]


def test_a_canned_reply_picked_in_serbian_comes_in_albanian(
    console: Console, citizen: Browser, arta: OfficerClient
) -> None:
    drita = console.officer("Drita", Role.SUPERVISOR)
    assert drita.post("/replies", CANNED).status_code == 201
    assert arta.post("/replies", CANNED).status_code == 403
    talk = claimed(citizen, arta)
    set_values(console, talk, language="sq", script="Latn")
    in_serbian = {"Accept-Language": "sr-Cyrl"}
    (found,) = arta.get("/replies?q=cekanje", **in_serbian).json()["replies"]
    assert (found["title"], found["text"]) == ("Чекање", "Молимо сачекајте мало.")
    assert found["preview"]["sq"] == CANNED["texts"]["sq"]
    answer = arta.post(f"/conversations/{talk}/reply", {"canned": found["id"]}, **in_serbian)

    assert answer.status_code == 201
    assert spoken(citizen)[-1] == ("officer", CANNED["texts"]["sq"])


def test_a_note_never_reaches_the_citizen(console: Console, citizen: Browser, arta: OfficerClient) -> None:
    besa = console.officer("Besa")
    talk = claimed(citizen, arta)
    before = citizen.read()
    answer = besa.post(f"/conversations/{talk}/note", {"text": "he is her brother"})

    assert answer.status_code == 201
    event = answer.json()["event"]
    assert (event["kind"], event["officer"], event["text"]) == ("note", "Besa", "he is her brother")
    assert citizen.read() == before
    assert "brother" not in json.dumps(citizen.read())
    assert arta.get(f"/conversations/{talk}").json()["events"][-1] == event


def test_a_message_that_failed_is_sent_again(console: Console, citizen: Browser, arta: OfficerClient) -> None:
    talk = claimed(citizen, arta)
    number = arta.post(f"/conversations/{talk}/reply", {"text": "Good day"}).json()["message"]
    resend = f"/conversations/{talk}/messages/{number}/resend"
    refused = arta.post(resend)
    assert (refused.status_code, refused.json()["code"]) == (409, "transition")
    with console.database.write() as session:
        query = select(Message).where(Message.conversation_id == talk, Message.number == number)
        session.scalars(query).one().delivery = "failed"
    assert arta.get(f"/conversations/{talk}").json()["undelivered"] == 1

    assert arta.post(resend).json()["undelivered"] == 0
    assert arta.get(f"/conversations/{talk}").json()["messages"][-1]["delivery"] in {"available", "queued", "sent"}


def test_officers_answer_while_the_engine_is_down(
    engine: EngineWithActions, citizen: Browser, arta: OfficerClient
) -> None:
    engine.mode = "loading"
    citizen.send(DANGER)
    talk = conversation_of(citizen)
    assert arta.post(f"/conversations/{talk}/claim").status_code == 200
    citizen.send("what should I do now please")
    assert arta.post(f"/conversations/{talk}/reply", {"text": "A patrol is on its way."}).status_code == 201

    assert ("officer", "A patrol is on its way.") in spoken(citizen)
    assert [text for sender, text in spoken(citizen)[3:] if sender == "bot"] == []


def test_reading_is_noted_once_in_ten_minutes(console: Console, citizen: Browser, arta: OfficerClient) -> None:
    besa = console.officer("Besa")
    talk = claimed(citizen, arta)
    for _ in range(3):
        arta.get(f"/conversations/{talk}", **{"X-Background": "1"})
        arta.get("/conversations")
    besa.get(f"/conversations/{talk}")
    besa.get(f"/conversations/{NOBODY}")

    readers = _readings(console)
    # The clock's ten minutes may turn while the test runs.
    assert {it for it, _ in readers} == {arta.id, besa.id}
    assert {it for _, it in readers} == {talk}
    assert len(readers) in {2, 3}


@pytest.mark.parametrize(
    ("municipality", "topic", "status"),
    [("prizren", None, 200), (None, None, 200), ("peja", None, 404), ("prizren", "ask_fine", 404)],
)
def test_a_confined_officer_finds_nothing_outside_the_own_region_and_topics(
    console: Console, citizen: Browser, municipality: str | None, topic: str | None, status: int
) -> None:
    confined = console.officer("Boban", regions=["prizren"], topics=["report_theft"], is_confined=True)
    talk = write(citizen, "an officer please, I want to talk to one")
    set_values(console, talk, municipality=municipality, topic=topic)
    steps = [
        ("GET", "", None),
        ("POST", "/note", {"text": "note"}),
        ("POST", "/tags", {"tags": ["theft"]}),
        ("POST", "/report", {"reference": "R-1"}),
        ("POST", "/claim", {}),
    ]
    answers = [confined.ask(method, f"/conversations/{talk}{step}", body) for method, step, body in steps]

    assert {it.status_code == 404 for it in answers} == {status == 404}
    if status == 404:
        assert {sentence(it) for it in answers} == {sentence(confined.get(f"/conversations/{NOBODY}"))}
        assert confined.get("/conversations").json()["conversations"] == []
        assert confined.post(f"/conversations/{talk}/reply", {"text": "Good day"}).status_code == 404
        assert confined.post(f"/conversations/{talk}/translate", {"message": 1}).status_code == 404
        assert _readings(console) == []
    else:
        assert confined.get("/conversations").json()["conversations"][0]["owner"] == "Boban"


def test_a_trainer_sees_no_talk(console: Console, citizen: Browser) -> None:
    trainer = console.officer("Trainer", Role.TRAINER)
    talk = write(citizen, "hello my good friend")
    for path in ("/conversations", f"/conversations/{talk}"):
        answer = trainer.get(path)
        assert (answer.status_code, answer.json()["code"]) == (403, "role")
    assert _readings(console) == []


def test_only_a_supervisor_assigns_and_mutes(console: Console, citizen: Browser, arta: OfficerClient) -> None:
    drita = console.officer("Drita", Role.SUPERVISOR)
    talk = write(citizen, "hello my good friend")
    steps = (
        ("assign", {"to": arta.id, "reason": "you know this"}),
        ("mute", {"hours": 1, "reason": "insults"}),
        ("unmute", {"reason": "it was another"}),
    )
    for step, body in steps:
        assert arta.post(f"/conversations/{talk}/{step}", body).status_code == 403
        assert drita.post(f"/conversations/{talk}/{step}", body).is_success
    assert arta.get("/conversations?mine=1").json()["conversations"][0]["id"] == talk


def test_a_muted_sender_reads_it_once_and_danger_gets_through(
    console: Console, citizen: Browser, arta: OfficerClient
) -> None:
    drita = console.officer("Drita", Role.SUPERVISOR)
    talk = write(citizen, "hello my good friend")
    drita.post(f"/conversations/{talk}/mute", {"hours": 1, "reason": "insults"})
    before = len(spoken(citizen))
    for _ in range(2):
        citizen.send("hello again my friend")
    assert [sender for sender, _ in spoken(citizen)[before:]] == ["citizen", "system", "citizen"]
    assert drita.get(f"/conversations/{talk}").json()["mute"]["reason"] == "insults"
    assert [it["conversation"] for it in drita.get("/mutes").json()["mutes"]] == [talk]

    citizen.send(DANGER)
    assert "192" in spoken(citizen)[-1][1]
    assert drita.get("/conversations").json()["counts"]["urgent"] == 1


def test_another_may_be_given_the_talk_by_name(console: Console, citizen: Browser, arta: OfficerClient) -> None:
    besa = console.officer("Besa")
    talk = claimed(citizen, arta)
    row = arta.post(f"/conversations/{talk}/transfer", {"to": "Besa", "reason": "end of my shift"}).json()

    assert (row["owner"], row["is_mine"]) == ("Besa", False)
    assert arta.post(f"/conversations/{talk}/reply", {"text": "one more word"}).status_code == 409
    assert besa.post(f"/conversations/{talk}/reply", {"text": "I am here"}).status_code == 201


def test_old_messages_come_page_by_page(citizen: Browser, arta: OfficerClient) -> None:
    talk = claimed(citizen, arta)
    numbers = [
        arta.post(f"/conversations/{talk}/reply", {"text": f"line {number}"}).json()["message"] for number in range(3)
    ]
    later = arta.get(f"/conversations/{talk}?after={numbers[0]}").json()["messages"]
    earlier = arta.get(f"/conversations/{talk}?before={numbers[1]}").json()["messages"]

    assert [it["id"] for it in later] == numbers[1:]
    assert earlier[-1]["id"] == numbers[0]
    for wrong in ("after=-1", f"after={10**30}", "before=0", "before=x"):
        assert arta.get(f"/conversations/{talk}?{wrong}").status_code == 422


def test_the_bot_s_lines_are_shown_in_the_officer_s_language(
    console: Console, citizen: Browser, arta: OfficerClient
) -> None:
    talk = write(citizen, "hello my good friend")
    in_serbian = arta.get(f"/conversations/{talk}", **{"Accept-Language": "sr-Latn"}).json()["messages"][1]
    in_english = arta.get(f"/conversations/{talk}").json()["messages"][1]

    assert in_english["in_my_language"] is None
    assert in_serbian["text"] == in_english["text"]
    assert in_serbian["in_my_language"] not in {None, in_english["text"]}


def test_without_a_service_nothing_is_translated(citizen: Browser, arta: OfficerClient) -> None:
    talk = claimed(citizen, arta)
    assert not arta.get("/me").json()["can_translate"]
    before = spoken(citizen)
    in_albanian = {"Accept-Language": "sq"}
    for step, body in (("translate", {"message": 1}), ("translate", {"text": "Mirë dita"})):
        answer = arta.post(f"/conversations/{talk}/{step}", body, **in_albanian)
        assert answer.status_code == 409
        assert sentence(answer)
    assert spoken(citizen) == before


@pytest.fixture
def translated(
    settings: Settings, engine: EngineWithActions
) -> Iterator[tuple[Console, TranslationStandIn, OfficerClient, Browser]]:
    """The app with a translation service, an officer and a citizen who writes Albanian."""
    with TranslationStandIn() as service:
        changed = settings.model_copy(update={"translation_url": service.url, "rate_login": "1000/minute"})
        database = open_database(changed)
        upkeep.migrate(database)
        engine.database = database
        with TestClient(create_app(changed, passwords=CHEAP), base_url="http://127.0.0.1") as client:
            console = Console(client, database)
            yield console, service, console.officer("Arta"), Browser(client)
        database.close()


def test_a_reply_is_translated_marked_and_shows_the_officer_s_words(
    translated: tuple[Console, TranslationStandIn, OfficerClient, Browser],
) -> None:
    console, service, arta, citizen = translated
    talk = claimed(citizen, arta)
    set_values(console, talk, language="sq", script="Latn")
    service.answers["Good day"] = "Mirë dita"
    assert arta.get("/me").json()["can_translate"]
    answer = arta.post(f"/conversations/{talk}/reply", {"text": "Good day", "translate": True, "id": "one"})

    assert answer.status_code == 201
    text = spoken(citizen)[-1][1]
    assert text.startswith("Mirë dita\n")
    assert text.endswith("\nGood day")
    assert (service.asked[-1]["source"], service.asked[-1]["target"]) == ("en", "sq")
    again = arta.post(f"/conversations/{talk}/reply", {"text": "Good day", "translate": True, "id": "one"})
    assert again.json() == answer.json()


def test_a_message_is_translated_for_the_officer(
    translated: tuple[Console, TranslationStandIn, OfficerClient, Browser],
) -> None:
    _, service, arta, citizen = translated
    talk = claimed(citizen, arta)
    answer = arta.post(f"/conversations/{talk}/translate", {"message": 1}, **{"Accept-Language": "sq"})

    assert answer.json() == {"text": "sq: hello my good friend", "language": "sq", "is_machine": True}
    assert service.asked[-1]["source"] == "en"
    for body, status in (({"message": 999}, 404), ({}, 422), ({"text": ""}, 422), ({"message": 10**30}, 422)):
        assert arta.post(f"/conversations/{talk}/translate", body, **{"Accept-Language": "sq"}).status_code == status


@pytest.mark.parametrize("mode", ["failing", "strange"])
def test_a_service_that_fails_is_said_and_nothing_is_sent(
    translated: tuple[Console, TranslationStandIn, OfficerClient, Browser], mode: str
) -> None:
    console, service, arta, citizen = translated
    talk = claimed(citizen, arta)
    set_values(console, talk, language="sq", script="Latn")
    before = spoken(citizen)
    service.mode = mode
    answer = arta.post(f"/conversations/{talk}/reply", {"text": "Good day", "translate": True})

    assert answer.status_code == 503
    assert sentence(answer)
    assert spoken(citizen) == before
    assert arta.post(f"/conversations/{talk}/reply", {"text": "Good day"}).status_code == 201


def test_words_of_who_does_not_have_the_talk_do_not_leave_the_house(
    translated: tuple[Console, TranslationStandIn, OfficerClient, Browser],
) -> None:
    console, service, arta, citizen = translated
    talk = write(citizen, "hello my good friend")
    set_values(console, talk, language="sq", script="Latn")
    answer = arta.post(f"/conversations/{talk}/reply", {"text": "Good day", "translate": True})

    assert answer.status_code == 409
    assert service.asked == []


@pytest.fixture
def live(settings: Settings, engine: EngineWithActions) -> Iterator[httpx.Client]:
    """The app over a real socket: the test client would wait for a stream's end."""
    database = open_database(settings)
    upkeep.migrate(database)
    engine.database = database
    add_account(database, "Arta")
    add_account(database, "Boban", regions=["peja"], is_confined=True)
    database.close()
    server = uvicorn.Server(uvicorn.Config(create_app(settings, passwords=CHEAP), port=0, ws="none", log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_for(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as http:
        yield http
    server.should_exit = True
    thread.join(timeout=10)


class Stream:
    """An open console that listens to the news, with the time at which each came."""

    def __init__(self, http: httpx.Client, name: str) -> None:
        answer = http.post("/api/console/login", json={"name": name, "password": PASSWORD})
        self.headers = {"Authorization": f"Bearer {answer.json()['token']}"}
        self.news: list[tuple[float, str, dict[str, Any]]] = []
        self._base_url = http.base_url
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        wait_for(lambda: self.news)

    def _listen(self) -> None:
        name = ""
        with (
            httpx.Client(base_url=self._base_url, timeout=30) as http,
            http.stream("GET", "/api/console/events", headers=self.headers) as stream,
        ):
            for line in stream.iter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                if line.startswith("data: "):
                    self.news.append((time.monotonic(), name, json.loads(line.removeprefix("data: "))))
                if any(data == {"queue": "end"} for _, _, data in self.news):
                    return

    def find(self, event: str, **wanted: Any) -> list[float]:
        """When such an event came."""
        return [at for at, name, data in self.news if name == event and wanted.items() <= data.items()]


def _session(http: httpx.Client) -> dict[str, str]:
    return {"Authorization": f"Bearer {http.post('/api/chat/sessions', json={}).json()['token']}"}


def test_an_urgent_talk_is_told_within_half_a_second(live: httpx.Client) -> None:
    stream = Stream(live, "Arta")
    citizen = _session(live)
    live.post("/api/chat/messages", json={"id": "a", "text": "hello my good friend"}, headers=citizen)
    time.sleep(0.5)
    assert stream.find("alarm") == []
    sent = time.monotonic()
    live.post("/api/chat/messages", json={"id": "b", "text": DANGER}, headers=citizen)
    rung = wait_for(lambda: stream.find("alarm", kind="urgent"))

    assert rung[0] - sent < 0.5
    assert wait_for(lambda: stream.find("changed", queue=True)[1:])
    (row,) = live.get("/api/console/conversations", headers=stream.headers).json()["conversations"]
    assert stream.find("alarm", conversation=row["id"])
    # The second sign of danger of the same talk rings no second time.
    live.post("/api/chat/messages", json={"id": "c", "text": DANGER}, headers=citizen)
    wait_for(lambda: len(stream.find("changed", conversation=row["id"])) > 1)
    assert len(stream.find("alarm")) == 1
    assert "knife" not in json.dumps([data for _, _, data in stream.news])


def test_what_a_citizen_or_an_officer_writes_is_told_and_shown_within_half_a_second(live: httpx.Client) -> None:
    stream, citizen = Stream(live, "Arta"), _session(live)
    live.post("/api/chat/messages", json={"id": "a", "text": DANGER}, headers=citizen)
    wait_for(lambda: stream.find("alarm"))
    talk = live.get("/api/console/conversations", headers=stream.headers).json()["conversations"][0]["id"]
    url = f"/api/console/conversations/{talk}"
    for method, json_body in (("claim", {}), ("reply", {"text": "I am here"})):
        before, sent = len(stream.find("changed", conversation=talk)), time.monotonic()
        live.post(f"{url}/{method}", json=json_body, headers=stream.headers)
        at = wait_for(lambda before=before: stream.find("changed", conversation=talk)[before:])[0]
        assert at - sent < 0.5
    assert live.get("/api/console/conversations", headers=stream.headers).json()["counts"]["mine"] == 1
    before, sent = len(stream.find("changed", conversation=talk)), time.monotonic()
    live.post("/api/chat/messages", json={"id": "b", "text": "thank you officer, he has gone"}, headers=citizen)
    assert wait_for(lambda: stream.find("changed", conversation=talk)[before:])[0] - sent < 0.5


def test_a_stranger_and_a_trainer_hear_no_news(console: Console) -> None:
    trainer = console.officer("Trainer", Role.TRAINER)
    assert trainer.get("/events").status_code == 403
    assert console.client.get("/api/console/events").status_code == 401


def test_an_alarm_rings_only_where_the_talk_can_be_opened(live: httpx.Client) -> None:
    arta, boban, citizen = Stream(live, "Arta"), Stream(live, "Boban"), _session(live)
    ask = {"id": "a", "text": "where is the station in prizren please"}
    live.post("/api/chat/messages", json=ask, headers=citizen)
    wait_for(lambda: len(live.get("/api/chat/messages", headers=citizen).json()["messages"]) > 1)
    live.post("/api/chat/messages", json={"id": "b", "text": DANGER}, headers=citizen)
    wait_for(lambda: arta.find("alarm"))
    talk = live.get("/api/console/conversations", headers=arta.headers).json()["conversations"][0]["id"]
    time.sleep(0.3)

    assert live.get(f"/api/console/conversations/{talk}", headers=boban.headers).status_code == 404
    assert boban.find("alarm") == []
    assert boban.find("changed", conversation=talk) == []


def _state(console: Console, talk: str) -> tuple[Any, ...]:
    with console.database.read() as session:
        conversation = session.get_one(Conversation, talk)
        lines = session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.action != "read"))
        return conversation.status, conversation.owner_id, conversation.last_number, conversation.tags, lines


def _readings(console: Console) -> list[tuple[int | None, str | None]]:
    with console.database.read() as session:
        query = select(AuditEntry.officer_id, AuditEntry.conversation_id).where(AuditEntry.action == "read")
        return [(it.officer_id, it.conversation_id) for it in session.execute(query)]


@pytest.mark.parametrize("is_marked", [True, False])
def test_a_report_shows_where_it_was_on_a_map(
    console: Console, citizen: Browser, arta: OfficerClient, is_marked: bool
) -> None:
    talk = claimed(citizen, arta)
    where = taking.Value("by the river", "prizren", (42.2139, 20.7397) if is_marked else None)
    draft = taking.Draft("report_noise", values={"what": taking.Value("loud music"), "where": where})
    with console.database.write() as session:
        told = session.scalars(select(Message).where(Message.conversation_id == talk)).first()
        assert told is not None
        session.add(
            Draft(
                conversation_id=talk,
                kind=draft.kind,
                stage=draft.stage,
                content=taking.as_json(draft),
                message_id=told.id,
                replies=[],
                started_at=datetime.now(UTC),
                updated_at=datetime.now(UTC),
            )
        )
    card = arta.get(f"/conversations/{talk}").json()["report_card"]
    assert [it["label"] for it in card["facts"]] == ["What happened", "Where"]
    value = "by the river · near Prizren (42.2139, 20.7397)" if is_marked else "by the river · Prizren"
    assert card["facts"][1]["value"] == value
    near = {"name": "Prizren", "km": 0.0, "direction": None}
    assert card["place"] == ({"latitude": 42.2139, "longitude": 20.7397, "near": near} if is_marked else None)
