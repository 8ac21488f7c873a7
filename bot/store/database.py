"""The database: SQLite in the data folder, or PostgreSQL. Services open one short transaction a call."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

__all__ = ["Database"]

POOL = 48
"""Connections kept: for threads that serve requests, workers, and what looks after things, with some to spare."""


class Database:
    """Hands out transactions. On SQLite: WAL, and a writer takes its lock at once instead of failing halfway."""

    def __init__(self, url: str, *, audit: object = None) -> None:
        """Nothing is opened yet; `url` is a SQLAlchemy URL, `audit` what `services/audit.py` seals its lines with."""
        self.audit = audit
        self._info = {"audit": audit}
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine: Engine = create_engine(
            url, hide_parameters=True, pool_pre_ping=not self.is_sqlite, pool_size=POOL, pool_timeout=5
        )
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        self._turn: AbstractContextManager[object] = threading.Lock() if self.is_sqlite else nullcontext()
        self._reader = self.engine.execution_options(is_reader=True)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that is committed at the end, and undone when anything is raised.

        On SQLite the threads of a process take turns in order: its own waiting is neither fair nor soon.
        """
        with self._turn, Session(self.engine, expire_on_commit=False, info=self._info) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that only reads; on SQLite it neither waits for a writer nor holds one up."""
        with Session(self._reader, expire_on_commit=False, info=self._info) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's `begin` event starts transactions, not the driver
    cursor = connection.cursor()
    # `secure_delete`: what is deleted shall not stand in the free pages of the file.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    is_reader = connection.get_execution_options().get("is_reader")
    connection.exec_driver_sql("BEGIN" if is_reader else "BEGIN IMMEDIATE")
