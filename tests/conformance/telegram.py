"""Telegram, by its stand-in: asked for news, or sending them to the app's door."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Self

import pytest

from bot.channels.telegram.platform import TelegramPlatform
from bot.messages import Channel, FileKind
from tests.conformance.driver import App, Seen
from tests.stand_ins.telegram import TelegramStandIn
from tests.stand_ins.telegram_people import Person

__all__ = ["TelegramDriver"]

PUBLIC = "https://dialog.example"
KINDS = {FileKind.PHOTO: "photo", FileKind.VIDEO: "video", FileKind.VOICE: "voice", FileKind.DOCUMENT: "document"}


class TelegramPerson:
    """Somebody with the application."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self.id = str(person.id)

    @property
    def answers(self) -> list[Seen]:
        """What stands in the chat."""
        return [Seen(it.text, tuple(it.titles)) for it in self._person.chat.answers]

    def say(self, text: str) -> None:
        """Send it as it stands, also what no application would send."""
        self._person.sends({"text": text})

    def press(self, title: str, *, payload: str | None = None) -> None:
        """Press it; Telegram keeps every button for ever."""
        self._person.presses(title, payload=payload)

    def send_location(self, latitude: float, longitude: float) -> None:
        """Send a place on the map."""
        self._person.sends_location(latitude, longitude)

    def send_file(self, content: bytes, kind: FileKind, caption: str = "") -> None:
        """Send it as this kind."""
        self._person.sends_file(KINDS[kind], content, caption=caption)

    def send_unknown(self) -> None:
        """Send a message of a kind that does not exist yet."""
        self._person.sends({"hologram": {"id": 1}})

    def block(self) -> None:
        """Block the bot."""
        self._person.blocks()


class TelegramDriver:
    """A bot at the Bot API."""

    channel = Channel.TELEGRAM
    cannot: Mapping[str, str] = {}
    title_limit = 20  # a row of a small telephone

    def __init__(self, *, is_pushed: bool = False) -> None:
        self._is_pushed = is_pushed
        self._telegram = TelegramStandIn()
        self._patch = pytest.MonkeyPatch()

    def __enter__(self) -> Self:
        self._telegram.__enter__()
        # A second between two messages is tried with the adapter itself, and in tests/load/faults.py.
        self._patch.setattr(TelegramPlatform, "limits", replace(TelegramPlatform.limits, a_second=1000.0, pause=0.02))
        return self

    def __exit__(self, *error: object) -> None:
        self._patch.undo()
        self._telegram.__exit__(*error)

    @property
    def settings(self) -> Mapping[str, object]:
        """The bot's token, and a public address if Telegram is to send by itself."""
        url = {"public_url": PUBLIC} if self._is_pushed else {}
        return {"telegram_token": self._telegram.token, "telegram_api_url": self._telegram.url} | url

    def start(self, app: App) -> None:
        """Lead the public address to the app."""
        self._telegram.tunnel(PUBLIC, app.url)

    def person(self, language: str = "en") -> TelegramPerson:
        """Somebody new."""
        return TelegramPerson(self._telegram.user(language_code=language))

    def repeat_next(self) -> None:
        """Confirmed, and sent again all the same."""
        self._telegram.faults.repeat_updates(1)

    def reorder_next(self) -> None:
        """Two updates, last first; who asks for them gets them sorted."""
        self._telegram.faults.reorder_updates(2)

    def lose_next(self) -> None:
        """The connection breaks after the message was taken."""
        self._telegram.faults.cut("sendMessage")

    def go_down(self) -> None:
        """502 to every message."""
        self._telegram.faults.break_down("sendMessage", times=None)

    def come_back(self) -> None:
        """Nothing goes wrong any more."""
        self._telegram.faults.clear()
