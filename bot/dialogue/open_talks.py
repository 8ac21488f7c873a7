"""The open talks as all consoles see them: read once after a change, not once for each officer who looks."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.dialogue.bell import Bell
from bot.i18n import Locale
from bot.services.queue import Row, in_order, list_open
from bot.store.database import Database

__all__ = ["OpenTalks", "Snapshot"]

LONGEST_USE = 1.0
"""Seconds after which all are read anew although nothing rang: waits grow, and other processes write."""


@dataclass(slots=True)
class Snapshot:
    """The open talks at one moment, and their lines in each language as far as somebody asked for them."""

    rows: list[Row]
    _lines: dict[tuple[str, str], str] = field(default_factory=dict)

    def line(self, row: Row, locale: Locale, show: Callable[[Row, Locale], str]) -> str:
        """The row as `show` puts it into a language, done once."""
        key = (row.id, locale.tag)
        if key not in self._lines:
            self._lines[key] = show(row, locale)
        return self._lines[key]


class OpenTalks:
    """Keeps the last snapshot, and reads again only the talks for which the bell has rung since."""

    def __init__(self, database: Database, bell: Bell) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._take_rung = bell.remember()
        self._last = Snapshot([])
        self._read_at = -LONGEST_USE

    def look(self, now: datetime) -> Snapshot:
        """The open talks, with every change that had rung when this was called."""
        with self._lock:
            rung = self._take_rung()  # before reading: what rings meanwhile may not be in it
            if time.monotonic() - self._read_at > LONGEST_USE:
                self._last = Snapshot(list_open(self._database, now))
                self._read_at = time.monotonic()
            elif rung:
                others = [row for row in self._last.rows if row.id not in rung]
                self._last = Snapshot(in_order([*others, *list_open(self._database, now, only=rung)]))
            return self._last
