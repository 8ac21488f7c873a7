"""What keeps the house in order: is the database there, and is its form the one that this version needs."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.config import ROOT
from bot.store.database import Database

__all__ = ["is_current", "is_reachable", "migrate"]


def migrate(database: Database) -> None:
    """Bring the tables to the form that this version needs; a current database stays as it is."""
    config = _config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(database: Database) -> bool:
    """Whether the tables have the form that this version needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def is_reachable(database: Database) -> bool:
    """Whether the database answers."""
    try:
        with database.read() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "bot" / "store" / "migrations"))
    return config
