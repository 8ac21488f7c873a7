"""Messenger as the rest of the house sees it: one platform of messages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.messenger import reading
from bot.channels.messenger.client import Graph
from bot.config import Settings
from bot.dialogue.platforms import FileRef, Group, Happened, Limits, OutFile, Part, Said
from bot.errors import ChannelError, Refused
from bot.i18n import N_
from bot.messages import Channel, Problem, Sender

__all__ = ["MessengerPlatform", "window_closes_at"]

WINDOW = timedelta(hours=24)
OFFICER_WINDOW = timedelta(days=7)
"""For answers of people, where Meta has granted the feature Human Agent."""
MB = 1_000_000
FILE_BYTES = 25 * MB
QUICK_REPLIES = 13
TITLE = 20
"""Characters of a quick reply's title."""
FIELDS = {
    *("message_deliveries", "message_echoes", "message_edits", "message_reactions", "message_reads", "messages"),
    *("messaging_handovers", "messaging_policy_enforcement", "messaging_postbacks", "messaging_referrals", "standby"),
}
"""Events that the page has to be subscribed to."""
TYPES = {
    **dict.fromkeys(("image/jpeg", "image/png", "image/gif"), "image"),
    **dict.fromkeys(("audio/mpeg", "audio/mp4", "audio/wav"), "audio"),
    **dict.fromkeys(("video/mp4", "video/quicktime", "video/webm"), "video"),
}
"""What Messenger shows in the talk, by media type; anything else goes as a file."""
TOO_LARGE = N_("This file is too large: at most {most} MB are taken. Please send a shorter or smaller one.")
NOT_THERE = N_("The file could not be fetched. Please send it again, or describe in words what it shows.")


def window_closes_at(settings: Settings, last_incoming_at: datetime) -> datetime:
    """Until when Meta takes an officer's reply to a citizen who wrote last at that time."""
    return last_incoming_at + (OFFICER_WINDOW if settings.messenger_human_agent else WINDOW)


class MessengerPlatform:
    """Implements `bot.dialogue.platforms.Platform` for one Facebook page."""

    channel = Channel.MESSENGER
    limits = Limits(text=2000, a_second=10.0, pause=0.0, file_bytes=FILE_BYTES)

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """With the page that the settings name; nothing is asked of Meta yet."""
        token, secret = settings.messenger_page_token, settings.messenger_app_secret
        assert token is not None
        assert secret is not None
        self._page_id, self._app_id = settings.messenger_page_id, settings.messenger_app_id
        self._has_human_agent = settings.messenger_human_agent
        self._clock = clock
        self.graph = Graph(
            settings.messenger_api_url, self._page_id, token.get_secret_value(), secret.get_secret_value()
        )

    def read(self, body: Mapping[str, Any]) -> Sequence[Happened]:
        """What an update tells."""
        return reading.read(body, self._page_id, self._app_id)

    def address_of(self, body: Mapping[str, Any]) -> str | None:
        """The page-scoped id of the citizen."""
        return reading.address_of(body, self._page_id)

    def fetch(self, file: FileRef) -> Iterator[bytes]:
        """The bytes of a file, from Meta's own hosts alone.

        Raises:
            Refused: it lies elsewhere, or is too large.
            ChannelError: not now.
        """
        try:
            yield from self.graph.download(file.ref, self.limits.file_bytes)
        except ValueError as error:
            if str(error) == "size":
                raise Refused(TOO_LARGE, code="too_large", most=FILE_BYTES // MB) from None
            raise Refused(NOT_THERE, code="elsewhere") from None

    def send(self, address: str, part: Part) -> str:
        """Send one part; Meta's id of it.

        Raises:
            ChannelError: it was not taken, or nobody knows. Outside the window Meta is not even asked.
        """
        values = {"recipient": {"id": address}, **self._reason(part)}
        if part.is_discreet:
            values["notification_type"] = "NO_PUSH"
        if part.file is None:
            answer = self.graph.post("messages", {**values, "message": _text(part)})
        else:
            answer = self._send_file(values, part.file)
        taken = answer.get("message_id")
        if not isinstance(taken, str) or not taken:
            raise ChannelError(Problem.NETWORK, is_maybe_sent=True)
        return taken

    def show_typing(self, address: str) -> None:
        """Mark what the citizen wrote as seen, and show that an answer is being written."""
        try:
            for action in ("mark_seen", "typing_on"):
                values = {"recipient": {"id": address}, "sender_action": action}
                self.graph.post("messages", values, is_important=False)
        except ChannelError:
            pass

    def acknowledge(self, said: Said) -> None:
        """Nothing: a pressed button of Messenger waits for nobody."""

    def leave(self, group: Group) -> None:
        """Nothing: a page is in no groups."""

    def examine(self) -> str | None:
        """What is wrong with the page's access or its webhook; none when all is in order."""
        try:
            apps = self.graph.get("subscribed_apps").get("data")
        except ChannelError as error:
            return f"Meta does not let us in ({error.problem})" if error.problem == Problem.ACCESS else "not reached"
        ours = [it for it in apps if isinstance(it, dict) and it.get("id") == self._app_id] if apps else []
        missing = FIELDS - {str(field) for it in ours for field in it.get("subscribed_fields") or ()}
        return f"the page is not subscribed to {', '.join(sorted(missing))}; see docs/messenger.md" if missing else None

    def close(self) -> None:
        """Close the connections."""
        self.graph.close()

    def _send_file(self, values: Mapping[str, Any], file: OutFile) -> Mapping[str, Any]:
        if len(file.content) > FILE_BYTES:
            raise ChannelError(Problem.REFUSED)
        attachment = {"type": TYPES.get(file.media_type, "file"), "payload": {}}
        message = {"attachment": attachment, "metadata": reading.METADATA}
        return self.graph.post(
            "messages", {**values, "message": message}, file=(file.name, file.content, file.media_type)
        )

    def _reason(self, part: Part) -> dict[str, str]:
        """Why Meta lets us write: an answer within 24 hours, or an officer's within seven days if that was granted."""
        silence = self._clock() - part.last_incoming_at if part.last_incoming_at else timedelta()
        if silence < WINDOW:
            return {"messaging_type": "RESPONSE"}
        if self._has_human_agent and part.sender is Sender.OFFICER and silence < OFFICER_WINDOW:
            return {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
        raise ChannelError(Problem.WINDOW)


def _text(part: Part) -> dict[str, Any]:
    replies = [
        {"content_type": "text", "title": _cut(title), "payload": press}
        for title, press in part.buttons[:QUICK_REPLIES]
    ]
    return {"text": part.text, "metadata": reading.METADATA} | ({"quick_replies": replies} if replies else {})


def _cut(title: str) -> str:
    return title if len(title) <= TITLE else f"{title[: TITLE - 1].rstrip()}…"
