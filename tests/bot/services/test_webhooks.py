"""Webhooks: what is told of escalated and resolved talks, signed, tried for a day, and never a word of the talk."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any, Self

import pytest
from pydantic import SecretStr

from bot.dialogue.webhooks import Webhooks
from bot.messages import Outcome
from bot.services import custody, desk, webhooks
from bot.services.officers import Account
from tests.bot.conftest import Talk
from tests.handoff import ask_for_officer, officer

SECRET = "a secret of both"


class Receiver:
    """Another system of the police, with what it was told; `status` is what it answers."""

    def __init__(self) -> None:
        self.status = 204
        self.calls: list[tuple[dict[str, str], bytes]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name that http.server asks for
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.calls.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(receiver.status)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/told"

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """What it was told."""
        return [json.loads(body) for _, body in self.calls]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """The other system."""
    with Receiver() as made:
        yield made


@pytest.fixture
def sender(talk: Talk, receiver: Receiver) -> Iterator[Webhooks]:
    """What tells it; the test says when."""
    made = Webhooks(talk.database, receiver.url, SecretStr(SECRET))
    yield made
    made.stop()


@pytest.fixture
def arta(talk: Talk) -> Account:
    """An officer on duty."""
    return officer(talk.database, talk.clock(), "Arta")


def attempts_until(talk: Talk, sender: Webhooks, receiver: Receiver, **duration: float) -> list[float]:
    """Seconds from now at which the receiver was called, looked at every second or so."""
    started, found = talk.clock(), []
    until = started + timedelta(**duration)
    while talk.clock() < until:
        before = len(receiver.calls)
        sender.send_due(talk.clock())
        found += [(talk.clock() - started).total_seconds()] * (len(receiver.calls) - before)
        talk.clock.pass_(seconds=5)
    return found


def test_an_escalated_and_a_resolved_talk_are_told_in_order(
    talk: Talk, sender: Webhooks, receiver: Receiver, arta: Account
) -> None:
    ask_for_officer(talk)
    assert sender.send_due(talk.clock()) == 1
    custody.claim(talk.database, arta, talk.conversation, talk.clock())
    desk.reply(talk.database, arta, talk.conversation, "a word of the talk", talk.clock(), client_id="one")
    desk.note(talk.database, arta, talk.conversation, "a word of the note", talk.clock(), client_id="one")
    custody.resolve(
        talk.database, arta, talk.conversation, talk.clock(), outcome=Outcome.REFERRED, reason="a word of the end"
    )
    assert sender.send_due(talk.clock()) == 1

    first, second = receiver.bodies
    assert first["type"] == "conversation.escalated"
    assert first["data"]["conversation"] == talk.conversation
    assert (first["data"]["status"], first["data"]["trigger"], first["data"]["urgent"]) == ("waiting", "asked", False)
    assert (second["type"], second["data"]["outcome"]) == ("conversation.resolved", "referred")
    assert sender.send_due(talk.clock()) == 0
    everything = b"".join(body for _, body in receiver.calls)
    for word in (b"word of", b"officer please", b"Arta", talk.sender.encode()):
        assert word not in everything


def test_the_receiver_can_check_the_signature(talk: Talk, sender: Webhooks, receiver: Receiver) -> None:
    ask_for_officer(talk)
    sender.send_due(talk.clock())

    ((headers, body),) = receiver.calls
    assert headers["content-type"] == "application/json"
    assert headers["webhook-timestamp"] == str(int(talk.clock().timestamp()))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    version, _, signature = headers["webhook-signature"].partition(",")
    assert version == "v1"
    assert base64.b64decode(signature) == hmac.digest(SECRET.encode(), signed, "sha256")
    assert base64.b64decode(signature) != hmac.digest(b"another", signed, "sha256")


@pytest.mark.parametrize("status", [301, 400, 404, 410, 500, 503])
def test_what_was_not_taken_is_told_again_under_the_same_id(
    talk: Talk, sender: Webhooks, receiver: Receiver, status: int
) -> None:
    receiver.status = status
    ask_for_officer(talk)
    assert sender.send_due(talk.clock()) == 0
    assert sender.send_due(talk.clock()) == 0
    receiver.status = 200
    talk.clock.pass_(seconds=5)
    assert sender.send_due(talk.clock()) == 1

    assert len(receiver.calls) == 2
    (first, first_body), (second, second_body) = receiver.calls
    assert first["webhook-id"] == second["webhook-id"]
    assert first["webhook-timestamp"] != second["webhook-timestamp"]
    assert first_body == second_body


def test_the_pauses_double_and_after_a_day_it_is_given_up(talk: Talk, sender: Webhooks, receiver: Receiver) -> None:
    receiver.status = 503
    ask_for_officer(talk)
    calls = attempts_until(talk, sender, receiver, hours=26)

    assert calls[:7] == [0, 5, 15, 35, 75, 155, 315]
    pauses = [later - before for before, later in pairwise(calls)]
    assert pauses == sorted(pauses)
    assert max(pauses) == 3600
    assert 23 * 3600 <= calls[-1] < 24 * 3600


def test_a_receiver_that_is_not_there_is_told_later(talk: Talk) -> None:
    with Receiver() as gone:
        url = gone.url
    sender = Webhooks(talk.database, url, SecretStr(SECRET))
    ask_for_officer(talk)
    assert sender.send_due(talk.clock()) == 0
    (waiting,) = webhooks.find_due(talk.database, talk.clock() + timedelta(seconds=5))
    assert waiting.attempts == 1
    sender.stop()


def test_one_that_is_refused_does_not_hold_up_the_others(talk: Talk, sender: Webhooks, receiver: Receiver) -> None:
    receiver.status = 500
    ask_for_officer(talk)
    sender.send_due(talk.clock())
    receiver.status = 200
    other = Talk(talk.database, talk.engine, talk.clock)
    ask_for_officer(other)

    assert sender.send_due(talk.clock()) == 1
    assert receiver.bodies[-1]["data"]["conversation"] == other.conversation


def test_it_tells_by_itself_once_started(talk: Talk, receiver: Receiver) -> None:
    talk.clock.now = datetime.now(UTC)
    ask_for_officer(talk)
    sender = Webhooks(talk.database, receiver.url, SecretStr(SECRET))
    sender.start()
    until = time.monotonic() + 10
    while not receiver.calls and time.monotonic() < until:
        time.sleep(0.05)
    sender.stop()

    assert [it["data"]["conversation"] for it in receiver.bodies] == [talk.conversation]
    assert webhooks.find_due(talk.database, datetime.now(UTC) + timedelta(hours=1)) == []


def test_without_an_address_nothing_is_sent(talk: Talk) -> None:
    # The sender goes by the time of day, and gives up what is a day old.
    talk.clock.now = datetime.now(UTC)
    ask_for_officer(talk)
    sender = Webhooks(talk.database, None, None)
    sender.start()
    sender.stop()
    (waiting,) = webhooks.find_due(talk.database, talk.clock())
    assert waiting.attempts == 0
