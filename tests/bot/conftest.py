"""A talk without a server: messages go into the inbox, and the test lets the worker answer."""

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from bot.__main__ import main
from bot.config import Settings
from bot.dialogue import inbox
from bot.dialogue.answering import Answering, Thresholds
from bot.dialogue.bell import Bell
from bot.dialogue.engine import Engine
from bot.dialogue.worker import Worker
from bot.i18n import Locale
from bot.messages import Channel
from bot.services import conversations, upkeep
from bot.services.conversations import Incoming, Line, Page
from bot.services.keys import Keys
from bot.store.database import Database
from tests.conftest import Clock
from tests.stand_ins.engine import EngineStandIn

KEYS = Keys(b"a key for tests, not for anybody")
Command = Callable[..., str]
"""`python -m bot` with some words; see the fixture."""


class Talk:
    """One citizen's web chat, with the parts of the app behind it."""

    def __init__(self, database: Database, engine: EngineStandIn, clock: Clock) -> None:
        self.database = database
        self.engine = engine
        self.clock = clock
        self.client = Engine(f"http://127.0.0.1:{engine.port}", "token", timeout=0.5)
        self.worker = self.make_worker("here")
        self.sender = uuid4().hex
        self.conversation = conversations.open_web_chat(database, self.sender, None, clock())

    def make_worker(self, holder: str) -> Worker:
        """Another worker on the same database."""
        answering = Answering(self.database, KEYS, self.client, Thresholds(0.3, 0.3))
        return Worker(self.database, answering, Bell(), holder=holder, threads=1)

    def say(self, text: str = "", *, client_id: str | None = None, payload: str | None = None) -> int:
        """Send a message or press a button; returns its number."""
        incoming = Incoming(Channel.WEBCHAT, self.sender, client_id or uuid4().hex, text, payload)
        return inbox.receive(self.database, KEYS, incoming, self.clock())

    def answer(self) -> None:
        """Let the worker do all there is to do now."""
        while self.worker.answer_one_conversation(self.clock):
            pass

    def page(self, after: int = 0) -> Page:
        """The chat as its client reads it."""
        return conversations.read_on(self.database, Channel.WEBCHAT, self.sender, after)

    def heard(self, after: int = 0) -> list[Line]:
        """What the citizen was told."""
        return [line for line in self.page(after).lines if line.sender != "citizen"]

    def locale(self) -> Locale | None:
        """The language of the conversation."""
        return conversations.find_locale_of(self.database, self.page().conversation_id)


@pytest.fixture
def talk(database: Database, engine: EngineStandIn, clock: Clock) -> Iterator[Talk]:
    """A citizen who has just opened the web chat."""
    made = Talk(database, engine, clock)
    yield made
    made.client.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with an empty, migrated database."""
    database = Database(Settings(_env_file=None, data_dir=tmp_path).database)
    upkeep.migrate(database)
    database.close()
    return tmp_path


@pytest.fixture
def command(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs `python -m bot` with some words on the folder; what it says, on either stream when it fails."""
    monkeypatch.chdir(folder)  # where no `.env` stands
    monkeypatch.setenv("DIALOG_DATA_DIR", str(folder))

    def run(words: str, *, given: str = "", fails: bool = False) -> str:
        monkeypatch.setattr(sys, "argv", ["bot", *words.split()])
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        assert ended.value.code == (1 if fails else 0), told.err
        return told.err + told.out if fails else told.out

    return run
