"""What an update of Telegram tells (Bot API, "Update" and "Message"). Pure: nothing is asked of Telegram."""

from collections.abc import Mapping, Sequence
from typing import Any

from telegram import (
    CallbackQuery,
    ChatMember,
    ChatMemberUpdated,
    Message,
    MessageOriginUser,
    MessageReactionUpdated,
    ReactionTypeEmoji,
    Update,
)
from telegram.constants import ChatType

from bot.dialogue.commands import payload_of
from bot.dialogue.platforms import Blocked, FileRef, Group, Happened, Moved, Passed, Said
from bot.i18n import Locale, find_locale
from bot.messages import Kind

__all__ = ["address_of", "kind_of", "read"]

HINTS = {"sq": ("sq", "Latn"), **dict.fromkeys(("sr", "bs", "hr", "sh", "cnr"), ("sr", "Latn"))}
"""What a telephone's language says of its owner's. English says little: many have it so in Kosovo."""
NEWS_OF_A_CHAT = frozenset(
    {
        *("new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo"),
        *("group_chat_created", "supergroup_chat_created", "channel_chat_created", "migrate_to_chat_id"),
        *("migrate_from_chat_id", "pinned_message", "message_auto_delete_timer_changed", "write_access_allowed"),
        *("chat_background_set", "connected_website", "boost_added", "proximity_alert_triggered", "users_shared"),
        *("chat_shared", "forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened"),
        *("general_forum_topic_hidden", "general_forum_topic_unhidden", "giveaway_created", "giveaway_completed"),
        *("video_chat_scheduled", "video_chat_started", "video_chat_ended", "video_chat_participants_invited"),
    }
)
"""What Telegram tells of a chat by itself: nobody said it, and nobody expects an answer."""
FILES = ("video", "video_note", "voice", "audio", "animation", "document")
PRIVATE = ChatType.PRIVATE
NOT_FOR_US = frozenset(
    {
        *("channel_post", "edited_channel_post", "inline_query", "chosen_inline_result", "shipping_query"),
        *("pre_checkout_query", "poll", "poll_answer", "chat_member", "chat_join_request", "chat_boost"),
        *("removed_chat_boost", "message_reaction_count", "business_connection", "business_message"),
        *("edited_business_message", "deleted_business_messages", "purchased_paid_media"),
    }
)


def read(body: Mapping[str, Any]) -> Sequence[Happened]:
    """What an update tells: one thing."""
    try:
        return [_of_update(Update.de_json(dict(body), None), body)]
    except Exception:  # noqa: BLE001 - a part that is not what it was when this was written: somebody waits all the same
        return [_unknown(body)]


def kind_of(body: Mapping[str, Any]) -> str | None:
    """What Telegram calls the update: the name of its one part."""
    return next((str(name) for name, part in body.items() if name != "update_id" and isinstance(part, dict)), None)


def address_of(body: Mapping[str, Any]) -> str | None:
    """Whom an answer to an update of any kind can go to: who sent it, if that was in private."""
    part = body.get(kind_of(body) or "")
    if not isinstance(part, Mapping):
        return None
    chat = part.get("chat")
    if isinstance(chat, Mapping) and chat.get("type") != PRIVATE:
        return None
    for of in ("from", "user"):
        who = part.get(of)
        if isinstance(who, Mapping) and isinstance(who.get("id"), int) and not who.get("is_bot"):
            return str(who["id"])
    has_id = isinstance(chat, Mapping) and isinstance(chat.get("id"), int)
    return str(chat["id"]) if has_id and isinstance(chat, Mapping) else None


def _of_update(update: Update, body: Mapping[str, Any]) -> Happened:
    kind = kind_of(body)
    if kind in NOT_FOR_US:
        return Passed(kind)
    if update.message is not None:
        return _of_message(update.message)
    if update.edited_message is not None:
        return _of_edit(update.edited_message)
    if update.callback_query is not None:
        return _of_press(update.callback_query)
    if update.my_chat_member is not None:
        return _of_membership(update.my_chat_member)
    if update.message_reaction is not None:
        return _of_reaction(update.message_reaction, update.update_id)
    return _unknown(body)


def _of_press(query: CallbackQuery) -> Happened:
    is_private = query.message is None or query.message.chat.type == PRIVATE
    if not is_private or query.inline_message_id is not None:
        return Passed("a press elsewhere")
    return Said(str(query.from_user.id), f"c{query.id}", press=query.data or "", ack=query.id)


