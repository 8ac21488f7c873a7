"""Threads that answer what is in the inbox, one conversation each, as long as the app runs."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.dialogue.answering import Answering
from bot.dialogue.bell import Bell
from bot.errors import DialogError, NotAllowed
from bot.log import get_logger
from bot.metrics import TURN_SECONDS, TURNS
from bot.services import turns
from bot.services.turns import Claim, Task
from bot.store.database import Database

__all__ = ["Worker"]

LOOK_EVERY = 0.5
"""Seconds between looks into the database when nobody called: for retries, and for what other processes stored."""

log = get_logger()


class Worker:
    """Answers messages from `start` to `stop`."""

    def __init__(self, database: Database, answering: Answering, bell: Bell, *, holder: str, threads: int) -> None:
        self._database = database
        self._answering = answering
        self._bell = bell
        self._holder = holder
        self._work = threading.Semaphore(0)
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._run, name=f"worker-{n}", daemon=True) for n in range(threads)]

    def start(self) -> None:
        """Free what a killed process left behind, and begin."""
        freed = turns.free_leases(self._database, self._holder)
        if freed:
            log.info("leases.freed", count=freed)
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Say that a message has come in."""
        self._work.release()

    def stop(self) -> None:
        """End after the messages in hand; whatever is not answered stays in the inbox."""
        self._stopping.set()
        for _ in self._threads:
            self._work.release()
        for thread in self._threads:
            thread.join(timeout=15)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                if not self.answer_one_conversation():
                    self._work.acquire(timeout=LOOK_EVERY)
            except Exception as error:  # noqa: BLE001 - the outermost loop: one bad message must not end all answering
                log.error("worker.failed", error=type(error).__name__)
                self._stopping.wait(LOOK_EVERY)

    def answer_one_conversation(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> bool:
        """Answer what one conversation has to answer; false when there was nothing to do."""
        claim = turns.claim_next(self._database, self._holder, now())
        if claim is None:
            return False
        try:
            self._answer_all(claim, now)
        except (DialogError, SQLAlchemyError) as error:
            log.warning("turn.lost", conversation=claim.conversation_id, error=type(error).__name__)
            self._stopping.wait(LOOK_EVERY)
        finally:
            turns.release(self._database, claim)
        return True

    def _answer_all(self, claim: Claim, now: Callable[[], datetime]) -> None:
        while task := turns.next_task(self._database, claim, now()):
            with TURN_SECONDS.time():
                is_answered = self._answer(task, now())
            TURNS.labels("answered" if is_answered else "postponed").inc()
            log.info("turn.done", conversation=claim.conversation_id, message=task.turn.message_id, done=is_answered)
            self._bell.ring(claim.conversation_id)
            if not is_answered:
                return

    def _answer(self, task: Task, now: datetime) -> bool:
        try:
            return self._answering.answer(task, now)
        except (NotAllowed, OperationalError):
            raise
        except Exception as error:  # noqa: BLE001 - a message that nothing can answer must not hold up those behind it
            log.error("answer.failed", message=task.turn.message_id, error=type(error).__name__)
            return self._answering.fail(task, now)
