"""How updates come from Telegram into the house: stored first, and only then confirmed."""

import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.telegram import reading
from bot.channels.telegram.client import Client
from bot.dialogue.arrivals import Arrivals
from bot.errors import ChannelError, DialogError
from bot.log import get_logger
from bot.messages import Channel, Problem
from bot.services import arrivals, leases
from bot.services.keys import Keys
from bot.services.seals import Seals
from bot.store.database import Database

__all__ = ["Poller", "UpdateStore"]

WAIT = 25
"""Seconds that Telegram holds a request open for the first update."""
LEASE_NAME, LEASE = "telegram", timedelta(seconds=90)
LONGEST_PAUSE = 15.0
"""Seconds: somebody may be calling for help the moment Telegram is back."""
log = get_logger()


class UpdateStore:
    """Keeps updates as they came."""

    def __init__(self, database: Database, keys: Keys, seals: Seals, reader: Arrivals) -> None:
        self._database = database
        self._keys = keys
        self._seals = seals
        self._reader = reader

    def store(self, update: Mapping[str, Any]) -> bool:
        """Keep an update, sealed, and have it read; false for one that was kept before.

        Raises:
            ValueError: it has no number: nothing that Telegram would send.
        """
        number = update.get("update_id")
        if not isinstance(number, int) or isinstance(number, bool):
            raise ValueError("update_id")
        address = reading.address_of(update)
        is_new = arrivals.store(
            self._database,
            self._seals,
            Channel.TELEGRAM,
            str(number),
            update,
            datetime.now(UTC),
            sender=self._keys.hash_sender(Channel.TELEGRAM, address) if address else None,
            kind=reading.kind_of(update),
        )
        self._reader.wake()
        return is_new


class Poller:
    """Asks Telegram for updates from `start` to `stop`, in one process at a time."""

    def __init__(self, client: Client, store: UpdateStore, database: Database, *, holder: str) -> None:
        """`holder` names the installation, which after a kill goes on with its own lease at once."""
        self._client = client
        self._store = store
        self._database = database
        self._holder = holder
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="telegram-poller", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End. A request that Telegram holds open is left behind: what it brings comes again."""
        self._stopping.set()
        self._thread.join(timeout=2)
        leases.give_back(self._database, LEASE_NAME, self._holder, datetime.now(UTC))

    def fetch(self, offset: int | None, seconds: int) -> int | None:
        """Store what has come; the next offset, which confirms it. One that cannot be stored is asked for again.

        Raises:
            ChannelError: Telegram refused it, or was not reached.
        """
        for update in self._client.fetch_updates(offset, seconds):
            self._store.store(update)
            # One that comes again must not lead back to what is confirmed.
            offset = max(offset or 0, int(update["update_id"]) + 1)
        return offset

    def _run(self) -> None:
        offset: int | None = None
        is_open, failures = False, 0
        while not self._stopping.is_set():
            try:
                if not leases.take(self._database, LEASE_NAME, self._holder, datetime.now(UTC), LEASE):
                    self._stopping.wait(5)
                    continue
                if not is_open:
                    # While a webhook is set Telegram gives nothing to those who ask (Bot API, "getUpdates").
                    self._client.call(lambda bot: bot.delete_webhook(drop_pending_updates=False))
                    is_open = True
                offset = self.fetch(offset, WAIT)
                failures = 0
            except ChannelError as error:
                failures += 1
                is_open = is_open and error.problem != Problem.ACCESS
                pause = error.retry_after or min(2.0**failures, LONGEST_PAUSE)
                level = log.error if error.problem == Problem.ACCESS else log.warning
                level("telegram.not_reached", problem=error.problem, again_in=pause)
                self._stopping.wait(pause)
            except (DialogError, Exception) as error:  # noqa: BLE001 - the outermost loop, such as of a full disk
                failures += 1
                log.error("telegram.failed", error=type(error).__name__)
                self._stopping.wait(min(2.0**failures, LONGEST_PAUSE))
