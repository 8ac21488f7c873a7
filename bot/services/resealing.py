"""Sealing what names citizens anew, with the newest key: addresses, and what platforms sent. Nothing is opened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.messages import Channel
from bot.services.arrivals import SEALED
from bot.services.seals import Seals
from bot.store.database import Database
from bot.store.tables import Identity, Update

__all__ = ["Tally", "count", "look", "reseal"]

BATCH = 200
"""Records of one transaction."""
Place = type[Identity] | type[Update]
PLACES: tuple[tuple[Place, ColumnElement[bool]], ...] = (
    (Identity, Identity.address.is_not(None)),
    (Update, Update.channel != Channel.WEBCHAT),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """Records by the key that they were found sealed with."""

    current: int = 0
    old: int = 0
    lost: int = 0
    """With a key that is not there: nobody can read them."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.current + other.current, self.old + other.old, self.lost + other.lost)

    @property
    def total(self) -> int:
        """All of them."""
        return self.current + self.old + self.lost


def count(database: Database) -> int:
    """How many records may be sealed."""
    with database.read() as session:
        return sum(session.scalar(select(func.count(it.id)).where(where)) or 0 for it, where in PLACES)


def look(database: Database, seals: Seals) -> Iterator[Tally]:
    """With which keys records are sealed, batch by batch; changes nothing."""
    for model, where in PLACES:
        after = 0
        while True:
            with database.read() as session:
                rows = _some(session, model, where, after)
                if not rows:
                    break
                after = rows[-1].id
                yield sum((_judge(seals, row) for row in rows), Tally())


def reseal(database: Database, seals: Seals) -> Iterator[Tally]:
    """Seal with the newest key what was sealed with older ones, a batch in a transaction; how each batch was found.

    Whoever stops in the middle goes on by calling it again. No app may run that does not have the newest key.
    """
    for model, where in PLACES:
        after = 0
        while True:
            with database.write() as session:
                rows = _some(session, model, where, after, is_locking=True)
                found = [(row, _judge(seals, row)) for row in rows]
                for row, tally in found:
                    if tally.old:
                        _put(row, seals.reseal(_sealed_of(row) or ""))
            if not rows:
                break
            after = rows[-1].id
            yield sum((tally for _, tally in found), Tally())


def _some(
    session: Session,
    model: Place,
    where: ColumnElement[bool],
    after: int,
    *,
    is_locking: bool = False,
) -> Sequence[Identity | Update]:
    some = select(model).where(where, model.id > after).order_by(model.id).limit(BATCH)
    rows = session.scalars(some.with_for_update() if is_locking else some).all()
    return cast(Sequence[Identity | Update], rows)


def _judge(seals: Seals, row: Identity | Update) -> Tally:
    sealed = _sealed_of(row)
    if sealed is None:
        return Tally()
    if seals.is_current(sealed):
        return Tally(current=1)
    return Tally(old=1) if seals.is_known(sealed) else Tally(lost=1)


def _sealed_of(row: Identity | Update) -> str | None:
    return row.address if isinstance(row, Identity) else row.body.get(SEALED)


def _put(row: Identity | Update, sealed: str) -> None:
    if isinstance(row, Identity):
        row.address = sealed
    else:
        row.body = row.body | {SEALED: sealed}
