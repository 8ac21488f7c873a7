"""What names a citizen is sealed: a platform's id, and what a platform sent, as it came.

Authenticated encryption (Fernet: AES-128-CBC and HMAC-SHA256) with keys of a file of their own, one a line; the first
seals, all of them open. A new first line and `reseal` is how keys are changed. What is sealed here only
`services/opening.py` opens, which few may import.
"""

import binascii
import os
import secrets
from base64 import urlsafe_b64encode
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import ConfigError
from bot.services.keys import BYTES, Unreadable, load_or_make

__all__ = ["Seals", "add_key", "drop_keys", "load_identity_keys"]


class Seals:
    """Seals; shows nothing of its keys."""

    __slots__ = ("_keys", "_newest")

    def __init__(self, *keys: bytes) -> None:
        """`keys`: 256 bits each, the newest first."""
        fernets = [Fernet(urlsafe_b64encode(key)) for key in keys]
        self._newest, self._keys = fernets[0], MultiFernet(fernets)

    def seal(self, text: str) -> str:
        """The text as it may be stored."""
        return self._keys.encrypt(text.encode()).decode()

    def reseal(self, sealed: str) -> str:
        """The same, sealed with the newest key.

        Raises:
            Unreadable: it was sealed with a key that is not here, or changed.
        """
        try:
            return self._keys.rotate(sealed.encode()).decode()
        except InvalidToken:
            raise Unreadable("sealed") from None

    def is_current(self, sealed: str) -> bool:
        """Whether it was sealed with the newest key, and is unchanged."""
        return _is_by(self._newest, sealed)

    def is_known(self, sealed: str) -> bool:
        """Whether it was sealed with one of the keys, and is unchanged."""
        return _is_by(self._keys, sealed)


def load_identity_keys(path: Path) -> list[bytes]:
    """The keys of the file, the newest first; it is made on first use.

    Raises:
        ConfigError: the file cannot be read or made, or holds something else.
    """
    try:
        keys = [binascii.unhexlify(line) for line in load_or_make(path).split()]
    except (binascii.Error, ValueError):
        keys = []
    if not keys or any(len(key) != BYTES for key in keys):
        raise ConfigError(f"The key {path} cannot be used (it holds no keys of 256 bits).")
    return keys


def add_key(path: Path) -> None:
    """Put a new key before the others of the file, at once and whole."""
    _replace(path, f"{secrets.token_hex(BYTES)}\n{load_or_make(path)}\n")


def drop_keys(path: Path) -> None:
    """Leave only the newest key in the file: what was sealed with others can never be opened again."""
    _replace(path, f"{load_or_make(path).split()[0]}\n")


def _is_by(keys: Fernet | MultiFernet, sealed: str) -> bool:
    try:
        keys.extract_timestamp(sealed.encode())  # which looks at the signature, and opens nothing
    except InvalidToken:
        return False
    return True


def _replace(path: Path, text: str) -> None:
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the key is on the disk before anything is sealed with it
    finally:
        os.close(folder)
