"""A driver to copy for the next channel, such as Viber, WhatsApp or SMS. It runs, on a platform in memory.

1. Write the adapter: a folder `bot/channels/NAME/` with a class that has the methods of
   `bot.dialogue.platforms.Platform`, the platform's name in `bot.messages.Channel`, its settings in `bot/config.py`, a
   line in `bot/channels/platforms.py`. What the platform sends is stored by `bot.services.arrivals.store` before it is
   answered, and read by `Platform.read`.
2. Write what stands in for the platform, `tests/stand_ins/NAME.py`: a server on 127.0.0.1 that speaks as the platform
   does, refuses what it refuses, and fails when a test wants.
3. Copy this file to `tests/conformance/NAME.py`, put the stand-in in the place of `PlatformStandIn`, and add a line to
   `DRIVERS` in `conftest.py`. What the platform cannot do goes into `cannot`, with the reason that the skipped case
   shows.
4. `python -m pytest tests/conformance -k NAME` until it passes, and NAME into `tests/load/faults.py`.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any, Self

import pytest

from bot.errors import ChannelError
from bot.messages import Channel, FileKind, Kind, Problem
from bot.services import arrivals
from tests.conformance.driver import App, Seen
from tests.stand_ins.platform import PlatformStandIn

__all__ = ["TemplateDriver"]


class TemplatePerson:
    """One person at the platform. Every gesture ends in an update that the platform brings to the app."""

    def __init__(self, driver: "TemplateDriver", number: int) -> None:
        self._driver = driver
        self.id = f"+38344{number:06}"  # as of SMS: the one thing that must never show

    @property
    def answers(self) -> list[Seen]:
        """What the platform took for the person."""
        parts = list(self._driver.platform.taken[self.id])
        return [Seen(part.text, tuple(title for title, _ in part.buttons)) for part in parts]

    def say(self, text: str) -> None:
        """A text."""
        self._driver.bring(self.id, text=text)

    def press(self, title: str, *, payload: str | None = None) -> None:
        """A press carries back what `Part.buttons` gave; a platform without buttons would take a typed number."""
        buttons = [button for part in self._driver.platform.taken[self.id] for button in part.buttons]
        press = payload or [press for shown, press in buttons if shown == title][-1]
        self._driver.bring(self.id, press=press)

    def send_location(self, latitude: float, longitude: float) -> None:
        """A place."""
        self._driver.bring(self.id, location={"latitude": latitude, "longitude": longitude})

    def send_file(self, content: bytes, kind: FileKind, caption: str = "") -> None:
        """A file, which the app fetches from the platform."""
        self._driver.platform.files[ref := f"file {len(self._driver.platform.files)}"] = content
        self._driver.bring(self.id, text=caption, file=ref)

    def send_unknown(self) -> None:
        """What the adapter's `read` makes of a kind that it does not know."""
        self._driver.bring(self.id, kind=Kind.UNKNOWN)

    def block(self) -> None:
        """The platform refuses what is sent to the person."""
        self._driver.blocked.add(self.id)


class _Platform(PlatformStandIn):
    """The platform in memory, which a driver makes fail."""

    def __init__(self, driver: "TemplateDriver") -> None:
        super().__init__()
        self._driver = driver

    def send(self, address: str, part: Any) -> str:
        """Take it, unless the person blocked us or the platform is down; or take it and say nothing."""
        if address in self._driver.blocked:
            raise ChannelError(Problem.BLOCKED)
        if self._driver.is_down:
            raise ChannelError(Problem.NETWORK)
        taken = super().send(address, part)
        if self._driver.loses:
            self._driver.loses -= 1
            raise ChannelError(Problem.NETWORK, is_maybe_sent=True)
        return taken


class TemplateDriver:
    """The platform's stand-in, and what a test does to it."""

    channel = Channel.TELEGRAM  # the channel whose place in the app it takes
    cannot: Mapping[str, str] = {}
    title_limit = 20
    settings: Mapping[str, object] = {}  # where the adapter finds the stand-in: address, token, secret

    def __init__(self) -> None:
        self.platform = _Platform(self)
        self.blocked: set[str] = set()
        self.is_down, self.loses = False, 0
        self._numbers = count(1)
        self._patch = pytest.MonkeyPatch()
        self._times, self._held = 1, None  # type: tuple[int, list[Any] | None]

    def __enter__(self) -> Self:
        # Only because this one has no adapter: others are made from the settings.
        self._patch.setattr("bot.app.make_platforms", lambda _settings: {self.channel: self.platform})
        return self

    def __exit__(self, *error: object) -> None:
        self._patch.undo()

    def start(self, app: App) -> None:
        """Where the platform brings updates: a webhook's address for most, here the parts of the app itself."""
        self._app = app.context

    def person(self, language: str = "en") -> TemplatePerson:
        """Somebody new; a platform that tells languages tells this one."""
        return TemplatePerson(self, next(self._numbers))

    def repeat_next(self) -> None:
        """The next update comes twice."""
        self._times = 2

    def reorder_next(self) -> None:
        """The next two come in the other order."""
        self._held = []

    def lose_next(self) -> None:
        """The next send is taken, and nobody knows."""
        self.loses = 1

    def go_down(self) -> None:
        """Nothing is taken."""
        self.is_down = True

    def come_back(self) -> None:
        """Nothing goes wrong."""
        self.is_down, self.loses = False, 0

    def bring(self, address: str, **said: Any) -> None:
        """Bring an update to the app, as the platform's webhook does."""
        update = {"address": address, "client_id": f"m{next(self._numbers)}", **said}
        times, self._times = self._times, 1
        if self._held is not None:
            self._held.append(update)
            if len(self._held) < 2:
                return
            updates, self._held = self._held[::-1], None
        else:
            updates = [update] * times
        for it in updates:
            self._store(it)

    def _store(self, update: dict[str, Any]) -> None:
        app, sender = self._app, self._app.keys.hash_sender(self.channel, update["address"])
        now = datetime.now(UTC)
        number = update["client_id"]
        arrivals.store(app.database, app.seals, self.channel, number, update, now, sender=sender, kind="message")
        app.arrivals.wake()
