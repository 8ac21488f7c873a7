"""What every command needs before it begins: the settings with their data folder, and tables of the right form."""

from bot.config import Settings, load_settings
from bot.errors import ConfigError

__all__ = ["find_settings", "require_current_database"]


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
