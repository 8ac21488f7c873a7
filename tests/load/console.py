"""How long officers and citizens wait: `python -m tests.load.console [--postgres] [--messages N] [--officers N]`.

Fills a database, starts the app on it with the engine's stand-in, and signs officers in. Each keeps a console open as
the page does: an event stream, the queue read again when something changed, one talk open. Citizens listen in web chats
and write; officers answer, claim and close. Prints milliseconds; what was promised is to hold at the 95th percentile.
"""

import argparse
import asyncio
import itertools
import json
import os
import random
import ssl
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from uuid import uuid4

import httpx

from bot.config import ROOT
from bot.services import upkeep
from bot.services.audit import AuditLog
from bot.services.audit_head import HeadFile
from bot.services.keys import load_keys
from bot.store.database import Database
from tests import postgres
from tests.e2e.conftest import free_port
from tests.load.fill import EACH, PASSWORD, Filled, Known, fill, officer_name
from tests.stand_ins.engine import EngineStandIn

# Shorter than the server's own, so that no request goes out on a connection that it is closing.
LIMITS = httpx.Limits(max_connections=None, keepalive_expiry=2)
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Nothing is encrypted here; without it every client would read all certificates."""
GATHER = 0.1
"""Seconds in which the page takes several events for one; then it rests before it reads the queue again."""
LEAST_PAUSE, SPREAD = 1.0, 0.4
LONG_POLL = 15, 30
QUEUE, LISTENING, ITSELF = "queue, read by all consoles", "web chat listens", "(this program is late by)"
WRITE_EVERY, REPLY_EVERY, LOOK_EVERY, CLAIM_EVERY = 0.5, 1.0, 0.5, 5.0
TEXTS = ("where is the station", "hello", "thanks a lot for that", "I am still waiting here", "what about my car")
DANGER = "they are shooting at us, he has a gun"
PROMISED = {
    QUEUE: 300,
    "reply until the web chat has it": 300,
    "message until a console is told": 500,
}


@dataclass
class Times:
    """Milliseconds by what was done, once measuring has begun."""

    is_measuring: bool = False
    found: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: Counter[str] = field(default_factory=Counter)

    def note(self, what: str, started: float) -> None:
        """`what` was begun at `started` and is done."""
        if self.is_measuring:
            self.found[what].append((time.perf_counter() - started) * 1000)

    async def get(self, http: httpx.AsyncClient, what: str, path: str, **headers: str) -> Any:
        """Ask, and note how long the whole answer took; none after a failure."""
        return await self._end(what, time.perf_counter(), http.get(path, headers=headers))

    async def post(self, http: httpx.AsyncClient, what: str, path: str, body: Any, **headers: str) -> Any:
        """Tell, and note how long the answer took; none after a failure."""
        return await self._end(what, time.perf_counter(), http.post(path, json=body, headers=headers))

    async def _end(self, what: str, started: float, asked: Awaitable[httpx.Response]) -> Any:
        try:
            answer = await asked
        except httpx.HTTPError as error:
            self.failed[f"{what}: {type(error).__name__}"] += 1
            return None
        if not answer.is_success:
            self.failed[f"{what}: {answer.status_code}"] += 1
            return None
        self.note(what, started)
        return answer.json() if answer.headers["content-type"] == "application/json" else answer.text


class App:
    """`python -m bot serve`, running."""

    def __init__(self, folder: Path, database_url: str, engine_port: int) -> None:
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        self._log = folder / "log"
        settings = {
            "DATA_DIR": folder,
            "DATABASE_URL": database_url,
            "PORT": port,
            "ENGINE_PORT": engine_port,
            **{f"RATE_{name}": "100000/minute" for name in ("CITIZEN", "ADDRESS", "SESSIONS", "LOGIN")},
        }
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"],
                cwd=ROOT,
                env=os.environ | {f"DIALOG_{name}": str(value) for name, value in settings.items()},
                stdout=log,
                stderr=log,
            )

    def wait(self) -> None:
        """Until it answers."""
        until = time.monotonic() + 60
        while True:
            assert self.process.poll() is None, self._log.read_text("utf-8")
            assert time.monotonic() < until, "the app does not start"
            try:
                httpx.get(f"{self.url}/console", verify=NO_TLS)
                return
            except httpx.HTTPError:
                time.sleep(0.1)

    def stop(self) -> None:
        """End it, and show what it complained of."""
        self.process.terminate()
        self.process.wait(30)
        lines = self._log.read_text("utf-8").splitlines()
        for line, count in Counter(it.partition("level=")[2] for it in lines if "level='info'" not in it).items():
            print(f"{count:5} × {line}" if line else "", end="\n" if line else "")

    def cpu_seconds(self) -> float:
        """Seconds of a processor that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Console:
    """An officer's page: follows the events, and reads the queue and its open talk again as the page does."""

    def __init__(self, http: httpx.AsyncClient, times: Times, pending: dict[str, float], open_id: str | None) -> None:
        self.http = http
        self._times = times
        self._pending = pending
        self._open_id = open_id
        self._told: dict[str, float] = {}
        self._gathered: set[str | None] | None = None
        self._is_pausing = False
        self._began_reading = 0.0
        self._tasks: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """Open the page, as all do at once when a shift begins: the shell, the queue, the open talk."""
        await self._times.get(self.http, "at once: page (shell)", "/console")
        await self._read_queue("at once: queue")
        if self._open_id:
            await self._times.get(self.http, "at once: talk", f"/api/console/conversations/{self._open_id}")

    async def follow(self) -> None:
        """Hear the events until cancelled."""
        async with self.http.stream("GET", "/api/console/events", timeout=None) as answer:
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    self._hear(json.loads(line.removeprefix("data: ")))

    def _hear(self, news: dict[str, Any]) -> None:
        if "kind" in news:  # an alarm, which the page only sounds
            return
        conversation = news.get("conversation")
        sent = self._pending.get(conversation or "")
        if sent is not None and self._told.get(conversation) != sent:
            self._told[conversation] = sent
            self._times.note("message until a console is told", sent)
        if self._gathered is None:
            self._gathered = set()
            self._do(self._refresh())
        self._gathered.add(conversation)

    async def _refresh(self) -> None:
        await asyncio.sleep(GATHER)
        news, self._gathered = self._gathered or set(), None
        if self._open_id in news:
            path = f"/api/console/conversations/{self._open_id}?after=10"
            self._do(self._read(path, "talk, read on"))
        if None not in news or self._is_pausing:
            return
        self._is_pausing = True
        pause = max(0, self._began_reading + LEAST_PAUSE - time.perf_counter())
        await asyncio.sleep(pause + random.uniform(0, SPREAD))
        self._is_pausing, self._began_reading = False, time.perf_counter()
        await self._read_queue(QUEUE)

    async def _read_queue(self, what: str) -> None:
        path = "/api/console/conversations?limit=100"
        await self._times.get(self.http, what, path, **{"X-Background": "1"})

    async def _read(self, path: str, what: str) -> None:
        await self._times.get(self.http, what, path, **{"X-Background": "1"})

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception():
            raise task.exception() or AssertionError


