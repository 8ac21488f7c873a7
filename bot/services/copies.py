"""Working copies for officers: the film, recording or document without what stands beside it.

The copy is made by a process of its own (`copier.py`). The bytes go there and back in files that exist in memory
alone, so they never lie unencrypted on the disk.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from bot.config import ROOT
from bot.messages import FileKind
from bot.services.file_types import MP4, PDF, QUICKTIME, TYPES
from bot.services.inspection import Source

__all__ = ["is_copied", "make_copy", "run_copier", "type_of_copy"]

SECONDS = 30
"""That a copy may take by the clock; the largest film takes one."""
PART = 1024**2
COPIER = (sys.executable, str(ROOT / "bot" / "child.py"), sys.executable, "-m", "bot.services.copier")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "2"}


def is_copied(media_type: str) -> bool:
    """Whether a copy of files of this type is made after they were taken: of pictures it is there by then."""
    return media_type == PDF.media_type or TYPES[media_type].kind in {FileKind.VIDEO, FileKind.VOICE}


def type_of_copy(media_type: str) -> str:
    """What the copy of a file of this type is."""
    return MP4.media_type if media_type == QUICKTIME.media_type else media_type


@contextlib.contextmanager
def make_copy(source: Source, media_type: str) -> Iterator[BinaryIO | None]:
    """The copy, open for reading; none where it cannot be made, or not in time."""
    with run_copier([*COPIER, media_type], source, SECONDS) as copy:
        yield copy


@contextlib.contextmanager
def run_copier(command: Sequence[str], source: Source, seconds: float) -> Iterator[BinaryIO | None]:
    """What a command makes of a file in so many seconds; none if it fails. It is ended when they are over."""
    with _memory() as given, _memory() as made:
        for start in range(0, source.size, PART):
            given.write(source.read(start, PART))
        given.seek(0)
        try:
            # No shell, and the words are our own.
            done = subprocess.run(
                command,
                stdin=given,
                stdout=made,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env=ENVIRONMENT,
                timeout=seconds,
                check=False,
            )
            is_done = done.returncode == 0 and os.fstat(made.fileno()).st_size > 0
        except subprocess.TimeoutExpired:
            is_done = False
        made.seek(0)
        yield made if is_done else None


def _memory() -> BinaryIO:
    """A file that has no place on a disk."""
    return open(os.memfd_create("copy", os.MFD_CLOEXEC), "w+b", buffering=0)
