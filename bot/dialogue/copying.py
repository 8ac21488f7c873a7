"""A thread that makes working copies of citizens' files, one after the other, as long as the app runs."""

import threading

from bot.dialogue.bell import Bell
from bot.log import get_logger
from bot.services import attachments
from bot.store.database import Database
from bot.store.files import FileStore

__all__ = ["Copying"]

LOOK_EVERY = 1.0
"""Seconds between looks for what came in."""
PAUSE = 30.0
"""Seconds after a failure that is not the file's: a full disk, a database that is away."""

log = get_logger()


class Copying:
    """Looks from `start` to `stop`. What a killed process left undone is done after the next start."""

    def __init__(self, database: Database, store: FileStore, bell: Bell) -> None:
        self._database = database
        self._store = store
        self._bell = bell
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="copying", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the copy in hand."""
        self._stopping.set()
        self._thread.join(timeout=15)

    def copy_all(self) -> None:
        """Make every copy that is due, and tell whoever looks at the talk."""
        while not self._stopping.is_set() and (copied := attachments.copy_next(self._database, self._store)):
            tell = log.info if copied.has_view else log.warning
            tell(
                "copy.made" if copied.has_view else "copy.failed",
                attachment=copied.attachment,
                type=copied.media_type,
            )
            self._bell.ring(copied.conversation_id)

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_EVERY):
            try:
                self.copy_all()
            except Exception as error:  # noqa: BLE001 - the outermost loop: one bad moment must not end all copying
                log.error("copying.failed", error=type(error).__name__)
                self._stopping.wait(PAUSE)
