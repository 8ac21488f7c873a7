"""What goes wrong between a bot and Telegram, on a test's word; and how fast the bot sends."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any

__all__ = ["ApiError", "Fault", "FaultKind", "Faults", "Pace"]

TOLERANCE = 0.05  # a call of exactly one second later may arrive a little earlier
KEPT_SENDS = 200_000


class ApiError(Exception):
    """An answer with `ok: false`, as section "Making requests" describes it."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters

    @property
    def body(self) -> dict[str, Any]:
        """What the bot is answered."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})

    @classmethod
    def flood(cls, retry_after: int) -> "ApiError":
        """429; no call succeeds before `retry_after` seconds are over."""
        return cls(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


class FaultKind(StrEnum):
    """How a call fails."""

    REFUSED = auto()  # an answer of Telegram's: not processed
    BROKEN = auto()  # 5xx with a page of HTML, as a proxy before Telegram's servers sends it: not processed
    GARBLED = auto()  # 200 with half a JSON: processed
    RESET = auto()  # the connection is closed without an answer: not processed
    HANGING = auto()  # no answer: not processed
    UNANSWERED = auto()  # in flight: processed, no answer
    CUT = auto()  # in flight: processed, the connection is closed instead of an answer
    SLOW = auto()  # processed and answered, late


@dataclass(slots=True)
class Fault:
    """What happens to the next calls of a method, in a chat or in all."""

    kind: FaultKind
    method: str = "*"
    chat: int | None = None
    left: float = 1
    error: ApiError | None = None
    status: int = 502
    seconds: float = 30.0

    def fits(self, method: str, chat: int | None) -> bool:
        """Whether it is meant for this call."""
        return self.method in ("*", method.lower()) and self.chat in (None, chat)


@dataclass
class Faults:
    """The schedule of what goes wrong: the first that fits a call is used. `times=None` lasts until `clear()`.

    `method` is a name of the Bot API, `file` for downloads, or `*`; `chat` narrows it to an id of a chat.
    """

    _waiting: list[Fault] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    repeats: int = 0
    reorders: int = 0

    def refuse(
        self, method: str, status: int, description: str, *, times: int | None = 1, chat: int | None = None, **more: int
    ) -> None:
        """Answer these calls with an error in Telegram's words; `more` are its `parameters`."""
        self._add(FaultKind.REFUSED, method, times, chat, error=ApiError(status, description, **more))

    def flood(self, method: str = "*", retry_after: int = 1, *, times: int | None = 1, chat: int | None = None) -> None:
        """Answer these calls with 429."""
        self._add(FaultKind.REFUSED, method, times, chat, error=ApiError.flood(retry_after))

    def break_down(
        self, method: str = "*", status: int = 502, *, times: int | None = 1, chat: int | None = None
    ) -> None:
        """Answer these calls with 5xx and a page of HTML."""
        self._add(FaultKind.BROKEN, method, times, chat, status=status)

    def garble(self, method: str = "*", *, times: int | None = 1, chat: int | None = None) -> None:
        """Process these calls and answer with half a JSON."""
        self._add(FaultKind.GARBLED, method, times, chat)

    def reset(self, method: str = "*", *, times: int | None = 1, chat: int | None = None) -> None:
        """Close the connection of these calls; they are not processed."""
        self._add(FaultKind.RESET, method, times, chat)

    def hang(self, method: str = "*", *, times: int | None = 1, chat: int | None = None, seconds: float = 30.0) -> None:
        """Neither process nor answer these calls; the connection closes after `seconds`."""
        self._add(FaultKind.HANGING, method, times, chat, seconds=seconds)

    def leave_unanswered(
        self, method: str = "*", *, times: int | None = 1, chat: int | None = None, seconds: float = 30.0
    ) -> None:
        """Process these calls and answer nothing: the bot cannot know; the connection closes after `seconds`."""
        self._add(FaultKind.UNANSWERED, method, times, chat, seconds=seconds)

    def cut(self, method: str = "*", *, times: int | None = 1, chat: int | None = None) -> None:
        """Process these calls and close the connection instead of answering."""
        self._add(FaultKind.CUT, method, times, chat)

    def slow(self, method: str = "*", *, seconds: float, times: int | None = 1, chat: int | None = None) -> None:
        """Process these calls and answer after `seconds`."""
        self._add(FaultKind.SLOW, method, times, chat, seconds=seconds)

    def repeat_updates(self, times: int = 1) -> None:
        """Deliver the next updates once more after they were confirmed, or were answered with 2xx."""
        with self._lock:
            self.repeats += times

    def reorder_updates(self, count: int = 2) -> None:
        """Hold back the next `count` updates until all are there, and send them to the webhook last first."""
        with self._lock:
            self.reorders = count

    @property
    def waiting(self) -> int:
        """Faults that no call has met yet."""
        return len(self._waiting)

    def clear(self) -> None:
        """From now on nothing goes wrong."""
        with self._lock:
            self._waiting.clear()
            self.repeats = self.reorders = 0

    def take(self, method: str, chat: int | None) -> Fault | None:
        """What goes wrong with this call."""
        if not self._waiting:
            return None
        with self._lock:
            fault = next((fault for fault in self._waiting if fault.fits(method, chat)), None)
            if fault is not None:
                fault.left -= 1
                if fault.left < 1:
                    self._waiting.remove(fault)
            return fault

    def take_repeat(self) -> bool:
        """Whether this update comes once more."""
        with self._lock:
            self.repeats -= (again := self.repeats > 0)
            return again

    def _add(self, kind: FaultKind, method: str, times: int | None, chat: int | None, **more: Any) -> None:
        left = float("inf") if times is None else times
        with self._lock:
            self._waiting.append(Fault(kind, method.lower(), chat, left, **more))


