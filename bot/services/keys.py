"""The console's key, kept outside the database: whoever can change tables cannot forge the audit log with it.

One file of 256 random bits; what needs a key derives its own from it (HKDF, RFC 5869). Tokens are made here too.
"""

import base64
import binascii
import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import ConfigError, DialogError

__all__ = ["Keys", "Unreadable", "hash_token", "load_file_key", "load_keys", "load_or_make", "make_token"]

BYTES = 32


class Unreadable(DialogError):
    """What was encrypted with another key cannot be read."""


class Keys:
    """What is derived from the key; shows nothing of itself."""

    __slots__ = ("_audit", "_bundle", "_codes", "_fernet", "_names", "_receipts", "_root", "_senders")

    def __init__(self, root: bytes) -> None:
        self._root = root
        self._audit = _derive(root, "audit")
        self._senders = _derive(root, "senders")
        self._bundle = _derive(root, "bundle")
        self._names = _derive(root, "names")
        self._receipts, self._codes = _derive(root, "receipts"), _derive(root, "receipt codes")
        self._fernet = Fernet(base64.urlsafe_b64encode(_derive(root, "second factor")))

    def seal(self, line: bytes) -> str:
        """The seal of an audit line: 64 hexadecimal digits that nobody makes without the key."""
        return hmac.new(self._audit, line, hashlib.sha256).hexdigest()

    def seal_bundle(self, manifest: bytes) -> str:
        """The seal of an exported bundle's manifest: 64 hexadecimal digits that nobody makes without the key."""
        return hmac.new(self._bundle, manifest, hashlib.sha256).hexdigest()

    def hash_name(self, name: str) -> str:
        """A typed name as it may be stored: people type their password into the wrong field."""
        return hmac.new(self._names, name.encode(), hashlib.sha256).hexdigest()

    def hash_sender(self, channel: str, platform_id: str) -> str:
        """How a sender of a platform is looked up: 64 hexadecimal digits that tell nobody who it is."""
        return hmac.new(self._senders, f"{channel}:{platform_id}".encode(), hashlib.sha256).hexdigest()

    def secret(self, label: str) -> str:
        """A word that is shared with a platform: 64 hexadecimal digits, the same at every start."""
        return _derive(self._root, f"shared with {label}").hex()

    def receipt(self, reference: str) -> bytes:
        """What a receipt code is made of: 256 bits that only the key tells from a report's reference."""
        return hmac.new(self._receipts, reference.encode(), hashlib.sha256).digest()

    def hash_receipt(self, code: str) -> str:
        """A receipt code as it is stored: 64 hexadecimal digits."""
        return hmac.new(self._codes, code.encode(), hashlib.sha256).hexdigest()

    def encrypt(self, secret: str) -> str:
        """The secret of a second factor, as it is stored."""
        return self._fernet.encrypt(secret.encode()).decode()

    def decrypt(self, stored: str) -> str:
        """The secret of a second factor.

        Raises:
            Unreadable: it was encrypted with another key, or changed.
        """
        try:
            return self._fernet.decrypt(stored.encode()).decode()
        except InvalidToken:
            raise Unreadable("second factor") from None


def load_keys(path: Path) -> Keys:
    """The keys of the file; made on first use, readable by its owner alone.

    Raises:
        ConfigError: the file cannot be read or made, or holds something else.
    """
    return Keys(_load(path))


def load_or_make(path: Path) -> str:
    """The text of a key's file; made on first use, with 256 random bits, readable by its owner alone.

    Raises:
        ConfigError: the file cannot be read or made.
    """
    try:
        return _read_or_make(path, secrets.token_hex(BYTES))
    except OSError as error:
        raise ConfigError(f"The key {path} cannot be used ({error.strerror}).") from None


def load_file_key(path: Path) -> bytes:
    """The key that citizens' files are sealed with: one of its own, so that they outlive a change of the console's.

    Raises:
        ConfigError: the file cannot be read or made, or holds something else.
    """
    return _load(path)


def make_token() -> str:
    """What opens a login or an invitation, shown once: 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """How a token is stored: so many random bits need neither a key nor a slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def _load(path: Path) -> bytes:
    try:
        text = _read_or_make(path, secrets.token_hex(BYTES))
        root = binascii.unhexlify(text)
    except (OSError, binascii.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else "it holds no key"
        raise ConfigError(f"DIALOG_KEY_FILE: {path} cannot be used ({reason}).") from None
    if len(root) != BYTES:
        raise ConfigError(f"DIALOG_KEY_FILE: {path} cannot be used (it holds no key of 256 bits).")
    return root


def _derive(root: bytes, label: str) -> bytes:
    return HKDF(SHA256(), BYTES, salt=None, info=f"dialog {label}".encode()).derive(root)


def _read_or_make(path: Path, value: str) -> str:
    """The file appears whole and on the disk, or not at all; the first of several makers wins."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, fresh = tempfile.mkstemp(dir=path.parent)  # mode 0600
        with os.fdopen(descriptor, "w") as file:
            file.write(value)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        os.unlink(fresh)
    return path.read_text("utf-8").strip()
