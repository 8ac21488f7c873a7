"""What Meta's webhook tells, told in words of the house. Nothing is asked of anybody here, and nothing is ever raised.

A body holds events of several people. `split` makes one update of each, and of each attachment, as they are stored;
`read` reads one. Forms: https://developers.facebook.com/docs/messenger-platform/reference/webhook-events
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.dialogue.commands import payload_named
from bot.dialogue.platforms import Answered, FileRef, Happened, Passed, Returned, Said, Seen
from bot.messages import Channel, Kind
from nlu.text.map_points import find_points

__all__ = ["METADATA", "START", "address_of", "id_of", "is_ours", "kind_of", "read", "split"]

METADATA = "dialog"
"""Stands in every message that this house sends, and comes back with its echo."""
START = "/start"
STANDBY = "standby"
"""The list of events that we only overhear, since another app has the thread."""
LISTS = ("messaging", STANDBY)
FILES = {"image", "video", "audio", "file"}
LIKES = {369239263222822, 369239343222814, 369239383222810}
"""The thumb in its three sizes."""
ENVELOPE = {"sender", "recipient", "timestamp"}
SERVICE = {
    "account_linking",
    "app_roles",
    "messaging_feedback",
    "optin",
    "policy_enforcement",
    "request_thread_control",
    "response_feedback",
}
"""Events in which nobody says anything."""
OLD_PAYLOADS = {"get_started": START}
"""Of a page whose button was set by hand."""
MID = re.compile(r"[\x21-\x7e]{1,200}")
PERSON = re.compile(r"[0-9]{1,32}")
PRESS = re.compile(r"b:[0-9]{1,18}:[0-9]{1,2}")


def is_ours(entry: Any, page_id: str) -> bool:
    """Whether an entry of a body is of our page."""
    return isinstance(entry, dict) and str(entry.get("id")) == page_id


def split(body: Mapping[str, Any], page_id: str) -> list[dict[str, Any]]:
    """The updates of our page that a body holds, in the order of their time."""
    found: list[dict[str, Any]] = []
    for entry in _list(body.get("entry")) if body.get("object") == "page" else []:
        if is_ours(entry, page_id):
            for name in LISTS:
                events = (it for it in _list(entry.get(name)) if isinstance(it, dict))
                found += (part for event in events for part in _parts(name, event))
    return sorted(found, key=lambda it: _whole(it["event"].get("timestamp")) or 0)


def kind_of(body: Mapping[str, Any]) -> str:
    """What an update tells of, as Meta calls it."""
    event = _map(body.get("event"))
    kind = next((it for it in (*READERS, *SERVICE) if it in event), None)
    return kind or next((it for it in event if it not in ENVELOPE), "")


def id_of(body: Mapping[str, Any]) -> str:
    """What an update is known by when it comes again: the message's own id, else a hash of all that it says."""
    event, kind = _map(body.get("event")), kind_of(body)
    content = _map(event.get(kind))
    mid = _mid(content.get("mid"))
    if kind in {"message", "postback"} and mid is not None and not content.get("is_deleted"):
        part = _whole(body.get("part"))
        return f"{mid}#{part}" if part else mid
    sender, at = _map(event.get("sender")).get("id"), event.get("timestamp")
    told = json.dumps([Channel.MESSENGER, sender, at, kind, event], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def address_of(body: Mapping[str, Any], page_id: str) -> str | None:
    """The citizen of an update, who sent it or, of an echo, got it; none when it is of the page alone."""
    event = _map(body.get("event"))
    ids = [_map(event.get(side)).get("id") for side in ("sender", "recipient")]
    people = [str(it) for it in ids if isinstance(it, int | str) and PERSON.fullmatch(str(it))]
    return next((it for it in people if it != page_id), None)


def read(body: Mapping[str, Any], page_id: str, app_id: str) -> Sequence[Happened]:
    """What an update tells."""
    kind, address = kind_of(body), address_of(body, page_id)
    if address is None:
        return [Passed("nobody")]
    event = _map(body.get("event"))
    about = _About(address, id_of(body), app_id, event, kind, _map(event.get(kind)))
    happened = READERS.get(kind, _read_other)(about)
    if body.get("list") == STANDBY and isinstance(happened, Said):
        # Whoever has the thread at the platform answers.
        return [Answered(address, about.id, ""), happened]
    return [happened]


@dataclass(frozen=True, slots=True)
class _About:
    """One event, opened."""

    address: str
    id: str
    app_id: str
    event: Mapping[str, Any]
    kind: str
    content: Mapping[str, Any]
    """Under the name of its kind; empty if that is no object."""

    def said(self, **parts: Any) -> Said:
        """That the citizen said something."""
        return Said(self.address, self.id, **parts)


def _parts(name: str, event: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """One update for each attachment: the text stands with the first."""
    message = _map(event.get("message"))
    attachments: list[Any] = []
    for attachment in _list(message.get("attachments")):
        # For some months of 2026 a sticker came as a picture beside.
        is_told = _sticker(attachment) is not None and any(_sticker(it) == _sticker(attachment) for it in attachments)
        attachments += [] if is_told else [attachment]
    if len(attachments) < 2 or message.get("is_echo"):
        one = {**event, "message": {**message, "attachments": attachments}} if attachments else dict(event)
        yield {"list": name, "event": one}
        return
    silent = {key: value for key, value in message.items() if key not in {"text", "quick_reply"}}
    for part, attachment in enumerate(attachments):
        yield {
            "list": name,
            "part": part,
            "event": {**event, "message": {**(silent if part else message), "attachments": [attachment]}},
        }


def _read_message(about: _About) -> Happened:
    message = about.content
    if message.get("is_echo"):
        return _read_echo(about)
    if message.get("is_deleted"):
        return about.said(kind=Kind.UNSENT, text="🗑", refers_to=_mid(message.get("mid")))
    text = _text(message.get("text")) or _text(about.event.get("message"))
    refers_to = _mid(_map(message.get("reply_to")).get("mid"))
    pressed = _read_press(about, _map(message.get("quick_reply")).get("payload"), text)
    if pressed is not None:
        return pressed
    attachments = _list(message.get("attachments"))
    parts = _read_attachment(attachments[0], text) if attachments else {}
    said = {"text": text, "refers_to": refers_to} | parts
    if not any(said.get(it) for it in ("text", "location", "file", "kind")):
        said["kind"] = Kind.UNKNOWN
    return about.said(**said)


def _read_attachment(attachment: Any, text: str) -> dict[str, Any]:
    """What an attachment adds to what is said."""
    it = _map(attachment)
    payload = _map(it.get("payload"))
    kind, url = _text(it.get("type")), _text(payload.get("url")) or _text(it.get("url"))
    sticker = _sticker(attachment)
    if kind == "sticker" or sticker is not None:
        return {"kind": Kind.STICKER, "text": text or ("👍" if sticker in LIKES else "")}
    if kind in FILES and url:
        return {"file": FileRef(url)}
    coordinates = _map(payload.get("coordinates"))
    place = _place(coordinates.get("lat"), coordinates.get("long")) or _place_of_link(url)
    if place is not None:
        return {"location": place, "text": "" if text == url else text}
    if url:
        words = [text, _text(payload.get("title")) or _text(it.get("title")), _unwrap(url)]
        told = "\n".join(word for index, word in enumerate(words) if word and not (index and word in text))
        return {"text": told, "kind": None if kind == "fallback" else Kind.FORWARDED}
    return {"kind": Kind.UNKNOWN}


def _read_echo(about: _About) -> Happened:
    """Of what we sent ourselves nothing is to be done; the rest somebody wrote in Facebook's own inbox."""
    message = about.content
    if message.get("metadata") == METADATA or str(message.get("app_id")) == about.app_id:
        return Passed("echo")
    return Answered(about.address, about.id, _text(message.get("text")) or "📎")


def _read_postback(about: _About) -> Happened:
    title, payload = _text(about.content.get("title")), about.content.get("payload")
    linked = _linked(about.content.get("referral"))
    if linked is not None:
        return about.said(payload=linked)
    pressed = _read_press(about, payload, title)
    # Of another app's button, and of any that we overhear, only the title is known.
    return pressed or about.said(text=title, kind=None if title else Kind.UNKNOWN)


def _read_press(about: _About, payload: Any, title: str) -> Said | None:
    if not isinstance(payload, str):
        return None
    if PRESS.fullmatch(payload):
        return about.said(press=payload, text=title)
    command = payload_named(OLD_PAYLOADS.get(payload, payload))
    return about.said(payload=command) if command else None


def _read_referral(about: _About) -> Happened:
    linked = _linked(about.content)
    return about.said(payload=linked) if linked else Passed("referral")


def _read_reaction(about: _About) -> Happened:
    content = about.content
    if content.get("action") == "unreact":
        return Passed("unreact")
    sign = _text(content.get("emoji")) or _text(content.get("reaction"))
    return about.said(kind=Kind.REACTION, text=sign, refers_to=_mid(content.get("mid")))


def _read_edit(about: _About) -> Happened:
    content = about.content
    return about.said(kind=Kind.EDITED, text=_text(content.get("text")), refers_to=_mid(content.get("mid")))


def _read_seen(about: _About) -> Happened:
    before = _moment(about.content.get("watermark"))
    return Seen(about.address, before, is_read=about.kind == "read") if before else Passed(about.kind)


def _read_handover(about: _About) -> Happened:
    """Who has the thread answers: when that is another app, the bot keeps silent."""
    owner = about.content.get("new_owner_app_id")
    return Returned(about.address) if str(owner) == about.app_id else Answered(about.address, about.id, "")


def _read_other(about: _About) -> Happened:
    """A kind that nobody here knows: a message, as far as anybody can tell, unless it is a mere word or number."""
    told = [it for name, it in about.event.items() if name not in ENVELOPE and isinstance(it, dict | list) and it]
    if about.kind in SERVICE or not told:
        return Passed("service")
    return about.said(kind=Kind.UNKNOWN, text=_text(about.content.get("text")))


READERS: Mapping[str, Callable[[_About], Happened]] = {
    "message": _read_message,
    "postback": _read_postback,
    "reaction": _read_reaction,
    "message_edit": _read_edit,
    "delivery": _read_seen,
    "read": _read_seen,
    "pass_thread_control": _read_handover,
    "take_thread_control": _read_handover,
    "referral": _read_referral,
}


def _linked(referral: Any) -> str | None:
    """What the link stands for by which the citizen came, such as `m.me/PAGE?ref=report_theft`."""
    ref = _map(referral).get("ref")
    return payload_named(ref) if isinstance(ref, str) else None


def _sticker(attachment: Any) -> int | None:
    return _whole(_map(_map(attachment).get("payload")).get("sticker_id"))


def _place_of_link(url: str) -> dict[str, float] | None:
    """Messenger shares a place as a link to a map."""
    points = find_points(_unwrap(url)) if url else []
    return _place(*points[0].at) if len(points) == 1 and points[0].at else None


def _unwrap(url: str) -> str:
    """The address behind Facebook's own door for links that lead outside."""
    try:
        parts = urlsplit(url)
        if (parts.hostname or "").endswith("facebook.com") and parts.path == "/l.php":
            return parse_qs(parts.query).get("u", [url])[0].replace(" ", "%20")
    except ValueError:
        pass
    return url


def _place(latitude: Any, longitude: Any) -> dict[str, float] | None:
    for value, most in ((latitude, 90), (longitude, 180)):
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= most:
            return None
    return {"latitude": float(latitude), "longitude": float(longitude)}


def _moment(milliseconds: Any) -> datetime | None:
    whole = _whole(milliseconds)
    try:
        return datetime.fromtimestamp(whole / 1000, UTC) if whole is not None and whole > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def _text(value: Any) -> str:
    """A text as every database takes it."""
    return value.replace("\x00", "") if isinstance(value, str) else ""


def _mid(value: Any) -> str | None:
    return value if isinstance(value, str) and MID.fullmatch(value) else None


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
