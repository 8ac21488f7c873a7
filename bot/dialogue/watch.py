"""A thread that looks after the queue as long as the app runs; see `services/watch.py`."""

import threading
from datetime import UTC, datetime

from bot.dialogue.bell import Bell
from bot.log import get_logger
from bot.services import watch
from bot.store.database import Database

__all__ = ["Watch"]

LOOK_EVERY = 1.0
"""Seconds; a promise is told to break 20 seconds before it does."""

log = get_logger()


class Watch:
    """Looks from `start` to `stop`."""

    def __init__(self, database: Database, bell: Bell) -> None:
        self._database = database
        self._bell = bell
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the look in hand."""
        self._stopping.set()
        self._thread.join(timeout=15)

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_EVERY):
            try:
                for happened in watch.look_after(self._database, datetime.now(UTC)):
                    log.info("queue.looked_after", conversation=happened.conversation_id, kind=happened.kind)
                    self._bell.ring(happened.conversation_id)
            except Exception as error:  # noqa: BLE001 - the outermost loop: one bad moment must not end all looking
                log.error("watch.failed", error=type(error).__name__)
