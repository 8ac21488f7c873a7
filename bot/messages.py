"""What is said, before it is put into a language: spoken by services, actions, channels and the dialogue."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

__all__ = [
    "STATUS_OF",
    "Ask",
    "Button",
    "Channel",
    "Decision",
    "Direction",
    "EventKind",
    "FileKind",
    "Kind",
    "Outcome",
    "Problem",
    "Reply",
    "ReportReason",
    "ReportStatus",
    "Role",
    "Sender",
    "Status",
    "Trigger",
    "Verdict",
    "Wish",
    "printable",
]

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def printable(text: str) -> str:
    """Control characters and half letters, which databases cannot store, become spaces; line ends and tabs stay."""
    return UNPRINTABLE.sub(" ", text)


class Channel(StrEnum):
    """Where a citizen writes."""

    WEBCHAT = "webchat"
    TELEGRAM = "telegram"
    MESSENGER = "messenger"


class Status(StrEnum):
    """Who a conversation is with."""

    WITH_BOT = "with_bot"
    WAITING = "waiting"
    ASSIGNED = "assigned"
    RESOLVED = "resolved"


class Direction(StrEnum):
    """Which way a message goes."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


class Sender(StrEnum):
    """Who wrote a message."""

    CITIZEN = "citizen"
    BOT = "bot"
    OFFICER = "officer"
    SYSTEM = "system"


