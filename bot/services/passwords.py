"""Passwords: which ones are taken, how they are kept, how they are tried."""

import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.errors import Refused
from bot.i18n import N_

__all__ = ["Passwords", "check_password"]

SHORTEST, LONGEST = 10, 256
FEWEST_LETTERS = 4
TOO_SHORT = N_("The password needs at least {least} characters. A sentence of four words is good.")
TOO_LONG = N_("The password may have {most} characters at most.")
TOO_EASY = N_("This password is too easy to guess. Please choose another one.")
AT_ONCE = 2
"""Hashes computed at the same time: each takes 64 MB."""
SEATS = 8
"""Attempts that may wait for their turn: of the threads that serve requests, most stay with the citizens."""
BUSY = N_("This is not possible at the moment.")

# Those of ten characters or more at the head of the lists of leaked passwords, and what is near at hand here.
COMMON = frozenset(
    [
        "1234567890",
        "12345678910",
        "123456789a",
        "0123456789",
        "0987654321",
        "1q2w3e4r5t",
        "1qaz2wsx3edc",
        "q1w2e3r4t5",
        "q1w2e3r4t5y6",
        "qwertyuiop",
        "qwerty12345",
        "qwerty123456",
        "qwertyuiop123",
        "asdfghjkl123",
        "zxcvbnm123",
        "1111111111",
        "0000000000",
        "abcdefghij",
        "abcd123456",
        "a123456789",
        "password12",
        "password123",
        "password1234",
        "password12345",
        "passw0rd123",
        "p@ssw0rd123",
        "iloveyou123",
        "letmein123",
        "welcome123",
        "welcome1234",
        "admin12345",
        "admin123456",
        "administrator",
        "changeme123",
        "football123",
        "sunshine123",
        "princess123",
        "superman123",
        "michael123",
        "fjalekalimi",
        "fjalekalimi1",
        "fjalekalimi123",
        "fjalëkalimi",
        "fjalëkalimi1",
        "lozinka123",
        "lozinka1234",
        "sifra12345",
        "kosova1234",
        "kosova12345",
        "kosova2008",
        "kosovo1234",
        "kosovo2008",
        "prishtina1",
        "prishtina123",
        "pristina123",
        "policia123",
        "policia1234",
        "policija123",
        "police1234",
        "police12345",
        "dialogdialog",
        "dialog1234",
        "dialog12345",
        "shqiperia1",
        "shqiperia123",
        "albania123",
        "srbija1234",
    ]
)


class Passwords:
    """Argon2id (RFC 9106) with the library's parameters, unless others are given; tests give cheap ones."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = threading.Semaphore(AT_ONCE)
        self._seats = threading.Semaphore(SEATS)
        self._nobody = self.hash(secrets.token_urlsafe())

    @contextmanager
    def seat(self) -> Iterator[None]:
        """Hold one of few places while an attempt is judged.

        Raises:
            Refused: with status 429, when all are taken.
        """
        if not self._seats.acquire(blocking=False):
            raise Refused(BUSY, status=429, code="locked", retry_after=2)
        try:
            yield
        finally:
            self._seats.release()

    def hash(self, password: str) -> str:
        """The password as it is stored."""
        with self._turns:
            return self._hasher.hash(_normal(password))

    def is_right(self, password: str, stored: str | None) -> bool:
        """Whether it is the stored one. With none stored it takes as long and is false."""
        with self._turns:
            try:
                return self._hasher.verify(stored or self._nobody, _normal(password)) and stored is not None
            except (VerificationError, InvalidHashError):
                return False

    def is_outdated(self, stored: str) -> bool:
        """Whether it was stored with other parameters than today's."""
        return self._hasher.check_needs_rehash(stored)


def check_password(password: str, name: str) -> None:
    """Take a new password of this account, or say what is wrong with it.

    Length counts, composition does not: NIST SP 800-63B, 5.1.1.2.

    Raises:
        Refused: too short, too long, or one of those that are guessed first.
    """
    password = _normal(password)
    if len(password) < SHORTEST:
        raise Refused(TOO_SHORT, least=SHORTEST)
    if len(password) > LONGEST:
        raise Refused(TOO_LONG, most=LONGEST)
    folded = password.casefold().strip()
    if folded in COMMON or folded == _normal(name).casefold() or len(set(folded)) < FEWEST_LETTERS:
        raise Refused(TOO_EASY)


def _normal(text: str) -> str:
    """The same characters, however a keyboard put them together."""
    return unicodedata.normalize("NFKC", text)
