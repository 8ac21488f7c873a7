"""The app with a bot at the Telegram stand-in: asked for updates, as without a public address."""

from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from bot.app import create_app
from bot.config import Settings
from bot.services import upkeep
from bot.store.database import Database
from bot.store.tables import Message
from tests.stand_ins.telegram import TelegramStandIn

MakeSettings = Callable[..., Settings]


@pytest.fixture
def telegram() -> Iterator[TelegramStandIn]:
    """Telegram, with our bot."""
    with TelegramStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def make_settings(settings: Settings, telegram: TelegramStandIn) -> MakeSettings:
    """Settings of an app with the bot, and more if wanted; its database is there."""
    database = Database(settings.database)
    upkeep.migrate(database)
    database.close()

    def make(**more: object) -> Settings:
        values = settings.model_dump() | {"telegram_token": telegram.token, "telegram_api_url": telegram.url} | more
        return Settings(_env_file=None, **values)

    return make


@pytest.fixture
def app(make_settings: MakeSettings) -> Iterator[TestClient]:
    """The app, running, which asks Telegram for updates."""
    with TestClient(create_app(make_settings())) as client:
        yield client


def stored(client: TestClient) -> list[Message]:
    """Every message in the app's database."""
    with client.app.state.context.database.read() as session:  # type: ignore[attr-defined]
        return list(session.scalars(select(Message).order_by(Message.id)))
