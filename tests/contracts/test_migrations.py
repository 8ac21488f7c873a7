"""The migrations make the tables that the models describe, on SQLite and PostgreSQL, upwards and downwards."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from bot.config import ROOT
from bot.services import upkeep
from bot.store.database import Database
from bot.store.tables import Base
from tests import postgres

CONFIG = Config()
CONFIG.set_main_option("script_location", str(ROOT / "bot" / "store" / "migrations"))
REVISIONS = [revision.revision for revision in ScriptDirectory.from_config(CONFIG).walk_revisions()][::-1]
"""From the first to the last."""

MakeDatabase = Callable[[str], Database]


@pytest.fixture(params=["sqlite", "postgresql"])
def make_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeDatabase]:
    """Makes empty databases, without any table."""
    made = []
    server = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    if request.param == "postgresql" and server is None:
        pytest.skip("PostgreSQL is not installed: this case was not tried")

    def make(name: str) -> Database:
        url = postgres.fresh_database(server) if server else f"sqlite:///{tmp_path / name}.db"
        made.append(Database(url))
        return made[-1]

    yield make
    for database in made:
        database.close()


@pytest.fixture
def empty(make_database: MakeDatabase) -> Database:
    """A database without any table."""
    return make_database("empty")


def test_there_is_one_newest_form() -> None:
    assert ScriptDirectory.from_config(CONFIG).get_heads() == REVISIONS[-1:]


def test_migrations_make_what_the_models_say(empty: Database) -> None:
    upkeep.migrate(empty)
    assert _differences(empty) == []


def test_constraints_are_those_of_the_models(make_database: MakeDatabase) -> None:
    # Alembic compares no checks and not the condition of an index.
    migrated, made = make_database("migrated"), make_database("made")
    upkeep.migrate(migrated)
    Base.metadata.create_all(made.engine)
    assert _constraints(migrated) == _constraints(made)


def test_down_to_nothing_and_up_again(empty: Database) -> None:
    upkeep.migrate(empty)
    _run(empty, command.downgrade, "base")
    assert _tables(empty) == set()
    assert not upkeep.is_current(empty)
    upkeep.migrate(empty)
    assert _tables(empty) == set(Base.metadata.tables)
    assert _differences(empty) == []


def test_every_step_can_be_taken_back(empty: Database) -> None:
    for number, revision in enumerate(REVISIONS):
        before = _constraints(empty)
        _run(empty, command.upgrade, revision)
        after = _constraints(empty)
        _run(empty, command.downgrade, REVISIONS[number - 1] if number else "base")
        assert _constraints(empty) == before
        _run(empty, command.upgrade, revision)
        assert _constraints(empty) == after


def test_an_older_form_is_noticed(empty: Database) -> None:
    assert not upkeep.is_current(empty)
    for revision in REVISIONS[:-1]:
        _run(empty, command.upgrade, revision)
        assert not upkeep.is_current(empty)
    upkeep.migrate(empty)
    assert upkeep.is_current(empty)
    _run(empty, command.downgrade, "-1")
    assert not upkeep.is_current(empty)


def test_a_newer_form_is_noticed(empty: Database) -> None:
    upkeep.migrate(empty)
    with empty.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'newer'")
    assert not upkeep.is_current(empty)


def test_a_current_database_stays_as_it_is(empty: Database) -> None:
    upkeep.migrate(empty)
    with empty.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO citizens VALUES ('kept', '2026-11-22 12:00:00')")
    upkeep.migrate(empty)
    with empty.engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT id FROM citizens").scalars().all() == ["kept"]


def _run(database: Database, step: Callable[[Config, str], None], revision: str) -> None:
    with database.engine.begin() as connection:
        CONFIG.attributes["connection"] = connection
        step(CONFIG, revision)


def _differences(database: Database) -> list[Any]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, Base.metadata))


def _tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def _constraints(database: Database) -> dict[str, Any]:
    """Everything about the tables that decides what may be stored, in an order of its own."""
    inspector = inspect(database.engine)
    parts: dict[str, Callable[[str], Any]] = {
        "columns": inspector.get_columns,
        "key": inspector.get_pk_constraint,
        "foreign": inspector.get_foreign_keys,
        "unique": inspector.get_unique_constraints,
        "checks": inspector.get_check_constraints,
        "indexes": inspector.get_indexes,
    }
    return {
        table: {name: sorted(map(_written, _listed(read(table)))) for name, read in parts.items()}
        for table in _tables(database)
    }


def _listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


def _written(part: Any) -> str:
    return json.dumps(part, default=str, sort_keys=True)
