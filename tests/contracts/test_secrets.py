"""Passwords and tokens of the settings are shown nowhere: not by the settings, not by errors, not by the database."""

import os
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError

from bot.app import create_app
from bot.config import Settings, load_settings
from bot.errors import ConfigError
from bot.store.database import Database

PASSWORD, TOKEN = "pa55word-of-the-database", "t0ken-of-the-metrics"
URL = f"postgresql+psycopg://dialog:{PASSWORD}@127.0.0.1:1/dialog?connect_timeout=1"
SECRET_WORDS = ("token", "password", "secret", "key", "database_url")


@pytest.fixture
def secretive(tmp_path: Path) -> Settings:
    """Settings with every secret set."""
    return Settings(_env_file=None, data_dir=tmp_path, database_url=URL, metrics_token=TOKEN)


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without settings, in a folder without `.env`."""
    for name in [name for name in os.environ if name.startswith("DIALOG_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def test_settings_show_no_secret(secretive: Settings) -> None:
    shown = [repr(secretive), str(secretive), f"{secretive}", str(secretive.model_dump()), secretive.model_dump_json()]
    assert secretive.database == URL
    assert not [text for text in shown if PASSWORD in text or TOKEN in text]


def test_what_sounds_secret_is_kept_as_a_secret() -> None:
    secret = {name for name, field in Settings.model_fields.items() if SecretStr in _types(field.annotation)}
    sounding = {name for name in Settings.model_fields if any(word in name for word in SECRET_WORDS)}
    assert secret == {name for name in sounding if not name.endswith("_file")}
    assert secret


def test_an_app_shows_no_secret(secretive: Settings) -> None:
    app = create_app(secretive)
    shown = f"{app!r} {vars(app.state)!r} {app.openapi()}"
    assert PASSWORD not in shown
    assert TOKEN not in shown


def test_a_wrong_setting_is_named_and_not_shown(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("DIALOG_PORT", PASSWORD)
    environment.setenv("DIALOG_RATE_CITIZEN", TOKEN)
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert "DIALOG_PORT: " in str(caught.value)
    assert "DIALOG_RATE_CITIZEN: " in str(caught.value)
    assert PASSWORD not in str(caught.value)
    assert TOKEN not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_database_shows_no_password() -> None:
    database = Database(URL)
    with pytest.raises(OperationalError) as caught, database.read() as session:
        session.connection()
    assert PASSWORD not in f"{database!r} {database.engine!r} {database.engine.url} {caught.value!r} {caught.value}"


def _types(annotation: object) -> tuple[object, ...]:
    return getattr(annotation, "__args__", (annotation,))
