"""What tests of the app share: a clock, a real database, an engine's stand-in at the HTTP seam, and a running app."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import Settings
from bot.services import upkeep
from bot.services.audit import AuditLog
from bot.services.audit_head import HeadFile
from bot.services.keys import Keys
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


@pytest.fixture
def audit_log(tmp_path: Path) -> AuditLog:
    """What audit lines are sealed with, and a file for their head."""
    return AuditLog(Keys(b"a key for tests, not for anybody"), HeadFile(tmp_path / "audit.head"))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite file: a copy takes a moment, the migrations take longer."""
    file = tmp_path_factory.mktemp("migrated") / "empty.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_url(postgres_url: str | None) -> str | None:
    """The same on PostgreSQL; none where it is not installed."""
    if postgres_url is None:
        return None
    url = postgres.fresh_database(postgres_url)
    _migrate(url)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, audit_log: AuditLog, postgres_url: str | None
) -> Iterator[Database]:
    """An empty, migrated database: a SQLite file, and PostgreSQL where it is installed."""
    if request.param == "sqlite":
        file = shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "test.db")
        made = Database(f"sqlite:///{file}", audit=audit_log)
    else:
        template = request.getfixturevalue("migrated_url")
        if postgres_url is None or template is None:
            pytest.skip("PostgreSQL is not installed: this case was not tried")
        made = Database(postgres.fresh_database(postgres_url, template=template), audit=audit_log)
    yield made
    made.close()


def _migrate(url: str) -> None:
    made = Database(url)
    upkeep.migrate(made)
    made.close()  # SQLite brings everything into the one file when its last connection ends


@pytest.fixture
def engine() -> Iterator[EngineStandIn]:
    """The engine's stand-in, answering."""
    with EngineStandIn() as stand_in:
        yield stand_in
