"""The methods of the Bot API that Telegram's stand-in knows, with their errors in Telegram's words."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.stand_ins.telegram_faults import ApiError
from tests.stand_ins.telegram_people import (
    FILE_KINDS,
    LARGEST_DOWNLOAD,
    Chat,
    Group,
    Message,
    Platform,
    buttons,
)
from tests.stand_ins.telegram_texts import LONGEST_CAPTION, LONGEST_TEXT, checked_markup, formatted, units
from tests.stand_ins.telegram_updates import Webhook

__all__ = ["Answer", "Call", "Methods", "Upload"]

OLD_QUERY = "Bad Request: query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DELETABLE_SECONDS = 48 * 3600  # section "deleteMessage"
CHAT_ACTIONS = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "record_audio",
    "upload_audio",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
]
SCOPES = [
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
]
LONGEST_TEXTS_OF_A_BOT = {"description": 512, "short_description": 120, "name": 64}


class Upload(NamedTuple):
    """A file in a multipart body."""

    name: str
    mime: str
    data: bytes


class Answer(NamedTuple):
    """What a method answers, beside `ok`."""

    result: Any
    description: str = ""


@dataclass(slots=True)
class Call:
    """A call as the bot made it, and when, by the stand-in's clock."""

    method: str
    arguments: dict[str, Any]
    at: float
    uploads: dict[str, Upload] = field(default_factory=dict, repr=False)

    def text(self, name: str) -> str:
        """An argument as text; "" if it is not there."""
        value = self.arguments.get(name, "")
        return value if isinstance(value, str) else json.dumps(value)

    def number(self, name: str, usual: int = 0) -> int:
        """An argument as a number."""
        value = self.text(name)
        return int(value) if re.fullmatch(r"-?\d{1,19}", value) else usual

    def flag(self, name: str) -> bool:
        """An argument as yes or no."""
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def data(self, name: str) -> Any:
        """An argument as JSON; None if it is not there. Raises: `ApiError` 400."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as error:
            raise ApiError(400, f"Bad Request: can't parse {name} JSON object") from error


class Methods:
    """Bot API methods by their name in lower case."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.callback_seconds = 60.0
        self.answers_only_once = False
        self.commands: dict[tuple[str, int, int, str], list[dict[str, str]]] = {}
        self.about: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int, dict[str, Any]] = {}
        own: dict[str, Callable[[Call], Any]] = {
            "getupdates": self._get_updates,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": lambda _call: platform.updates.webhook_info(),
            "getme": lambda _call: _me(platform.me),
            "getchat": self._get_chat,
            "getchatmember": self._get_chat_member,
            "leavechat": self._leave_chat,
            "getfile": self._get_file,
            "answercallbackquery": self._answer_callback_query,
            "setmycommands": self._set_my_commands,
            "getmycommands": lambda call: self.commands.get(self._scope(call), []),
            "deletemycommands": self._delete_my_commands,
            "setchatmenubutton": self._set_chat_menu_button,
            "getchatmenubutton": lambda call: self.menu_buttons.get(call.number("chat_id"), {"type": "commands"}),
            "sendmessage": self._send_message,
            "sendlocation": self._send_location,
            "sendvenue": self._send_venue,
            "sendcontact": self._send_contact,
            "sendmediagroup": self._send_media_group,
            "sendchataction": self._send_chat_action,
            "setmessagereaction": self._set_message_reaction,
            "editmessagetext": self._edit_message_text,
            "editmessagecaption": self._edit_message_caption,
            "editmessagereplymarkup": self._edit_message_reply_markup,
            "deletemessage": self._delete_message,
            "deletemessages": self._delete_messages,
        }
        for kind in FILE_KINDS:
            own[f"send{kind.replace('_', '')}"] = self._sender_of(kind)
        for name in LONGEST_TEXTS_OF_A_BOT:
            own[f"setmy{name.replace('_', '')}"] = self._setter_of(name)
            own[f"getmy{name.replace('_', '')}"] = self._getter_of(name)
        self.by_name = own

    def __call__(self, call: Call) -> Answer:
        """What Telegram answers. Raises: `ApiError`."""
        method = self.by_name.get(call.method.lower())
        if method is None:
            raise ApiError(404, "Not Found: method not found")
        if method == self._get_updates:  # waits, and lets others in meanwhile
            return Answer(method(call))
        with self.platform.changed:
            result = method(call)
            return result if isinstance(result, Answer) else Answer(result)

    # Getting updates

    def _get_updates(self, call: Call) -> list[dict[str, Any]]:
        limit = call.number("limit", 100)
        return self.platform.updates.get(
            call.number("offset"), min(max(limit, 1), 100), max(0, call.number("timeout")), call.data("allowed_updates")
        )

    def _set_webhook(self, call: Call) -> Answer:
        if not call.text("url"):
            return self._delete_webhook(call)
        connections = min(max(call.number("max_connections", 40), 1), 100)
        said = self.platform.updates.set_webhook(
            Webhook(call.text("url"), call.text("secret_token"), connections),
            allowed=call.data("allowed_updates"),
            drop_pending=call.flag("drop_pending_updates"),
        )
        return Answer(True, said or "")

    def _delete_webhook(self, call: Call) -> Answer:
        return Answer(True, self.platform.updates.delete_webhook(drop_pending=call.flag("drop_pending_updates")))

    # Sending

    def _send_message(self, call: Call) -> Message:
        chat = self._chat(call)
        text, entities = self._text(call)
        return self._send(call, chat, {"text": text} | ({"entities": entities} if entities else {}))

    def _sender_of(self, kind: str) -> Callable[[Call], Message]:
        def send(call: Call) -> Message:
            chat = self._chat(call)
            content = self._file(call, kind, call.arguments.get(kind, ""), kind)
            if "duration" in call.arguments and kind in content:
                content[kind]["duration"] = call.number("duration")
            return self._send(call, chat, content | self._caption(call))

        return send

    def _send_location(self, call: Call) -> Message:
        return self._send(call, self._chat(call), {"location": _location(call)})

    def _send_venue(self, call: Call) -> Message:
        location = _location(call)
        venue = {"location": location, "title": call.text("title"), "address": call.text("address")}
        return self._send(call, self._chat(call), {"venue": venue, "location": location})

    def _send_contact(self, call: Call) -> Message:
        contact = {name: call.text(name) for name in ("phone_number", "first_name") if call.text(name)}
        return self._send(call, self._chat(call), {"contact": contact})

    def _send_media_group(self, call: Call) -> list[Message]:
        chat, media = self._chat(call), call.data("media")
        if not isinstance(media, list) or not 2 <= len(media) <= 10:
            raise ApiError(400, "Bad Request: group of media must contain 2-10 items")
        album = str(13_900_000_000_000_000 + next(self.platform.numbers))
        contents = [
            self._file(call, item["type"], item.get("media", ""), "media") | self._caption_of(item) for item in media
        ]
        return [self._send(call, chat, content | {"media_group_id": album}) for content in contents]

    def _send_chat_action(self, call: Call) -> bool:
        chat = self._chat(call)
        if call.text("action") not in CHAT_ACTIONS:
            raise ApiError(400, "Bad Request: wrong parameter action in request")
        chat.actions = [*chat.actions[-99:], call.text("action")]
        return True

    def _send(self, call: Call, chat: Chat, content: dict[str, Any]) -> Message:
        markup = checked_markup(call.arguments.get("reply_markup"))
        content = content | self._reply(call, chat)
        if markup and "inline_keyboard" in markup:
            content["reply_markup"] = markup
        if call.flag("protect_content"):
            content["has_protected_content"] = True
        self.platform.pace.admit(chat.id)
        if markup and "keyboard" in markup:
            chat.keyboard = buttons(markup["keyboard"])
        elif markup and markup.get("remove_keyboard"):
            chat.keyboard = ()
        return chat.put(self.platform.me, content, call.arguments)

    def _reply(self, call: Call, chat: Chat) -> dict[str, Any]:
        reply = call.data("reply_parameters") or {}
        number = int(reply.get("message_id") or call.number("reply_to_message_id"))
        if not number:
            return {}
        found = chat.history.get(number)
        if found is None:
            if reply.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
                return {}
            raise ApiError(400, "Bad Request: message to be replied not found")
        return {"reply_to_message": {key: value for key, value in found.items() if key != "reply_to_message"}}

    # Changing

    def _edit_message_text(self, call: Call) -> Message | bool:
        def change(_message: Message) -> dict[str, Any]:
            text, entities = self._text(call)
            return {"text": text, "entities": entities}

        return self._edit(call, change)

    def _edit_message_caption(self, call: Call) -> Message | bool:
        return self._edit(call, lambda _message: {"caption": "", "caption_entities": []} | self._caption(call))

    def _edit_message_reply_markup(self, call: Call) -> Message | bool:
        return self._edit(call, lambda _message: {})

    def _edit(self, call: Call, change: Callable[[Message], dict[str, Any]]) -> Message | bool:
        if call.text("inline_message_id"):
            return True
        chat = self._chat(call)
        message = chat.history.get(call.number("message_id"))
        if message is None:
            raise ApiError(400, "Bad Request: message to edit not found")
        if message["from"]["id"] != self.platform.me["id"]:
            raise ApiError(400, "Bad Request: message can't be edited")
        changed = change(message)
        if "text" in changed and "text" not in message:
            raise ApiError(400, "Bad Request: there is no text in the message to edit")
        markup = checked_markup(call.arguments.get("reply_markup"))
        after = {key: value for key, value in message.items() if key != "reply_markup"} | changed
        after |= {"reply_markup": markup} if markup and markup.get("inline_keyboard") else {}
        after = {key: value for key, value in after.items() if value not in ("", [])}
        if after == message:
            raise ApiError(400, NOT_MODIFIED)
        after["edit_date"] = int(self.platform.now())
        chat.history[message["message_id"]] = after
        self.platform.changed.notify_all()
        return after

    def _delete_message(self, call: Call) -> bool:
        chat = self._chat(call)
        message = chat.history.get(call.number("message_id"))
        if message is None:
            raise ApiError(400, "Bad Request: message to delete not found")
        is_own = message["from"]["id"] == self.platform.me["id"]
        if self.platform.now() - message["date"] > DELETABLE_SECONDS or not (chat.is_private or is_own):
            raise ApiError(400, "Bad Request: message can't be deleted")
        del chat.history[message["message_id"]]
        self.platform.changed.notify_all()
        return True

    def _delete_messages(self, call: Call) -> bool:
        chat = self._chat(call)
        for number in call.data("message_ids") or []:
            chat.history.pop(number, None)
        return True

    def _set_message_reaction(self, call: Call) -> bool:
        chat = self._chat(call)
        if call.number("message_id") not in chat.history:
            raise ApiError(400, "Bad Request: message to react not found")
        return True

    # Answers to buttons

    def _answer_callback_query(self, call: Call) -> bool:
        press = self.platform.presses.get(call.text("callback_query_id"))
        if press is None or self.platform.now() - press.at > self.callback_seconds:
            raise ApiError(400, OLD_QUERY)
        if press.is_answered and self.answers_only_once:
            raise ApiError(400, OLD_QUERY)
        if units(call.text("text")) > 200:
            raise ApiError(400, "Bad Request: MESSAGE_TOO_LONG")
        press.is_answered, press.text, press.is_alert = True, call.text("text"), call.flag("show_alert")
        self.platform.changed.notify_all()
        return True

    # Files

    def _get_file(self, call: Call) -> dict[str, Any]:
        file = self.platform.files.get(call.text("file_id"))
        if file is None:
            reason = "wrong file_id or the file is temporarily unavailable"
            raise ApiError(400, f"Bad Request: {reason if call.text('file_id') else 'file_id is empty'}")
        if file.size > LARGEST_DOWNLOAD:
            raise ApiError(400, "Bad Request: file is too big")
        file.path_expires, file.fetches = self.platform.now() + self.platform.link_seconds, 0
        return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size, "file_path": file.path}

    def _file(self, call: Call, kind: str, value: object, field_name: str) -> dict[str, Any]:
        attached = str(value).removeprefix("attach://") if str(value).startswith("attach://") else field_name
        upload = call.uploads.get(attached)
        if upload is not None:
            if not upload.data:
                raise ApiError(400, "Bad Request: file must be non-empty")
            return self.platform.file_content(kind, upload.data, name=upload.name, mime=upload.mime)
        if not value:
            raise ApiError(400, f"Bad Request: there is no {kind.replace('_', ' ')} in the request")
        known = self.platform.files.get(str(value))
        if known is None:
            raise ApiError(400, "Bad Request: wrong file identifier/HTTP URL specified")
        if known.kind != kind:
            raise ApiError(400, f"Bad Request: can't use file of type {known.kind.title()} as {kind.title()}")
        return self.platform.file_content(kind, known.data, size=known.size, name=known.name, mime=known.mime)

    # Chats

    def _chat(self, call: Call, *, is_reading: bool = False) -> Chat:
        """The chat that is meant, if the bot may write there. Raises: `ApiError`."""
        identifier = call.text("chat_id")
        if not identifier:
            raise ApiError(400, "Bad Request: chat_id is empty")
        chat = self.platform.chats.get(call.number("chat_id"))
        person = self.platform.people.get(call.number("chat_id"))
        if chat is None or (person and not person.has_started):
            raise ApiError(400, "Bad Request: chat not found")
        if chat.refusal and not (is_reading and chat.is_private):
            raise chat.refusal
        return chat

    def _get_chat(self, call: Call) -> dict[str, Any]:
        gifts = dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        )
        about = {"accent_color_id": 2, "max_reaction_count": 11, "accepted_gift_types": gifts}
        return self._chat(call, is_reading=True).body | about

    def _get_chat_member(self, call: Call) -> dict[str, Any]:
        chat = self._chat(call, is_reading=True)
        if call.number("user_id") == self.platform.me["id"]:
            return self.platform.member(chat.bot_status if isinstance(chat, Group) else "member")
        person = self.platform.people.get(call.number("user_id"))
        if person is None:
            raise ApiError(400, "Bad Request: PARTICIPANT_ID_INVALID")
        return {"user": person.body, "status": "member"}

    def _leave_chat(self, call: Call) -> bool:
        chat = self._chat(call)
        if not isinstance(chat, Group):
            raise ApiError(400, "Bad Request: chat member status can't be changed in private chats")
        self.platform.member_changes(chat, self.platform.me, "left")
        return True

    # The bot itself

    def _scope(self, call: Call) -> tuple[str, int, int, str]:
        scope = call.data("scope") or {"type": "default"}
        if scope.get("type") not in SCOPES:
            raise ApiError(400, "Bad Request: can't parse BotCommandScope: Unsupported type specified")
        return scope["type"], int(scope.get("chat_id") or 0), int(scope.get("user_id") or 0), _language(call)

    def _set_my_commands(self, call: Call) -> bool:
        scope, commands = self._scope(call), call.data("commands")
        if not isinstance(commands, list):
            raise ApiError(400, "Bad Request: expected an Array of BotCommand")
        if len(commands) > 100:
            raise ApiError(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", "")).removeprefix("/")):
                raise ApiError(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(str(command.get("description", ""))) <= 256:
                raise ApiError(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[scope] = [
            {"command": str(command["command"]).removeprefix("/"), "description": command["description"]}
            for command in commands
        ]
        return True

    def _delete_my_commands(self, call: Call) -> bool:
        self.commands.pop(self._scope(call), None)
        return True

    def _setter_of(self, name: str) -> Callable[[Call], bool]:
        def set_text(call: Call) -> bool:
            text = call.text(name)
            if len(text) > LONGEST_TEXTS_OF_A_BOT[name]:
                raise ApiError(400, f"Bad Request: {name.upper()}_TOO_LONG")
            self.about[name, _language(call)] = text
            return True

        return set_text

    def _getter_of(self, name: str) -> Callable[[Call], dict[str, str]]:
        def get_text(call: Call) -> dict[str, str]:
            usual = self.about.get((name, ""), self.platform.me["first_name"] if name == "name" else "")
            return {name: self.about.get((name, _language(call))) or usual}

        return get_text

    def _set_chat_menu_button(self, call: Call) -> bool:
        button = call.data("menu_button") or {"type": "default"}
        if button.get("type") not in ("default", "commands", "web_app"):
            raise ApiError(400, "Bad Request: can't parse menu button: MenuButton has unsupported type")
        self.menu_buttons[call.number("chat_id")] = button
        return True

    # Texts

    def _text(self, call: Call) -> tuple[str, list[dict[str, Any]]]:
        if not call.text("text"):
            raise ApiError(400, "Bad Request: message text is empty")
        text, entities = formatted(call.text("text"), call.text("parse_mode"), call.data("entities"))
        if not text:
            raise ApiError(400, "Bad Request: text must be non-empty")
        if units(text) > LONGEST_TEXT:
            raise ApiError(400, "Bad Request: message is too long")
        return text, entities

    def _caption(self, call: Call) -> dict[str, Any]:
        item = {"caption": call.text("caption"), "parse_mode": call.text("parse_mode")}
        return self._caption_of(item | {"caption_entities": call.data("caption_entities")})

    def _caption_of(self, item: dict[str, Any]) -> dict[str, Any]:
        if not item.get("caption"):
            return {}
        text, entities = formatted(item["caption"], item.get("parse_mode") or "", item.get("caption_entities"))
        if units(text) > LONGEST_CAPTION:
            raise ApiError(400, "Bad Request: message caption is too long")
        return {"caption": text} | ({"caption_entities": entities} if entities else {})


def _me(bot: dict[str, Any]) -> dict[str, Any]:
    able = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return able | bot


def _language(call: Call) -> str:
    """Two letters of ISO 639-1: there is one Serbian, not one by script."""
    language = call.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise ApiError(400, "Bad Request: invalid language code specified")
    return language


def _location(call: Call) -> dict[str, float]:
    location = {}
    for name in ("latitude", "longitude"):
        try:
            location[name] = float(call.text(name))
        except ValueError as error:
            raise ApiError(400, f"Bad Request: {name} is empty") from error
    return location
