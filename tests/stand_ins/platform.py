"""A platform in memory: takes what is sent, gives the files that it is told to have, and fails as a test wants."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.dialogue.platforms import FileRef, Group, Happened, Limits, Part, Said
from bot.errors import ChannelError
from bot.messages import Channel, Problem

__all__ = ["PlatformStandIn"]


class PlatformStandIn:
    """Implements `bot.dialogue.platforms.Platform`; `taken` is what citizens got, by address."""

    channel = Channel.TELEGRAM
    limits = Limits(text=2000, a_second=10_000, pause=0.0, file_bytes=1000)

    def __init__(self) -> None:
        self.taken: defaultdict[str, list[Part]] = defaultdict(list)
        self.failing: deque[ChannelError | None] = deque()
        """What the next sends end in; none: taken."""
        self.is_taking_what_fails = False
        """Whether a send that fails was taken all the same, as when the answer is lost."""
        self.files: dict[str, bytes] = {}
        self.typing: list[str] = []
        self.pressed: list[str] = []
        self.left: list[str] = []

    def read(self, body: Mapping[str, Any]) -> Sequence[Happened]:
        """A body holds what `Said` takes, or `{"poison": true}`."""
        if body.get("poison"):
            raise ValueError("poison")
        values = dict(body)
        file = values.pop("file", None)
        return [Said(**values, file=FileRef(file) if file else None)]

    def address_of(self, body: Mapping[str, Any]) -> str | None:
        """Who wrote."""
        return body.get("address")

    def fetch(self, file: FileRef) -> Iterator[bytes]:
        """A file that the test put here."""
        if file.ref not in self.files:
            raise ChannelError(Problem.NETWORK)
        yield self.files[file.ref]

    def send(self, address: str, part: Part) -> str:
        """Take a part, or fail."""
        error = self.failing.popleft() if self.failing else None
        if error is None or self.is_taking_what_fails:
            self.taken[address].append(part)
        if error is not None:
            raise error
        return str(sum(len(parts) for parts in self.taken.values()))

    def show_typing(self, address: str) -> None:
        """Remember it."""
        self.typing.append(address)

    def acknowledge(self, said: Said) -> None:
        """Remember it."""
        self.pressed.append(said.client_id)

    def leave(self, group: Group) -> None:
        """Remember it."""
        self.left.append(group.address)

    def close(self) -> None:
        """Nothing to let go of."""

    def texts(self, address: str) -> list[str]:
        """What a citizen got to read."""
        return [part.text for part in self.taken[address] if part.text]
