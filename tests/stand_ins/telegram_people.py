"""The people, chats and files of Telegram's stand-in: what citizens do and what they see."""

import base64
import itertools
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.files import jpeg, mp4, ogg, webp
from tests.stand_ins.telegram_faults import ApiError, Faults, Pace
from tests.stand_ins.telegram_texts import entities_of, split_as_clients_do
from tests.stand_ins.telegram_updates import Updates

__all__ = ["Button", "Chat", "Group", "Person", "Platform", "Press", "Shown", "StoredFile"]

MOST_MESSAGES = 10_000  # in a chat
MOST_BYTES = 500_000_000  # of all files
LARGEST_DOWNLOAD = 20 * 1024 * 1024  # section "getFile"
LINK_SECONDS = 3600.0  # section "getFile": "guaranteed that the link will be valid for at least 1 hour"

Message = dict[str, Any]
FILE_KINDS: dict[
    str, tuple[str, str, str, str, Callable[[], bytes]]
] = {  # how an identifier begins, the folder, how the name ends, the type, and what is sent unless a test says
    "photo": ("AgACAgQAAxkBAAI", "photos", "jpg", "image/jpeg", lambda: jpeg(1280, 960)),
    "video": ("BAACAgQAAxkBAAI", "videos", "mp4", "video/mp4", mp4),
    "video_note": ("DQACAgQAAxkBAAI", "video_notes", "mp4", "video/mp4", mp4),
    "animation": ("CgACAgQAAxkBAAI", "animations", "mp4", "video/mp4", mp4),
    "voice": ("AwACAgQAAxkBAAI", "voice", "oga", "audio/ogg", ogg),
    "audio": ("CQACAgQAAxkBAAI", "music", "mp3", "audio/mpeg", lambda: b"ID3\x04" + b"\0" * 60),
    "document": ("BQACAgQAAxkBAAI", "documents", "pdf", "application/pdf", lambda: b"%PDF-1.4\n%%EOF\n"),
    "sticker": ("CAACAgQAAxkBAAI", "stickers", "webp", "image/webp", webp),
}


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message, or of the keyboard that replaces the letters."""

    text: str
    payload: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as people see it. `raw` is the Bot API's Message, `sent` what the bot asked for."""

    id: int
    is_from_bot: bool
    kind: str
    text: str
    buttons: tuple[tuple[Button, ...], ...]
    files: tuple["StoredFile", ...]
    reply_to: int | None
    is_edited: bool
    raw: Message = field(repr=False)
    sent: dict[str, Any] = field(repr=False)

    @property
    def titles(self) -> list[str]:
        """What stands on its buttons."""
        return [button.text for row in self.buttons for button in row]


@dataclass(slots=True)
class StoredFile:
    """A file on Telegram's servers; `data` is None if only its size matters."""

    id: str
    unique_id: str
    kind: str
    size: int
    mime: str
    name: str
    data: bytes | None = field(default=None, repr=False)
    path: str = ""
    path_expires: float = 0.0
    fetches: int = 0

    def content(self) -> bytes:
        """What is downloaded."""
        return bytes(self.size) if self.data is None else self.data


@dataclass(slots=True)
class Press:
    """A press on an inline button; the button turns until `is_answered`."""

    id: str
    at: float
    is_answered: bool = False
    text: str = ""
    is_alert: bool = False


