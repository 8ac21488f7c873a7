"""Files of the running system in `DIALOG_DATA_DIR/run`: tokens between its processes, and who it is. Mode 0600."""

import os
import secrets
from pathlib import Path
from uuid import uuid4

__all__ = ["find_holder", "find_token"]


def find_token(run_dir: Path) -> str:
    """The token between app, engine and action server; made on first use."""
    return _read_or_make(run_dir / "engine.token", secrets.token_urlsafe(32))


def find_holder(run_dir: Path) -> str:
    """The name of this installation in leases; made on first use."""
    return _read_or_make(run_dir / "holder", uuid4().hex)


def _read_or_make(path: Path, value: str) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text("utf-8").strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(value)
    return value
