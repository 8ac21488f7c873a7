"""What did not reach citizens, as officers see it; what nothing could read; and whom the console names: nobody."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.console.strings import CONSOLE_STRINGS
from bot.context import Context
from bot.messages import Channel, Direction, Kind, Problem, Role
from bot.services import arrivals
from bot.services.arrivals import Arrival
from bot.store.tables import AuditEntry, Conversation, Identity, Message, Update
from tests.bot.channels.conftest import Browser
from tests.bot.console.test_talks_api import claimed
from tests.console import Console, OfficerClient

NOW = datetime.now(UTC)


@pytest.fixture
def talk(citizen: Browser, arta: OfficerClient) -> str:
    """A talk that Arta has, with something said in it."""
    made = claimed(citizen, arta)
    arta.post(f"/conversations/{made}/reply", {"text": "a word to you"})
    return made


def _here(console: Console) -> Context:
    context: Context = console.client.app.state.context  # type: ignore[attr-defined]
    return context


def _set_last(console: Console, talk: str, direction: Direction = Direction.OUTGOING, **values: Any) -> int:
    """Change the talk's last message of a direction; returns its number."""
    with console.database.write() as session:
        query = select(Message).where(Message.conversation_id == talk, Message.direction == direction)
        message = session.scalars(query.order_by(Message.number.desc()).limit(1)).one()
        for name, value in values.items():
            setattr(message, name, value)
        return message.number


def _set_identity(console: Console, talk: str, **values: Any) -> None:
    with console.database.write() as session:
        identity = session.get_one(Identity, session.get_one(Conversation, talk).identity_id)
        for name, value in values.items():
            setattr(identity, name, value)


def _park(console: Console, kind: str = "message", platform_id: str = "5") -> int:
    """An update that nothing can read; returns its id."""
    here = _here(console)
    arrivals.store(
        console.database, here.seals, Channel.TELEGRAM, platform_id, {"poison": 1}, NOW, sender=None, kind=kind
    )
    with console.database.write() as session:
        row = session.scalars(select(Update).where(Update.platform_id == platform_id)).one()
        arrival = Arrival(row.id, Channel.TELEGRAM, row.kind, "", NOW, 0)
    for _ in range(arrivals.ATTEMPTS):
        arrivals.fail(console.database, arrival, "ValueError", NOW)
    return arrival.id


@pytest.mark.parametrize("problem", Problem)
@pytest.mark.parametrize("tag", ["sq", "sr-Latn", "sr-Cyrl", "en"])
def test_a_failed_message_is_listed_with_its_reason_in_words(
    problem: Problem, tag: str, console: Console, arta: OfficerClient, talk: str
) -> None:
    number = _set_last(console, talk, delivery="failed", problem=problem, failed_at=NOW)
    answer = arta.get("/undelivered", **{"Accept-Language": tag}).json()
    (listed,) = answer["messages"]
    assert (listed["conversation"], listed["message"], listed["delivery"]) == (talk, number, "failed")
    assert listed["problem"].endswith(".")
    assert listed["problem"] != problem
    assert answer["counts"] == {"held": 0, "failed": 1, "parked": 0}
    assert "a word to you" not in json.dumps(answer)  # looking at it reads no talk


def test_a_held_message_is_listed_and_one_that_was_sent_is_not(
    console: Console, arta: OfficerClient, talk: str
) -> None:
    _set_last(console, talk, delivery="held", problem=Problem.WINDOW)
    answer = arta.get("/undelivered").json()
    assert [it["delivery"] for it in answer["messages"]] == ["held"]
    assert answer["counts"]["held"] == 1
    for delivery in ("queued", "sending", "sent", "delivered", "read", "available"):
        _set_last(console, talk, delivery=delivery)
        assert arta.get("/undelivered").json()["messages"] == []


def test_sent_again_it_is_no_more_listed(console: Console, arta: OfficerClient, talk: str) -> None:
    number = _set_last(console, talk, delivery="failed", problem=Problem.NETWORK, failed_at=NOW)
    assert arta.post(f"/conversations/{talk}/messages/{number}/resend").status_code == 200
    assert arta.get("/undelivered").json()["messages"] == []


