"""Looks whether everything is in order. For `python -m bot doctor`."""

import shutil
from collections.abc import Callable, Iterator

from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings
from bot.dialogue.engine import Engine
from bot.operations.models import ENGINE_PYTHON, fingerprint
from bot.run_files import find_token
from bot.services import upkeep
from bot.store.database import Database

__all__ = ["examine"]

LITTLE_FREE = 2 * 2**30


def examine(settings: Settings, say: Callable[[str], None]) -> list[str]:
    """Tell what is in order and what is not; returns what is not."""
    problems = []
    for name, problem in _look(settings):
        say(f"{'ok  ' if problem is None else 'BAD '} {name}{f': {problem}' if problem else ''}")
        if problem is not None:
            problems.append(problem)
    return problems


def _look(settings: Settings) -> Iterator[tuple[str, str | None]]:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.data_dir).free
    yield "disk", None if free > LITTLE_FREE else f"only {free // 2**20} MB free"
    yield "engine's environment", None if ENGINE_PYTHON.exists() else "missing; run `make setup`"
    yield "database", _database(settings)
    current = settings.model_path
    is_present = current.exists() and current.resolve().name == f"dialog-{fingerprint()}.tar.gz"
    yield "model", None if is_present else "not trained for the present data; run `python -m bot train`"
    engine = Engine(f"http://127.0.0.1:{settings.engine_port}", find_token(settings.run_dir), timeout=2)
    yield "engine", None if engine.find_model() else "does not answer; is `make run` running?"
    engine.close()


def _database(settings: Settings) -> str | None:
    database = Database(settings.database)
    try:
        return None if upkeep.is_current(database) else "an older form; run `python -m bot migrate`"
    except SQLAlchemyError as error:
        return f"cannot be opened ({type(error).__name__})"
    finally:
        database.close()
