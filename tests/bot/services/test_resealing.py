"""Sealing anew: everything comes under the newest key, nothing is lost, and whoever stops in the middle goes on."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.messages import Channel
from bot.services import arrivals, citizens, resealing
from bot.services.keys import Unreadable
from bot.services.opening import Opener
from bot.services.resealing import Tally
from bot.services.seals import Seals
from bot.store.database import Database
from bot.store.tables import Identity, Update
from tests.bot.conftest import KEYS, Talk

OLD, NEW, GONE = (bytes([number]) * 32 for number in range(3))
NOW = datetime.now(UTC)


def _fill(database: Database, key: bytes, first: int, count: int) -> None:
    """So many citizens, who each sent something."""
    for number in range(first, first + count):
        citizens.meet(database, KEYS, Seals(key), Channel.TELEGRAM, str(number), NOW)
        body = {"update_id": number, "text": f"from {number}"}
        arrivals.store(
            database, Seals(key), Channel.TELEGRAM, str(number), body, NOW, sender=str(number), kind="message"
        )


def _open_all(database: Database, key: bytes) -> list[str]:
    """What is sealed, in the order of its numbers."""
    with database.read() as session:
        addresses = session.scalars(select(Identity.address).where(Identity.address.is_not(None)).order_by(Identity.id))
        bodies = session.scalars(select(Update.body).where(Update.channel == Channel.TELEGRAM).order_by(Update.id))
        sealed = [*map(str, addresses), *(body["sealed"] for body in bodies)]
    return [Opener(key).open(it) for it in sealed]


def _all_of(*numbers: int) -> list[str]:
    updates = [{"update_id": number, "text": f"from {number}"} for number in numbers]
    return [*map(str, numbers), *map(json.dumps, updates)]


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resealing, "BATCH", 2)


def test_everything_comes_under_the_newest_key(database: Database) -> None:
    _fill(database, OLD, 1, 5)
    seals = Seals(NEW, OLD)
    assert sum(resealing.look(database, seals), Tally()) == Tally(old=10)
    assert [tally.old for tally in resealing.reseal(database, seals)] == [2, 2, 1, 2, 2, 1]
    assert sum(resealing.look(database, seals), Tally()) == Tally(current=10)
    assert _open_all(database, NEW) == _all_of(1, 2, 3, 4, 5)
    with pytest.raises(Unreadable):
        _open_all(database, OLD)


def test_stopped_in_the_middle_it_goes_on(database: Database) -> None:
    _fill(database, OLD, 1, 4)
    seals = Seals(NEW, OLD)
    next(resealing.reseal(database, seals))
    _fill(database, NEW, 5, 1)
    assert sum(resealing.look(database, seals), Tally()) == Tally(current=4, old=6)
    assert sum(resealing.reseal(database, seals), Tally()) == Tally(current=4, old=6)
    assert _open_all(database, NEW) == _all_of(1, 2, 3, 4, 5)


def test_what_is_under_the_newest_key_is_left_alone(database: Database) -> None:
    _fill(database, NEW, 1, 1)
    with database.read() as session:
        before = session.scalar(select(Identity.address))
    assert sum(resealing.reseal(database, Seals(NEW, OLD)), Tally()) == Tally(current=2)
    with database.read() as session:
        assert session.scalar(select(Identity.address)) == before


def test_what_no_key_opens_is_counted_and_left_alone(database: Database) -> None:
    _fill(database, GONE, 1, 1)
    _fill(database, OLD, 2, 1)
    assert sum(resealing.reseal(database, Seals(NEW, OLD)), Tally()) == Tally(old=2, lost=2)
    with database.read() as session:
        addresses = session.scalars(select(Identity.address).order_by(Identity.id)).all()
    assert [Opener(GONE).open(str(addresses[0])), Opener(NEW).open(str(addresses[1]))] == ["1", "2"]


def test_the_web_chat_is_passed_over(talk: Talk) -> None:
    talk.say("hello")
    assert resealing.count(talk.database) == 0
    assert list(resealing.reseal(talk.database, Seals(NEW, OLD))) == []
