"""What the cases ask of a channel: a driver moves its people, and shows what they see."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

from bot.messages import Channel, FileKind

__all__ = ["App", "Driver", "Person", "Seen", "wait"]

PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class Seen:
    """One message of the police as the person sees it, with what can be pressed under it."""

    text: str
    titles: tuple[str, ...] = ()


class Person(Protocol):
    """Somebody who writes. What the channel refuses at once, with a sentence, the person sees among the answers."""

    id: str
    """What the channel knows the person by: stands nowhere in the house but sealed."""

    @property
    def answers(self) -> list[Seen]:
        """What the police said, in order; a long message may stand in pieces."""

    def say(self, text: str) -> None:
        """Write this, be it nonsense."""

    def press(self, title: str, *, payload: str | None = None) -> None:
        """Press the newest button with this title, also one that is old; `payload` stands in for its own, as forged."""

    def send_location(self, latitude: float, longitude: float) -> None:
        """Share a place."""

    def send_file(self, content: bytes, kind: FileKind, caption: str = "") -> None:
        """Send a file, whatever it holds, as this kind."""

    def send_unknown(self) -> None:
        """Send what nobody here knows."""

    def block(self) -> None:
        """Take no messages of the police any more."""


class App(Protocol):
    """What a driver may know of the running app: where it is, and what it is made of."""

    url: str
    context: Any


class Driver(Protocol):
    """One channel. `with` opens what stands in for its platform; the app is started and stopped meanwhile."""

    channel: Channel
    cannot: Mapping[str, str]
    """What the channel does not have, by the word that cases ask for in `needs`, each with the reason."""
    title_limit: int | None
    """Characters of a button's title that people see whole; none: any."""

    def __enter__(self) -> Self:
        """Open the platform."""

    def __exit__(self, *error: object) -> None:
        """Close it."""

    @property
    def settings(self) -> Mapping[str, object]:
        """What the app has to be told, as fields of `Settings`."""

    def start(self, app: App) -> None:
        """The app runs at `app.url`: let the platform find it."""

    def person(self, language: str = "en") -> Person:
        """Somebody who has not written yet, with a telephone in this language."""

    def repeat_next(self) -> None:
        """What the next person sends comes twice."""

    def reorder_next(self) -> None:
        """The next two things that people send come in the other order, or as far apart as the channel lets them."""

    def lose_next(self) -> None:
        """The platform takes the next message of the police, and its answer is lost."""

    def go_down(self) -> None:
        """The platform takes no message until `come_back`."""

    def come_back(self) -> None:
        """It takes them again."""


def wait(is_so: Callable[[], object], what: Callable[[], object] = lambda: "", seconds: float = PATIENCE) -> None:
    """Wait until something is so, and fail with `what` there is instead when it never is."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, f"it never came: {what()}"
        time.sleep(0.02)