class Chat:
    """A private chat with the bot; `Group` is the other kind."""

    def __init__(self, platform: "Platform", identifier: int, body: dict[str, Any]) -> None:
        self.platform, self.id, self.body = platform, identifier, body
        self.history: OrderedDict[int, Message] = OrderedDict()
        self.sent: dict[int, dict[str, Any]] = {}
        self.keyboard: tuple[tuple[Button, ...], ...] = ()
        self.refusal: ApiError | None = None
        self.actions: list[str] = []
        self._ids = platform.message_ids

    @property
    def is_private(self) -> bool:
        """Whether a citizen is alone with the bot here."""
        return str(self.body["type"]) == "private"

    @property
    def messages(self) -> list[Shown]:
        """What stands in the chat, in order, from both sides."""
        with self.platform.changed:
            return [self.platform.shown(self, message) for message in self.history.values()]

    @property
    def answers(self) -> list[Shown]:
        """What the bot sent."""
        return [message for message in self.messages if message.is_from_bot]

    @property
    def texts(self) -> list[str]:
        """The texts that the bot sent."""
        return [message.text for message in self.answers]

    def wait(self, holds: int | str | Callable[[list[Shown]], bool], seconds: float = 10.0) -> list[Shown]:
        """Wait for this many messages of the bot, for a text that holds this, or until it `holds` of them.

        Raises: `AssertionError` if it is not so within `seconds`.
        """

        def is_there(answers: list[Shown]) -> bool:
            if isinstance(holds, int):
                return len(answers) >= holds
            if isinstance(holds, str):
                return any(holds in answer.text for answer in answers)
            return holds(answers)

        until = time.monotonic() + seconds
        while not is_there(answers := self.answers):
            if time.monotonic() > until:
                raise AssertionError(f"waited {seconds} s for {holds!r}; the bot sent {self.texts}")
            time.sleep(0.01)
        return answers

    def put(self, sender: dict[str, Any], content: dict[str, Any], sent: dict[str, Any] | None = None) -> Message:
        """A new message."""
        message: Message = {
            "message_id": next(self._ids),
            "from": sender,
            "chat": self.body,
            "date": int(self.platform.now()),
        }
        message |= content
        self.history[message["message_id"]] = message
        if sent is not None:
            self.sent[message["message_id"]] = sent
        while len(self.history) > MOST_MESSAGES:
            self.sent.pop(self.history.popitem(last=False)[0], None)
        self.platform.changed.notify_all()
        return message


class Group(Chat):
    """A group with the bot in it; `migrates` makes a supergroup of it."""

    def __init__(self, platform: "Platform", identifier: int, body: dict[str, Any]) -> None:
        super().__init__(platform, identifier, body)
        self.bot_status = "left"
        if body["type"] == "supergroup":
            self._ids = itertools.count(1)

    def adds_bot(self, by: "Person") -> None:
        """Somebody brings the bot into the group."""
        with self.platform.changed:
            self.platform.member_changes(self, by.body, "member")
            bot = self.platform.me
            self.platform.arrives(
                self, by, {"new_chat_participant": bot, "new_chat_member": bot, "new_chat_members": [bot]}
            )

    def removes_bot(self, by: "Person") -> None:
        """Somebody throws the bot out."""
        with self.platform.changed:
            self.platform.member_changes(self, by.body, "kicked")

    def joins(self, person: "Person") -> None:
        """A person comes into the group."""
        with self.platform.changed:
            self.platform.arrives(self, person, {"new_chat_members": [person.body]})

    def leaves(self, person: "Person") -> None:
        """A person leaves the group."""
        with self.platform.changed:
            self.platform.arrives(self, person, {"left_chat_member": person.body})

    def migrates(self, by: "Person") -> "Group":
        """The group becomes a supergroup with another identifier; the old one refuses from now on."""
        with self.platform.changed:
            other = self.platform.group(str(self.body["title"]), kind="supergroup")
            other.bot_status = self.bot_status
            self.refusal = ApiError(
                400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=other.id
            )
            self.platform.arrives(self, by, {"migrate_to_chat_id": other.id})
            self.platform.arrives(other, by, {"migrate_from_chat_id": self.id})
            return other


