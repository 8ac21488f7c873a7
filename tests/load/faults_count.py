"""What is counted after the storm: each message against the database, each answer against what its reader saw."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.messages import Channel

__all__ = ["VIOLATIONS", "Citizen", "Count", "count"]

NAMES = {
    "said": "messages that were taken",
    "stored": "stored once",
    "answered": "with one answer, delivered",
    "reason": "without it, for a reason that officers see",
    "marked": "answers seen twice, and marked",
    "lost": "LOST",
    "twice": "STORED TWICE",
    "unanswered": "UNANSWERED WITHOUT A REASON",
    "answered twice": "ANSWERED TWICE",
    "unseen": "ANSWERS THAT NOBODY SAW",
    "seen twice": "SEEN TWICE WITHOUT A MARK",
    "order": "TALKS OUT OF ORDER",
    "strange": "SEEN, AND NOT IN THE DATABASE",
    "logged": "PEOPLE OR WORDS OF THEIRS IN THE LOG",
}
VIOLATIONS = ("lost", "twice", "unanswered", "answered twice", "unseen", "seen twice", "order", "strange", "logged")
DELIVERED = {"sent", "delivered", "read", "available"}
Query = Callable[[str], Sequence[tuple[Any, ...]]]


@dataclass(slots=True)
class Citizen:
    """One person, and the numbers of what they said, in order."""

    channel: Channel
    number: int
    person: Any
    id: str
    """What the channel knows them by."""
    said: list[int] = field(default_factory=list)
    is_reordered: bool = False
    """Whether the platform brought what they said in another order."""


@dataclass(frozen=True, slots=True)
class Count:
    """The figures of each channel by the words of `NAMES`, and what went wrong around them."""

    figures: Mapping[Channel, Counter[str]]
    details: Sequence[str]
    weather: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def violations(self) -> int:
        """How much is not as it must be."""
        return sum(figures[name] for figures in self.figures.values() for name in VIOLATIONS)

    def with_weather(self, weather: Mapping[str, int], seconds: float) -> "Count":
        """The same, with what happened meanwhile and how long it took."""
        return replace(self, weather=weather, seconds=seconds)

    def table(self) -> str:
        """All of it to read."""
        lines = [f"{'':44}" + "".join(f"{channel:>12}" for channel in self.figures)]
        for name, title in NAMES.items():
            lines.append(f"{title:44}" + "".join(f"{figures[name]:12}" for figures in self.figures.values()))
        lines += ["", ", ".join(f"{name} {times}" for name, times in sorted(self.weather.items()))]
        return "\n".join([*lines, f"{self.seconds:.0f} s", *self.details[:20]])


@dataclass(frozen=True, slots=True)
class _Told:
    text: str
    delivery: str
    problem: str | None
    is_marked: bool
    reply_to: int | None
    effect: str


def count(query: Query, citizens: Sequence[Citizen], seen: Callable[[Citizen], Sequence[str]], log: str) -> Count:
    """Compare what was said, what is stored, and what was seen; `log` is all that the app told."""
    incoming: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    told: defaultdict[int, list[_Told]] = defaultdict(list)
    identities: dict[int, int] = {}
    for row, identity, text in query(
        "SELECT m.id, c.identity_id, m.text FROM messages m JOIN conversations c ON c.id = m.conversation_id "
        "WHERE m.direction = 'incoming' ORDER BY m.id"
    ):
        number = int(str(text).split()[-1])
        incoming[identity].append((row, number))
        identities[number] = identity
    for identity, text, delivery, problem, is_marked, reply_to, effect in query(
        "SELECT c.identity_id, m.text, m.delivery, m.problem, m.is_maybe_repeated, m.reply_to, m.effect "
        "FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.direction = 'outgoing' ORDER BY m.id"
    ):
        told[identity].append(_Told(text, delivery, problem, bool(is_marked), reply_to, effect or ""))
    figures: dict[Channel, Counter[str]] = {channel: Counter() for channel in Channel}
    details: list[str] = []
    for citizen in citizens:
        found = figures[citizen.channel]
        before = Counter(found)
        identity = next((identities[it] for it in citizen.said if it in identities), -1)
        _compare(citizen, incoming[identity], told[identity], seen(citizen), found)
        found["logged"] += citizen.id in log or any(f"number {it:06}" in log for it in citizen.said)
        details += [f"{name}: {citizen.channel} {citizen.number}" for name in VIOLATIONS if found[name] > before[name]]
    return Count(figures, details)


def _compare(
    citizen: Citizen,
    incoming: Sequence[tuple[int, int]],
    told: Sequence[_Told],
    seen: Sequence[str],
    found: Counter[str],
) -> None:
    stored = Counter(number for _, number in incoming)
    found["said"] += len(citizen.said)
    found["stored"] += sum(stored[it] == 1 for it in citizen.said)
    lost = sum(stored[it] == 0 for it in citizen.said)
    found["lost"] += lost
    found["twice"] += sum(stored[it] > 1 for it in citizen.said)
    in_order = [number for _, number in incoming]
    found["order"] += in_order != citizen.said and not citizen.is_reordered and not lost
    answers: defaultdict[int, list[_Told]] = defaultdict(list)
    for it in told:
        if it.reply_to is not None and it.effect.startswith("answer"):
            answers[it.reply_to].append(it)
    for row, _ in incoming:
        mine = answers[row]
        is_done = len(mine) == 1 and mine[0].delivery in DELIVERED
        has_reason = bool(mine) and all(it.delivery == "failed" and it.problem for it in mine)
        found["answered"] += is_done
        found["reason"] += has_reason
        found["answered twice"] += len(mine) > 1
        found["unanswered"] += not is_done and not has_reason and len(mine) < 2
    order = [it.reply_to for it in told if it.reply_to in {row for row, _ in incoming} and it.effect == "answer:0"]
    found["order"] += order != sorted(order)
    _see(told, seen, found)


def _see(told: Sequence[_Told], seen: Sequence[str], found: Counter[str]) -> None:
    """Walk through both: no two neighbours that were told are alike."""
    at = 0
    for it in told:
        copies = 0
        while at < len(seen) and seen[at] == it.text:
            at, copies = at + 1, copies + 1
        found["unseen"] += copies == 0 and it.delivery in DELIVERED
        found["marked"] += copies > 1 and it.is_marked
        found["seen twice"] += copies > 1 and not it.is_marked
    found["strange"] += len(seen) - at