def _of_message(message: Message) -> Happened:
    if message.from_user is not None and message.from_user.is_bot:
        return Passed("a bot")
    if message.chat.type != PRIVATE:
        is_news = any(getattr(message, name, None) for name in NEWS_OF_A_CHAT)
        is_channel = message.chat.type == ChatType.CHANNEL
        return Passed("news of a group") if is_news or is_channel else Group(str(message.chat.id))
    if any(getattr(message, name, None) for name in NEWS_OF_A_CHAT):
        return Passed("news of a chat")
    replied = message.reply_to_message
    text, kind = _words(message)
    payload = payload_of(text) if message.forward_origin is None else None
    place = message.location or (message.venue.location if message.venue else None)
    return Said(
        address=str(message.chat.id),
        client_id=str(message.message_id),
        text="" if payload else text.removeprefix("/"),
        payload=payload,
        location={"latitude": place.latitude, "longitude": place.longitude} if place else None,
        file=_file(message),
        kind=Kind.FORWARDED if message.forward_origin is not None and not _is_own(message) else kind,
        refers_to=str(replied.message_id) if replied else None,
        hint=_hint(message),
    )


def _of_edit(message: Message) -> Happened:
    if message.chat.type != PRIVATE:
        return Passed("an edit in a group")
    address = str(message.chat.id)
    if message.location is not None:
        place = {"latitude": message.location.latitude, "longitude": message.location.longitude}
        return Moved(address, str(message.message_id), place)
    text, _ = _words(message)
    edited_at = int(message.edit_date.timestamp()) if message.edit_date else 0
    return Said(
        address,
        f"{message.message_id}e{edited_at}",
        text.removeprefix("/"),
        kind=Kind.EDITED,
        refers_to=str(message.message_id),
        hint=_hint(message),
    )


def _of_membership(change: ChatMemberUpdated) -> Happened:
    chat, status = change.chat, change.new_chat_member.status
    is_out = status in {ChatMember.BANNED, ChatMember.LEFT}
    if chat.type == PRIVATE:
        return Blocked(str(chat.id), is_blocked=is_out)
    if is_out or chat.type == ChatType.CHANNEL:
        return Passed("out of a group")
    return Group(str(chat.id))


def _of_reaction(reaction: MessageReactionUpdated, number: int) -> Happened:
    if reaction.chat.type != PRIVATE or reaction.user is None:
        return Passed("a reaction in a group")
    emojis = [it.emoji for it in reaction.new_reaction if isinstance(it, ReactionTypeEmoji)]
    if not reaction.new_reaction:
        return Passed("a reaction taken back")
    return Said(
        str(reaction.chat.id),
        f"r{number}",
        " ".join(emojis),
        kind=Kind.REACTION,
        refers_to=str(reaction.message_id),
    )


def _unknown(body: Mapping[str, Any]) -> Happened:
    """A kind that nobody here knows: whoever sent it is asked for words."""
    address = address_of(body)
    part = body.get(kind_of(body) or "")
    if address is None or not isinstance(part, Mapping):
        return Passed("unknown")
    text = next((part[name] for name in ("text", "caption") if isinstance(part.get(name), str)), "")
    return Said(address, f"u{body.get('update_id')}", text, kind=Kind.UNKNOWN)


def _words(message: Message) -> tuple[str, Kind | None]:
    """What a message says in words, and what it is if it is no ordinary one."""
    text = message.text or message.caption or ""
    if text or _file(message) is not None:
        return text, None
    if message.venue is not None:
        return f"{message.venue.title}, {message.venue.address}", None
    if message.location is not None:
        return "", None
    if message.contact is not None:
        contact = message.contact
        names = (contact.first_name, contact.last_name, contact.phone_number)
        return " ".join(filter(None, names)), Kind.CONTACT
    if message.sticker is not None:
        return message.sticker.emoji or "", Kind.STICKER
    if message.poll is not None:
        return "\n".join([message.poll.question, *(f"- {it.text}" for it in message.poll.options)]), Kind.POLL
    if message.dice is not None:
        return "", Kind.GAME
    if message.game is not None:
        return message.game.title, Kind.GAME
    return "", Kind.UNKNOWN


def _file(message: Message) -> FileRef | None:
    if message.photo:
        best = message.photo[-1]
        return FileRef(best.file_id, best.file_size)
    found = next((getattr(message, name) for name in FILES if getattr(message, name)), None)
    return FileRef(found.file_id, found.file_size) if found else None


def _is_own(message: Message) -> bool:
    """Whether somebody forwards their own words."""
    origin = message.forward_origin
    is_user = isinstance(origin, MessageOriginUser) and message.from_user is not None
    return is_user and origin.sender_user.id == message.from_user.id  # type: ignore[union-attr]


def _hint(message: Message) -> Locale | None:
    code = (message.from_user.language_code or "") if message.from_user else ""
    known = HINTS.get(code.split("-")[0].lower())
    return find_locale(*known) if known else None
