"""News for open consoles: one look at the open talks after each change, however many officers are connected."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool

from bot.dialogue.bell import Bell
from bot.log import get_logger
from bot.messages import Status
from bot.services.officers import Account
from bot.services.queue import Trace, trace_open_talks
from bot.services.reach import is_within
from bot.store.database import Database

__all__ = ["Live", "Subscriber"]

TOGETHER = 0.05
"""Seconds in which changes are told together."""
LOOK_EVERY = 2.0
"""Seconds between looks when nothing rang, for what other processes changed."""

log = get_logger()


@dataclass(eq=False)
class Subscriber:
    """One open console: what it has not been told yet. Used in the event loop alone."""

    account: Account
    conversations: set[str] = field(default_factory=set)
    has_queue_changed: bool = False
    alarms: list[dict[str, Any]] = field(default_factory=list)
    event: asyncio.Event = field(default_factory=asyncio.Event)

    def take(self) -> list[tuple[str, dict[str, Any]]]:
        """Events to send: name and data; what was taken is not told again."""
        self.event.clear()
        events: list[tuple[str, dict[str, Any]]] = [("alarm", alarm) for alarm in self.alarms]
        events += [("changed", {"queue": True})] if self.has_queue_changed else []
        events += [("changed", {"conversation": it}) for it in sorted(self.conversations)]
        self.alarms, self.has_queue_changed, self.conversations = [], False, set()
        return events


class Live:
    """Follows the bell from `start` to `stop` and tells subscribers what changed."""

    def __init__(self, database: Database, bell: Bell) -> None:
        self._database = database
        self._bell = bell
        self._subscribers: set[Subscriber] = set()
        self._known: dict[str, Trace] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End; open consoles are let go."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def subscribe(self, account: Account) -> Subscriber:
        """Begin to be told what this officer may see."""
        subscriber = Subscriber(account)
        self._subscribers.add(subscriber)
        return subscriber

    def leave(self, subscriber: Subscriber) -> None:
        """Stop."""
        self._subscribers.discard(subscriber)

    async def _run(self) -> None:
        follower = self._bell.follow()
        try:
            while True:
                # Not `wait_for`: in Python 3.11 it loses a cancellation that comes together with the event.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY):
                        await follower.event.wait()
                    await asyncio.sleep(TOGETHER)
                rung = follower.take()
                try:
                    found = await run_in_threadpool(trace_open_talks, self._database)
                    self._tell(rung, found)
                except Exception as error:  # noqa: BLE001 - the outermost loop: consoles must go on hearing
                    log.warning("live.failed", error=type(error).__name__)
        finally:
            self._bell.unfollow(follower)

    def _tell(self, rung: set[str], found: dict[str, Trace]) -> None:
        before, self._known = self._known, found
        changed = {it for it in found.keys() | before.keys() if found.get(it) != before.get(it)}
        alarms = {it: kind for it in changed if (kind := _alarm(found.get(it), before.get(it)))}
        for subscriber in self._subscribers:
            account = subscriber.account
            # Of talks that are not open only those who may see every talk are told.
            seen = {
                it for it in rung | changed if _may_see(account, found.get(it)) or _may_see(account, before.get(it))
            }
            subscriber.conversations |= seen
            subscriber.has_queue_changed |= bool(changed & seen)
            subscriber.alarms += [{"conversation": it, "kind": kind} for it, kind in alarms.items() if it in seen]
            if seen:
                subscriber.event.set()


def _may_see(account: Account, trace: Trace | None) -> bool:
    return is_within(account, trace) if trace is not None else not account.is_confined


def _alarm(trace: Trace | None, before: Trace | None) -> str | None:
    """What officers should hear of a changed talk: `supervisor`, `lost` or `urgent`."""
    if trace is None:
        return None
    if trace.status is Status.WAITING and trace.is_supervisor_called and not (before and before.is_supervisor_called):
        return "supervisor"
    if trace.is_lost and not (before and before.is_lost):
        return "lost"
    is_urgent_already = before is not None and before.urgent and before.status is trace.status
    is_news = trace.status is Status.WAITING or (before is not None and not before.urgent)
    return "urgent" if trace.urgent and is_news and not is_urgent_already else None
