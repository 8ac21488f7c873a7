"""Threads that read what platforms sent, in order for each sender, and hand it to the inbox."""

import json
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.exc import OperationalError

from bot.dialogue import inbox
from bot.dialogue.bell import Bell
from bot.dialogue.delivery import Delivery
from bot.dialogue.platforms import (
    Answered,
    Blocked,
    FileRef,
    Group,
    Happened,
    Moved,
    Passed,
    Platform,
    Returned,
    Said,
    Seen,
)
from bot.dialogue.worker import Worker
from bot.errors import ChannelError, Refused
from bot.i18n import N_
from bot.log import get_logger
from bot.messages import Channel, Kind, Problem
from bot.metrics import RECEIVED
from bot.services import arrivals, attachments, citizens, conversations, deliveries
from bot.services.arrivals import Arrival
from bot.services.attachments import Intake, Limits, NewFile
from bot.services.conversations import Incoming
from bot.services.keys import Keys
from bot.services.opening import Opener
from bot.services.seals import Seals
from bot.store.database import Database
from bot.store.files import FileStore

__all__ = ["Arrivals"]

LOOK_EVERY = 0.5
LATER = timedelta(seconds=5)
THREADS = 4
"""One that fetches a film must not hold up a call for help."""
NOT_FETCHED = N_("The file could not be fetched. Please send it again, or describe in words what it shows.")
log = get_logger()