class Person:
    """A citizen with a telephone. What they do returns the Message as the bot is told of it."""

    def __init__(self, platform: "Platform", body: dict[str, Any]) -> None:
        self.platform, self.body, self.id = platform, body, int(body["id"])
        names: dict[str, Any] = {key: body[key] for key in ("first_name", "last_name", "username") if key in body}
        self.chat = Chat(platform, self.id, {"id": self.id, **names, "type": "private"})
        self.has_started = False

    def starts(self, payload: str = "") -> Message:
        """Open the chat by its button or by a deep link (`t.me/…?start=payload`)."""
        return self.say(f"/start {payload}".strip())

    def say(self, text: str, *, chat: Chat | None = None, reply_to: int | None = None, **more: Any) -> Message:
        """Write a text. What is too long for one message is sent as several; the last is returned."""
        for piece in split_as_clients_do(text):
            content: dict[str, Any] = {"text": piece}
            if entities := entities_of(piece):
                content["entities"] = entities
            message = self.sends(content | more, chat=chat, reply_to=reply_to)
        return message

    def sends(self, content: dict[str, Any], *, chat: Chat | None = None, reply_to: int | None = None) -> Message:
        """Send a message of any content, also of kinds that do not exist yet."""
        with self.platform.changed:
            chat = chat or self.chat
            self.has_started = self.has_started or chat is self.chat
            if reply_to is not None:
                content = content | {"reply_to_message": _short(chat.history[reply_to])}
            return self.platform.arrives(chat, self, content)

    def sends_file(
        self,
        kind: str,
        data: bytes | None = None,
        *,
        caption: str = "",
        size: int | None = None,
        name: str = "",
        mime: str = "",
        chat: Chat | None = None,
        reply_to: int | None = None,
        **more: Any,
    ) -> Message:
        """Send a `photo`, `video`, `video_note`, `animation`, `voice`, `audio`, `document` or `sticker`.

        `size` alone sends zeros, or nothing that could be downloaded if it is beyond what bots may get.
        """
        with self.platform.changed:
            content = self.platform.file_content(kind, data, size=size, name=name, mime=mime)
            if caption:
                content["caption"] = caption
                if entities := entities_of(caption):
                    content["caption_entities"] = entities
            return self.sends(content | more, chat=chat, reply_to=reply_to)

    def sends_photo(self, data: bytes | None = None, caption: str = "", **more: Any) -> Message:
        """Send a photo; the bot gets it in three sizes."""
        return self.sends_file("photo", data, caption=caption, **more)

    def sends_video(self, data: bytes | None = None, caption: str = "", **more: Any) -> Message:
        """Send a video."""
        return self.sends_file("video", data, caption=caption, **more)

    def sends_video_note(self, data: bytes | None = None, **more: Any) -> Message:
        """Send a round video."""
        return self.sends_file("video_note", data, **more)

    def sends_voice(self, data: bytes | None = None, **more: Any) -> Message:
        """Send a voice message."""
        return self.sends_file("voice", data, **more)

    def sends_audio(self, data: bytes | None = None, caption: str = "", **more: Any) -> Message:
        """Send a piece of music."""
        return self.sends_file("audio", data, caption=caption, **more)

    def sends_document(
        self, data: bytes | None = None, name: str = "dokument.pdf", caption: str = "", **more: Any
    ) -> Message:
        """Send a file as it is."""
        return self.sends_file("document", data, name=name, caption=caption, **more)

    def sends_sticker(self, emoji: str = "👮", **more: Any) -> Message:
        """Send a sticker."""
        with self.platform.changed:
            content = self.platform.file_content("sticker", None)
            content["sticker"] |= {"emoji": emoji, "set_name": "policia_by_testbot"}
            return self.sends(content, **more)

    def sends_album(self, files: Sequence[tuple[str, bytes | None]], caption: str = "", **more: Any) -> list[Message]:
        """Send photos and videos at once: one message each, of one `media_group_id`; the first has the caption."""
        with self.platform.changed:
            album = str(13_800_000_000_000_000 + next(self.platform.numbers))
            captions = itertools.chain([caption], itertools.repeat(""))
            return [
                self.sends_file(kind, data, caption=text, media_group_id=album, **more)
                for (kind, data), text in zip(files, captions, strict=False)
            ]

    def sends_location(self, latitude: float, longitude: float, **more: Any) -> Message:
        """Send a place on the map."""
        return self.sends({"location": {"latitude": latitude, "longitude": longitude}}, **more)

    def shares_live_location(self, latitude: float, longitude: float, seconds: int = 900, **more: Any) -> Message:
        """Share where one is, for a while; `moves` and `stops_sharing` change it."""
        place = {"latitude": latitude, "longitude": longitude, "live_period": seconds, "horizontal_accuracy": 12.5}
        return self.sends({"location": place}, **more)

    def moves(self, message: Message, latitude: float, longitude: float, heading: int = 90) -> Message:
        """A live location changes."""
        place = message["location"] | {"latitude": latitude, "longitude": longitude, "heading": heading}
        return self.edits(message, {"location": place})

    def stops_sharing(self, message: Message) -> Message:
        """A live location ends: `live_period` is gone."""
        place = {key: value for key, value in message["location"].items() if key not in ("live_period", "heading")}
        return self.edits(message, {"location": place})

    def sends_venue(self, title: str, address: str, latitude: float, longitude: float, **more: Any) -> Message:
        """Send a place with its name."""
        location = {"latitude": latitude, "longitude": longitude}
        return self.sends(
            {"venue": {"location": location, "title": title, "address": address}, "location": location}, **more
        )

    def sends_contact(self, phone: str, first_name: str, *, own: bool = False, **more: Any) -> Message:
        """Send a card of the address book; `own` is what the keyboard's button for it sends."""
        contact = {"phone_number": phone, "first_name": first_name} | ({"user_id": self.id} if own else {})
        return self.sends({"contact": contact}, **more)

    def sends_poll(self, question: str, options: Sequence[str], **more: Any) -> Message:
        """Send a poll."""
        number = str(next(self.platform.numbers))
        voices = [{"persistent_id": str(n), "text": option, "voter_count": 0} for n, option in enumerate(options, 1)]
        body = {
            "id": number,
            "question": question,
            "options": voices,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
        return self.sends({"poll": body}, **more)

    def sends_dice(self, emoji: str = "🎲", value: int = 4, **more: Any) -> Message:
        """Roll the dice."""
        return self.sends({"dice": {"emoji": emoji, "value": value}}, **more)

    def forwards(self, message: Message, *, origin: dict[str, Any] | None = None, **more: Any) -> Message:
        """Forward a message; `origin` is a MessageOrigin, as of a hidden user or a channel."""
        kept = {key: value for key, value in message.items() if key not in _OF_A_MESSAGE}
        origin = origin or {"type": "user", "sender_user": message["from"], "date": message["date"]}
        return self.sends(kept | {"forward_origin": origin}, **more)

    def replies(self, message: "Message | Shown", text: str, **more: Any) -> Message:
        """Answer a certain message."""
        number = message.id if isinstance(message, Shown) else int(message["message_id"])
        return self.say(text, reply_to=number, **more)

    def edits(self, message: Message, change: "str | dict[str, Any]") -> Message:
        """Change an own message: its text, or other parts."""
        with self.platform.changed:
            chat = self.platform.chats[message["chat"]["id"]]
            change = {"text": change, "entities": entities_of(change)} if isinstance(change, str) else change
            after = chat.history[message["message_id"]] | change | {"edit_date": int(self.platform.now())}
            chat.history[message["message_id"]] = {key: value for key, value in after.items() if value != []}
            return self.platform.tells("edited_message", chat, chat.history[message["message_id"]])

    def deletes(self, message: Message) -> None:
        """Take a message out of the chat, for both; bots are not told."""
        with self.platform.changed:
            self.platform.chats[message["chat"]["id"]].history.pop(message["message_id"], None)

    def reacts(self, message: "Message | Shown", emoji: str | None = "👍", *, chat: Chat | None = None) -> None:
        """Put a sign under a message, or take it away; told only to bots that ask for it and are administrators."""
        with self.platform.changed:
            number = message.id if isinstance(message, Shown) else int(message["message_id"])
            body: dict[str, Any] = {
                "chat": (chat or self.chat).body,
                "message_id": number,
                "user": self.body,
                "date": int(self.platform.now()),
                "old_reaction": [],
                "new_reaction": [{"type": "emoji", "emoji": emoji}] if emoji else [],
            }
            self.platform.updates.add("message_reaction", body, ("reaction", body["chat"]["id"]))

    def presses(
        self,
        button: str,
        *,
        message: "Shown | int | None" = None,
        payload: str | None = None,
        gone: bool = False,
        chat: Chat | None = None,
    ) -> Press:
        """Press the last button under a message with this title or payload.

        `payload` stands in for the button's own, as of a forged or an outdated button. `gone` presses one whose message
        the bot cannot have any more (InaccessibleMessage). Raises: `LookupError` if there is no such button.
        """
        with self.platform.changed:
            wanted = message.id if isinstance(message, Shown) else message
            for shown in reversed((chat or self.chat).answers):
                for found in (found for row in shown.buttons for found in row if wanted in (None, shown.id)):
                    if button in (found.text, found.payload) and found.payload is not None:
                        return self._calls_back(shown.raw, payload or found.payload, gone=gone)
            raise LookupError(f"no button {button!r}")

    def taps(self, title: str) -> Message:
        """Tap a button of the keyboard that replaces the letters: it sends its title.

        Raises: `LookupError` if there is no such button.
        """
        with self.platform.changed:
            if title not in {found.text for row in self.chat.keyboard for found in row}:
                raise LookupError(f"no button {title!r}")
            return self.say(title)

    def blocks(self) -> None:
        """Block the bot: it cannot send any more."""
        with self.platform.changed:
            self.chat.refusal = ApiError(403, "Forbidden: bot was blocked by the user")
            self.platform.member_changes(self.chat, self.body, "kicked")

    def unblocks(self) -> None:
        """Let the bot write again."""
        with self.platform.changed:
            self.chat.refusal = None
            self.platform.member_changes(self.chat, self.body, "member")

    def deletes_account(self) -> None:
        """The account is gone; bots are not told until they send."""
        with self.platform.changed:
            self.chat.refusal = ApiError(403, "Forbidden: user is deactivated")
            self.body = {"id": self.id, "is_bot": False, "first_name": ""}
            self.chat.body = {"id": self.id, "first_name": "", "type": "private"}

    def _calls_back(self, message: Message, payload: str, *, gone: bool) -> Press:
        platform = self.platform
        press = Press(str(4_382_000_000_000_000_000 + next(platform.numbers)), platform.now())
        platform.presses[press.id] = press
        while len(platform.presses) > MOST_MESSAGES:
            platform.presses.popitem(last=False)
        if gone:
            message = {"chat": message["chat"], "message_id": message["message_id"], "date": 0}
        body = {
            "id": press.id,
            "from": self.body,
            "message": message,
            "chat_instance": str(-7_000_000_000_000 - self.id),
            "data": payload,
        }
        platform.updates.add("callback_query", body, ("query", self.id))
        return press


class Platform:
    """What Telegram knows. Every change happens under `changed`, which wakes those who wait."""

    def __init__(self, me: dict[str, Any]) -> None:
        self.me = me
        self.changed = threading.Condition(threading.RLock())
        self.faults, self.pace = Faults(), Pace()
        self.updates = Updates(self.changed, self.now, self.faults)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files: OrderedDict[str, StoredFile] = OrderedDict()
        self.presses: OrderedDict[str, Press] = OrderedDict()
        self.message_ids = itertools.count(101)
        self.numbers = itertools.count(1)
        self.link_seconds, self.link_fetches = LINK_SECONDS, 0
        self._people_ids = itertools.count(5_000_000_001)
        self._ahead = 0.0
        self._bytes = 0

    def now(self) -> float:
        """The stand-in's time, in seconds since 1970."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time pass: links and presses grow old, updates expire."""
        with self.changed:
            self._ahead += seconds
            self.changed.notify_all()

    def user(
        self, identifier: int | None = None, *, language_code: str | None = "sq", first_name: str = "Arta", **more: Any
    ) -> Person:
        """A citizen, new or known; bots cannot write to them before they did."""
        with self.changed:
            if identifier in self.people:
                return self.people[int(identifier or 0)]
            number = identifier or next(self._people_ids)
            body = {"id": number, "is_bot": False, "first_name": first_name} | more
            person = Person(self, body | ({"language_code": language_code} if language_code else {}))
            self.people[number] = person
            self.chats[number] = person.chat
            return person

    def group(self, title: str = "Lagjja", *, kind: str = "group", added_by: Person | None = None) -> Group:
        """A `group` or `supergroup`; the bot is in it once somebody added it."""
        with self.changed:
            number = (-1_002_000_000_000 if kind == "supergroup" else -4_000_000_000) - next(self.numbers)
            body: dict[str, Any] = {"id": number, "title": title, "type": kind}
            if kind == "group":
                body["all_members_are_administrators"] = True  # as the server still writes it
            group = Group(self, number, body)
            self.chats[number] = group
            if added_by:
                group.adds_bot(added_by)
            return group

    def sends_update(self, update: dict[str, Any]) -> int:
        """Send the bot this update as it stands, under the next number: kinds that do not exist yet, files of tests."""
        return self.updates.add_as_it_stands(update)

    def arrives(self, chat: Chat, sender: Person, content: dict[str, Any]) -> Message:
        """A message of somebody, in the chat and to the bot."""
        message = chat.put(sender.body, content)
        return self.tells("message", chat, message)

    def tells(self, kind: str, chat: Chat, message: Message) -> Message:
        """Tell the bot of a message, unless it is in a group, and not meant for bots ("privacy mode")."""
        if chat.is_private or self._is_for_bot(chat, message):
            self.updates.add(kind, dict(message), ("chat", chat.id))
        return message

    def member_changes(self, chat: Chat, by: dict[str, Any], status: str) -> None:
        """The bot's own standing in a chat changes (`my_chat_member`)."""
        old = chat.bot_status if isinstance(chat, Group) else ("kicked" if status == "member" else "member")
        if isinstance(chat, Group):
            chat.bot_status = status
            kind = {"group": "group", "supergroup": "supergroup"}[chat.body["type"]]
            chat.refusal = {
                "kicked": ApiError(403, f"Forbidden: bot was kicked from the {kind} chat"),
                "left": ApiError(403, f"Forbidden: bot is not a member of the {kind} chat"),
            }.get(status)
        body = {
            "chat": chat.body,
            "from": by,
            "date": int(self.now()),
            "old_chat_member": self.member(old),
            "new_chat_member": self.member(status),
        }
        self.updates.add("my_chat_member", body, ("my member", chat.id))

    def member(self, status: str) -> dict[str, Any]:
        """A ChatMember of the bot."""
        return {"user": self.me, "status": status} | ({"until_date": 0} if status == "kicked" else {})

    def file_content(
        self, kind: str, data: bytes | None, *, size: int | None = None, name: str = "", mime: str = ""
    ) -> dict[str, Any]:
        """A file on the servers, as a message tells of it."""
        stored = self.store(kind, data, size=size, name=name, mime=mime)
        body: dict[str, Any] = {"file_id": stored.id, "file_unique_id": stored.unique_id, "file_size": stored.size}
        if kind == "photo":
            sizes = []
            for width, height in ((90, 67), (320, 240)):
                sizes.append(_size(self.store(kind, jpeg(width, height)), width, height))
            return {"photo": [*sizes, _size(stored, 1280, 960)]}
        if kind in ("video", "animation"):
            body |= {"width": 640, "height": 360, "duration": 3}
        if kind == "video_note":
            body |= {"length": 384, "duration": 3}
        if kind in ("voice", "audio"):
            body |= {"duration": 4}
        if kind == "sticker":
            body |= {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        if kind not in ("video_note", "sticker"):
            body["mime_type"] = stored.mime
        if name and kind in ("document", "audio", "video", "animation"):
            body["file_name"] = name
        if kind == "animation":
            return {"animation": body, "document": {key: body[key] for key in _OF_A_DOCUMENT if key in body}}
        return {kind: body}

    def store(
        self, kind: str, data: bytes | None, *, size: int | None = None, name: str = "", mime: str = ""
    ) -> StoredFile:
        """Put a file on the servers; the oldest make room."""
        start, folder, ending, usual, sample = FILE_KINDS[kind]
        if data is None and size is None:
            data = sample()
        number = next(self.numbers)
        tail = base64.urlsafe_b64encode(number.to_bytes(6, "big")).decode()
        file = StoredFile(
            id=f"{start}{tail}{'B' * 40}",
            unique_id=f"AQAD{tail}",
            kind=kind,
            size=len(data) if size is None and data is not None else int(size or 0),
            mime=mime or usual,
            name=name,
            data=data,
        )
        last = name.rpartition(".")[2] if "." in name else ending
        file.path = f"{folder}/file_{number}.{last}"
        self.files[file.id] = file
        self._bytes += len(data or b"")
        while self._bytes > MOST_BYTES:
            self._bytes -= len(self.files.popitem(last=False)[1].data or b"")
        return file

    def shown(self, chat: Chat, message: Message) -> Shown:
        """A message as people see it."""
        kind = next((kind for kind in _CONTENTS if kind in message), "unknown")
        found = message[kind] if kind in FILE_KINDS else []
        bodies = found[-1:] if isinstance(found, list) else [found]
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        return Shown(
            id=message["message_id"],
            is_from_bot=message["from"]["id"] == self.me["id"],
            kind=kind,
            text=message.get("text") or message.get("caption") or "",
            buttons=buttons(rows),
            files=tuple(self.files[body["file_id"]] for body in bodies if body["file_id"] in self.files),
            reply_to=message.get("reply_to_message", {}).get("message_id"),
            is_edited="edit_date" in message,
            raw=message,
            sent=chat.sent.get(message["message_id"], {}),
        )

    def _is_for_bot(self, chat: Chat, message: Message) -> bool:
        if isinstance(chat, Group) and chat.bot_status not in ("member", "administrator"):
            return False
        if self.me.get("can_read_all_group_messages") or not _USUAL & message.keys():
            return True
        text = str(message.get("text") or message.get("caption") or "")
        is_reply = message.get("reply_to_message", {}).get("from", {}).get("id") == self.me["id"]
        return is_reply or text.startswith("/") or f"@{self.me['username']}" in text


def buttons(rows: list[list[Any]]) -> tuple[tuple[Button, ...], ...]:
    """Rows of buttons as people see them."""
    return tuple(
        tuple(
            Button(button, None)
            if isinstance(button, str)
            else Button(button["text"], button.get("callback_data"), button.get("url"))
            for button in row
        )
        for row in rows
    )


_OF_A_MESSAGE = {"message_id", "from", "chat", "date", "edit_date", "reply_to_message", "reply_markup"}
_OF_A_DOCUMENT = ("file_id", "file_unique_id", "file_size", "file_name", "mime_type")
_CONTENTS = [
    "text",
    "photo",
    "video_note",
    "video",
    "animation",
    "voice",
    "audio",
    "document",
    "sticker",
    "venue",
    "location",
    "contact",
    "poll",
    "dice",
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
]
_USUAL = set(_CONTENTS[: _CONTENTS.index("new_chat_members")])


def _size(file: StoredFile, width: int, height: int) -> dict[str, Any]:
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "width": width,
        "height": height,
    }


def _short(message: Message) -> Message:
    """A message as it stands in a reply to it: without the one that it replies to."""
    return {key: value for key, value in message.items() if key != "reply_to_message"}
