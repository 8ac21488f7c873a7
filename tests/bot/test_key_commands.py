"""`python -m bot keys`: a new key, a rotation that was killed, and old keys that go when nothing needs them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from bot.app import create_app
from bot.config import Settings
from bot.errors import ConfigError
from bot.messages import Channel
from bot.services import citizens, resealing
from bot.services.audit import open_database
from bot.services.opening import Opener
from bot.services.seals import Seals, add_key, load_identity_keys
from bot.store.database import Database
from bot.store.tables import AuditEntry, Identity
from tests.bot.conftest import KEYS, Command

NOW = datetime.now(UTC)


@pytest.fixture
def opened(folder: Path) -> Iterator[Database]:
    """The folder's database, with three citizens of a platform."""
    made = open_database(Settings(_env_file=None, data_dir=folder))
    seals = Seals(*load_identity_keys(_key_file(folder)))
    for address in ("1", "2", "3"):
        citizens.meet(made, KEYS, seals, Channel.TELEGRAM, address, NOW)
    yield made
    made.close()


def _key_file(folder: Path) -> Path:
    return folder / "keys" / "identities.key"


def _addresses(database: Database, *keys: bytes) -> list[str]:
    with database.read() as session:
        return [Opener(*keys).open(str(it)) for it in session.scalars(select(Identity.address).order_by(Identity.id))]


def _audited(database: Database) -> list[tuple[str, object]]:
    with database.read() as session:
        lines = session.execute(select(AuditEntry.action, AuditEntry.detail).order_by(AuditEntry.number))
        return [(action, detail) for action, detail in lines]


def test_a_new_key_seals_everything_and_the_old_one_goes(folder: Path, opened: Database, command: Command) -> None:
    (first,) = load_identity_keys(_key_file(folder))
    assert "Sealed with the newest key: 3 now, 0 before." in command("keys rotate")
    newest, kept = load_identity_keys(_key_file(folder))
    assert kept == first
    assert newest != first
    assert _addresses(opened, newest) == ["1", "2", "3"]
    assert "Old keys taken away: 1. Sealed with the one that stays: 3." in command("keys drop-old")
    assert load_identity_keys(_key_file(folder)) == [newest]
    assert _audited(opened) == [("keys_rotated", {"resealed": 3, "lost": 0}), ("keys_dropped", {"keys": 1})]
    assert "Old keys taken away: 0." in command("keys drop-old")


def test_a_rotation_that_was_killed_goes_on_with_its_key(
    folder: Path, opened: Database, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "BATCH", 2)
    add_key(_key_file(folder))
    both = load_identity_keys(_key_file(folder))
    next(resealing.reseal(opened, Seals(*both)))
    refused = command("keys drop-old", fails=True)
    assert "Sealed with an old key: 1." in refused
    said = command("keys rotate")
    assert "going on with its key" in said
    assert "1 now, 2 before" in said
    assert load_identity_keys(_key_file(folder)) == both
    assert _addresses(opened, both[0]) == ["1", "2", "3"]
    command("keys drop-old")
    command("keys rotate")
    assert len(load_identity_keys(_key_file(folder))) == 2, "the next rotation has a key of its own"


def test_what_no_key_opens_is_told(folder: Path, opened: Database, command: Command) -> None:
    citizens.meet(opened, KEYS, Seals(bytes(32)), Channel.TELEGRAM, "4", NOW)
    assert "left as they are: 1." in command("keys rotate")
    assert "left as they are: 1." in command("keys drop-old")


@pytest.mark.parametrize("words", ["keys rotate", "keys drop-old"])
def test_beside_a_running_app_nothing_is_changed(folder: Path, opened: Database, command: Command, words: str) -> None:
    before = _key_file(folder).read_text()
    with TestClient(create_app(Settings(_env_file=None, data_dir=folder))):
        assert "stop it first" in command(words, fails=True)
    assert _key_file(folder).read_text() == before
    command(words)


def test_no_app_starts_meanwhile(folder: Path, opened: Database, command: Command) -> None:
    app = create_app(Settings(_env_file=None, data_dir=folder))
    walk = resealing.reseal

    def reseal(database: Database, seals: Seals) -> Iterator[resealing.Tally]:
        with pytest.raises(ConfigError, match="being changed"), TestClient(app):
            pass
        yield from walk(database, seals)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resealing, "reseal", reseal)
        assert "3 now" in command("keys rotate")
    with TestClient(app):
        pass
