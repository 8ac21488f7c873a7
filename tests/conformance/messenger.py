"""Messenger, by its stand-in: Meta brings what people say to the app's door, and takes answers at the Graph API."""

from collections.abc import Mapping
from typing import Any, Self

from bot.messages import Channel, FileKind
from tests.conformance.driver import App, Seen
from tests.stand_ins.messenger import MessengerStandIn
from tests.stand_ins.messenger_people import Person

__all__ = ["MessengerDriver"]

DOOR = "/messenger/webhook"
LOCALES = {"sq": "sq_AL", "sr": "sr_RS", "en": "en_US"}
MANY = 1_000_000


class MessengerPerson:
    """Somebody with the application."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self.id = person.psid

    @property
    def answers(self) -> list[Seen]:
        """What stands in the thread."""
        return [Seen(it.text or "", tuple(it.titles)) for it in self._person.answers]

    def say(self, text: str) -> None:
        """Write it."""
        self._person.say(text)

    def press(self, title: str, *, payload: str | None = None) -> None:
        """Tap a quick reply; one that is gone comes from another device, on which it is still shown."""
        shown = [it for seen in self._person.answers for it in seen.quick_replies if it["title"] == title]
        self._send({"text": title, "quick_reply": {"payload": payload or shown[-1]["payload"]}})

    def send_location(self, latitude: float, longitude: float) -> None:
        """Share it, as applications of today do."""
        self._person.share_location(latitude, longitude)

    def send_file(self, content: bytes, kind: FileKind, caption: str = "") -> None:
        """Send it; only other applications put words beside a file."""
        types = {FileKind.PHOTO: ("image", "jpg"), FileKind.VIDEO: ("video", "mp4"), FileKind.VOICE: ("audio", "mp4")}
        name, ending = types.get(kind, ("file", "bin"))
        url = self._person._world.keep(content, "application/octet-stream", f"file.{ending}")
        attachment = {"type": name, "payload": {"url": url}}
        self._send({"attachments": [attachment]} | ({"text": caption} if caption else {}))

    def send_unknown(self) -> None:
        """Send what the platform does not pass on."""
        self._person.send_unsupported()

    def block(self) -> None:
        """Block the page."""
        self._person.block()

    def _send(self, content: dict[str, Any]) -> None:
        self._person._send(content)


class MessengerDriver:
    """A page at Meta."""

    channel = Channel.MESSENGER
    cannot: Mapping[str, str] = {}
    title_limit = 20

    def __init__(self) -> None:
        self.messenger = MessengerStandIn()
        self._is_down = False

    def __enter__(self) -> Self:
        self.messenger.__enter__()
        self.messenger.fail("messages", status=503, times=MANY, where=lambda _: self._is_down)
        return self

    def __exit__(self, *error: object) -> None:
        self.messenger.__exit__(*error)

    @property
    def settings(self) -> Mapping[str, object]:
        """The page, its token, and the words that are agreed with Meta."""
        return {
            "messenger_page_token": self.messenger.token,
            "messenger_page_id": self.messenger.page_id,
            "messenger_app_id": str(self.messenger.app_id),
            "messenger_app_secret": self.messenger.app_secret,
            "messenger_verify_token": "the-word-of-a-test",
            "messenger_api_url": f"{self.messenger.url}/v23.0",
        }

    def start(self, app: App) -> None:
        """Tell Meta where the door is."""
        self.messenger.webhook = f"{app.url}{DOOR}"

    def person(self, language: str = "en") -> MessengerPerson:
        """Somebody new."""
        return MessengerPerson(self.messenger.person(locale=LOCALES.get(language[:2], "en_US")))

    def repeat_next(self) -> None:
        """The next body comes twice."""
        self.messenger.webhooks.spoil("duplicate")

    def reorder_next(self) -> None:
        """The next two bodies come in the other order."""
        self.messenger.webhooks.spoil("reorder", 2)

    def lose_next(self) -> None:
        """The message is taken, and the connection breaks."""
        self.messenger.fail("messages", how="lost", where=lambda values: "message" in values)

    def go_down(self) -> None:
        """503 to every call."""
        self._is_down = True

    def come_back(self) -> None:
        """Calls are answered again."""
        self._is_down = False
