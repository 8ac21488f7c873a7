"""How far the audit log went, kept in a file of its own: lines cut off at the end of the table are missed by it.

The file goes on only from a line that the table still holds, so more lines never cover up those that are gone.
"""

import fcntl
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import ConfigError
from bot.log import get_logger

__all__ = ["Head", "HeadFile"]

log = get_logger()


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of the log."""

    number: int
    seal: str
    at: str


class HeadFile:
    """The file; several processes write it, each after its own commit, so one that comes late changes nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Head | None:
        """The head; none while there is no file.

        Raises:
            ConfigError: the file cannot be read, or holds something else.
        """
        try:
            found: Mapping[str, Any] = json.loads(self.path.read_text("utf-8"))
            return Head(int(found["number"]), str(found["seal"]), str(found["at"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            raise ConfigError(f"DIALOG_AUDIT_HEAD_FILE: {self.path} cannot be read.") from None

    def advance(self, head: Head, *, is_kept: Callable[[Head], bool]) -> None:
        """Write the head, unless the file is further already, or remembers a line that is not `is_kept` any more.

        The line is committed: neither a full disk nor a gap undoes it.
        """
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self.path.with_name(f"{self.path.name}.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                written = self.read()
                if written is not None and not is_kept(written):
                    log.error("audit.head_broken", number=written.number)
                elif written is None or written.number < head.number:
                    self._write(head)
        except (OSError, ConfigError, SQLAlchemyError) as error:
            log.error("audit.head_failed", number=head.number, error=type(error).__name__)

    def _write(self, head: Head) -> None:
        descriptor, fresh = tempfile.mkstemp(dir=self.path.parent)  # mode 0600
        with os.fdopen(descriptor, "w") as file:
            json.dump({"number": head.number, "seal": head.seal, "at": head.at}, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, self.path)
