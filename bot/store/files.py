"""Files of citizens on the disk: sealed while they arrive, under random names, in a folder for the owner alone.

Each is encrypted with a key of its own (HKDF from the key file and the file's salt and name) in chunks of 64 KiB,
AES-256-GCM, numbered, the last one marked (Rogaway's STREAM): a byte that was changed, a chunk that was swapped or cut
off, and a file that lies under another's name are noticed on reading. Nothing of it is on the disk unencrypted.
"""

import contextlib
import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import DialogError, NotFound

__all__ = ["Broken", "FileStore", "SealedFile", "Writing"]

MAGIC = b"DLG1"
SALT = 16
CHUNK = 64 * 1024
TAG = 16
NAME = re.compile(r"[0-9a-f]{32}(\.view)?")
PART = ".part"
LEFT_BEHIND = 24 * 3600
"""Seconds after which a file that never became whole is one of a killed process."""
BEING_KEPT = 3600
"""Seconds in which a file that came in may still be written into the database."""
RESERVE = 512 * 1024**2
"""Bytes that files leave free on the disk: the database beside them must be able to write."""


class Broken(DialogError):
    """A stored file is not what was stored, or was sealed with another key."""


class FileStore:
    """The folder of files, made on first use (mode 0700; its files 0600)."""

    def __init__(self, folder: Path, key: bytes) -> None:
        """`key`: 256 bits from which each file's key is derived."""
        self._folder = folder
        self._key = key

    def __repr__(self) -> str:
        """Without the key."""
        return f"FileStore({str(self._folder)!r})"

    def begin(self, *, view_of: str | None = None) -> "Writing":
        """A new file under a random name, or the working copy of the file that is named."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{view_of}.view" if view_of else secrets.token_hex(16)
        return Writing(self._path(name), name, self._key)

    def open(self, name: str) -> "SealedFile":
        """The stored file.

        Raises:
            NotFound: there is none.
            Broken: its beginning is no sealed file.
        """
        try:
            return SealedFile(self._path(name), name, self._key)
        except FileNotFoundError:
            raise NotFound("file") from None

    def delete(self, name: str) -> None:
        """Remove a file and its working copy, if there."""
        for path in (self._path(name), self._path(f"{name}.view")):
            path.unlink(missing_ok=True)

    def has_room(self, size: int) -> bool:
        """Whether the disk holds `size` bytes more."""
        folder = next(it for it in (self._folder, *self._folder.parents) if it.exists())
        return shutil.disk_usage(folder).free - size > RESERVE

    def sweep(self, kept: Collection[str]) -> int:
        """Delete every file that is not among `kept` and not new, with its working copy; how many those were."""
        swept = 0
        for path in self._folder.glob("*"):
            name = path.name.partition(".")[0]
            with contextlib.suppress(FileNotFoundError):
                if NAME.fullmatch(path.name) and name not in kept and time.time() - path.stat().st_mtime > BEING_KEPT:
                    path.unlink()
                    swept += path.name == name
        return swept

    def clear(self) -> None:
        """Remove what killed processes left half written."""
        for path in self._folder.glob(f"*{PART}"):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > LEFT_BEHIND:
                    path.unlink()

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise NotFound("file")
        return self._folder / name


class Writing:
    """A file that is being written: `write`, `end`, then `keep`; whatever is not kept is gone when the block ends."""

    def __init__(self, path: Path, name: str, key: bytes) -> None:
        self.name = name
        self.size = 0
        self._hash = hashlib.sha256()
        # What a killed process left of the same working copy is in nobody's way.
        self._path, self._part = path, path.with_name(f"{path.name}.{secrets.token_hex(4)}{PART}")
        self._root, self._number, self._rest = key, 0, b""
        salt = secrets.token_bytes(SALT)
        self._seal = _sealing(key, salt, name)
        self._file = os.fdopen(os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self._file.write(MAGIC + salt)

    def __enter__(self) -> Self:
        """The file itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was not kept."""
        self._file.close()
        self._part.unlink(missing_ok=True)

    @property
    def sha256(self) -> str:
        """Of what was written so far, in hexadecimal digits."""
        return self._hash.hexdigest()

    def write(self, data: bytes) -> None:
        """Add bytes."""
        self.size += len(data)
        self._hash.update(data)
        data = self._rest + data
        whole = max(0, len(data) - 1) // CHUNK * CHUNK  # at least a byte stays for the last chunk
        for start in range(0, whole, CHUNK):
            self._write_chunk(data[start : start + CHUNK], is_last=False)
        self._rest = data[whole:]

    def end(self) -> "SealedFile":
        """Nothing more comes: all of it is on the disk now, and can be read."""
        self._write_chunk(self._rest, is_last=True)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return SealedFile(self._part, self.name, self._root)

    def keep(self) -> None:
        """Let it stand under its name; it appears whole, or not at all."""
        os.replace(self._part, self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _write_chunk(self, chunk: bytes, *, is_last: bool) -> None:
        self._file.write(self._seal.encrypt(_nonce(self._number, is_last=is_last), chunk, None))
        self._number += 1


class SealedFile:
    """A stored file, read at any place; each chunk that is read is checked."""

    def __init__(self, path: Path, name: str, key: bytes) -> None:
        self._file = open(path, "rb")  # noqa: SIM115 - `close` closes it
        head = self._file.read(len(MAGIC) + SALT)
        sealed = path.stat().st_size - len(head)
        if not head.startswith(MAGIC) or len(head) < len(MAGIC) + SALT or sealed < TAG:
            self._file.close()
            raise Broken("file")
        self._seal = _sealing(key, head[len(MAGIC) :], name)
        self._chunks = -(-sealed // (CHUNK + TAG))
        self._known: tuple[int, bytes] = (-1, b"")
        self.size = sealed - self._chunks * TAG

    def __enter__(self) -> Self:
        """The file itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Read no more."""
        self._file.close()

    def read(self, start: int, length: int) -> bytes:
        """Bytes from `start` on; fewer at the end.

        Raises:
            Broken: the chunk is not what was stored.
        """
        end = min(start + length, self.size)
        parts = []
        while start < end:
            number, offset = divmod(start, CHUNK)
            parts.append(self._chunk(number)[offset : offset + end - start])
            start += len(parts[-1])
        return b"".join(parts)

    def chunks(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """All of it, or the bytes from `start` to before `stop`, in order; closed at the end."""
        stop = self.size if stop is None else min(stop, self.size)
        with self:
            for number in range(start // CHUNK, -(-stop // CHUNK) or self._chunks):
                begin = number * CHUNK
                yield self._chunk(number)[max(0, start - begin) : stop - begin]

    def _chunk(self, number: int) -> bytes:
        if self._known[0] != number:
            self._file.seek(len(MAGIC) + SALT + number * (CHUNK + TAG))
            sealed = self._file.read(CHUNK + TAG)
            try:
                chunk = self._seal.decrypt(_nonce(number, is_last=number == self._chunks - 1), sealed, None)
            except InvalidTag:
                raise Broken("file") from None
            self._known = (number, chunk)
        return self._known[1]


def _sealing(key: bytes, salt: bytes, name: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=salt, info=b"dialog file " + name.encode()).derive(key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
