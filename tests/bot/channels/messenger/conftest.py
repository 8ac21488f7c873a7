"""The running app with a Facebook page: Meta is a stand-in, whose webhooks come in through the app's own door."""

import time
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import select

from bot.app import create_app
from bot.config import Settings
from bot.services import upkeep
from bot.services.audit import open_database
from bot.store.database import Database
from bot.store.tables import Conversation, Message, Update
from tests.console import CHEAP, Console
from tests.stand_ins.messenger import MessengerStandIn
from tests.stand_ins.messenger_people import Person

WEBHOOK = "/messenger/webhook"
WORD = "the-word-of-a-test"


def messenger_settings(settings: Settings, messenger: MessengerStandIn, **others: object) -> Settings:
    """The settings of an app that talks for the stand-in's page."""
    values = {
        "messenger_page_token": SecretStr(messenger.token),
        "messenger_page_id": messenger.page_id,
        "messenger_app_id": str(messenger.app_id),
        "messenger_app_secret": SecretStr(messenger.app_secret),
        "messenger_verify_token": SecretStr(WORD),
        "messenger_api_url": f"{messenger.url}/v23.0",
    }
    return settings.model_copy(update=values | others)


class Page:
    """The app as Meta meets it."""

    def __init__(self, client: TestClient, messenger: MessengerStandIn, settings: Settings) -> None:
        self.client, self.messenger, self.settings = client, messenger, settings
        self.database = open_database(settings)
        self.console = Console(client, self.database)

    def post(self, body: bytes, headers: dict[str, str]) -> int:
        """A body of Meta's; the status of the answer."""
        return self.client.post(WEBHOOK, content=body, headers=headers).status_code

    def messages(self) -> list[Message]:
        """All that was said, in order."""
        with self.database.read() as session:
            return list(session.scalars(select(Message).order_by(Message.id)))

    def updates(self) -> list[Update]:
        """All that came in."""
        with self.database.read() as session:
            return list(session.scalars(select(Update).order_by(Update.id)))

    def talks(self) -> list[Conversation]:
        """All conversations."""
        with self.database.read() as session:
            return list(session.scalars(select(Conversation).order_by(Conversation.opened_at)))

    def settle(self) -> None:
        """Wait until everything that came in was read, answered and sent, as far as it will be."""
        self.messenger.settle()
        wait_until(lambda: not [it for it in self.updates() if it.handled_at is None])
        wait_until(lambda: not [it for it in self.messages() if it.direction == "incoming" and not it.handled_at])
        wait_until(lambda: not [it for it in self.messages() if it.delivery in {"queued", "sending"}])
        self.messenger.settle()
        wait_until(lambda: not [it for it in self.updates() if it.handled_at is None])


def wait_until(is_so: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until something is so; fail when it never is."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.02)


@pytest.fixture
def messenger() -> Iterator[MessengerStandIn]:
    """Meta, with one page and nobody on it yet."""
    with MessengerStandIn() as made:
        made.proof_required = True
        yield made


@pytest.fixture
def page(settings: Settings, messenger: MessengerStandIn) -> Iterator[Page]:
    """The app, started, and Meta bringing it what people do."""
    mine = messenger_settings(settings, messenger)
    database = Database(mine.database)
    upkeep.migrate(database)
    database.close()
    with TestClient(create_app(mine, passwords=CHEAP), base_url="http://127.0.0.1:8080") as client:
        made = Page(client, messenger, mine)
        messenger.webhook = made.post
        yield made
        made.messenger.webhook = None
        made.database.close()


@pytest.fixture
def person(messenger: MessengerStandIn) -> Person:
    """Somebody who has not written yet."""
    return messenger.person()
