"""The handoff driven at random: `python -m tests.load.machine --steps 1000000`, and ten thousand steps in `make test`.

Citizens write, officers take and give talks, the engine fails, people go away and time passes, in any order, through
the real services on a real SQLite file. After every step the database is looked at from outside: who speaks, who waits,
what was told, what the history and the audit log say of it.
"""

import argparse
import functools
import logging
import random
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import event, select

from bot.dialogue import inbox
from bot.dialogue.answering import Answering, Thresholds
from bot.dialogue.bell import Bell
from bot.dialogue.engine import Engine
from bot.dialogue.worker import Worker
from bot.errors import DialogError, InvalidTransition, NotFound, Refused, Taken
from bot.i18n import LOCALES
from bot.messages import Channel, Outcome, Role, Trigger
from bot.services import administration, conversations, custody, desk, upkeep, watch
from bot.services.audit import AuditLog
from bot.services.audit_head import HeadFile
from bot.services.conversations import Incoming
from bot.services.keys import Keys
from bot.services.officers import Account, Duties, account_of
from bot.store.database import Database
from bot.store.tables import Conversation, Officer, Wait
from tests.conftest import Clock
from tests.stand_ins.engine_with_actions import EngineWithActions

__all__ = ["STEPS_OF_A_TALK", "Handoff", "drive"]

STEPS_OF_A_TALK = 100
"""Steps on one database; then the next begins."""
TALKS_OF_A_SEED = 20
ENGLISH = LOCALES[3]
CITIZENS = 3
OFFICERS = (
    ("Drita", Role.SUPERVISOR, Duties()),
    ("Arta", Role.OFFICER, Duties(languages=("sq", "en"), regions=("prishtina",))),
    ("Boban", Role.OFFICER, Duties(languages=("sr",), regions=("mitrovica_north",), is_confined=True)),
)
CONFINED = 3
CONFINED_REGION = "leposaviq"
"""A municipality of the confined officer's region; `prizren` is not one."""
TEXTS = (
    "hello my good friend",
    "where is the station in prizren please",
    "where is the station in leposaviq please",
    "an officer please, I want to talk to one",
    "mumble grumble words of no meaning",
    "there was a theft at my shop",
    "thanks a lot my friend",
    "danger is all around here my friend",
)
"""By the words of the engine's stand-in; the last one is an emergency that the engine alone understands."""
DANGER = "help me he has a knife and he is coming at me"
SECONDS = (1, 7, 25, 61, 301, 700, 4000, 90_000)
AWAY = timedelta(minutes=5)
REOPENS_WITHIN = timedelta(hours=24)

JOINED, CHANGED = "utter_officer_joined", "utter_officer_changed"
LEFT = {"with_bot": "utter_bot_is_back", "waiting": "utter_officer_left", "resolved": "utter_resolved"}
"""What the citizen is told when an officer leaves the talk, by where it goes."""
CALLED = {"utter_officer_called", "utter_queue_promise", "utter_no_officer_on_duty", "utter_outside_hours"}
"""What only somebody who waits may be told."""
LEAVING = {"released", "lost", "transferred", "resolved"}, {"release", "lose", "transfer", "assign", "resolve"}
TAKING = {"claimed", "reopened", "transferred"}, {"claim", "reopen", "transfer", "assign"}
"""Events, and actions of the audit log."""

citizens = st.integers(0, CITIZENS - 1)
officers = st.integers(1, len(OFFICERS))
whose = st.integers(0, len(OFFICERS))
"""An officer by id; 0 is the talk's owner, if it has one."""


@dataclass(frozen=True)
class Row:
    """A conversation as it stands."""

    id: str
    identity: int
    status: str
    owner: int | None
    urgent: bool
    escalated_at: datetime | None
    resolved_at: datetime | None
    municipality: str | None
    outcome: str | None
    rating: int | None
    supervisor_called: bool


@dataclass
class Seen:
    """What one step added."""

    said: list[sqlite3.Row] = field(default_factory=list)
    events: dict[str, set[str]] = field(default_factory=dict)
    audited: dict[str, set[str]] = field(default_factory=dict)

    def told(self, conversation: str) -> set[str]:
        """Responses that the citizen was given in a conversation."""
        return {it["response"] for it in self.said if it["conversation_id"] == conversation}


