"""A running app for the contracts about HTTP, as somebody from the internet meets it."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.app import create_app
from bot.config import Settings
from bot.services import upkeep
from bot.store.database import Database
from tests.stand_ins.engine import EngineStandIn

METRICS_TOKEN = "a-token-for-metrics"
EMBED_ORIGIN = "https://www.example.org"
OUTSIDE = ("203.0.113.9", 50000)
"""An address kept for documentation (RFC 5737), so it is nobody's, and not loopback."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The app on an empty database, with the stand-in as engine and one route more, which fails."""
    with EngineStandIn() as engine:
        data = tmp_path_factory.mktemp("data")
        settings = Settings(
            _env_file=None,
            data_dir=data,
            engine_port=engine.port,
            metrics_token=METRICS_TOKEN,
            embed_origins=EMBED_ORIGIN,
        )
        database = Database(settings.database)
        upkeep.migrate(database)
        database.close()
        yield create_app(settings)


@pytest.fixture(scope="module")
def stranger(app: FastAPI) -> Iterator[TestClient]:
    """A client from elsewhere, which follows nothing and is told of failures as answers."""
    with TestClient(app, client=OUTSIDE, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client
