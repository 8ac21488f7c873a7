"""Who a citizen is at a platform leaves the house by no door: the console's API, an export, a webhook."""

import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from zipfile import ZipFile

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from sqlalchemy import select

from bot.app import create_app
from bot.config import Settings
from bot.context import Context
from bot.dialogue import inbox
from bot.i18n import LOCALES
from bot.messages import Channel, Direction, Role
from bot.services import arrivals, bundles, citizens, taking, upkeep, webhooks
from bot.services.arrivals import Arrival
from bot.services.audit import open_database
from bot.services.conversations import Incoming
from bot.store.tables import Conversation, Draft, Message, Report, Update
from tests.console import CHEAP, Console, OfficerClient
from tests.stand_ins.engine import EngineStandIn

ADDRESS, CLIENT_ID, SENT_ID, UPDATE_ID = "880017234471", "880017234472", "880017234473", "880017234474"
"""Of the citizen, their message, our answer and an update: as a platform counts, and as nothing else here does."""
ENDLESS = {"/api/console/events"}
TELEGRAM = Channel.TELEGRAM


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """The app, without any platform."""
    with EngineStandIn() as engine:
        settings = Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("data"), engine_port=engine.port)
        database = open_database(settings)
        upkeep.migrate(database)
        with TestClient(create_app(settings, passwords=CHEAP), base_url="http://127.0.0.1") as client:
            yield Console(client, database)
        database.close()


@pytest.fixture(scope="module")
def admin(house: Console) -> OfficerClient:
    """Who may open every door."""
    return house.officer("Admin", Role.ADMIN)


@pytest.fixture(scope="module")
def hidden(house: Console, talk: str) -> list[str]:
    """What may stand nowhere: the ids, and what they are stored as."""
    here: Context = house.client.app.state.context  # type: ignore[attr-defined]
    return [ADDRESS, CLIENT_ID, SENT_ID, UPDATE_ID, here.keys.hash_sender(TELEGRAM, ADDRESS)]


@pytest.fixture(scope="module")
def talk(house: Console, admin: OfficerClient) -> str:
    """A talk on a platform with all that can stand in one: answered, failed, parked, with a report."""
    here: Context = house.client.app.state.context  # type: ignore[attr-defined]
    now = datetime.now(UTC)
    sender = citizens.meet(house.database, here.keys, here.seals, TELEGRAM, ADDRESS, now)
    arrivals.store(house.database, here.seals, TELEGRAM, UPDATE_ID, {"id": ADDRESS}, now, sender=sender, kind="message")
    with house.database.read() as session:
        (update,) = session.scalars(select(Update.id))
    wish = "I want to talk to an officer"
    inbox.receive(house.database, here.keys, Incoming(TELEGRAM, sender, CLIENT_ID, wish, update=update), now)
    with house.database.write() as session:
        row = session.get_one(Update, update)
        row.handled_at = None
    for _ in range(arrivals.ATTEMPTS):
        arrivals.fail(house.database, Arrival(update, TELEGRAM, "message", "", now, 0), "ValueError", now)
    with house.database.read() as session:
        (made,) = session.scalars(select(Conversation.id))
    path = f"/conversations/{made}"
    for what, body in (("claim", {}), ("reply", {"text": "Good day"}), ("note", {"text": "a note"})):
        assert admin.post(f"{path}/{what}", body).status_code in {200, 201}
    assert admin.post(f"{path}/mute", {"hours": 1, "reason": "a test"}).status_code == 200
    with house.database.write() as session:
        for message in session.scalars(select(Message).where(Message.direction == Direction.OUTGOING)):
            message.delivery, message.problem, message.sent_ids = "failed", "blocked", f" {SENT_ID} "
        asked = session.scalars(select(Message).where(Message.client_id == CLIENT_ID)).one()
        draft = Draft(
            conversation_id=made,
            kind="report_theft",
            stage=taking.Stage.FILED,
            content={"values": {}, "skipped": [], "asked": None},
            message_id=asked.id,
            replies=[],
            started_at=now,
            updated_at=now,
            ended_at=now,
        )
        session.add(draft)
        session.flush()
        session.add(
            Report(
                reference="DLG-7K3M-Q2XA",
                conversation_id=made,
                draft_id=draft.id,
                kind="report_theft",
                content=[],
                filed_at=now,
            )
        )
    return str(made)


def _pages() -> Iterator[str]:
    for route in iter_route_contexts(create_app(Settings(_env_file=None)).routes):
        path = route.path or ""
        if "GET" in (route.methods or set()) and path.startswith("/api/console/") and path not in ENDLESS:
            yield path


def _none_in(hidden: list[str], text: str) -> None:
    assert [it for it in hidden if it in text] == []


@pytest.mark.parametrize("path", sorted(_pages()))
def test_no_answer_of_the_console_names_anybody(
    path: str, house: Console, admin: OfficerClient, talk: str, hidden: list[str]
) -> None:
    url = re.sub(r"\{\w+\}", "1", path.replace("{conversation}", talk)).removeprefix("/api/console")
    for query in ("", "?status=assigned"):
        answer = admin.get(url + query)
        assert answer.status_code in {200, 404, 422}
        _none_in(hidden, answer.text)


def test_what_is_done_with_a_talk_names_nobody(admin: OfficerClient, talk: str, hidden: list[str]) -> None:
    path = f"/conversations/{talk}"
    did = [
        admin.post(f"{path}/tags", {"tags": ["lost"]}),
        admin.post(f"{path}/report", {"reference": "K-1"}),
        admin.post(f"{path}/messages/2/resend"),
        admin.post(f"{path}/release", {"to": "queue"}),
        admin.post(f"{path}/claim"),
        admin.post(f"{path}/resolve", {"outcome": "answered", "reason": "done"}),
    ]
    for answer in did:
        _none_in(hidden, answer.text)
    assert [it.status_code for it in did] == [200] * 6


def test_officers_see_an_alias(house: Console, admin: OfficerClient, talk: str) -> None:
    shown = admin.get(f"/conversations/{talk}").json()["citizen"]
    assert re.fullmatch(r"[0-9A-F]{2}-[0-9A-F]{2}", shown)
    assert {it["citizen"] for it in admin.get("/undelivered").json()["messages"]} <= {shown}


@pytest.mark.parametrize("locale", LOCALES, ids=lambda it: it.tag)
def test_an_export_names_nobody(
    locale: object, house: Console, admin: OfficerClient, talk: str, hidden: list[str]
) -> None:
    here: Context = house.client.app.state.context  # type: ignore[attr-defined]
    made = io.BytesIO()
    bundles.export(
        house.database,
        bundles.find(house.database, "DLG-7K3M-Q2XA"),
        made,
        datetime.now(UTC),
        locale=locale,
        attachments=partial(bundles.list_attachments, here.files),
    )
    _none_in(hidden, made.getvalue().decode("latin-1"))
    alias = admin.get(f"/conversations/{talk}").json()["citizen"]
    with ZipFile(made) as opened:
        assert json.loads(opened.read("report.json"))["talk"]["citizen"] == alias
        assert alias in opened.read("transcript.txt").decode()


def test_a_webhook_names_nobody(house: Console, talk: str, hidden: list[str]) -> None:
    told = webhooks.find_due(house.database, datetime.now(UTC))
    assert told
    _none_in(hidden, json.dumps([it.body for it in told]))
