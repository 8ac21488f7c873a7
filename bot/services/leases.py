"""What only one process may do at a time: it takes a lease, renews it, and loses it by itself when it dies."""

from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from bot.store.database import Database
from bot.store.tables import Lease

__all__ = ["give_back", "take"]


def take(database: Database, name: str, holder: str, now: datetime, length: timedelta) -> bool:
    """Take or renew a lease; false while another process holds it."""
    try:
        with database.write() as session:
            lease = session.get(Lease, name, with_for_update=True)
            if lease is None:
                session.add(Lease(name=name, holder=holder, until=now + length))
                return True
            if lease.holder != holder and lease.until > now:
                return False
            lease.holder, lease.until = holder, now + length
            return True
    except IntegrityError:  # another process took it for the first time at the same moment
        return False


def give_back(database: Database, name: str, holder: str, now: datetime) -> None:
    """Let another process take it at once."""
    with database.write() as session:
        lease = session.get(Lease, name, with_for_update=True)
        if lease is not None and lease.holder == holder:
            lease.until = now