class Pace:
    """How fast a bot sends; with `limit` what is faster is answered with 429.

    Telegram's limits: 30 messages a second overall, 1 a second in one chat, 20 a minute in a group (FAQ for bots, "My
    bot is hitting limits, how do I avoid this?"). It allows short bursts; the stand-in allows none.
    """

    def __init__(self) -> None:
        self.sends: deque[tuple[float, int]] = deque(maxlen=KEPT_SENDS)  # time.monotonic(), chat
        self.refused = 0
        self._overall: int | None = None
        self._per_chat: int | None = None
        self._per_group: int | None = None
        self._lately: dict[int | None, deque[float]] = defaultdict(lambda: deque(maxlen=1000))
        self._lock = threading.Lock()

    def limit(self, overall: int | None = 30, per_chat: int | None = 1, per_group: int | None = 20) -> None:
        """Refuse what is faster: messages a second overall, a second in a chat, a minute in a group."""
        with self._lock:
            self._overall, self._per_chat, self._per_group = overall, per_chat, per_group

    def admit(self, chat: int) -> None:
        """Note a send of now. Raises: `ApiError` 429 if it comes too early."""
        now = time.monotonic()
        with self._lock:
            rules = [(None, self._overall, 1.0), (chat, self._per_chat, 1.0)]
            rules += [(chat, self._per_group, 60.0)] if chat < 0 else []
            waits = [self._wait(now, key, most, seconds) for key, most, seconds in rules if most]
            if waits and max(waits) > 0:
                self.refused += 1
                raise ApiError.flood(int(max(waits)) + 1)
            self.sends.append((now, chat))
            for key, _most, _seconds in rules[:2] if waits else ():
                self._lately[key].append(now)

    def times(self, chat: int | None = None) -> list[float]:
        """When it sent, by `time.monotonic()`."""
        with self._lock:
            return [at for at, where in self.sends if chat in (None, where)]

    def most(self, seconds: float = 1.0, chat: int | None = None) -> int:
        """The most sends within any such time, overall or in a chat."""
        return _most(self.times(chat), seconds - TOLERANCE)

    def most_in_a_chat(self, seconds: float = 1.0) -> int:
        """The most sends within any such time in one chat, of all chats."""
        by_chat: dict[int, list[float]] = defaultdict(list)
        with self._lock:
            for at, chat in self.sends:
                by_chat[chat].append(at)
        return max((_most(times, seconds - TOLERANCE) for times in by_chat.values()), default=0)

    def _wait(self, now: float, key: int | None, most: int, seconds: float) -> float:
        lately = self._lately[key]
        if len(lately) < most:
            return 0.0
        return lately[-most] + seconds - TOLERANCE - now


def _most(times: Iterable[float], seconds: float) -> int:
    window: deque[float] = deque()
    most = 0
    for at in times:
        window.append(at)
        while window[0] <= at - seconds:
            window.popleft()
        most = max(most, len(window))
    return most
