"""What tests of the app share: a clock, a real database, an engine's stand-in at the HTTP seam, and a running app."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import Settings
from bot.services import upkeep
from bot.store.database import Database
from tests import postgres
from tests.stand_ins.engine import EngineStandIn


class Clock:
    """A time that only tests move."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def pass_(self, **duration: float) -> None:
        """Let time pass."""
        self.now += timedelta(**duration)


@pytest.fixture
def clock() -> Clock:
    """Noon of a day in November."""
    return Clock()


@pytest.fixture
def settings(tmp_path: Path, engine: EngineStandIn) -> Settings:
    """Settings with a data folder of their own and the stand-in as engine."""
    return Settings(_env_file=None, data_dir=tmp_path, engine_port=engine.port, engine_timeout=2.0)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str | None]:
    """A throw-away PostgreSQL server; none where it is not installed."""
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated database: a SQLite file, and PostgreSQL where it is installed."""
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'test.db'}")
    else:
        url = request.getfixturevalue("postgres_url")
        if url is None:
            pytest.skip("PostgreSQL is not installed: this case was not tried")
        made = Database(postgres.fresh_database(url))
    upkeep.migrate(made)
    yield made
    made.close()


@pytest.fixture
def engine() -> Iterator[EngineStandIn]:
    """The engine's stand-in, answering."""
    with EngineStandIn() as stand_in:
        yield stand_in
