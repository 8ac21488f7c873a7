"""What every command needs before it begins: the settings with their data folder, and tables of the right form."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.config import Settings, load_settings
from bot.errors import ConfigError

if TYPE_CHECKING:
    from bot.store.database import Database

__all__ = ["find_settings", "open_database", "require_current_database"]


def find_settings() -> Settings:
    """The settings, with their data folder there, and closed to other users: it holds what people wrote.

    Raises:
        ConfigError: a setting is wrong, or the folder cannot be made.
    """
    settings = load_settings()
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"DIALOG_DATA_DIR: {settings.data_dir} cannot be made ({error.strerror}).") from None
    return settings


def require_current_database(settings: Settings) -> None:
    """Go on only if the tables have the form that this version needs.

    Raises:
        ConfigError: they do not.
    """
    from bot.services import upkeep
    from bot.store.database import Database

    database = Database(settings.database)
    if not upkeep.is_current(database):
        raise ConfigError("The database does not have the form that this version needs. Run `python -m bot migrate`.")
    database.close()


@contextmanager
def open_database() -> "Iterator[Database]":
    """The database of the settings with its audit log, as a command that changes something needs it; closed at the end.

    Raises:
        ConfigError: a setting is wrong, the key cannot be read, or the tables have another form.
    """
    from bot.services import audit

    settings = find_settings()
    require_current_database(settings)
    database = audit.open_database(settings)
    try:
        yield database
    finally:
        database.close()