def _client(url: str) -> httpx.AsyncClient:
    """One for each browser: in one pool for all, each request would look at everybody's connections."""
    return httpx.AsyncClient(base_url=url, timeout=60, limits=LIMITS, verify=NO_TLS)


class Chat:
    """A citizen's web chat, which waits for news all the time."""

    def __init__(self, url: str, known: Known, times: Times) -> None:
        self.known = known
        self.replies: dict[str, float] = {}
        """Texts of officers on their way, and since when."""
        self._http = _client(url)
        self._times = times
        self._headers = {"Authorization": f"Bearer {known.token}"}

    async def follow(self) -> None:
        """Wait for what is said until cancelled."""
        after = EACH
        await asyncio.sleep(random.uniform(0, 10))  # people do not come all at once
        while True:
            path = f"/api/chat/messages?after={after}&wait={random.uniform(*LONG_POLL):.1f}"
            answer = await self._times.get(self._http, LISTENING, path, **self._headers)
            if not answer:
                await asyncio.sleep(1)
                continue
            for message in answer["messages"]:
                after = message["id"]
                if message["text"] in self.replies:
                    self._times.note("reply until the web chat has it", self.replies.pop(message["text"]))

    async def write(self, text: str, pending: dict[str, float]) -> None:
        """Send a message."""
        pending[self.known.id] = time.perf_counter()
        body = {"id": uuid4().hex, "text": text}
        await self._times.post(self._http, "message stored", "/api/chat/messages", body, **self._headers)


