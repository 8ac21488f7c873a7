"""Files of the running system in `DIALOG_DATA_DIR/run`: tokens between its processes, and who it is. Mode 0600."""

import contextlib
import os
import secrets
import tempfile
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