class House:
    """What all examples share: the engine's stand-in, an empty migrated database to copy, threads."""

    def __init__(self) -> None:
        shared = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(prefix="dialog-machine-", dir=shared if shared.is_dir() else None))
        self.clock = Clock()
        self.engine = EngineWithActions(self.clock)
        self.engine.__enter__()
        self.client = Engine(f"http://127.0.0.1:{self.engine.port}", "token", timeout=5.0)
        self.threads = ThreadPoolExecutor(2)
        self.template, self.path = self.folder / "template.db", self.folder / "dialog.db"
        self.keys = Keys(b"a key for tests, not for anybody")
        log = AuditLog(self.keys, HeadFile(self.folder / "audit.head"))
        self.database = Database(f"sqlite:///{self.path}", audit=log)
        event.listen(self.database.engine, "connect", lambda it, _: it.execute("PRAGMA synchronous=OFF").close())
        self.engine.database = self.database
        upkeep.migrate(self.database)
        with self.database.write() as session:
            for name, role, duties in OFFICERS:
                session.add(
                    Officer(
                        name=name,
                        role=role,
                        language="en",
                        script="Latn",
                        is_available=True,
                        created_at=self.clock(),
                        last_seen_at=self.clock(),
                        **duties.as_json(),
                    )
                )
                session.flush()
        self.database.close()  # the last connection writes the log back into the file
        shutil.copy(self.path, self.template)

    def start_anew(self) -> None:
        """Empty the database: a copy of the template in its place, so that prepared statements stay prepared."""
        self.database.close()
        for path in self.folder.glob("dialog.db*"):
            path.unlink()
        (self.folder / "audit.head").unlink(missing_ok=True)
        shutil.copy(self.template, self.path)

    def close(self) -> None:
        """End it all."""
        self.threads.shutdown()
        self.client.close()
        self.database.close()
        self.engine.__exit__()
        shutil.rmtree(self.folder, ignore_errors=True)


