"""The bell: tells whoever waits for news of a conversation to look."""

import asyncio
import threading
from collections import defaultdict
from collections.abc import Callable

__all__ = ["Bell", "Follower"]


class Follower:
    """Hears every ring. Used in the event loop alone."""

    def __init__(self) -> None:
        self.rung: set[str] = set()
        self.event = asyncio.Event()

    def note(self, name: str) -> None:
        """It rang for `name`."""
        self.rung.add(name)
        self.event.set()

    def take(self) -> set[str]:
        """What it rang for since the last time."""
        self.event.clear()
        taken, self.rung = self.rung, set()
        return taken


class Bell:
    """Wakes those who wait for news of a conversation. Rung from any thread; waited for in the event loop.

    It carries no message and may be missed: whoever waits also looks into the database from time to time.
    """

    def __init__(self) -> None:
        self._unseen: list[set[str]] = []
        self._lock = threading.Lock()
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._followers: set[Follower] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._calls: list[Callable[[], None]] = []

    def ring(self, name: str) -> None:
        """Wake everybody who waits for `name`."""
        with self._lock:
            for names in self._unseen:
                names.add(name)
            events, followers, loop = list(self._waiting.get(name, ())), list(self._followers), self._loop
        for call in self._calls:
            call()
        if loop is not None and not loop.is_closed():
            for event in events:
                loop.call_soon_threadsafe(event.set)
            for follower in followers:
                loop.call_soon_threadsafe(follower.note, name)

    def call(self, wake: Callable[[], None]) -> None:
        """Call `wake` at every ring from now on; it must be short. Before anything rings."""
        self._calls.append(wake)

    def remember(self) -> Callable[[], set[str]]:
        """Begin to remember what it rings for; gives what takes that, from any thread, and begins anew."""
        names: set[str] = set()
        with self._lock:
            self._unseen.append(names)

        def take() -> set[str]:
            with self._lock:
                taken = set(names)
                names.clear()
                return taken

        return take

    def follow(self) -> Follower:
        """Begin to hear every ring."""
        follower = Follower()
        with self._lock:
            self._loop = asyncio.get_running_loop()
            self._followers.add(follower)
        return follower

    def unfollow(self, follower: Follower) -> None:
        """Stop hearing."""
        with self._lock:
            self._followers.discard(follower)

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
