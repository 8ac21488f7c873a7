"""Opens what `services/seals.py` sealed. Only what reads and sends for a platform may import it."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.services.keys import Unreadable

__all__ = ["Opener"]


class Opener:
    """Opens addresses and updates; shows nothing of its keys."""

    __slots__ = ("_keys",)

    def __init__(self, *keys: bytes) -> None:
        """`keys`: 256 bits each, in any order."""
        self._keys = MultiFernet([Fernet(urlsafe_b64encode(key)) for key in keys])

    def open(self, sealed: str) -> str:
        """The text that was sealed.

        Raises:
            Unreadable: it was sealed with a key that is not here, or changed.
        """
        try:
            return self._keys.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise Unreadable("sealed") from None
