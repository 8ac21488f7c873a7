"""Delivery: threads that send what was said to the platforms of citizens, as long as the app runs.

Only here, and where updates are read, it is known who a citizen is at the platform.
"""

import random
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice

from bot.dialogue.bell import Bell
from bot.dialogue.pace import Pace
from bot.dialogue.platforms import OutFile, Part, Platform
from bot.errors import ChannelError, DialogError
from bot.log import get_logger
from bot.messages import Channel, Problem
from bot.metrics import SENT
from bot.services import attachments, citizens, deliveries, receipts
from bot.services.attachments import Attached
from bot.services.deliveries import Claim, Parcel
from bot.services.keys import Keys, Unreadable
from bot.services.opening import Opener
from bot.store.database import Database
from bot.store.files import FileStore

__all__ = ["Delivery", "split"]

LOOK_EVERY = 0.5
"""Seconds between looks into the database when nobody called: for retries, and for what other processes said."""
LONGEST_PAUSE = 300.0
GIVE_UP_AFTER = 24
"""Failures; with pauses that grow to five minutes about an hour and a half after the first."""
FINAL = {Problem.BLOCKED, Problem.GONE, Problem.REFUSED}
log = get_logger()


class Delivery:
    """Sends from `start` to `stop`. One message of a citizen at a time, of several citizens side by side."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        opener: Opener,
        files: FileStore,
        platforms: Mapping[Channel, Platform],
        bell: Bell,
        *,
        holder: str,
        threads: int,
    ) -> None:
        self._database = database
        self._keys = keys
        self._opener = opener
        self._files = files
        self._platforms = platforms
        self._bell = bell
        self._holder = holder
        self._paces = {channel: Pace(platform.limits.a_second) for channel, platform in platforms.items()}
        self._work = threading.Semaphore(0)
        self._stopping = threading.Event()
        count = threads if platforms else 0
        self._threads = [threading.Thread(target=self._run, name=f"delivery-{n}", daemon=True) for n in range(count)]

    def start(self) -> None:
        """Free what a killed process was sending, and begin."""
        if self._threads:
            self._bell.call(self.wake)
            deliveries.free(self._database, self._holder)
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Say that something is to be sent."""
        self._work.release()

    def stop(self) -> None:
        """End after the sends in hand; what is not sent stays queued."""
        self._stopping.set()
        for _ in self._threads:
            self._work.release()
        for thread in self._threads:
            thread.join(timeout=15)

    def deliver_to_one(self) -> bool:
        """Send what one citizen is to be told; false when there was nothing to do."""
        ready = [channel for channel, pace in self._paces.items() if pace.wait < LOOK_EVERY]
        claim = deliveries.claim_next(self._database, ready, self._holder, _now()) if ready else None
        if claim is None:
            return False
        pause = 0.0
        try:
            parcel = deliveries.next_parcel(self._database, claim, _now())
            if parcel is not None:
                pause = self._platforms[claim.channel].limits.pause
                self._deliver(claim, parcel)
                self._bell.ring(parcel.conversation_id)
        finally:
            # Nobody else sends to this citizen until the platform's pause is over.
            deliveries.release(self._database, claim, _now() + timedelta(seconds=pause))
        return True

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                if not self.deliver_to_one():
                    self._work.acquire(timeout=LOOK_EVERY)
            except Exception as error:  # noqa: BLE001 - the outermost loop: one bad message must not end all sending
                log.error("delivery.failed", error=type(error).__name__)
                self._stopping.wait(LOOK_EVERY)

    def _deliver(self, claim: Claim, parcel: Parcel) -> None:
        try:
            self._send(claim, parcel)
        except ChannelError as error:
            problem = Problem(error.problem)
            SENT.labels(claim.channel, problem).inc()
            log.warning("delivery.problem", message=parcel.message_id, channel=claim.channel, problem=problem)
            self._settle(claim, parcel, error)
        except Unreadable:
            log.error("delivery.key_lost", message=parcel.message_id)
            deliveries.give_up(self._database, parcel, Problem.REFUSED, _now())
            citizens.forget_address(self._database, claim.identity_id)
        except DialogError as error:
            # A file that is not there: nothing that waiting would mend.
            log.error("delivery.unreadable", message=parcel.message_id, error=type(error).__name__)
            deliveries.give_up(self._database, parcel, Problem.REFUSED, _now())
        else:
            SENT.labels(claim.channel, "sent").inc()

    def _send(self, claim: Claim, parcel: Parcel) -> None:
        platform = self._platforms[claim.channel]
        address = self._opener.open(claim.address)
        parts = self._parts(parcel, platform)
        first = parcel.parts_sent
        for index, part in islice(enumerate(parts, 1), first, None):
            pause = platform.limits.pause if index > first + 1 else 0.0
            self._stopping.wait(max(pause, self._paces[claim.channel].take()))
            taken = platform.send(address, part)
            deliveries.note_part(self._database, claim, parcel, taken, _now(), is_last=index == len(parts))

    def _settle(self, claim: Claim, parcel: Parcel, error: ChannelError) -> None:
        """What becomes of a message that the platform did not take."""
        problem, now = Problem(error.problem), _now()
        if problem is Problem.WINDOW:
            deliveries.hold(self._database, parcel, problem)
        elif problem in FINAL or parcel.attempts >= GIVE_UP_AFTER:
            deliveries.give_up(self._database, parcel, problem, now)
            if problem in {Problem.BLOCKED, Problem.GONE}:
                for talk in citizens.note_unreachable(self._database, claim.channel, claim.sender, problem, now):
                    self._bell.ring(talk)
        else:
            if problem is Problem.PACE:
                self._paces[claim.channel].pause(error.retry_after or 1.0)
            pause = error.retry_after or random.uniform(0.5, 1) * min(2.0**parcel.attempts, LONGEST_PAUSE)
            deliveries.later(
                self._database,
                parcel,
                problem,
                now + timedelta(seconds=pause),
                is_maybe_sent=error.is_maybe_sent,
                is_failure=problem is not Problem.PACE,
            )

    def _parts(self, parcel: Parcel, platform: Platform) -> list[Part]:
        """The sends that a message takes: files first, then its text, with the buttons under the last piece."""
        # Only here, on the way to the citizen, a receipt code is shown.
        text = receipts.reveal(self._keys, parcel.text, parcel.passed_on) if parcel.passed_on else parcel.text
        about = Part(sender=parcel.sender, last_incoming_at=parcel.last_incoming_at, is_discreet=parcel.is_discreet)
        parts = [replace(about, file=self._open(name, file)) for name, file in parcel.files]
        pieces = split(text, platform.limits.text) if text else []
        for index, piece in enumerate(pieces, 1):
            parts.append(replace(about, text=piece, buttons=parcel.buttons if index == len(pieces) else ()))
        return parts

    def _open(self, name: str, file: Attached) -> OutFile:
        with attachments.open_outgoing(self._files, name, file) as sealed:
            return OutFile(file.file_name, file.kind, file.media_type, b"".join(sealed.chunks()))


def split(text: str, most: int) -> list[str]:
    """The text in pieces of at most `most` UTF-16 units, cut between paragraphs, else lines, sentences, words."""
    pieces = []
    while _units(text) > most:
        head = _head(text, most)
        for mark in ("\n\n", "\n", ". ", " "):
            at = head.rfind(mark)
            if at >= len(head) // 2:
                head = head[: at + len(mark)]
                break
        pieces.append(head.rstrip())
        text = text[len(head) :].lstrip()
    return [piece for piece in (*pieces, text) if piece]


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _head(text: str, most: int) -> str:
    """As much of the beginning as fits."""
    units = 0
    for index, character in enumerate(text):
        units += 2 if character > "\uffff" else 1
        if units > most:
            return text[:index]
    return text


def _now() -> datetime:
    return datetime.now(UTC)