class Arrivals:
    """Reads from `start` to `stop`."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        seals: Seals,
        opener: Opener,
        files: FileStore,
        limits: Limits,
        platforms: Mapping[Channel, Platform],
        *,
        worker: Worker,
        delivery: Delivery,
        bell: Bell,
    ) -> None:
        self._database = database
        self._keys = keys
        self._seals = seals
        self._opener = opener
        self._files = files
        self._limits = limits
        self._platforms = platforms
        self._worker = worker
        self._delivery = delivery
        self._bell = bell
        self._work = threading.Semaphore(0)
        self._stopping = threading.Event()
        count = THREADS if platforms else 0
        self._threads = [threading.Thread(target=self._run, name=f"arrivals-{n}", daemon=True) for n in range(count)]

    def start(self) -> None:
        """Let what a killed process was reading be read again, and begin."""
        if self._threads:
            arrivals.free(self._database, list(self._platforms), _now())
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Say that an update was stored."""
        self._work.release()

    def stop(self) -> None:
        """End after the updates in hand; what is not read stays in the inbox."""
        self._stopping.set()
        for _ in self._threads:
            self._work.release()
        for thread in self._threads:
            thread.join(timeout=15)

    def read_one(self) -> bool:
        """Read one update; false when there was nothing to do."""
        arrival = arrivals.claim(self._database, list(self._platforms), _now())
        if arrival is None:
            return False
        said: Said | None = None
        body: Mapping[str, Any] = {}
        try:
            body = json.loads(self._opener.open(arrival.body))
            for happened in self._platforms[arrival.channel].read(body):
                said = happened if isinstance(happened, Said) else said
                self._handle(arrival, happened)
            arrivals.finish(self._database, arrival, _now())
        except ChannelError as error:
            pause = timedelta(seconds=error.retry_after) if error.retry_after else None
            self._fail(arrival, body, said, error, pause)
        except OperationalError as error:  # a full disk: no fault of what was sent
            self._fail(arrival, body, said, error, LATER)
        except Exception as error:  # noqa: BLE001 - whatever a platform sends must not hold up what comes after it
            self._fail(arrival, body, said, error, None)
        return True

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                if not self.read_one():
                    self._work.acquire(timeout=LOOK_EVERY)
            except Exception as error:  # noqa: BLE001 - the outermost loop
                log.error("arrivals.failed", error=type(error).__name__)
                self._stopping.wait(LOOK_EVERY)

    def _handle(self, arrival: Arrival, happened: Happened) -> None:
        platform = self._platforms[arrival.channel]
        match happened:
            case Said():
                self._say(arrival, platform, happened)
            case Moved():
                self._move(arrival, happened)
            case Seen():
                sender = self._keys.hash_sender(arrival.channel, happened.address)
                self._ring(
                    deliveries.note_seen(
                        self._database, arrival.channel, sender, is_read=happened.is_read, before=happened.before
                    )
                )
            case Blocked():
                self._block(arrival, happened)
            case Answered():
                self._answered(arrival, happened)
            case Returned():
                sender = self._keys.hash_sender(arrival.channel, happened.address)
                self._ring(conversations.note_returned(self._database, arrival.channel, sender))
            case Group():
                platform.leave(happened)
            case Passed():
                log.info("arrival.passed", channel=arrival.channel, kind=arrival.kind, reason=happened.why)

    def _say(self, arrival: Arrival, platform: Platform, said: Said) -> None:
        sender = citizens.meet(self._database, self._keys, self._seals, arrival.channel, said.address, _now())
        file, problem = self._fetch(arrival, platform, sender, said.file) if said.file else (None, None)
        self._receive(arrival, said, sender, file, problem)
        if said.press is not None:
            platform.acknowledge(said)

    def _receive(
        self, arrival: Arrival, said: Said, sender: str, file: NewFile | None, problem: Refused | None
    ) -> None:
        incoming = Incoming(
            channel=arrival.channel,
            sender=sender,
            client_id=said.client_id,
            text=said.text,
            payload=said.payload,
            location=dict(said.location) if said.location else None,
            file=file,
            update=arrival.id,
            kind=said.kind or (Kind.FILE if problem else None),
            refers_to=said.refers_to,
            problem=problem,
            hint=said.hint,
            press=said.press,
        )
        try:
            number = self._take(incoming)
        finally:
            if file is not None:
                attachments.drop_unless_kept(self._database, self._files, file)
        RECEIVED.labels(arrival.channel).inc()
        self._worker.wake()
        self._delivery.wake()
        page = conversations.read_on(self._database, arrival.channel, sender, after=number)
        self._bell.ring(page.conversation_id)
        if page.is_typing:
            self._platforms[arrival.channel].show_typing(said.address)

    def _take(self, incoming: Incoming) -> int:
        try:
            return inbox.receive(self._database, self._keys, incoming, _now())
        except Refused as refused:
            # Nobody waits for a status here: the citizen is told in the chat.
            told = Incoming(
                incoming.channel,
                incoming.sender,
                incoming.client_id,
                incoming.text,
                update=incoming.update,
                problem=refused,
                hint=incoming.hint,
            )
            return inbox.receive(self._database, self._keys, told, _now())

    def _fetch(
        self, arrival: Arrival, platform: Platform, sender: str, ref: FileRef
    ) -> tuple[NewFile | None, Refused | None]:
        """The file in the store, or why it is not taken. At the last try a file that does not come is given up."""
        try:
            attachments.check_count(self._database, self._files, arrival.channel, sender, self._limits, _now())
            with Intake(self._files, self._limits) as intake:
                for piece in platform.fetch(ref):
                    intake.add(piece)
                return intake.finish(), None
        except Refused as refused:
            log.info("attachment.refused", reason=refused.code or "platform", size=ref.size)
            return None, refused
        except ChannelError:
            if not arrival.is_last_try:
                raise
            return None, Refused(NOT_FETCHED, code="not_fetched")

    def _move(self, arrival: Arrival, moved: Moved) -> None:
        sender = self._keys.hash_sender(arrival.channel, moved.address)
        self._ring(conversations.move(self._database, arrival.channel, sender, moved.client_id, moved.location))

    def _block(self, arrival: Arrival, blocked: Blocked) -> None:
        sender = self._keys.hash_sender(arrival.channel, blocked.address)
        if blocked.is_blocked:
            self._ring(citizens.note_unreachable(self._database, arrival.channel, sender, Problem.BLOCKED, _now()))
        else:
            citizens.note_reachable(self._database, arrival.channel, sender)

    def _answered(self, arrival: Arrival, answered: Answered) -> None:
        sender = self._keys.hash_sender(arrival.channel, answered.address)
        self._ring(
            conversations.note_outside(
                self._database, arrival.channel, sender, answered.client_id, answered.text, _now()
            )
        )

    def _fail(
        self, arrival: Arrival, body: Mapping[str, Any], said: Said | None, error: Exception, pause: timedelta | None
    ) -> None:
        if pause is None and arrival.is_last_try:
            # Before it is parked: a kill in between would leave the citizen without a word.
            self._tell_unread(arrival, body, said)
        why = error.problem if isinstance(error, ChannelError) else type(error).__name__
        is_parked = arrivals.fail(self._database, arrival, why, _now(), pause=pause)
        log.warning("arrival.failed", update=arrival.id, error=type(error).__name__, reason=why, parked=is_parked)

    def _tell_unread(self, arrival: Arrival, body: Mapping[str, Any], said: Said | None) -> None:
        """A message that could not be read is one all the same: the citizen is answered, and officers see it."""
        address = said.address if said else self._platforms[arrival.channel].address_of(body)
        if address is None:
            return
        sender = citizens.meet(self._database, self._keys, self._seals, arrival.channel, address, _now())
        text = said.text if said else ""
        client_id = f"parked:{arrival.id}"
        incoming = Incoming(arrival.channel, sender, client_id, text, kind=Kind.UNKNOWN)
        inbox.receive(self._database, self._keys, incoming, _now())
        self._worker.wake()
        self._delivery.wake()

    def _ring(self, talks: list[str]) -> None:
        for talk in talks:
            self._bell.ring(talk)


def _now() -> datetime:
    return datetime.now(UTC)
