"""What becomes of messages when everything goes wrong: `python -m tests.load.faults --messages 20000`, in `make soak`.

People write in the web chat, on Telegram and on Messenger to the real app, a process of its own, while it is killed,
its disk is full, and platforms repeat, reorder, slow down, refuse, break off, and take messages without saying so. Then
all is healed, and everything is counted: each message that was taken is stored once and has one answer, or a reason why
not; each answer was seen once, and in order; twice only where it is marked.
"""

import argparse
import contextlib
import os
import random
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from bot.config import ROOT, Settings
from bot.messages import Channel
from bot.services import upkeep
from bot.store.database import Database
from tests.load.faults_count import Citizen, Count, count
from tests.stand_ins.engine import EngineStandIn
from tests.stand_ins.messenger import MessengerStandIn
from tests.stand_ins.telegram import TelegramStandIn

__all__ = ["run"]

EACH = 20
"""Messages of one person."""
SHARES = {Channel.WEBCHAT: 0.4, Channel.TELEGRAM: 0.4, Channel.MESSENGER: 0.2}
"""Of the people; Messenger is sent to more slowly than the others."""
BLOCKING = 0.1
"""How many of the people on platforms block us after their last message."""
REPLIES = ("utter_greet", "utter_thank", "utter_what_next", "utter_goodbye")
"""One after the other, so that no two neighbours in a talk are alike."""
POLLS = {"telegram gives no updates", "telegram updates cut off"}
FULL_FOR = 2.0
PATIENCE = 150.0
"""Seconds without any change after which nothing more is waited for: longer than the longest lease."""


class Engine(EngineStandIn):
    """Answers the k-th message of anybody with the k-th reply."""

    def parse(self, text: str) -> dict[str, Any]:
        """Everything is a greeting."""
        intent = {"name": "greet", "confidence": 0.9}
        return {"text": text, "intent": intent, "intent_ranking": [intent], "entities": []}

    def turn(self, body: dict[str, Any]) -> dict[str, Any]:
        """The reply that the number in the message asks for."""
        number = int(body["parse"]["text"].split()[-1])
        return {"messages": [{"response": REPLIES[number % EACH % len(REPLIES)], "arguments": {}, "buttons": []}]}


