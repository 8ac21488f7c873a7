"""What tests of the actions share: the action server over a real database, and a message that is being answered."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from actions.__main__ import create_app
from bot.i18n import LOCALES, Locale
from bot.messages import Channel, Reply, Role
from bot.rendering import render
from bot.services import conversations, turns, upkeep
from bot.services.audit import AuditLog
from bot.services.conversations import Incoming, Received
from bot.services.turns import Turn
from bot.store.database import Database
from bot.store.tables import Base, Conversation, Effect, Officer

TOKEN = "a-token-between-processes"
ALBANIAN = LOCALES[0]


@pytest.fixture
def database(tmp_path: Path, audit_log: AuditLog) -> Iterator[Database]:
    """An empty, migrated SQLite file; the services themselves are tried on PostgreSQL too."""
    made = Database(f"sqlite:///{tmp_path / 'dialog.db'}", audit=audit_log)
    upkeep.migrate(made)
    yield made
    made.close()


@dataclass(frozen=True)
class Actions:
    """The action server, as the engine calls it."""

    http: httpx.Client

    def post(
        self,
        action: str,
        turn: Turn | None = None,
        *,
        text: str = "",
        intent: str | None = None,
        ranking: Sequence[str] = (),
        entities: Sequence[tuple[str, str]] = (),
        metadata: Mapping[str, Any] | None = None,
    ) -> httpx.Response:
        """One call, with what Rasa knows of the message; without `turn` for a talk that is not the app's."""
        if turn is not None:
            metadata = {"conversation": turn.conversation_id, "message": turn.message_id, "lease": turn.lease}
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": 1.0},
            "intent_ranking": [{"name": name, "confidence": 0.2} for name in ranking],
            "entities": [{"entity": name, "value": value} for name, value in entities],
            "metadata": metadata,
        }
        tracker = {"sender_id": "an-episode", "slots": {}, "latest_message": message, "events": []}
        return self.http.post("/webhook", json={"next_action": action, "sender_id": "an-episode", "tracker": tracker})

    def reply(self, action: str, turn: Turn | None = None, **heard: Any) -> dict[str, Any]:
        """The one thing that the action says."""
        response = self.post(action, turn, **heard)
        assert response.status_code == 200, response.text
        (said,) = response.json()["responses"]
        return {name: said[name] for name in ("response", "arguments", "buttons")}

    def keys(self, action: str, turn: Turn | None = None, **heard: Any) -> list[str]:
        """The keys of all that the action says; a form's actions may leave the word to others."""
        response = self.post(action, turn, **heard)
        assert response.status_code == 200, response.text
        return [said["response"] for said in response.json()["responses"]]

    def key(self, action: str, turn: Turn | None = None, **heard: Any) -> str:
        """The key of the one thing that the action says."""
        key: str = self.reply(action, turn, **heard)["response"]
        return key


def serve(database: Database) -> Actions:
    """The action server over a database."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    return Actions(TestClient(create_app(TOKEN, database), headers=headers, raise_server_exceptions=False))


@pytest.fixture
def actions(database: Database) -> Actions:
    """The action server over the database."""
    return serve(database)


@dataclass
class Talk:
    """A citizen's web chat, of which the test answers message by message."""

    database: Database
    sender: str = field(default_factory=lambda: uuid4().hex)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        self.conversation_id = conversations.open_web_chat(self.database, self.sender, ALBANIAN, self.now)

    def say(self, text: str = "Përshëndetje", *, locale: Locale | None = ALBANIAN, danger: str | None = None) -> None:
        """The citizen writes."""
        incoming = Incoming(Channel.WEBCHAT, self.sender, uuid4().hex, text)
        conversations.receive(self.database, incoming, lambda _: Received(locale, text, danger), self.now)

    def take(self) -> Turn:
        """Take the next message to answer it."""
        claim = turns.claim_next(self.database, "tests", self.now)
        assert claim is not None
        task = turns.next_task(self.database, claim, self.now)
        assert task is not None
        return task.turn

    def turn(self, text: str = "Përshëndetje", **said: Any) -> Turn:
        """The citizen writes, and the message is taken."""
        self.say(text, **said)
        return self.take()

    def finish(self, turn: Turn, *said: str) -> None:
        """The message is answered with these responses, and the conversation is free."""
        answers = [render(Reply(key), ALBANIAN, effect=f"answer:{index}") for index, key in enumerate(said)]
        turns.complete(self.database, turn, answers, self.now)
        turns.release(self.database, turns.Claim(turn.conversation_id, turn.lease))

    def row(self) -> Conversation:
        """The conversation as it stands."""
        with self.database.read() as session:
            return session.get_one(Conversation, self.conversation_id)

    def effects(self) -> list[tuple[int, str]]:
        """What was done, by message, in order."""
        with self.database.read() as session:
            rows = session.scalars(select(Effect).order_by(Effect.id)).all()
            return [(row.message_id, row.name) for row in rows]


@pytest.fixture
def talk(database: Database) -> Talk:
    """A citizen who has opened the web chat."""
    return Talk(database)


@pytest.fixture
def officer(database: Database) -> Callable[..., None]:
    """Puts an officer into the database, seen so many minutes ago."""

    def add(
        *,
        minutes_ago: float | None = 0,
        is_disabled: bool = False,
        is_available: bool = True,
        role: Role = Role.OFFICER,
    ) -> None:
        now = datetime.now(UTC)
        with database.write() as session:
            session.add(
                Officer(
                    name=uuid4().hex,
                    role=role,
                    language="sq",
                    script="Latn",
                    languages=[],
                    regions=[],
                    topics=[],
                    is_confined=False,
                    is_available=is_available,
                    last_seen_at=None if minutes_ago is None else now - timedelta(minutes=minutes_ago),
                    disabled_at=now if is_disabled else None,
                    created_at=now,
                )
            )

    return add


def snapshot(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Everything that is stored."""
    with database.read() as session:
        return {
            table.name: [dict(row) for row in session.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }
