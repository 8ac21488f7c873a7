"""Looks whether everything is in order. For `python -m bot doctor`."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from sqlalchemy.exc import SQLAlchemyError

from bot.channels.messenger.platform import MessengerPlatform
from bot.config import Settings
from bot.content.privacy import load_privacy
from bot.dialogue.engine import Engine
from bot.operations.models import ENGINE_PYTHON, fingerprint
from bot.run_files import find_token
from bot.services import facts, retention, upkeep
from bot.services.answers import today
from bot.store.database import Database

__all__ = ["examine"]

LITTLE_FREE = 2 * 2**30
PURGED_WITHIN = timedelta(days=2)
RUN_DAILY = "; run `python -m bot purge` daily: citizens are told how long their data is kept"


class Finding(NamedTuple):
    """What was looked at, and what is to be said of it."""

    name: str
    said: str | None
    """None when it is in order."""
    is_note: bool = False
    """Whether what is said is worth knowing and no problem."""


def examine(settings: Settings, say: Callable[[str], None], *, day: date | None = None) -> list[str]:
    """Tell what is in order, what is worth knowing, and what is wrong; returns what is wrong. `day`: else today."""
    problems = []
    for name, said, is_note in _look(settings, day or today(datetime.now(UTC))):
        state = "ok" if said is None else "note" if is_note else "BAD"
        say(f"{state:<4} {name}{f': {said}' if said else ''}")
        if said is not None and not is_note:
            problems.append(said)
    return problems


def _look(settings: Settings, day: date) -> Iterator[Finding]:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.data_dir).free
    yield Finding("disk", None if free > LITTLE_FREE else f"only {free // 2**20} MB free")
    yield Finding("engine's environment", None if ENGINE_PYTHON.exists() else "missing; run `make setup`")
    yield Finding("database", _database(settings))
    current = settings.model_path
    is_present = current.exists() and current.resolve().name == f"dialog-{fingerprint()}.tar.gz"
    yield Finding("model", None if is_present else "not trained for the present data; run `python -m bot train`")
    engine = Engine(f"http://127.0.0.1:{settings.engine_port}", find_token(settings.run_dir), timeout=2)
    yield Finding("engine", None if engine.find_model() else "does not answer; is `make run` running?")
    engine.close()
    if settings.messenger_page_token:
        messenger = MessengerPlatform(settings)
        yield Finding("Messenger", messenger.examine())
        messenger.close()
    yield Finding("facts", _expiring(day))
    yield Finding("facts' approval", _unapproved(), is_note=True)
    yield Finding("purge", _unpurged(settings, datetime.now(UTC)), is_note=True)
    is_approved = bool(load_privacy().approved_by)
    yield Finding(
        "times of keeping", None if is_approved else "not approved; see bot/content/privacy.yml", is_note=True
    )


def _database(settings: Settings) -> str | None:
    database = Database(settings.database)
    try:
        return None if upkeep.is_current(database) else "an older form; run `python -m bot migrate`"
    except SQLAlchemyError as error:
        return f"cannot be opened ({type(error).__name__})"
    finally:
        database.close()


def _unpurged(settings: Settings, now: datetime) -> str | None:
    """Citizens are told how long their data is kept: that is true only if somebody deletes it."""
    database = Database(settings.database)
    try:
        last = retention.last_purge(database)
    except SQLAlchemyError:
        return "not known; the database is not in order"
    finally:
        database.close()
    if last is not None and now - last < PURGED_WITHIN:
        return None
    return f"last on {last:%Y-%m-%d}" + RUN_DAILY if last else "never" + RUN_DAILY


def _expiring(day: date) -> str | None:
    near = groupby(facts.expiring(day), lambda it: (it.is_told_on(day), it.best_before))
    parts = [
        f"{'expires' if is_told else 'expired'} after {last}: {', '.join(it.id for it in group)}"
        for (is_told, last), group in near
    ]
    return f"{'; '.join(parts)}; check them again in bot/content/" if parts else None


def _unapproved() -> str | None:
    lacking = [it.id for it in facts.unapproved()]
    return f"{len(lacking)} lack approval: {', '.join(lacking)}" if lacking else None
