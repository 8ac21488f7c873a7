"""`make demo`: the same system on a throw-away data folder, with sample talks and accounts; gone when it ends."""

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from bot.config import ROOT, Settings, load_settings, use_settings
from bot.dialogue import inbox
from bot.messages import Ask, Channel, Outcome, Reply, Role, Status, Trigger
from bot.operations import up
from bot.operations.models import ensure_model
from bot.rendering import render
from bot.services import administration, answers, canned, conversations, custody, desk, handoff, turns, upkeep
from bot.services.audit import open_database
from bot.services.conversations import Incoming
from bot.services.keys import Keys, load_keys
from bot.services.officers import Account, Duties
from bot.services.passwords import Passwords
from bot.services.turns import Task
from bot.store.database import Database

__all__ = ["fill", "run"]

TALKS = ROOT / "bot" / "content" / "demo.yml"
NAMES = {Role.OFFICER: "officer", Role.SUPERVISOR: "supervisor", Role.TRAINER: "trainer", Role.ADMIN: "admin"}
LEFT_OUT = (
    "audit_head_file",
    "database_url",
    "key_file",
    "metrics_token",
    "translation_url",
    "trusted_proxies",
    "webhook_secret",
    "webhook_url",
)
"""Settings of the real house that made-up talks must not touch."""
EARLIER = 12
"""Closed talks, so that there is a history to promise from."""


def run(say: Callable[[str], None]) -> None:
    """Start everything on loopback with samples; everything is deleted at the end.

    Raises:
        CannotStart, TrainingFailed: as `up.run`.
    """
    own = load_settings()
    model = ensure_model(own, say)
    with _throw_away_folder() as folder:
        settings = use_settings(**dict.fromkeys(LEFT_OUT, ""), data_dir=str(folder), host="127.0.0.1", is_demo="true")
        settings.model_path.parent.mkdir()
        settings.model_path.with_name(model.name).symlink_to(model.resolve())
        password = fill(settings, datetime.now(UTC))
        say("A demo on a throw-away folder: every talk is made up, and all of it is deleted at the end.")
        say(f"Console: {up.own_address(settings)}/console")
        say(f"Sign in as {', '.join(NAMES.values())}. The password of all four, for this demo alone: {password}")
        up.run(settings, say)


def fill(settings: Settings, now: datetime) -> str:
    """Make accounts and talks; returns the accounts' password, which is another one each time."""
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    database, keys = open_database(settings), load_keys(settings.key_path)
    upkeep.migrate(database)
    canned.keep_first(database, now)
    made = {role: _add(database, name, role, password, now) for role, name in NAMES.items()}
    talks = yaml.safe_load(TALKS.read_text("utf-8"))
    for number in range(EARLIER):
        began = now - timedelta(minutes=75 * (EARLIER - number))
        _Filler(database, keys, made[Role.OFFICER], began).closed(talks["closed"][number % len(talks["closed"])])
    for talk in talks["open"]:
        began = now - timedelta(minutes=talk["minutes_ago"])
        _Filler(database, keys, made[Role.OFFICER], began).say_all(talk["lines"])
    database.close()
    return password


class _Filler:
    """One talk, led through the same services as a real one, at its own time."""

    def __init__(self, database: Database, keys: Keys, officer: Account, began: datetime) -> None:
        self._database = database
        self._keys = keys
        self._officer = officer
        self._now = began
        self._sender = uuid4().hex
        self._conversation = conversations.open_web_chat(database, self._sender, None, began)

    def closed(self, talk: Mapping[str, Any]) -> None:
        """A talk from its first word to its rating."""
        self.say_all(talk["lines"])
        outcome = Outcome(talk["outcome"])
        custody.resolve(
            self._database, self._officer, self._conversation, self._later(60), outcome=outcome, reason=talk["reason"]
        )
        if "stars" in talk:
            self._receive(payload=f'/rate{{"stars":"{talk["stars"]}"}}')

    def say_all(self, lines: list[Mapping[str, Any]]) -> None:
        """Every line in turn; an officer takes the talk over before their first."""
        for line in lines:
            if "c" in line:
                self._receive(text=line["c"])
                self._answer(line)
            elif "place" in line:
                latitude, longitude = line["place"]
                self._receive(location={"latitude": latitude, "longitude": longitude})
                self._answer(line)
            elif "o" in line:
                custody.claim(self._database, self._officer, self._conversation, self._later(25))
                now = self._later(15)
                desk.reply(self._database, self._officer, self._conversation, line["o"], now, client_id=uuid4().hex)
            else:
                note = line["n"]
                now = self._later(5)
                desk.note(self._database, self._officer, self._conversation, note, now, client_id=uuid4().hex)

    def _receive(self, text: str = "", payload: str | None = None, location: dict[str, float] | None = None) -> None:
        incoming = Incoming(Channel.WEBCHAT, self._sender, uuid4().hex, text, payload, location)
        inbox.receive(self._database, self._keys, incoming, self._later(10))

    def _answer(self, line: Mapping[str, Any]) -> None:
        """What the bot answers to the meaning that the line names."""
        claim = turns.claim_next(self._database, "demo", self._now)
        if claim is None:
            return
        task = turns.next_task(self._database, claim, self._now)
        if task is not None:
            intent = line.get("intent")
            reply = self._reply(task, line)
            locale = conversations.find_locale_of(self._database, self._conversation)
            outgoing = [render(reply, locale, effect="answer:0")] if reply else []
            understood = {"intent": intent, "confidence": 0.9, "ranking": [], "entities": _entities(line)}
            turns.complete(
                self._database,
                task.turn,
                outgoing,
                self._now,
                understood=understood if intent else None,
                municipality=line.get("municipality"),
            )
        turns.release(self._database, claim)

    def _reply(self, task: Task, line: Mapping[str, Any]) -> Reply | None:
        intent = line.get("intent")
        if task.status is Status.WAITING:
            return Reply("utter_noted_for_officer")
        if intent == "talk_to_officer":
            return handoff.escalate(self._database, task.turn, Trigger.ASKED, self._now).reply
        if "place" in line:
            return Reply("utter_location_received")
        if intent is None:
            return None
        asks = [Ask(intent, None, (line["municipality"],))] if intent == "ask_station" else []
        return answers.answer(intent, asks, answers.today(self._now))[-1]

    def _later(self, seconds: int) -> datetime:
        self._now += timedelta(seconds=seconds)
        return self._now


def _entities(line: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{"entity": "municipality", "value": line["municipality"]}] if "municipality" in line else []


def _add(database: Database, name: str, role: Role, password: str, now: datetime) -> Account:
    password_hash = Passwords().hash(password)
    officer_id = administration.add(database, name, role, password_hash, Duties(), language="sq", now=now)
    return next(account for account in administration.list_officers(database) if account.id == officer_id)


@contextmanager
def _throw_away_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="dialog-demo-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
