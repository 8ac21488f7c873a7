"""The app on a port and in a folder of its own, with an engine and officers: what a driver's people talk with."""

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select

from actions.answers import ActionAnswer, ActionAskBack
from actions.reports import ActionReceipt, ValidateReportForm
from actions.session import ActionCancel, ActionChangeLanguage
from bot.app import create_app
from bot.config import Settings
from bot.messages import Reply, Role
from bot.services.audit import open_database
from bot.store.tables import Base, Conversation, Identity, Message
from tests.conformance.driver import Driver, Person, wait
from tests.console import CHEAP, PASSWORD, add_account
from tests.stand_ins.engine_with_actions import EngineWithActions

__all__ = ["Engine", "House", "Officer"]

ROOMY = {
    **dict.fromkeys(("rate_citizen", "rate_address", "rate_sessions", "rate_login"), "10000/minute"),
    "rate_attachments": "10000/hour",
    "max_photo_mb": 1,
    "engine_timeout": 2.0,
}


class Engine(EngineWithActions):
    """Understands some words, and answers with the project's own actions, reports and languages among them."""

    def __init__(self) -> None:
        super().__init__(lambda: datetime.now(UTC))
        self.actions |= {
            **dict.fromkeys(("report", "report_theft"), ValidateReportForm),
            "receipt": ActionReceipt,
            "change_language": ActionChangeLanguage,
            "cancel": ActionCancel,
            "nlu_fallback": ActionAskBack,
        }
        self.meanings = EngineWithActions.meanings | {"language": "change_language"}
        self.heard: list[str] = []

    def parse(self, text: str) -> dict[str, Any]:
        """As the stand-in, and what it was asked is kept."""
        self.heard.append(text)
        return super().parse(text)

    def _act(self, body: dict[str, Any]) -> Sequence[Reply]:
        self.before_answer()
        name = body["parse"]["intent"]["name"]
        if name in self.responses and not name.startswith("ask_"):
            return [Reply(self.responses[name])]
        assert self.database is not None
        dispatcher = CollectingDispatcher()
        tracker: Any = SimpleNamespace(latest_message=body["parse"] | {"metadata": body["metadata"]})
        action = self.actions.get(name, ActionAnswer)(self.database)
        asyncio.run(action.run(dispatcher, tracker, {}))
        return [Reply.from_json(it) for it in dispatcher.messages]


class Officer:
    """Somebody at the console, by its API."""

    def __init__(self, house: "House", name: str, role: Role) -> None:
        self._house = house
        add_account(house.database, name, role)
        body = {"name": name, "password": PASSWORD}
        answer = httpx.post(f"{house.url}/api/console/login", json=body)
        self._headers = {"Authorization": f"Bearer {answer.json()['token']}", "Accept-Language": "en"}

    def get(self, path: str) -> Any:
        """Read a door below `/api/console`."""
        answer = httpx.get(f"{self._house.url}/api/console{path}", headers=self._headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def do(self, talk: str, what: str, **body: Any) -> Any:
        """Do something in a talk: `claim`, `reply`, `resolve`, `mute`."""
        url = f"{self._house.url}/api/console/conversations/{talk}/{what}"
        answer = httpx.post(url, json=body or None, headers=self._headers)
        assert answer.is_success, answer.text
        return answer.json()


class House:
    """The app, which a test may stop and start again on the same folder."""

    def __init__(self, driver: Driver, engine: Engine, folder: Path) -> None:
        self.driver, self.engine = driver, engine
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self._port}"
        values = ROOMY | {"data_dir": folder, "engine_port": engine.port} | dict(driver.settings)
        self.settings = Settings(_env_file=None, **values)  # type: ignore[arg-type]
        self.database = engine.database = open_database(self.settings)
        self._officers: dict[Role, Officer] = {}
        self._app: FastAPI | None = None

    @property
    def context(self) -> Any:
        """What the running app is made of."""
        assert self._app is not None
        return self._app.state.context

    def start(self) -> None:
        """Start the app, and tell the platform of it."""
        self._app = create_app(self.settings, passwords=CHEAP)
        config = uvicorn.Config(self._app, port=self._port, log_level="warning", ws="none", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        wait(lambda: self._server.started)
        self.driver.start(self)

    def stop(self) -> None:
        """Stop the app after what it has in hand."""
        self._server.should_exit = True
        self._thread.join(30)
        assert not self._thread.is_alive()

    def officer(self, role: Role = Role.OFFICER) -> Officer:
        """Somebody with an account, signed in."""
        if role not in self._officers:
            self._officers[role] = Officer(self, f"Arta {role}", role)
        return self._officers[role]

    def talk(self, person: Person) -> Conversation:
        """The person's talk, as it stands in the database."""
        with self.database.read() as session:
            query = select(Conversation).join(Identity).where(Identity.platform_id == self.sender(person))
            return session.scalars(query.order_by(Conversation.opened_at.desc())).first()  # type: ignore[return-value]

    def sender(self, person: Person) -> str:
        """What the house knows the person by."""
        known: Callable[[str], str] | None = getattr(self.driver, "sender_of", None)
        return known(person.id) if known else self.context.keys.hash_sender(self.driver.channel, person.id)

    def messages(self, person: Person, direction: str | None = None) -> list[Message]:
        """All that was said with the person, in order; of one direction alone if wanted."""
        with self.database.read() as session:
            query = select(Message).join(Conversation, Conversation.id == Message.conversation_id)
            query = query.join(Identity).where(Identity.platform_id == self.sender(person))
            found = session.scalars(query.order_by(Message.id)).all()
        return [it for it in found if direction in (None, it.direction)]

    def said(self, person: Person) -> list[Message]:
        """What the person said."""
        return self.messages(person, "incoming")

    def everything(self) -> str:
        """Every row of every table."""
        with self.database.read() as session:
            rows = [row for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
        return repr(rows)