class Role(StrEnum):
    """What an account of the console may do; see `services/officers.py`."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    TRAINER = "trainer"
    ADMIN = "admin"


class Trigger(StrEnum):
    """Why a conversation went into the queue."""

    ASKED = "asked"
    DANGER = "danger"
    NOT_UNDERSTOOD = "not_understood"
    ENGINE = "engine"
    REPORT = "report"
    OFFICER = "officer"
    LOST = "lost"
    DELETION = "deletion"


class Outcome(StrEnum):
    """How an officer closed a conversation."""

    ANSWERED = "answered"
    REPORT_FILED = "report_filed"
    REFERRED = "referred"
    NO_RESPONSE = "no_response"
    NOT_FOR_POLICE = "not_for_police"
    ABUSE = "abuse"


class EventKind(StrEnum):
    """What happened to a conversation, besides what was said in it."""

    ESCALATED = "escalated"
    CLAIMED = "claimed"
    RELEASED = "released"
    LOST = "lost"
    TRANSFERRED = "transferred"
    TOLD_LATE = "told_late"
    SUPERVISOR_CALLED = "supervisor_called"
    STOPPED_WAITING = "stopped_waiting"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    RATED = "rated"
    TAGGED = "tagged"
    LINKED = "linked"
    MUTED = "muted"
    UNMUTED = "unmuted"
    RESENT = "resent"
    NOTE = "note"
    FILED = "filed"
    ADDED = "added"
    WITHDRAWN = "withdrawn"
    STATUS = "status"
    DELETION_ASKED = "deletion_asked"
    DELETION_DECIDED = "deletion_decided"


class ReportStatus(StrEnum):
    """How a report stands."""

    RECEIVED = "received"
    READ = "read"
    IN_PROGRESS = "in_progress"
    NEEDS_MORE = "needs_more"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    """By the citizen."""


class ReportReason(StrEnum):
    """Why an officer changed how a report stands: what the citizen is told."""

    SEEN = "seen"
    WORKED_ON = "worked_on"
    PASSED_ON = "passed_on"
    QUESTIONS = "questions"
    SETTLED = "settled"
    NOTHING_MORE = "nothing_more"
    ELSEWHERE = "elsewhere"
    ALREADY_KNOWN = "already_known"


STATUS_OF = {
    ReportReason.SEEN: ReportStatus.READ,
    ReportReason.WORKED_ON: ReportStatus.IN_PROGRESS,
    ReportReason.PASSED_ON: ReportStatus.IN_PROGRESS,
    ReportReason.QUESTIONS: ReportStatus.NEEDS_MORE,
    ReportReason.SETTLED: ReportStatus.CLOSED,
    ReportReason.NOTHING_MORE: ReportStatus.CLOSED,
    ReportReason.ELSEWHERE: ReportStatus.CLOSED,
    ReportReason.ALREADY_KNOWN: ReportStatus.CLOSED,
}
"""How a report stands for each reason."""


class FileKind(StrEnum):
    """What a file is that a citizen sends along."""

    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    DOCUMENT = "document"


class Kind(StrEnum):
    """What a message is besides words, a place and files, for officers to see."""

    EDITED = "edited"
    """What the citizen made of an earlier message."""
    FORWARDED = "forwarded"
    """Words of somebody else."""
    STICKER = "sticker"
    CONTACT = "contact"
    POLL = "poll"
    REACTION = "reaction"
    CALL = "call"
    GAME = "game"
    UNSENT = "unsent"
    """That the citizen took an earlier message back where it was written; here it stays."""
    FILE = "file"
    """One that was not taken; the citizen was told why."""
    UNKNOWN = "unknown"
    """Of a kind that nobody here knows."""


class Problem(StrEnum):
    """Why a platform did not take a message."""

    BLOCKED = "blocked"
    """The citizen blocked us."""
    GONE = "gone"
    """Their account is no more, or never wrote to us."""
    WINDOW = "window"
    """So long after their last message the platform lets nobody write."""
    REFUSED = "refused"
    """The platform says that the message itself is wrong."""
    ACCESS = "access"
    """Our own access to the platform does not hold."""
    PACE = "pace"
    """Too much at once."""
    UNSAFE = "unsafe"
    """The citizen said that it is not safe to be written to."""
    NETWORK = "network"
    """The platform was not reached, or failed."""


class Verdict(StrEnum):
    """How a citizen judges an answer."""

    GOOD = "good"
    BAD = "bad"


class Wish(StrEnum):
    """What a citizen wants of their data."""

    ABOUT = "about"
    """To read what is kept, for what, how long, and who sees it."""
    SHOW = "show"
    DELETE = "delete"
    DELETE_NOW = "delete_now"
    """To delete, when asked whether they are sure."""
    KEEP = "keep"


class Decision(StrEnum):
    """How a wish to delete stands."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a message. `title` is English source text; `payload` is what a press stands for."""

    title: str
    payload: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing to say: a response of `domain.yml`, what it speaks of, and buttons beside the response's own."""

    response: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The form in which the action server, the engine and the app hand a reply on."""
        buttons = [{"title": b.title, "payload": b.payload, "arguments": dict(b.arguments)} for b in self.buttons]
        return {"response": self.response, "arguments": dict(self.arguments), "buttons": buttons}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Reply":
        """The reply that `as_json` wrote."""
        buttons = tuple(Button(b["title"], b["payload"], b.get("arguments") or {}) for b in value.get("buttons") or [])
        return cls(value["response"], value.get("arguments") or {}, buttons)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a message asks for: a question, a part of it, and what it speaks of."""

    intent: str
    about: str | None = None
    """The aspect in `answers.yml`; none for the question as a whole."""
    municipalities: tuple[str, ...] = ()
    """Ids; an ambiguous name gives all that it may mean."""
    kind: str | None = None
    """What was asked without there being an aspect for it, such as `cost`."""
    over: float | None = None
    """km/h over the limit."""
    is_built_up: bool | None = None

    def as_json(self) -> dict[str, Any]:
        """The form in which it goes through the engine, and is stored beside the message."""
        return {
            "intent": self.intent,
            "about": self.about,
            "municipalities": list(self.municipalities),
            "kind": self.kind,
            "over": self.over,
            "is_built_up": self.is_built_up,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Ask":
        """What `as_json` wrote."""
        return cls(**{**value, "municipalities": tuple(value["municipalities"])})
