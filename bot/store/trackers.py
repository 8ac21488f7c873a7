"""The engine's own memory: Rasa keeps the words of an episode in a file of its own, outside the app's database."""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from datetime import datetime
from pathlib import Path

__all__ = ["forget_episodes", "list_episodes"]

PATIENCE = 10.0
"""Seconds to wait while the engine writes."""


def list_episodes(file: Path) -> set[str]:
    """The episodes that the engine remembers; none without a file."""
    if not file.exists():
        return set()
    with closing(_open(file)) as connection:
        if not _has_events(connection):
            return set()
        return {row[0] for row in connection.execute("SELECT DISTINCT sender_id FROM events")}


def forget_episodes(file: Path, episodes: Collection[str], *, silent_since: datetime) -> int:
    """Make the engine forget these episodes, and every one that has been silent since then; returns how many.

    An episode goes as a whole: the engine counts on all that it remembers of one being there.
    """
    if not file.exists():
        return 0
    with closing(_open(file)) as connection, connection:
        if not _has_events(connection):
            return 0
        silent = connection.execute(
            "SELECT sender_id FROM events GROUP BY sender_id HAVING MAX(timestamp) < ?", (silent_since.timestamp(),)
        )
        gone = {row[0] for row in silent} | set(episodes)
        connection.executemany("DELETE FROM events WHERE sender_id = ?", [(episode,) for episode in gone])
        return len(gone)


def _open(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=PATIENCE)
    connection.execute("PRAGMA secure_delete=ON")  # what is forgotten shall not stand in the file's free pages
    return connection


def _has_events(connection: sqlite3.Connection) -> bool:
    """The engine makes its table when it first starts."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'events'").fetchone() is not None