class Handoff(RuleBasedStateMachine):
    """Everything that can happen to a few talks, and what must hold after each of it."""

    house: House
    steps = 0
    refusals = 0
    reached: set[tuple[str, str]] = set()  # noqa: RUF012 - counted over all examples, as what follows
    told: set[str] = set()  # noqa: RUF012

    @initialize()
    def open_the_house(self) -> None:
        """A fresh database, three citizens, everybody on duty, the engine up."""
        house = Handoff.house
        house.clock.now = Clock().now
        self.clock, self.engine = house.clock, house.engine
        self.engine.mode, self.engine.before_answer = "ok", lambda: None
        self.engine.broken.clear()
        house.start_anew()
        self.database = house.database
        answering = Answering(self.database, house.keys, house.client, Thresholds(0.3, 0.3))
        self.worker = Worker(self.database, answering, Bell(), holder="here", threads=0)
        self.worker.stop()  # so that it does not rest after a turn that it lost
        for number in range(CITIZENS):
            conversations.open_web_chat(self.database, f"citizen {number}", ENGLISH, self.clock())
        self.remember_waits()
        self.outside = sqlite3.connect(house.path, isolation_level=None, check_same_thread=False)
        self.outside.row_factory = sqlite3.Row
        self.written = 0
        self.sent: list[tuple[int, str, int]] = []
        self.replies: dict[str, int] = {}
        self.muted: dict[int, datetime] = {}
        self.last: dict[str, int] = {"messages": 0, "events": 0, "audit": 0}
        self.numbers: dict[int, int] = {}
        self.with_officer: dict[str, bool] = {}
        self.queued_since: dict[str, datetime] = {}
        self.promised: set[str] = set()
        self.called: dict[str, str] = {}
        self.may_leave_danger: str | None = None
        self.looked_after = self.is_more_than_one_step = False
        self.before = self.look()

    def remember_waits(self) -> None:
        """Waits of yesterday, so that there is something to promise."""
        started = self.clock() - timedelta(days=1)
        claimed = started + timedelta(seconds=100)
        with self.database.write() as session:
            talk = session.scalars(select(Conversation.id).limit(1)).one()
            for _ in range(5):
                session.add(
                    Wait(
                        conversation_id=talk,
                        trigger=Trigger.ASKED,
                        urgent=False,
                        place=1,
                        started_at=started,
                        claimed_at=claimed,
                        answered_at=claimed,
                        ended_at=claimed,
                    )
                )

    def teardown(self) -> None:
        """Look no more."""
        if hasattr(self, "outside"):
            self.outside.close()

    # What is seen from outside.

    def look(self) -> dict[str, Row]:
        """Every conversation as it stands."""
        rows = self.outside.execute("SELECT * FROM conversations ORDER BY opened_at, last_number")
        return {
            it["id"]: Row(
                id=it["id"],
                identity=it["identity_id"],
                status=it["status"],
                owner=it["owner_id"],
                urgent=bool(it["urgent"]),
                escalated_at=_time(it["escalated_at"]),
                resolved_at=_time(it["resolved_at"]),
                municipality=it["municipality"],
                outcome=it["outcome"],
                rating=it["rating"],
                supervisor_called=it["supervisor_called_at"] is not None,
            )
            for it in rows
        }

    def version(self) -> int:
        """A number that changes with every commit."""
        return int(self.outside.execute("PRAGMA data_version").fetchone()[0])

    def current(self, citizen: int) -> Row:
        """The talk that a citizen is in."""
        return [row for row in self.look().values() if row.identity == citizen + 1][-1]

    def account(self, officer: int) -> Account:
        """An officer, as the next request finds them: it is a sign of life."""
        self.outside.execute("UPDATE officers SET last_seen_at = ? WHERE id = ?", (_stored(self.clock()), officer))
        with self.database.read() as session:
            return account_of(session.get_one(Officer, officer))

    def is_disabled(self, officer: int) -> bool:
        """Whether the officer cannot sign in."""
        query = "SELECT disabled_at FROM officers WHERE id = ?"
        return self.outside.execute(query, (officer,)).fetchone()[0] is not None

    def may_see(self, officer: int, row: Row) -> bool:
        """Whether a talk is theirs to see."""
        return (
            officer != CONFINED
            or row.owner == officer
            or row.municipality is None
            or row.municipality == CONFINED_REGION
        )

    @contextmanager
    def refused(self, *errors: type[DialogError], owner: int | None = None) -> Iterator[None]:
        """What is done inside must raise one of these errors and change nothing."""
        version = self.version()
        try:
            yield
        except errors as error:
            if isinstance(error, Taken):
                self.is_named(error, owner)
            assert self.version() == version, "a refused step changed something"
            Handoff.refusals += 1
        else:
            raise AssertionError(f"not refused with {[it.__name__ for it in errors]}")

    def is_named(self, taken: Taken, owner: int | None) -> None:
        """Who is refused hears who has the talk."""
        assert owner is not None
        assert taken.owner == OFFICERS[owner - 1][0]

    def act(self, officer: int, row: Row, do: Callable[[Account], object], *, owner_only: bool) -> bool:
        """An officer acts on a talk; refused as documented where it is not theirs. Whether it was done."""
        account = self.account(officer)
        if not self.may_see(officer, row):
            with self.refused(NotFound):
                do(account)
            return False
        if owner_only and row.owner != officer:
            with self.refused(Taken if row.owner else InvalidTransition, owner=row.owner):
                do(account)
            return False
        do(account)
        return True

    def choose(self, who: int, row: Row) -> int | None:
        """Who acts: an officer by id, or the owner for 0; none when they may not sign in."""
        officer = who or row.owner or 1
        return None if self.is_disabled(officer) else officer

    # What citizens do.

    def send(self, citizen: int, text: str, payload: str | None = None) -> int:
        """Write or press, as the channel hands it on; some of it twice, since clients send again."""
        self.written += 1
        incoming = Incoming(Channel.WEBCHAT, f"citizen {citizen}", f"id-{self.written}", text, payload)
        number = inbox.receive(self.database, Handoff.house.keys, incoming, self.clock())
        self.sent.append((citizen, incoming.client_id, number))
        if self.written % 3 == 0:
            version = self.version()
            again = inbox.receive(self.database, Handoff.house.keys, incoming, self.clock())
            assert again == number, "sent again it got another number"
            assert self.version() == version, "sent again it changed something"
        return number

    @rule(citizen=citizens, text=st.sampled_from(TEXTS), is_answered=st.booleans())
    def write(self, citizen: int, text: str, is_answered: bool) -> None:
        """A citizen writes."""
        row = self.current(citizen)
        is_muted = citizen in self.muted and self.muted[citizen] > self.clock()
        self.send(citizen, text)
        later = self.current(citizen)
        pending = self.outside.execute("SELECT handled_at FROM messages WHERE direction = 'incoming' ORDER BY id DESC")
        assert (pending.fetchone()[0] is not None) == is_muted, "muted is not what is answered"
        if row.status != "resolved" or is_muted:
            assert (later.id, later.status) == (row.id, row.status)
        else:
            assert row.resolved_at is not None
            assert (later.id == row.id) == (self.clock() - row.resolved_at <= REOPENS_WITHIN)
            assert later.status == "with_bot"
        if is_answered:
            self.answer(2)

    @rule(citizen=citizens)
    def write_of_danger(self, citizen: int) -> None:
        """A citizen is in danger: 192 at once, in every state, and into the queue."""
        number = self.send(citizen, DANGER)
        row = self.current(citizen)
        query = "SELECT text, sender FROM messages WHERE conversation_id = ? AND number = ?"
        text, sender = self.outside.execute(query, (row.id, number + 1)).fetchone()
        assert "192" in text
        assert row.urgent
        assert row.status in {"waiting", "assigned"}
        assert (sender == "bot") == (row.status != "assigned")

    @rule(citizen=citizens)
    def press_cancel(self, citizen: int) -> None:
        """A citizen no longer wants to wait."""
        with suppress(Refused):
            self.send(citizen, "", "/cancel")

    @rule(citizen=citizens, stars=st.integers(1, 5))
    def rate(self, citizen: int, stars: int) -> None:
        """A citizen rates an officer's help: it is noted where there was help, and opens nothing again."""
        row = self.current(citizen)
        try:
            self.send(citizen, "", f'/rate{{"stars":"{stars}"}}')
        except Refused:
            return
        later = self.current(citizen)
        assert (later.id, later.status, later.owner) == (row.id, row.status, row.owner)
        assert later.rating == (stars if row.outcome else row.rating)

    # What the house does.

    @rule(talks=st.integers(1, 3))
    def answer(self, talks: int) -> None:
        """The bot answers what it has to."""
        for _ in range(talks):
            if not self.worker.answer_one_conversation(self.clock):
                break
        self.nothing_broke()

    @rule()
    def settle(self) -> None:
        """With the engine up and some time every message is handled."""
        self.engine.mode = "ok"
        self.clock.pass_(seconds=30)
        while self.worker.answer_one_conversation(self.clock):
            pass
        self.nothing_broke()
        query = "SELECT count(*) FROM messages WHERE direction = 'incoming' AND handled_at IS NULL"
        assert self.outside.execute(query).fetchone()[0] == 0, "a message stays without an answer"

    @rule(mode=st.sampled_from(["ok", "ok", "ok", "failing", "silent", "loading"]))
    def the_engine_goes(self, mode: str) -> None:
        """Down, or up again."""
        self.engine.mode = mode

    @rule(
        citizen=citizens,
        text=st.sampled_from(TEXTS),
        officer=officers,
        then=st.sampled_from(["keep", "resolve", "to bot", "to queue"]),
    )
    def act_while_the_bot_thinks(self, citizen: int, text: str, officer: int, then: str) -> None:
        """An officer takes the talk, and may be done with it, between a message and its answer."""
        if self.is_disabled(officer):
            return
        account = self.account(officer)
        self.is_more_than_one_step = True
        self.send(citizen, text)
        talk = self.current(citizen).id

        def interrupt() -> None:
            self.engine.before_answer = lambda: None
            with suppress(NotFound, InvalidTransition):
                custody.claim(self.database, account, talk, self.clock())
                self.finish(account, talk, then)

        self.engine.before_answer = interrupt
        self.answer(1)
        self.engine.before_answer = lambda: None

    @rule(citizen=citizens, text=st.sampled_from(TEXTS), officer=officers, then=st.sampled_from(["resolve", "to bot"]))
    def be_done_before_the_bot_looks(self, citizen: int, text: str, officer: int, then: str) -> None:
        """A message comes in while an officer closes the talk: the bot finds it afterwards."""
        if self.is_disabled(officer):
            return
        account = self.account(officer)
        self.is_more_than_one_step = True
        self.send(citizen, text)
        talk = self.current(citizen).id
        with suppress(NotFound, InvalidTransition):
            custody.claim(self.database, account, talk, self.clock())
            self.finish(account, talk, then)
        self.answer(3)

    def finish(self, account: Account, talk: str, then: str) -> None:
        """Be done with a talk."""
        now = self.clock()
        if then == "resolve":
            custody.resolve(self.database, account, talk, now, outcome=Outcome.ANSWERED, reason="done")
        elif then != "keep":
            self.may_leave_danger = talk
            custody.release(self.database, account, talk, now, to_bot=then == "to bot", reason=None)

    @rule(seconds=st.sampled_from(SECONDS))
    def time_passes(self, seconds: int) -> None:
        """Whoever gives no sign meanwhile is away."""
        self.clock.pass_(seconds=seconds)

    @rule()
    def look_after(self) -> None:
        """What has to happen by itself."""
        watch.look_after(self.database, self.clock())
        self.looked_after = True

    # What officers do.

    @rule(officer=officers)
    def sign_in(self, officer: int) -> None:
        """An officer gives a sign."""
        if not self.is_disabled(officer):
            self.account(officer)

    @rule(officer=officers)
    def disable_or_enable(self, officer: int) -> None:
        """An account is closed, or opened again."""
        change = administration.enable if self.is_disabled(officer) else administration.disable
        change(self.database, None, officer, "a reason", self.clock())

    @rule(officer=officers, citizen=citizens)
    def claim(self, officer: int, citizen: int) -> None:
        """An officer takes a talk."""
        row = self.current(citizen)
        if self.is_disabled(officer):
            return
        take = functools.partial(custody.claim, self.database, conversation_id=row.id, now=self.clock())
        account = self.account(officer)
        if not self.may_see(officer, row):
            with self.refused(NotFound):
                take(account)
        elif row.owner not in {None, officer}:
            with self.refused(Taken, owner=row.owner):
                take(account)
        else:
            version = self.version()
            take(account)
            assert self.current(citizen).owner == officer
            assert (self.version() == version) == (row.owner == officer), "one's own stays as it is"

    @rule(citizen=citizens, pair=st.sampled_from([(1, 2), (1, 3), (2, 3)]))
    def claim_both_at_once(self, citizen: int, pair: tuple[int, int]) -> None:
        """Two officers take the same talk in the same moment: one has it, and the other hears who."""
        row = self.current(citizen)
        those = [it for it in pair if not self.is_disabled(it) and self.may_see(it, row)]
        if len(those) < 2 or row.owner is not None:
            return
        accounts = [self.account(it) for it in those]
        start = threading.Barrier(2)

        def take(account: Account) -> str | None:
            start.wait()
            try:
                custody.claim(self.database, account, row.id, self.clock())
            except Taken as error:
                return error.owner
            return None

        refusals = list(Handoff.house.threads.map(take, accounts))
        winner = self.current(citizen).owner
        assert sorted(refusals, key=str) == sorted([None, OFFICERS[(winner or 0) - 1][0]], key=str)

    @rule(citizen=citizens, officer=officers)
    def reopen(self, citizen: int, officer: int) -> None:
        """An officer takes a closed talk up again."""
        row = self.current(citizen)
        if self.is_disabled(officer):
            return
        again = functools.partial(custody.reopen, self.database, conversation_id=row.id, now=self.clock())
        account = self.account(officer)
        if not self.may_see(officer, row):
            with self.refused(NotFound):
                again(account)
        elif row.status != "resolved" and row.owner != officer:
            with self.refused(Taken if row.owner else InvalidTransition, owner=row.owner):
                again(account)
        else:
            again(account)
            assert self.current(citizen).owner == officer

    @rule(officer=officers, number=st.integers(0, 5))
    def reopen_an_old_one(self, officer: int, number: int) -> None:
        """A closed talk whose citizen has begun another stays closed."""
        current = {self.current(it).id for it in range(CITIZENS)}
        old = [row for row in self.look().values() if row.id not in current]
        if not old or self.is_disabled(officer):
            return
        row, account = old[number % len(old)], self.account(officer)
        with self.refused(InvalidTransition if self.may_see(officer, row) else NotFound):
            custody.reopen(self.database, account, row.id, self.clock())

    @rule(citizen=citizens, who=whose, again=st.booleans())
    def reply(self, citizen: int, who: int, again: bool) -> None:
        """An officer writes; what is sent again is said once."""
        row = self.current(citizen)
        officer = self.choose(who, row)
        if officer is None:
            return
        key = f"reply-{len(self.replies)}"

        def say(account: Account) -> None:
            self.replies[key] = desk.reply(
                self.database, account, row.id, f"officer {officer} says {key}", self.clock(), client_id=key
            )

        if self.act(officer, row, say, owner_only=True) and again:
            number, version = self.replies[key], self.version()
            say(self.account(officer))
            assert self.replies[key] == number, "sent again it got another number"
            assert self.version() == version, "sent again it changed something"

    @rule(citizen=citizens, who=whose)
    def note(self, citizen: int, who: int) -> None:
        """An officer writes a note, whoever has the talk: the citizen is told nothing."""
        row = self.current(citizen)
        officer = self.choose(who, row)
        if officer is None:
            return
        count = self.count("messages")

        def write(account: Account) -> None:
            ids = {
                desk.note(
                    self.database, account, row.id, "a note", self.clock(), client_id=f"note-{self.count('events')}"
                )
            }
            assert ids

        self.act(officer, row, write, owner_only=False)
        assert self.count("messages") == count

    @rule(citizen=citizens, who=whose, to_bot=st.booleans())
    def release(self, citizen: int, who: int, to_bot: bool) -> None:
        """An officer gives a talk back."""
        row = self.current(citizen)
        officer = self.choose(who, row)
        if officer is None:
            return

        def give(account: Account) -> None:
            custody.release(self.database, account, row.id, self.clock(), to_bot=to_bot, reason=None)

        if self.act(officer, row, give, owner_only=True):
            self.may_leave_danger = row.id
            assert self.current(citizen).status == ("with_bot" if to_bot else "waiting")

    @rule(citizen=citizens, who=whose)
    def resolve(self, citizen: int, who: int) -> None:
        """An officer closes a talk."""
        row = self.current(citizen)
        officer = self.choose(who, row)
        if officer is None:
            return

        def close(account: Account) -> None:
            now = self.clock()
            custody.resolve(self.database, account, row.id, now, outcome=Outcome.REFERRED, reason="why")

        if self.act(officer, row, close, owner_only=True):
            assert self.current(citizen).status == "resolved"

    @rule(citizen=citizens, who=whose, to=st.integers(0, len(OFFICERS) + 1))
    def transfer(self, citizen: int, who: int, to: int) -> None:
        """An officer hands a talk on, to the queue for 0; the last one is nobody."""
        row = self.current(citizen)
        officer = self.choose(who, row)
        if officer is None:
            return

        def hand_on(account: Account) -> None:
            custody.transfer(self.database, account, row.id, self.clock(), to=to or None, reason="why")

        if row.owner == officer and (problem := self.cannot_get(to, row, officer)):
            account = self.account(officer)
            with self.refused(problem):
                hand_on(account)
        elif self.act(officer, row, hand_on, owner_only=True):
            assert self.current(citizen).owner == (to or None)

    @rule(citizen=citizens, to=st.integers(0, len(OFFICERS) + 1))
    def assign(self, citizen: int, to: int) -> None:
        """The supervisor gives a talk to somebody, whoever has it."""
        row = self.current(citizen)
        if self.is_disabled(1):
            return
        account = self.account(1)

        def give() -> None:
            custody.assign(self.database, account, row.id, self.clock(), to=to or None, reason="why")

        problem = InvalidTransition if row.status == "resolved" else self.cannot_get(to, row, 1)
        if problem:
            with self.refused(problem):
                give()
        else:
            give()
            assert self.current(citizen).owner == (to or None)

    @rule(citizen=citizens, hours=st.integers(0, 2))
    def mute(self, citizen: int, hours: int) -> None:
        """The supervisor mutes a sender, or for 0 takes it back."""
        if self.is_disabled(1):
            return
        account, row, now = self.account(1), self.current(citizen), self.clock()
        if hours:
            self.muted[citizen] = desk.mute(self.database, account, row.id, now, hours=hours, reason="why")
        else:
            desk.unmute(self.database, account, row.id, now, reason="why")
            self.muted.pop(citizen, None)

    def cannot_get(self, to: int, row: Row, asking: int) -> type[DialogError] | None:
        """Why an officer cannot be handed a talk."""
        if to == 0:
            return None
        if to > len(OFFICERS):
            return NotFound
        seen = _time(self.outside.execute("SELECT last_seen_at FROM officers WHERE id = ?", (to,)).fetchone()[0])
        is_there = to == asking or (seen is not None and seen > self.clock() - AWAY)
        is_there = is_there and not self.is_disabled(to)
        return None if is_there and self.may_see(to, row) else InvalidTransition

    # What must hold.

    @invariant()
    def everything_holds(self) -> None:
        """After every step."""
        if not hasattr(self, "outside"):
            return
        Handoff.steps += 1
        before, after, seen = self.before, self.look(), self.seen()
        for row in after.values():
            self.check_row(row)
            self.check_change(before.get(row.id), row, seen)
        for message in seen.said:
            self.check_message(message, before, after)
        for talk, response in self.called.items():
            has_left = "stopped_waiting" in seen.events.get(talk, set())  # and may hear of it with the next try
            is_called = after[talk].status in {"waiting", "assigned"}
            assert is_called or has_left, f"told {response} while {after[talk].status}"
        for row in after.values():
            assert self.with_officer.get(row.id, False) == (row.status == "assigned"), "the citizen was not told"
        incoming = "SELECT count(*) FROM messages WHERE direction = 'incoming'"
        assert self.outside.execute(incoming).fetchone()[0] == len(self.sent), "a citizen's message was lost"
        if self.looked_after:
            self.check_looked_after(after)
        self.may_leave_danger, self.before = None, after
        self.called.clear()
        self.looked_after = self.is_more_than_one_step = False

    def seen(self) -> Seen:
        """What has been added since the last look."""
        seen = Seen()
        seen.said = self.outside.execute(
            "SELECT * FROM messages WHERE id > ? ORDER BY id", (self.last["messages"],)
        ).fetchall()
        if seen.said:
            self.last["messages"] = seen.said[-1]["id"]
        for it in self.outside.execute("SELECT * FROM events WHERE id > ? ORDER BY id", (self.last["events"],)):
            seen.events.setdefault(it["conversation_id"], set()).add(it["kind"])
            self.last["events"] = it["id"]
        query = "SELECT * FROM audit_entries WHERE number > ? ORDER BY number"
        for it in self.outside.execute(query, (self.last["audit"],)):
            seen.audited.setdefault(it["conversation_id"], set()).add(it["action"])
            assert it["number"] == self.last["audit"] + 1, "a line of the audit log is missing"
            self.last["audit"] = it["number"]
        return seen

    def check_row(self, row: Row) -> None:
        """What holds of every talk by itself."""
        assert (row.status == "assigned") == (row.owner is not None)
        query = "SELECT count(*) FROM waits WHERE conversation_id = ? AND ended_at IS NULL"
        waits = self.outside.execute(query, (row.id,)).fetchone()[0]
        assert waits == (row.status == "waiting"), f"{waits} waits of a talk that is {row.status}"
        assert not (row.urgent and row.status in {"with_bot", "resolved"}), f"urgent and {row.status}: nobody sees it"

    def check_change(self, before: Row | None, row: Row, seen: Seen) -> None:
        """What holds of every step from one state to another."""
        came_from = before.status if before else "with_bot"
        if came_from != row.status:
            Handoff.reached.add((came_from, row.status))
        events, audited = seen.events.get(row.id, set()), seen.audited.get(row.id, set())
        if came_from != row.status:
            assert events, f"no event of the way from {came_from} to {row.status}"
            assert audited, f"no audit line of the way from {came_from} to {row.status}"
        if before and before.owner is not None and before.owner != row.owner:
            assert events & LEAVING[0], f"no event of an officer's leaving: {events}"
            assert audited & LEAVING[1], f"no audit line of an officer's leaving: {audited}"
            needed = {CHANGED} if row.owner else {LEFT[row.status]}
            if self.is_more_than_one_step:
                needed = {JOINED, CHANGED, *LEFT.values()}
            assert needed & seen.told(row.id), f"the citizen was not told {needed}"
        if row.owner is not None and (before is None or before.owner != row.owner):
            assert events & TAKING[0]
            assert audited & TAKING[1]
        if before and before.urgent and before.status != "resolved" and row.status == "with_bot":
            assert self.may_leave_danger == row.id, "an urgent talk went back to the bot by itself"
        if row.status == "waiting" and came_from in {"with_bot", "resolved"}:
            self.queued_since[row.id] = self.clock()
            self.promised.discard(row.id)
        elif row.status == "assigned" and came_from in {"with_bot", "resolved"}:
            self.queued_since[row.id] = self.clock()
        if row.status == "waiting":
            assert row.escalated_at is not None
            since = self.queued_since[row.id]
            assert row.escalated_at >= since, f"it waits since {row.escalated_at}, in the queue it is since {since}"
            if came_from == "assigned":
                self.promised.discard(row.id)

    def check_message(self, message: sqlite3.Row, before: dict[str, Row], after: dict[str, Row]) -> None:
        """Numbers without a gap, never two speakers, and nothing promised that is not so."""
        talk, sender, response = message["conversation_id"], message["sender"], message["response"]
        identity = after[talk].identity
        Handoff.told.add(response)
        assert message["number"] == self.numbers.get(identity, 0) + 1, "a number is missing, or was given twice"
        self.numbers[identity] = message["number"]
        has_officer = self.with_officer.get(talk, False)
        if sender == "bot":
            assert not has_officer, f"the bot spoke while an officer had the talk: {response}"
        if sender == "officer":
            assert has_officer, "an officer spoke who did not have the talk"
            owners = {before[talk].owner, after[talk].owner}
            assert message["officer_id"] in owners, "an officer spoke in the talk of another"
        if response == JOINED:
            assert not has_officer
            self.with_officer[talk] = True
        elif response == CHANGED:
            assert has_officer
        elif response in LEFT.values():
            assert has_officer, f"told {response}, and no officer was there"
            self.with_officer[talk] = False
        if response == "utter_queue_promise":
            self.promised.add(talk)
        if response == "utter_wait_longer":
            assert talk in self.promised, "told that it takes longer than promised, and nothing was promised"
        if response in CALLED:
            self.called[talk] = response
        elif response in {"utter_stopped_waiting", JOINED}:
            self.called.pop(talk, None)

    def check_looked_after(self, after: dict[str, Row]) -> None:
        """What the watch has to have done."""
        now = self.clock()
        for row in after.values():
            if row.status == "assigned":
                query = "SELECT last_seen_at, disabled_at FROM officers WHERE id = ?"
                seen, disabled = self.outside.execute(query, (row.owner,)).fetchone()
                assert _time(seen) > now - AWAY, "a talk of an officer who is away"  # type: ignore[operator]
                assert disabled is None, "a talk of an officer who may not sign in"
            if row.status == "waiting" and row.escalated_at is not None:
                limit = timedelta(seconds=60 if row.urgent else 600)
                assert row.supervisor_called or now - row.escalated_at < limit, "nobody calls a supervisor"
        query = "SELECT count(*) FROM waits WHERE ended_at IS NULL AND told_late_at IS NULL AND promised_until <= ?"
        assert self.outside.execute(query, (_stored(now),)).fetchone()[0] == 0, "a promise broke in silence"

    def nothing_broke(self) -> None:
        """The actions raised nothing that is not theirs to raise."""
        assert not self.engine.broken, self.engine.broken

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.outside.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _time(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC) if stored else None


