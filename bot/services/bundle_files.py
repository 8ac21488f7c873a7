"""A bundle as a file: a zip of which nothing is left open, a manifest of its files, and the manifest's seal.

Files are stored as they are, without times of their own, in the manifest's order; manifest and seal come last. So the
same contents always make the same bytes, what a zip may hide (comments, gaps, a name twice) has no room, and nothing
unpacks to more than the file's own size.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bot.errors import DialogError
from bot.services.keys import Keys

__all__ = [
    "FORMAT",
    "LARGEST",
    "LARGEST_MANIFEST",
    "MANIFEST",
    "MOST_FILES",
    "PATH",
    "SEAL",
    "AuditHead",
    "BundleWriter",
    "FileEntry",
    "Manifest",
    "entry_of",
]

FORMAT = 1
"""Goes up when an older version of `verify` could not judge a bundle any more."""
MANIFEST, SEAL = "manifest.json", "manifest.seal"
PATH = re.compile(r"(?:[a-z]{1,20}/)?[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}")
"""What files are named: nothing that leads out of the folder into which somebody unpacks them."""
LARGEST = 2_000_000_000
"""Bytes of a bundle: below it a zip needs none of its extensions."""
MOST_FILES = 10_000
LARGEST_MANIFEST = 4_000_000
"""Bytes."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FileEntry(_Part):
    """One file; `size` in bytes."""

    path: str
    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class AuditHead(_Part):
    """The line of the audit log that tells of the export, and so the last one at that moment."""

    number: int
    seal: str
    at: AwareDatetime


class Manifest(_Part):
    """What a bundle holds, and where it comes from."""

    format: int
    product: str
    version: str
    reference: str
    exported_at: AwareDatetime
    audit: AuditHead
    files: list[FileEntry]


class BundleWriter:
    """Writes a bundle into a file that can be sought, one file of it after the other; to be used in a `with` block."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = ZipFile(file, "w", ZIP_STORED, allowZip64=False)
        self._free = LARGEST
        self.files: list[FileEntry] = []

    def __enter__(self) -> "BundleWriter":
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.close()

    @contextmanager
    def add(self, path: str) -> Iterator[Callable[[bytes], None]]:
        """Add the file `path`: what is handed to the function in the block is what it holds.

        Raises:
            DialogError: the bundle would become too large.
        """
        digest, size = hashlib.sha256(), 0
        if len(self.files) >= MOST_FILES:
            raise DialogError(f"This is too much for one bundle: it holds at most {MOST_FILES:,} files.")
        with self._zip.open(entry_of(path), "w") as member:

            def write(part: bytes) -> None:
                nonlocal size
                self._free -= len(part)
                if self._free < 0:
                    raise DialogError(f"This is too much for one bundle: it holds at most {LARGEST:,} bytes.")
                size += len(part)
                digest.update(part)
                member.write(part)

            yield write
        self.files.append(FileEntry(path=path, size=size, sha256=digest.hexdigest()))

    def seal(self, manifest: Manifest, keys: Keys) -> None:
        """Add the manifest of all `files`, and its seal."""
        written = f"{manifest.model_dump_json(indent=2)}\n".encode()
        self._zip.writestr(entry_of(MANIFEST), written)
        self._zip.writestr(entry_of(SEAL), f"{keys.seal_bundle(written)}\n")


def entry_of(path: str) -> ZipInfo:
    """How a file stands in the zip, before its place, size and CRC are known."""
    entry = ZipInfo(path)  # of 1 January 1980, as zip counts from
    entry.create_system = 3  # Unix, wherever it is made
    entry.external_attr = 0o600 << 16
    return entry
