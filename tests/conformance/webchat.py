"""The web chat, by its HTTP API: people read what they are told, and nothing is pushed to them."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Self
from urllib.parse import quote
from uuid import uuid4

import httpx

from bot.content.privacy import load_privacy
from bot.messages import Channel, FileKind
from tests.conformance.driver import App, Seen

__all__ = ["WebChatDriver"]


class WebChatPerson:
    """Somebody with the page open; what is refused they see at once."""

    def __init__(self, driver: "WebChatDriver", language: str) -> None:
        self._driver = driver
        answer = httpx.post(f"{driver.url}/api/chat/sessions", json={"notice": load_privacy().version})
        self.id = str(answer.json()["token"])
        self._headers = {"Authorization": f"Bearer {self.id}", "Accept-Language": language}
        self._refused: list[Seen] = []

    @property
    def answers(self) -> list[Seen]:
        """What the page shows of the police; what was refused behind it."""
        return [Seen(it["text"], tuple(button["title"] for button in it["buttons"])) for it in self._said()] + [
            *self._refused
        ]

    def say(self, text: str) -> None:
        """Send a text."""
        self._send({"text": text})

    def press(self, title: str, *, payload: str | None = None) -> None:
        """Send the button's payload."""
        buttons = [button for it in self._said() for button in it["buttons"] if button["title"] == title]
        self._send({"payload": payload or buttons[-1]["payload"]})

    def send_location(self, latitude: float, longitude: float) -> None:
        """Share a place."""
        self._send({"location": {"latitude": latitude, "longitude": longitude}})

    def send_file(self, content: bytes, kind: FileKind, caption: str = "") -> None:
        """Upload it; its content says what it is."""
        headers = self._headers | {"X-Caption": quote(caption)}
        self._ask("/api/chat/attachments", params={"id": uuid4().hex}, content=content, headers=headers)

    def send_unknown(self) -> None:
        """Send a field that nobody knows."""
        self._send({"hologram": "?"})

    def block(self) -> None:
        """Nobody can be kept from reading."""
        raise NotImplementedError

    def _said(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while True:
            after = found[-1]["id"] if found else 0
            page = httpx.get(f"{self._driver.url}/api/chat/messages", params={"after": after}, headers=self._headers)
            if not page.json()["messages"]:
                return [it for it in found if it["sender"] != "citizen"]
            found += page.json()["messages"]

    def _send(self, body: dict[str, Any]) -> None:
        headers = self._headers | {"Content-Type": "application/json"}
        self._ask("/api/chat/messages", content=json.dumps({"id": uuid4().hex} | body), headers=headers)

    def _ask(self, path: str, **request: Any) -> None:
        for _ in range(self._driver.take_times()):
            answer = httpx.post(f"{self._driver.url}{path}", timeout=30, **request)
        if not answer.is_success:
            self._refused.append(Seen(answer.json()["detail"]))


class WebChatDriver:
    """Browsers at the app's own door."""

    channel = Channel.WEBCHAT
    cannot: Mapping[str, str] = {
        "pushes": "the web chat is read, nothing is sent to it",
        "blocks": "nobody can keep the web chat's page from being read",
        "unknown kinds": "the form takes nothing that it does not know, and says so",
        "any text": "the form takes no text that is none, and says so",
        "tells the notice": "the page itself shows the notice about data",
    }
    title_limit = None
    settings: Mapping[str, object] = {}

    def __init__(self) -> None:
        self.url = ""
        self._times = 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def start(self, app: App) -> None:
        """Know where the page is."""
        self.url = app.url

    def person(self, language: str = "en") -> WebChatPerson:
        """Somebody who opens the page."""
        return WebChatPerson(self, language)

    def sender_of(self, token: str) -> str:
        """A hash of the token: the house keeps nothing else of it."""
        return hashlib.sha256(token.encode()).hexdigest()

    def repeat_next(self) -> None:
        """As a page does whose answer was lost: the same id again."""
        self._times = 2

    def reorder_next(self) -> None:
        """A page sends one after the other."""

    def lose_next(self) -> None:
        """Nothing is sent."""

    def go_down(self) -> None:
        """Nothing is sent."""

    def come_back(self) -> None:
        """Nothing is sent."""

    def take_times(self) -> int:
        """How often to send what is sent now."""
        times, self._times = self._times, 1
        return times
