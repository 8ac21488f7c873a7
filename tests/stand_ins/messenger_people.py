"""The citizens' half: what a person does in Messenger, and what the person sees."""

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from tests.stand_ins.messenger import MessengerStandIn

__all__ = ["LIKE", "Person", "Seen"]

LIKE = 369239263222822
"""The thumb, as the page on the `messages` event names it."""

KEPT = 5_000


@dataclass(slots=True)
class Seen:
    """One message in a thread; `by` is `person`, `page` (through the Send API) or `inbox` (an officer on Facebook)."""

    mid: str
    by: str
    at: int
    """Milliseconds, by the stand-in's clock."""
    text: str | None = None
    buttons: list[dict[str, Any]] = field(default_factory=list)
    quick_replies: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    metadata: str | None = None
    persona: str | None = None
    """The name above the message, if it is not the page's."""
    tag: str | None = None
    reply_to: str | None = None
    reaction: str | None = None
    deleted: bool = False
    edits: int = 0
    read: bool = False

    @property
    def titles(self) -> list[str]:
        """What can be pressed under it, in order."""
        return [each["title"] for each in (*self.buttons, *self.quick_replies) if "title" in each]


class Person:
    """Somebody who writes to the page. Every method is one gesture; those that send give the message's id."""

    def __init__(self, world: "MessengerStandIn", psid: str, names: tuple[str, str], locale: str) -> None:
        self.psid = psid
        self.first_name, self.last_name = names
        self.locale = locale
        self.profile_error: str | None = None
        """A name in `ERRORS`: what the User Profile API says instead of names."""
        self.blocked = False
        self.acted_at: int | None = None
        """When the window of 24 hours was opened last; `None` when there is no thread."""
        self.messages: deque[Seen] = deque(maxlen=KEPT)
        self.sender_actions: deque[str] = deque(maxlen=KEPT)
        """`typing_on`, `typing_off`, `mark_seen`, … as they came."""
        self._world = world
        self._ref: str | None = None

    def __repr__(self) -> str:
        return f"Person({self.psid})"

    @property
    def answers(self) -> list[Seen]:
        """What is there from the page, by whichever hand."""
        with self._world.lock:
            return [each for each in self.messages if each.by != "person"]

    @property
    def quick_replies(self) -> list[dict[str, Any]]:
        """What can be tapped now: they go with the next message of either side."""
        with self._world.lock:
            return list(self.messages[-1].quick_replies) if self.messages else []

    def say(self, text: str, *, nlp: dict[str, Any] | None = None, reply_to: str | None = None) -> str:
        """Write a text, perhaps as a reply to a message."""
        extra: dict[str, Any] = {"nlp": nlp} if nlp is not None else {}
        return self._send({"text": text} | extra, reply_to=reply_to)

    def tap(self, title: str) -> str:
        """Tap a quick reply; `LookupError` if it is not shown."""
        for reply in self.quick_replies:
            if reply.get("title") == title:
                return self._send({"text": title, "quick_reply": {"payload": reply["payload"]}})
        raise LookupError(f"No quick reply {title!r}; there are {[each.get('title') for each in self.quick_replies]}")

    def press(self, title: str) -> None:
        """Press a button of any message in the thread, the newest first; `LookupError` if there is none."""
        with self._world.lock:
            for seen in reversed(self.messages):
                for button in seen.buttons:
                    if button["title"] == title and button["type"] == "postback":
                        return self._postback(title, button["payload"])
        raise LookupError(f"No button {title!r} in the thread")

    def get_started(self) -> None:
        """Press the button of a new thread, which brings the link's `ref` with it; `LookupError` if none is set."""
        with self._world.lock:
            button = self._world.profile.get("get_started")
            if not button:
                raise LookupError("The page has no Get Started button")
            extra = {"referral": self._referral(self._ref)} if self._ref is not None else {}
            self._ref = None
            self._postback("Get Started", button["payload"], **extra)

    def choose(self, title: str) -> None:
        """Choose from the persistent menu in the person's language; `LookupError` if it is not there."""
        for item in self.menu:
            if item["title"] == title and item["type"] == "postback":
                return self._postback(title, item["payload"])
        raise LookupError(f"No menu item {title!r}")

    @property
    def menu(self) -> list[dict[str, Any]]:
        """The persistent menu as this person sees it."""
        with self._world.lock:
            menus = {each["locale"]: each for each in self._world.profile.get("persistent_menu", [])}
        menu = menus.get(self.locale) or menus.get("default") or {}
        return list(menu.get("call_to_actions", []))

    @property
    def greeting(self) -> str | None:
        """The welcome text as this person sees it."""
        with self._world.lock:
            texts = {each["locale"]: each["text"] for each in self._world.profile.get("greeting", [])}
        return texts.get(self.locale) or texts.get("default")

    def follow_link(self, ref: str) -> None:
        """Follow `m.me/page?ref=…`: told at once in a thread that is there, with Get Started in a new one."""
        with self._world.lock:
            if self.acted_at is None:
                self._ref = ref
            else:
                self._act()
                self._world.emit(self, referral=self._referral(ref))

    def send_image(self, *pictures: bytes) -> str:
        """Send one picture or several at once."""
        return self._send_files("image", "image/jpeg", "photo.jpg", pictures)

    def send_video(self, data: bytes, name: str = "video.mp4") -> str:
        """Send a film."""
        return self._send_files("video", "video/mp4", name, (data,))

    def send_audio(self, data: bytes, name: str = "audioclip.mp4") -> str:
        """Send a voice message; Messenger makes it an MP4."""
        return self._send_files("audio", "audio/mp4", name, (data,))

    def send_file(self, data: bytes, name: str, content_type: str = "application/octet-stream") -> str:
        """Send a document; its name is the last part of the address."""
        return self._send_files("file", content_type, name, (data,))

    def send_sticker(self, sticker_id: int = LIKE, *, transition: bool = False) -> str:
        """Send a sticker, by default the thumb; in the `transition` of 2026 it came as a picture too."""
        payload = {"url": self._world.keep(b"\x89PNG", "image/png", f"{sticker_id}.png"), "sticker_id": sticker_id}
        kinds = ("image", "sticker") if transition else ("sticker",)
        return self._send({"attachments": [{"type": kind, "payload": payload} for kind in kinds]})

    def share(self, url: str, title: str, text: str | None = None) -> str:
        """Share a page; the text is what the person wrote with it, or the address."""
        attachment = {"type": "fallback", "payload": {"url": url, "title": title}}
        return self._send({"text": text or url, "attachments": [attachment]})

    def share_location(self, latitude: float, longitude: float, *, legacy: bool = False) -> str:
        """Share a place: a share of a map's page, or as `legacy` clients did with coordinates."""
        place = quote(f"{latitude}, {longitude}", safe="")
        url = f"https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.bing.com%2Fmaps%2Fdefault.aspx%3Fwhere1%3D{place}&s=1"
        if legacy:
            payload: dict[str, Any] = {"coordinates": {"lat": latitude, "long": longitude}}
            attachment = {"title": "Pinned Location", "url": url, "type": "location", "payload": payload}
        else:
            attachment = {"type": "fallback", "payload": {"url": url, "title": "Pinned Location"}}
        return self._send({"attachments": [attachment]})

    def send_attachments(self, *attachments: dict[str, Any]) -> str:
        """Send attachments just as they are given."""
        return self._send({"attachments": list(attachments)})

    def send_unsupported(self) -> str:
        """Send what the platform does not pass on."""
        return self._send({"is_unsupported": True})

    def react(self, mid: str, emoji: str = "❤", name: str = "love") -> None:
        """React to a message."""
        self._react(mid, {"reaction": name, "emoji": emoji, "action": "react", "mid": mid}, emoji)

    def unreact(self, mid: str) -> None:
        """Take a reaction back."""
        self._react(mid, {"action": "unreact", "mid": mid}, None)

    def read(self) -> None:
        """Read everything."""
        with self._world.lock:
            for seen in self.messages:
                seen.read = True
            self._world.emit(self, read={"watermark": self._world.now()})

    def edit(self, mid: str, text: str) -> None:
        """Change a text of one's own; the sixth time is refused, as in Messenger itself."""
        with self._world.lock:
            seen = self._own(mid)
            if seen.edits == 5:
                raise ValueError("A message can be edited five times")
            seen.text, seen.edits = text, seen.edits + 1
            self._world.emit(self, message_edit={"mid": mid, "text": text, "num_edit": seen.edits})

    def unsend(self, mid: str) -> None:
        """Take a message back for everybody."""
        with self._world.lock:
            self._own(mid).deleted = True
            self._world.emit(self, message={"mid": mid, "is_deleted": True})

    def block(self) -> None:
        """Block the page: what it sends is refused with 551."""
        self.blocked = True

    def unblock(self) -> None:
        """Let the page write again."""
        self.blocked = False

    def opt_in(self, payload: str, title: str = "Updates") -> None:
        """Agree to notifications."""
        with self._world.lock:
            self._world.emit(
                self,
                optin={
                    "type": "notification_messages",
                    "payload": payload,
                    "notification_messages_token": f"token-{self.psid}",
                    "notification_messages_timezone": "Europe/Belgrade",
                    "token_expiry_timestamp": self._world.now() + 15_552_000_000,
                    "user_token_status": "NOT_REFRESHED",
                    "title": title,
                },
            )

    def link_account(self, code: str | None) -> None:
        """Link an account with the code that the page gave, or unlink it."""
        linking = {"status": "linked", "authorization_code": code} if code else {"status": "unlinked"}
        self._world.emit(self, account_linking=linking)

    def judge(self, mid: str, *, good: bool) -> None:
        """Press the thumb under an automatic answer."""
        feedback = "Good response" if good else "Bad response"
        self._world.emit(self, response_feedback={"feedback": feedback, "mid": mid})

    def _send_files(self, kind: str, content_type: str, name: str, datas: tuple[bytes, ...]) -> str:
        urls = [self._world.keep(data, content_type, name) for data in datas]
        return self._send({"attachments": [{"type": kind, "payload": {"url": url}} for url in urls]})

    def _send(self, content: dict[str, Any], reply_to: str | None = None) -> str:
        with self._world.lock:
            self._act()
            mid = self._world.new_mid()
            message = {"mid": mid, **content}
            if reply_to is not None:
                own = any(seen.mid == reply_to and seen.by == "person" for seen in self.messages)
                message["reply_to"] = {"mid": reply_to, "is_self_reply": own}
            self.messages.append(
                Seen(
                    mid,
                    "person",
                    self._world.now(),
                    text=content.get("text"),
                    attachments=content.get("attachments", []),
                    reply_to=reply_to,
                )
            )
            self._world.emit(self, message=message)
            return mid

    def _postback(self, title: str, payload: str, **extra: Any) -> None:
        with self._world.lock:
            self._act()
            mid = self._world.new_mid()
            self.messages.append(Seen(mid, "person", self._world.now(), text=title))
            self._world.emit(self, postback={"title": title, "payload": payload, "mid": mid, **extra})

    def _react(self, mid: str, reaction: dict[str, Any], emoji: str | None) -> None:
        with self._world.lock:
            for seen in self.messages:
                if seen.mid == mid:
                    seen.reaction = emoji
            self._act()
            self._world.emit(self, reaction=reaction)

    def _act(self) -> None:
        if self.blocked:
            raise RuntimeError("Who blocked the page cannot write to it")
        self.acted_at = self._world.now()

    def _own(self, mid: str) -> Seen:
        for seen in self.messages:
            if seen.mid == mid and seen.by == "person":
                return seen
        raise LookupError("Not a message of this person")

    @staticmethod
    def _referral(ref: str | None) -> dict[str, Any]:
        return {"ref": ref, "source": "SHORTLINK", "type": "OPEN_THREAD"}
