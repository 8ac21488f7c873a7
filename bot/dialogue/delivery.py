"""Delivery: the citizen gets what was said. The web chat fetches it; the bell tells its open requests to look."""

import asyncio
import threading
from collections import defaultdict

__all__ = ["Bell"]


class Bell:
    """Wakes those who wait for news of a conversation. Rung from any thread; waited for in the event loop.

    It carries no message and may be missed: whoever waits also looks into the database from time to time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None

    def ring(self, name: str) -> None:
        """Wake everybody who waits for `name`."""
        with self._lock:
            events, loop = list(self._waiting.get(name, ())), self._loop
        if loop is not None and not loop.is_closed():
            for event in events:
                loop.call_soon_threadsafe(event.set)

    def listen(self, name: str) -> asyncio.Event:
        """Begin to listen, before looking for news, so that nothing rings unheard in between."""
        event = asyncio.Event()
        with self._lock:
            self._loop = asyncio.get_running_loop()
            self._waiting[name].add(event)
        return event

    def leave(self, name: str, event: asyncio.Event) -> None:
        """Stop listening."""
        with self._lock:
            self._waiting[name].discard(event)
            if not self._waiting[name]:
                del self._waiting[name]