class House:
    """Consoles and chats at work."""

    def __init__(self, url: str, filled: Filled, times: Times) -> None:
        self._url = url
        self._filled = filled
        self._times = times
        self._pending: dict[str, float] = {}
        """When the last message of a talk was sent."""
        self._dice = random.Random(2)
        self._consoles: list[Console] = []
        # Its officer replies to one half of the assigned talks; the citizens of the other half write.
        half = len(filled.assigned) // 2
        self._answered = [Chat(url, known, times) for known in filled.assigned[:half]]
        self._writing = [Chat(url, known, times) for known in filled.assigned[half:]]
        self._waiting = [Chat(url, known, times) for known in filled.waiting]
        self._with_bot = [Chat(url, known, times) for known in filled.with_bot[:50]]

    async def work(
        self, officers: int, chats: int, warm_up: float, seconds: float, cpu: Callable[[], float]
    ) -> tuple[float, float]:
        """Open everything, let it warm up, measure.

        Returns the share of one processor that the app took, and the share of the machine that nobody did.
        """
        async with asyncio.TaskGroup() as group:
            for number in range(officers):
                self._consoles.append(await self._sign_in(number))
            everybody = self._answered + self._writing + self._waiting
            tasks = [group.create_task(chat.follow()) for chat in everybody[:chats]]
            self._times.is_measuring = True
            await asyncio.gather(*(console.begin() for console in self._consoles))
            self._times.is_measuring = False
            tasks += [group.create_task(console.follow()) for console in self._consoles]
            tasks.append(group.create_task(self._watch_itself()))
            for every, act in (
                (WRITE_EVERY, self._write),
                (REPLY_EVERY, self._reply),
                (LOOK_EVERY, self._look),
                (CLAIM_EVERY, self._claim_and_close),
            ):
                tasks.append(group.create_task(_again_and_again(every, act, group)))
            await asyncio.sleep(warm_up)
            self._times.is_measuring, used, idle = True, cpu(), _idle_seconds()
            await asyncio.sleep(seconds)
            self._times.is_measuring, used, idle = False, cpu() - used, _idle_seconds() - idle
            await asyncio.sleep(2)
            for task in tasks:
                task.cancel()
        return used / seconds, idle / seconds / (os.cpu_count() or 1)

    async def _watch_itself(self) -> None:
        """How late this program is: what it measures cannot be more exact."""
        while True:
            started = time.perf_counter()
            await asyncio.sleep(0.05)
            self._times.note(ITSELF, started + 0.05)

    async def _sign_in(self, number: int) -> Console:
        http = _client(self._url)
        body = {"name": officer_name(number), "password": PASSWORD}
        answer = await http.post("/api/console/login", json=body)
        assert answer.status_code == 200, answer.text
        http.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        own = [it.id for it in self._filled.assigned if it.owner == number]
        return Console(http, self._times, self._pending, own[number % len(own)] if own else None)

    async def _write(self, turn: int) -> None:
        """Half of what is written goes to officers; of the rest one in ten tells of danger and changes the queue."""
        if turn % 2:
            await self._dice.choice(self._writing).write(TEXTS[turn % len(TEXTS)], self._pending)
        elif turn % 20 == 0:
            await self._dice.choice(self._with_bot).write(DANGER, self._pending)
        else:
            chats = self._waiting if turn % 4 else self._with_bot
            await self._dice.choice(chats).write(TEXTS[turn % len(TEXTS)], self._pending)

    async def _reply(self, turn: int) -> None:
        chat = self._answered[turn % len(self._answered)]
        text = f"An officer's answer, number {turn}."
        chat.replies[text] = time.perf_counter()
        path = f"/api/console/conversations/{chat.known.id}/reply"
        await self._times.post(self._of(chat.known).http, "reply stored", path, {"text": text, "id": uuid4().hex})

    async def _look(self, turn: int) -> None:
        """What is asked for now and then: other talks, other lists, the supervisors' board, the page itself."""
        http = self._consoles[turn % len(self._consoles)].http
        known = self._dice.choice(self._filled.waiting + self._filled.resolved)
        tries: tuple[tuple[str, str, httpx.AsyncClient], ...] = (
            ("talk, opened", f"/api/console/conversations/{known.id}", self._consoles[turn % 5].http),
            ("board", "/api/console/board", self._consoles[turn % 5].http),
            ("queue: closed talks", "/api/console/conversations?status=resolved&limit=100", http),
            ("page (shell)", "/console", http),
        )
        what, path, http = tries[turn % len(tries)]
        await self._times.get(http, what, path)

    async def _claim_and_close(self, turn: int) -> None:
        """A supervisor takes the next one that waits, and closes it."""
        http = self._consoles[turn % 5].http
        path = f"/api/console/conversations/{self._filled.waiting[turn % len(self._filled.waiting)].id}"
        if await self._times.post(http, "claim", f"{path}/claim", {}):
            await asyncio.sleep(3)
            body = {"outcome": "answered", "reason": "All was said."}
            await self._times.post(http, "resolve", f"{path}/resolve", body)

    def _of(self, known: Known) -> Console:
        return self._consoles[known.owner or 0]


