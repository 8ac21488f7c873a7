"""What a platform of messages must be able to do: read what it sent, give its files, and take what is said.

A new platform is a module of `bot/channels/` that implements `Platform`, and a line in `bot/channels/platforms.py`;
`tests/conformance` holds the cases that it must pass.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.i18n import Locale
from bot.messages import Channel, FileKind, Kind, Sender

__all__ = [
    "Answered",
    "Blocked",
    "FileRef",
    "Group",
    "Happened",
    "Limits",
    "Moved",
    "OutFile",
    "Part",
    "Passed",
    "Platform",
    "Returned",
    "Said",
    "Seen",
]


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that lies at the platform: what `fetch` needs to get it, and its size in bytes if the platform says it."""

    ref: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A citizen said something."""

    address: str
    """The platform's id of whom an answer goes to."""
    client_id: str
    """The platform's id of the message; another one if it was edited."""
    text: str = ""
    press: str | None = None
    """What a pressed button carried: a press of `Part.buttons`."""
    payload: str | None = None
    """A command that may always come, such as `/start`."""
    location: Mapping[str, float] | None = None
    file: FileRef | None = None
    kind: Kind | None = None
    refers_to: str | None = None
    hint: Locale | None = None
    ack: Any = None
    """What `acknowledge` needs to tell the platform that a press has come."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The place that a citizen shares live has changed."""

    address: str
    client_id: str
    """Of the message that shared it."""
    location: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was sent until `before` has reached the citizen's device, or was read."""

    address: str
    before: datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class Blocked:
    """The citizen blocked us, or took that back."""

    address: str
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody of the police answered the citizen at the platform itself, past this house."""

    address: str
    client_id: str
    text: str
    """Empty when they only took the talk over."""


@dataclass(frozen=True, slots=True)
class Returned:
    """Who answered at the platform itself is done, and leaves the citizen to us again."""

    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """Somebody took us into a group, or wrote in one: we talk in private only."""

    address: str


@dataclass(frozen=True, slots=True)
class Passed:
    """Nothing that anybody has to do something about; `why` is for the log."""

    why: str


Happened = Said | Moved | Seen | Blocked | Answered | Returned | Group | Passed


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform takes: UTF-16 units of a text, messages in a second, seconds between two to one citizen."""

    text: int
    a_second: float
    pause: float
    file_bytes: int
    """Of a file that it gives us."""


@dataclass(frozen=True, slots=True)
class OutFile:
    """A file of an officer for a citizen."""

    name: str
    kind: FileKind
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Part:
    """What goes out in one send: a text with its buttons, or a file."""

    text: str = ""
    buttons: Sequence[tuple[str, str]] = ()
    """Titles, and what a press carries back."""
    file: OutFile | None = None
    sender: Sender = Sender.BOT
    last_incoming_at: datetime | None = None
    """When the citizen wrote last."""
    is_discreet: bool = False
    """Whether the telephone shall make no sound, since somebody else may hold it."""


class Platform(Protocol):
    """One platform. Methods but `read` talk to it, are called from several threads, and raise `ChannelError`."""

    channel: Channel
    limits: Limits

    def read(self, body: Mapping[str, Any]) -> Sequence[Happened]:
        """What an update tells; nothing is asked of the platform. At most one `Said`."""

    def address_of(self, body: Mapping[str, Any]) -> str | None:
        """Who sent an update, as far as it can be told of any, be it of a kind that nobody knows."""

    def fetch(self, file: FileRef) -> Iterator[bytes]:
        """The bytes of a file, in parts.

        Raises:
            Refused: the platform does not give it, as when it is too large; the citizen is told.
            ChannelError: not now.
        """

    def send(self, address: str, part: Part) -> str:
        """Send one part; the platform's id of what it took.

        Raises:
            ChannelError: it did not take it, or nobody knows.
        """

    def show_typing(self, address: str) -> None:
        """Show the citizen that an answer is being written; whether it worked nobody needs to know."""

    def acknowledge(self, said: Said) -> None:
        """Tell the platform that a press has come, so that its button stops waiting; errors are nobody's concern."""

    def leave(self, group: Group) -> None:
        """Say in a group that we talk in private only, and leave it."""

    def close(self) -> None:
        """Let go of connections."""