class App:
    """`python -m bot serve` on a folder and a port of its own, killed and started again."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.file = folder / "dialog.db"
        self.log = folder / "app.log"
        given = {name: value for name, value in os.environ.items() if not name.startswith("DIALOG_")}
        self._environment = given | {"DIALOG_DATA_DIR": str(folder), "DIALOG_PORT": str(self.port)} | dict(settings)
        database = Database(Settings(_env_file=None, data_dir=folder).database)
        upkeep.migrate(database)
        database.close()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"], cwd=ROOT, env=self._environment, stderr=subprocess.PIPE
        )
        # Through a pipe, as under the supervisor: a full disk does not keep it from speaking.
        threading.Thread(target=self._keep_log, args=(self._process,), daemon=True).start()
        until = time.monotonic() + 60
        while not self._is_up():
            assert self._process.poll() is None, self.log.read_text()[-3000:]
            assert time.monotonic() < until, "the app did not start"
            time.sleep(0.1)

    def kill(self) -> None:
        """SIGKILL: nothing is tidied up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """As an operator stops it."""
        self._end(signal.SIGTERM)

    def fill_disk(self, *, is_full: bool) -> None:
        """Let every write of the app to a file fail, as on a full disk, or let them succeed again (RLIMIT_FSIZE)."""
        assert self._process is not None
        _, hard = resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (0 if is_full else hard, hard))

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the database past the app."""
        with contextlib.closing(sqlite3.connect(self.file, timeout=30)) as connection:
            return connection.execute(sql).fetchall()

    def _is_up(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz", timeout=3).status_code == 200
        except httpx.HTTPError:
            return False

    def _keep_log(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stderr is not None
        with self.log.open("ab") as file:
            for line in process.stderr:
                file.write(line)

    def _end(self, sign: int) -> None:
        assert self._process is not None
        self._process.send_signal(sign)
        self._process.wait(60)


class People:
    """Everybody who writes, and how what they write comes to the app."""

    def __init__(self, app: App, telegram: TelegramStandIn, messenger: MessengerStandIn, messages: int) -> None:
        self.app, self.telegram, self.messenger = app, telegram, messenger
        self.sent = 0
        self._lock = threading.Lock()
        self._http = httpx.Client(base_url=app.url, timeout=15, limits=httpx.Limits(max_connections=40))
        count = max(3, messages // EACH)
        self.citizens = [
            self._make(channel, number)
            for number, channel in enumerate(random.choices(list(SHARES), list(SHARES.values()), k=count))
        ]

    def write(self, channel: Channel, share: int, shares: int, pause: float) -> None:
        """Let the people of a channel write, those of one share; in turns that change."""
        mine = [it for it in self.citizens if it.channel is channel][share::shares]
        left = {it.number: 0 for it in mine}
        while left:
            citizen = self.citizens[random.choice(list(left))]
            is_odd = random.random() < 0.02 and channel is not Channel.WEBCHAT
            for _ in range(2 if is_odd and left[citizen.number] < EACH - 1 else 1):
                if is_odd and left[citizen.number] < EACH - 1 and not citizen.is_reordered:
                    citizen.is_reordered = True
                    self._reorder(channel)
                self._say(citizen, citizen.number * EACH + left[citizen.number])
                left[citizen.number] += 1
            if left[citizen.number] == EACH:
                del left[citizen.number]
                if random.random() < BLOCKING:
                    self._block(citizen)
            with self._lock:
                self.sent += 1
            time.sleep(random.uniform(0, 2 * pause))

    def close(self) -> None:
        """Close what was opened."""
        self._http.close()

    def seen(self, citizen: Citizen) -> list[str]:
        """What the citizen sees of the police, in order."""
        match citizen.channel:
            case Channel.TELEGRAM:
                return list(citizen.person.chat.texts)
            case Channel.MESSENGER:
                return [it.text or "" for it in citizen.person.answers]
        return [it["text"] for it in self._read(citizen) if it["sender"] != "citizen"]

    def _make(self, channel: Channel, number: int) -> Citizen:
        match channel:
            case Channel.TELEGRAM:
                person: Any = self.telegram.user(language_code="en")
                return Citizen(channel, number, person, str(person.id))
            case Channel.MESSENGER:
                person = self.messenger.person(locale="en_US")
                return Citizen(channel, number, person, person.psid)
        token = str(self._http.post("/api/chat/sessions", json={}).json()["token"])
        return Citizen(channel, number, {"Authorization": f"Bearer {token}"}, token)

    def _say(self, citizen: Citizen, number: int) -> None:
        text = f"here is my question to the police, number {number:06}"
        citizen.said.append(number)
        if citizen.channel is Channel.WEBCHAT:
            self._post(citizen, text)
        else:
            citizen.person.say(text)

    def _post(self, citizen: Citizen, text: str) -> None:
        """As the page does: the same id until it is taken, sometimes once more when it was."""
        body, again = {"id": uuid4().hex, "text": text}, random.random() < 0.05
        while True:
            try:
                answer = self._http.post("/api/chat/messages", json=body, headers=citizen.person)
            except httpx.HTTPError:
                time.sleep(0.2)
                continue
            if answer.status_code == 202:
                if not again:
                    return
                again = False
            else:
                assert answer.status_code >= 500, answer.text
                time.sleep(0.2)

    def _block(self, citizen: Citizen) -> None:
        """What is on its way to them has a reason not to arrive."""
        match citizen.channel:
            case Channel.TELEGRAM:
                citizen.person.blocks()
            case Channel.MESSENGER:
                citizen.person.block()

    def _reorder(self, channel: Channel) -> None:
        if channel is Channel.TELEGRAM:
            self.telegram.faults.reorder_updates(2)
        else:
            self.messenger.webhooks.spoil("reorder", 2)

    def _read(self, citizen: Citizen) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while True:
            after = {"after": found[-1]["id"] if found else 0}
            page = self._http.get("/api/chat/messages", params=after, headers=citizen.person).json()["messages"]
            if not page:
                return found
            found += page


class Weather:
    """What goes wrong, at random, from `start` to `stop`."""

    def __init__(self, app: App, telegram: TelegramStandIn, messenger: MessengerStandIn, *, calm: float) -> None:
        """`calm`: seconds between two kills, in the mean; everything else goes wrong more often."""
        self.happened: Counter[str] = Counter()
        self._app, self._calm = app, calm
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=it) for it in (self._storm, self._blows)]
        bot, page = telegram.faults, messenger
        self._waiting = {"telegram": lambda: bot.waiting, "messenger": lambda: page.waiting}
        self._faults: dict[str, Callable[[], object]] = {
            "telegram 429": lambda: bot.flood("sendMessage", retry_after=1),
            "telegram 502": lambda: bot.break_down("sendMessage", times=3),
            "telegram half an answer": lambda: bot.garble("sendMessage"),
            "telegram reset": lambda: bot.reset("sendMessage", times=2),
            "telegram taken, unanswered": lambda: bot.cut("sendMessage"),
            "telegram repeats": lambda: bot.repeat_updates(3),
            "telegram gives no updates": lambda: bot.break_down("getUpdates"),
            "telegram updates cut off": lambda: bot.cut("getUpdates"),
            "messenger 502": lambda: page.fail("messages", status=502, times=3),
            "messenger reset": lambda: page.fail("messages", how="reset", times=2),
            "messenger taken, unanswered": lambda: page.fail("messages", how="lost", where=_is_said),
            "messenger too fast": lambda: page.fail("messages", error="rate_limit"),
            "messenger try later": lambda: page.fail("messages", error="temporary"),
            "messenger repeats": lambda: page.webhooks.spoil("duplicate", 3),
        }
        self._rare: dict[str, Callable[[], object]] = {
            "telegram timeout": lambda: bot.leave_unanswered("sendMessage", seconds=25),
            "messenger timeout": lambda: page.fail("messages", how="hang", where=_is_said),
            "messenger taken, timeout": lambda: page.fail("messages", how="late", where=_is_said),
        }

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End, with one more kill: what the last failure left behind is taken up again."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        self._kill()

    def _storm(self) -> None:
        polls_again = 0.0
        while not self._stopping.wait(random.uniform(0, self._calm / 10)):
            faults = self._rare if random.random() < 0.02 else self._faults
            name = random.choice(list(faults))
            if self._is_full(name):
                continue
            if name in POLLS and time.monotonic() < polls_again:
                continue  # one is asked for seldom: they would pile up, and nothing else come through
            polls_again = time.monotonic() + 20 if name in POLLS else polls_again
            faults[name]()
            self.happened[name] += 1

    def _is_full(self, name: str) -> bool:
        """Whether the platform has faults enough before it: more would pile up, and nothing else come through."""
        return self._waiting[name.split()[0]]() > 1

    def _blows(self) -> None:
        while not self._stopping.wait(random.uniform(0.5, 1.5) * self._calm):
            if random.random() < 0.7:
                self._kill()
            else:
                self._app.fill_disk(is_full=True)
                self._stopping.wait(FULL_FOR)
                self._app.fill_disk(is_full=False)
                self.happened["disk full"] += 1

    def _kill(self) -> None:
        self._app.kill()
        self._app.start()
        self.happened["kills"] += 1


def run(messages: int, *, seed: int = 1, calm: float = 5.0, folder: Path | None = None) -> Count:
    """Write so many messages through all weathers, wait until it is quiet, and count."""
    random.seed(seed)
    with contextlib.ExitStack() as stack:
        folder = folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        engine = stack.enter_context(Engine())
        telegram = stack.enter_context(TelegramStandIn())
        messenger = stack.enter_context(MessengerStandIn())
        telegram.pace.limit()
        messenger.hang_seconds = 22.0
        messenger.webhooks.retries, messenger.webhooks.first_delay = 12, 0.02
        app = App(folder, _settings(engine, telegram, messenger))
        messenger.webhook = f"{app.url}/messenger/webhook"
        app.start()
        stack.callback(app.stop)
        people = People(app, telegram, messenger, messages)
        stack.callback(people.close)
        started = time.monotonic()
        weather = Weather(app, telegram, messenger, calm=calm)
        weather.start()
        try:
            _write(people, app)
        finally:
            weather.stop()
            telegram.faults.clear()
            messenger.heal()
        messenger.webhooks.redeliver()
        _wait_until_quiet(people, app)
        found = count(app.query, people.citizens, people.seen, app.log.read_text("utf-8", "replace"))
        return found.with_weather(weather.happened, time.monotonic() - started)


def _settings(engine: Engine, telegram: TelegramStandIn, messenger: MessengerStandIn) -> dict[str, str]:
    values: dict[str, object] = {
        "engine_port": engine.port,
        **dict.fromkeys(("rate_citizen", "rate_address", "rate_sessions"), "1000000/minute"),
        "telegram_token": telegram.token,
        "telegram_api_url": telegram.url,
        "messenger_page_token": messenger.token,
        "messenger_page_id": messenger.page_id,
        "messenger_app_id": messenger.app_id,
        "messenger_app_secret": messenger.app_secret,
        "messenger_verify_token": "the-word-of-a-test",
        "messenger_api_url": f"{messenger.url}/v23.0",
        "delivery_threads": 16,
    }
    return {f"DIALOG_{name.upper()}": str(value) for name, value in values.items()}


def _write(people: People, app: App) -> None:
    """Everybody writes, and most are answered; with a bar on standard error."""
    writers = [(Channel.TELEGRAM, 0, 1, 0.03), (Channel.MESSENGER, 0, 1, 0.08)]
    writers += [(Channel.WEBCHAT, share, 4, 0.1) for share in range(4)]
    threads = [threading.Thread(target=people.write, args=writer) for writer in writers]
    for thread in threads:
        thread.start()
    # Until nine of ten are answered: the last ones find fair weather.
    while any(thread.is_alive() for thread in threads) or _show(people, app)[1] < 0.9:
        _show(people, app)
        time.sleep(1)


def _wait_until_quiet(people: People, app: App) -> None:
    webhooks, before, since = people.messenger.webhooks, -1, time.monotonic()
    while time.monotonic() - since < PATIENCE:
        webhooks.redeliver()
        left, _ = _show(people, app)
        before, since = left, since if left == before else time.monotonic()
        with contextlib.suppress(TimeoutError):
            webhooks.settle(1)
            if not left and not people.telegram.updates.pending and not webhooks.undelivered:
                break
        time.sleep(1)
    print(file=sys.stderr)


def _show(people: People, app: App) -> tuple[int, float]:
    """Draw the bar; how much is not done yet, and which part is answered."""
    try:
        ((open_updates, unanswered, unsent, answered),) = app.query(
            "SELECT (SELECT count(*) FROM updates WHERE handled_at IS NULL), "
            "(SELECT count(*) FROM messages WHERE direction = 'incoming' AND handled_at IS NULL), "
            "(SELECT count(*) FROM messages WHERE delivery IN ('queued', 'sending')), "
            "(SELECT count(*) FROM messages WHERE direction = 'incoming' AND handled_at IS NOT NULL)"
        )
    except sqlite3.Error:
        return 1, 0.0
    whole = len(people.citizens) * EACH
    done = 40 * answered // whole
    line = f"[{'#' * done}{'.' * (40 - done)}] {answered} of {whole} answered, {unsent} to be sent"
    print(f"\r{line:80}", end="", file=sys.stderr, flush=True)
    return int(open_updates + unanswered + unsent + (whole - answered)), answered / whole


def _is_said(values: Mapping[str, Any]) -> bool:
    return "message" in values


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--calm", type=float, default=10.0, help="seconds between two kills, in the mean")
    parser.add_argument("--folder", type=Path, help="keep database and log there")
    return parser.parse_args()


def main() -> None:
    """Run, print a table, and end with 1 when anything was lost, doubled or out of order."""
    options = _arguments()
    found = run(options.messages, seed=options.seed, calm=options.calm, folder=options.folder)
    print(found.table())
    sys.exit(1 if found.violations else 0)


if __name__ == "__main__":
    main()