async def _again_and_again(every: float, act: Callable[[int], Awaitable[None]], group: asyncio.TaskGroup) -> None:
    """Begin to act at this pace, however long each time takes."""
    for turn in itertools.count():
        group.create_task(act(turn))
        await asyncio.sleep(every)


def _idle_seconds() -> float:
    fields = Path("/proc/stat").read_text().split()
    return int(fields[4]) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _database(is_postgres: bool, folder: Path) -> Iterator[str]:
    if not is_postgres:
        yield f"sqlite:///{folder / 'dialog.db'}"
        return
    with postgres.server() as url:
        assert url, "PostgreSQL is not installed"
        yield postgres.fresh_database(url)


def _tell(times: Times) -> None:
    print(f"\n{'milliseconds':38}{'times':>7}{'median':>9}{'95 %':>9}{'most':>9}   promised")
    times.found.pop(LISTENING, None)  # as long as nothing is said
    for what, found in sorted(times.found.items()):
        ninety_five = quantiles(found, n=20)[-1] if len(found) > 1 else found[0]
        line = f"{what:38}{len(found):7}{median(found):9.1f}{ninety_five:9.1f}{max(found):9.1f}"
        if what in PROMISED:
            line += f"{PROMISED[what]:9}  {'kept' if ninety_five < PROMISED[what] else 'BROKEN'}"
        print(line)
    for what, count in times.failed.items():
        print(f"failed: {what}, {count} times")


def main() -> None:
    """Fill, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="on a throw-away server, else SQLite")
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--officers", type=int, default=50)
    parser.add_argument("--chats", type=int, default=300, help="open in citizens' browsers")
    parser.add_argument("--seconds", type=float, default=210, help="of measuring: one reply a second")
    parser.add_argument("--warm-up", type=float, default=10)
    options = parser.parse_args()
    times = Times()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        engine = stack.enter_context(EngineStandIn())
        url = stack.enter_context(_database(options.postgres, folder))
        log = AuditLog(load_keys(folder / "keys" / "console.key"), HeadFile(folder / "keys" / "audit.head"))
        database = Database(url, audit=log)
        upkeep.migrate(database)
        filled = fill(database, options.messages, options.officers, lambda line: print(line, flush=True))
        database.close()
        app = App(folder, url, engine.port)
        try:
            app.wait()
            house = House(app.url, filled, times)
            share, idle = asyncio.run(
                house.work(options.officers, options.chats, options.warm_up, options.seconds, app.cpu_seconds)
            )
        finally:
            app.stop()
    kind = "PostgreSQL" if options.postgres else "SQLite"
    print(f"{kind}, {options.messages:,} messages, {options.officers} officers, {options.seconds:.0f} s")
    print(f"the app took {share:.0%} of one processor; of the machine {idle:.0%} was idle")
    _tell(times)


if __name__ == "__main__":
    main()
