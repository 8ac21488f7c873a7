"""How fast a platform lets us send. Counted in this process, which is the only one that sends for a platform."""

import threading
import time
from collections.abc import Callable

__all__ = ["Pace"]


class Pace:
    """At most so many sends a second, evenly; and none while the platform wants a pause. Used from several threads."""

    def __init__(self, a_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._gap = 1 / a_second
        self._clock = clock
        self._lock = threading.Lock()
        self._next = 0.0

    def take(self) -> float:
        """Take the next place; the seconds to wait until it comes."""
        with self._lock:
            now = self._clock()
            at = max(self._next, now)
            self._next = at + self._gap
            return at - now

    def pause(self, seconds: float) -> None:
        """Let nobody send for so long."""
        with self._lock:
            self._next = max(self._next, self._clock() + seconds)

    @property
    def wait(self) -> float:
        """Seconds until somebody may send, 0 if now."""
        with self._lock:
            return max(0.0, self._next - self._clock())
