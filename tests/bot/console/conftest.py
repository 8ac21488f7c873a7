"""The console behind an HTTP client on this machine, with accounts."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from bot.app import create_app
from bot.config import Settings
from bot.services import upkeep
from bot.services.audit import open_database
from tests.bot.channels.conftest import Browser
from tests.console import CHEAP, Console, OfficerClient
from tests.stand_ins.engine_with_actions import EngineWithActions


@pytest.fixture
def console(settings: Settings) -> Iterator[Console]:
    """The app, started, without any account."""
    database = open_database(settings)
    upkeep.migrate(database)
    roomy = settings.model_copy(update={"rate_login": "1000/minute"})
    with TestClient(create_app(roomy, passwords=CHEAP), base_url="http://127.0.0.1") as client:
        yield Console(client, database)
    database.close()


@pytest.fixture
def engine() -> Iterator[EngineWithActions]:
    """The engine with the project's own actions."""
    with EngineWithActions(lambda: datetime.now(UTC)) as stand_in:
        yield stand_in


@pytest.fixture
def arta(console: Console, engine: EngineWithActions) -> OfficerClient:
    """An officer who has signed in."""
    engine.database = console.database
    return console.officer("Arta")


@pytest.fixture
def citizen(console: Console, arta: OfficerClient) -> Browser:
    """A citizen who has opened the web chat."""
    return Browser(console.client)
