"""The console behind an HTTP client on this machine, with accounts."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from bot.app import create_app
from bot.config import Settings
from bot.services import upkeep
from bot.services.audit import open_database
from tests.console import CHEAP, Console


@pytest.fixture
def console(settings: Settings) -> Iterator[Console]:
    """The app, started, without any account."""
    database = open_database(settings)
    upkeep.migrate(database)
    roomy = settings.model_copy(update={"rate_login": "1000/minute"})
    with TestClient(create_app(roomy, passwords=CHEAP), base_url="http://127.0.0.1") as client:
        yield Console(client, database)
    database.close()
