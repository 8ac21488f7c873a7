"""How much one sender may send. Counted in this process; a restart begins anew."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.errors import Refused
from bot.i18n import N_

__all__ = ["OpenReads", "RateLimit"]

TOO_FAST = N_(
    "You are writing faster than I can read. Please wait a moment and send it again. "
    "If anyone is in danger, call {police_number} or {emergency_number}."
)


class RateLimit:
    """At most so many in a moving window, for each key by itself."""

    def __init__(self, rate: str) -> None:
        """`rate` reads like `30/minute`."""
        self._item = parse(rate)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, key: str) -> None:
        """Count one.

        Raises:
            Refused: with status 429, and the seconds after which the next is taken.
        """
        if self._limiter.hit(self._item, key):
            return
        reset_at, _ = self._limiter.get_window_stats(self._item, key)
        raise Refused(
            TOO_FAST,
            status=429,
            retry_after=max(1, round(reset_at - time.time())),
        )


class OpenReads:
    """At most so many requests of one key that wait for news at the same time: each costs a look from time to time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str] = Counter()

    @contextmanager
    def one(self, key: str) -> Iterator[None]:
        """Count one while it lasts. In the event loop alone, so nothing is locked.

        Raises:
            Refused: with status 429, when there are too many.
        """
        if self._open[key] >= self._most:
            raise Refused(TOO_FAST, status=429, retry_after=5)
        self._open[key] += 1
        try:
            yield
        finally:
            self._open[key] -= 1
            if not self._open[key]:
                del self._open[key]