def test_officers_see_those_of_talks_that_they_may_see(console: Console, arta: OfficerClient, talk: str) -> None:
    _set_last(console, talk, delivery="failed", problem=Problem.GONE, failed_at=NOW)
    with console.database.write() as session:
        session.get_one(Conversation, talk).municipality = "peja"
    confined = console.officer("Besa", is_confined=True, regions=["prizren"])
    answer = confined.get("/undelivered").json()
    assert (answer["messages"], answer["counts"]["failed"]) == ([], 0)
    drita = console.officer("Drita", Role.SUPERVISOR)
    assert len(drita.get("/undelivered").json()["messages"]) == 1
    owner = console.officer("Owner", is_confined=True, regions=["prizren"])
    with console.database.write() as session:
        session.get_one(Conversation, talk).owner_id = owner.id
    assert owner.get("/undelivered").json()["counts"]["failed"] == 1


def test_an_unreadable_update_is_listed_for_supervisors_and_read_again(console: Console, arta: OfficerClient) -> None:
    parked = _park(console, kind="gift_from_mars")
    drita = console.officer("Drita", Role.SUPERVISOR)
    assert drita.get("/undelivered").json()["counts"]["parked"] == 1
    assert arta.get("/undelivered").json()["counts"]["parked"] == 0
    assert arta.get("/parked").status_code == 403
    (listed,) = drita.get("/parked").json()["updates"]
    assert (listed["id"], listed["kind"], listed["error"], listed["channel_label"]) == (
        parked,
        "gift_from_mars",
        "ValueError",
        "Telegram",
    )
    assert drita.post(f"/parked/{parked}/retry").status_code == 204
    assert drita.get("/parked").json()["updates"] == []
    assert drita.post(f"/parked/{parked}/retry").status_code == 404
    with console.database.read() as session:
        (line,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "retry_update"))
        assert (line.officer_id, line.detail) == (drita.id, {"update": parked})


@pytest.mark.parametrize("delivery", ["queued", "sending", "sent", "delivered", "read", "held", "failed"])
def test_a_bubble_says_how_its_delivery_stands(delivery: str, console: Console, arta: OfficerClient, talk: str) -> None:
    problem = Problem.WINDOW if delivery == "held" else None
    number = _set_last(console, talk, delivery=delivery, problem=problem, is_maybe_repeated=True)
    shown = next(it for it in arta.get(f"/conversations/{talk}").json()["messages"] if it["id"] == number)
    assert (shown["delivery"], shown["is_maybe_repeated"]) == (delivery, True)
    assert (shown["problem"] is not None) is (problem is not None)
    assert f"delivery_{delivery}" in CONSOLE_STRINGS


@pytest.mark.parametrize("kind", Kind)
def test_a_bubble_says_what_a_message_is_and_refers_to(
    kind: Kind, console: Console, arta: OfficerClient, talk: str
) -> None:
    number = _set_last(console, talk, Direction.INCOMING, kind=kind, refers_to=1)
    shown = next(it for it in arta.get(f"/conversations/{talk}").json()["messages"] if it["id"] == number)
    assert (shown["kind"], shown["refers_to"]) == (kind, 1)
    assert shown["kind_label"] != kind


def test_a_talk_says_whether_its_citizen_is_reached(console: Console, arta: OfficerClient, talk: str) -> None:
    shown = arta.get(f"/conversations/{talk}").json()
    assert (shown["unreachable_since"], shown["outside_until"]) == (None, None)
    _set_identity(console, talk, unreachable_since=NOW)
    until = datetime.now(UTC) + timedelta(hours=1)
    with console.database.write() as session:
        session.get_one(Conversation, talk).outside_until = until
    shown = arta.get(f"/conversations/{talk}").json()
    assert datetime.fromisoformat(shown["unreachable_since"]) == NOW
    assert datetime.fromisoformat(shown["outside_until"]) == until
    with console.database.write() as session:
        session.get_one(Conversation, talk).outside_until = datetime.now(UTC) - timedelta(seconds=1)
    assert arta.get(f"/conversations/{talk}").json()["outside_until"] is None


def test_metrics_count_what_waits_and_what_failed(
    console: Console, arta: OfficerClient, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.health._is_loopback", lambda _: True)

    def figures() -> dict[str, float]:
        lines = console.client.get("/metrics").text.splitlines()
        return {line.split()[0]: float(line.split()[1]) for line in lines if not line.startswith("#")}

    before = figures()
    assert before['dialog_undelivered_messages{delivery="failed"}'] == 0
    assert before["dialog_parked_updates"] == 0
    _set_last(console, talk, delivery="failed", problem=Problem.GONE)
    _park(console)
    after = figures()
    assert after['dialog_undelivered_messages{delivery="failed"}'] == 1
    assert after["dialog_parked_updates"] == 1
    _set_last(console, talk, delivery="held")
    assert figures()['dialog_undelivered_messages{delivery="held"}'] == 1
