"""Files of the running system in `DIALOG_DATA_DIR/run`: tokens between its processes, and who it is. Mode 0600."""

import contextlib
import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from bot.errors import ConfigError

__all__ = ["find_holder", "find_token", "keep_apps_out", "run_as_app"]


def find_token(run_dir: Path) -> str:
    """The token between app, engine and action server; made on first use."""
    return _read_or_make(run_dir / "engine.token", secrets.token_urlsafe(32))


def find_holder(run_dir: Path) -> str:
    """The name of this installation in leases; made on first use."""
    return _read_or_make(run_dir / "holder", uuid4().hex)


@contextlib.contextmanager
def run_as_app(run_dir: Path) -> Iterator[None]:
    """Be an app that runs on the data folder; the system ends it with the process, however that ends.

    Raises:
        ConfigError: something is done to the folder that no app may see halfway.
    """
    with _lock(
        run_dir, fcntl.LOCK_SH, "The keys of this data folder are being changed: start Dialog when that is done."
    ):
        yield


@contextlib.contextmanager
def keep_apps_out(run_dir: Path) -> Iterator[None]:
    """Let no app run on the data folder meanwhile.

    Raises:
        ConfigError: one runs.
    """
    with _lock(run_dir, fcntl.LOCK_EX, "Dialog runs on this data folder: stop it first."):
        yield


@contextlib.contextmanager
def _lock(run_dir: Path, kind: int, refusal: str) -> Iterator[None]:
    run_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(run_dir / "app.lock", os.O_RDWR | os.O_CREAT, 0o600), "w") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConfigError(refusal) from None
        yield


def _read_or_make(path: Path, value: str) -> str:
    """The file appears with its content or not at all, and the first of several makers wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        descriptor, fresh = tempfile.mkstemp(dir=path.parent)  # mode 0600
        with os.fdopen(descriptor, "w") as file:
            file.write(value)
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        os.unlink(fresh)
    return path.read_text("utf-8").strip()