def _stored(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")


@contextmanager
def the_house() -> Iterator[None]:
    """What the machine runs in; closed at the end."""
    Handoff.house = House()
    try:
        yield
    finally:
        Handoff.house.close()


def drive(steps: int, *, random_seed: int) -> None:
    """Run from this seed on until at least so many steps more were done.

    Raises:
        AssertionError: something does not hold; the steps to it stand in its notes.
    """
    chosen = settings(
        max_examples=TALKS_OF_A_SEED,
        stateful_step_count=STEPS_OF_A_TALK,
        database=None,
        deadline=None,
        phases=(Phase.generate,),  # each try takes seconds: shrinking would take an hour
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    until = Handoff.steps + steps
    while Handoff.steps < until:
        try:
            run_state_machine_as_test(seed(random_seed)(_again()), settings=chosen)
        except Exception as error:
            error.add_note(f"seed {random_seed}, after {Handoff.steps} steps in all")
            raise
        random_seed += 1


def _again() -> type[Handoff]:
    """The machine under another name: Hypothesis keeps a seed with the class."""

    class Again(Handoff):
        pass

    return Again


def main() -> None:
    """Run for the given steps and print how far it is; exit code 1 with the steps to what does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    first = random.SystemRandom().randrange(2**32) if options.seed is None else options.seed
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print(f"seed {first}", flush=True)
    started = time.monotonic()
    with the_house():
        number = first
        while Handoff.steps < options.steps:
            try:
                drive(1, random_seed=number)
            except Exception as error:
                print(f"\n{type(error).__name__}: {error}", *getattr(error, "__notes__", []), sep="\n", file=sys.stderr)
                raise SystemExit(1) from error
            number += 1
            passed = time.monotonic() - started
            rate = Handoff.steps / passed
            print(f"\r{Handoff.steps} steps, {rate:.0f} a second, {Handoff.refusals} refused", end="", flush=True)
    print(f"\n{len(Handoff.reached)} ways from one state to another: {sorted(Handoff.reached)}")


if __name__ == "__main__":
    main()
