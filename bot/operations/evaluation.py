"""Measures the current model on the held-out messages, by language and register. For `python -m bot evaluate`."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import mean

import yaml

from bot.config import ROOT, Settings
from bot.operations.understanding import understand_lines

__all__ = ["Measured", "evaluate", "measure"]

LANGUAGES = ("sq", "sr", "en")


@dataclass(frozen=True, slots=True)
class Measured:
    """One held-out message and how it was understood."""

    language: str
    register: str
    text: str
    intent: str
    found: str | None
    first_three: tuple[str, ...]
    is_alarm: bool
    """Whether Dialog would name 192 at once."""
    told_language: str | None

    @property
    def is_right(self) -> bool:
        """Whether the likeliest meaning is the true one."""
        return self.found == self.intent


def measure(settings: Settings) -> list[Measured]:
    """Every message of `nlu/evaluation/`, read by model, tripwire and language identification."""
    rows = [
        (language, row)
        for language in LANGUAGES
        for row in yaml.safe_load((ROOT / "nlu" / "evaluation" / f"{language}.yml").read_text("utf-8"))
    ]
    found = understand_lines(settings, [row["text"] for _, row in rows])
    return [
        Measured(
            language=language,
            register=row["register"],
            text=row["text"],
            intent=row["intent"],
            found=it["intent"],
            first_three=tuple(entry["name"] for entry in it["ranking"][:3]),
            is_alarm=it["emergency"],
            told_language=it["language"],
        )
        for (language, row), it in zip(rows, found, strict=True)
    ]


def evaluate(settings: Settings, say: Callable[[str], None]) -> None:
    """Tell the figures: the share of messages whose meaning is found, first and among the first three."""
    measured = measure(settings)
    say(f"{'':16}{'messages':>9}{'right':>8}{'first 3':>9}{'alarm found':>13}{'false alarm':>13}{'language':>10}")
    groups: dict[str, list[Measured]] = defaultdict(list)
    for it in measured:
        groups[it.language].append(it)
        groups[f"{it.language} {it.register}"].append(it)
    for name in sorted(groups, key=lambda name: (LANGUAGES.index(name[:2]), name)):
        say(_row(name, groups[name]))
    say(_row("all", measured))
    confused = Counter(f"{it.intent} → {it.found}" for it in measured if not it.is_right)
    say("\nMost confused: " + "; ".join(f"{pair} ({count})" for pair, count in confused.most_common(12)))


def _row(name: str, group: list[Measured]) -> str:
    urgent = [it.is_alarm for it in group if it.intent == "emergency"]
    other = [it.is_alarm for it in group if it.intent != "emergency"]
    return (
        f"{name:16}{len(group):>9}{_share(it.is_right for it in group):>8}"
        f"{_share(it.intent in it.first_three for it in group):>9}{_share(urgent):>13}{_share(other):>13}"
        f"{_share(it.told_language == it.language for it in group):>10}"
    )


def _share(values: Iterable[bool]) -> str:
    listed = list(values)
    return f"{100 * mean(listed):.1f} %" if listed else "–"
