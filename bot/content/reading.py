"""Reads the content files: every problem of a file is told at once, with the entry that it is in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

import yaml

from bot.errors import ConfigError
from nlu.text.questions import words_of

__all__ = ["CONFIDENCE", "ID", "Checked", "Entry", "phrases_of", "read_by_id", "read_file"]

ID = re.compile(r"[a-z]+(?:_[a-z]+)*")
CONFIDENCE = re.compile(r"C[1-9](?:-off)?|M|INF|M / INF")
"""Marks of the sources: number of independent ones, from memory, inferred; -off: an official source."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of an entry: where from, when it was looked at, and until when it may be told."""

    id: str
    source: str
    checked: date
    best_before: date | None
    """None for what is told however old it is: the emergency numbers."""
    approved_by: str
    """Who of the police approved it; empty until a person does."""

    def is_told_on(self, day: date) -> bool:
        """Whether it may be asserted on that day."""
        return self.best_before is None or day <= self.best_before


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Thing = TypeVar("_Thing", bound=_HasId)
_Content = TypeVar("_Content")


class Entry:
    """A mapping of the file; a value that is missing or wrong is noted in `problems`, and a harmless one stands in."""

    def __init__(self, where: str, content: object, problems: list[str]) -> None:
        """`where` tells the entry in a problem's line."""
        self.where = where
        self.content: dict[Any, Any] = content if isinstance(content, dict) else {}
        self.problems = problems
        if not isinstance(content, dict):
            self.note("is not a mapping")

    def note(self, problem: str) -> None:
        """Tell a problem of this entry."""
        self.problems.append(f"{self.where}: {problem}")

    def text(self, key: str, pattern: re.Pattern[str] | None = None) -> str:
        """The text under `key`, which matches `pattern` as a whole."""
        value = self.content.get(key)
        if not isinstance(value, str) or not value.strip() or (pattern and not pattern.fullmatch(value)):
            self.note(f"{key} is {value!r}")
            return ""
        return value

    def phrases(self, key: str) -> frozenset[str]:
        """The folded phrases of the text under `key`, which `|` separates."""
        return phrases_of(self.text(key))

    def number(self, key: str, least: float, most: float) -> float:
        """The number under `key`."""
        value = self.content.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
            self.note(f"{key} is {value!r}, not between {least} and {most}")
            return least
        return value

    def day(self, key: str) -> date:
        """The date under `key`."""
        value = self.content.get(key)
        if type(value) is not date:
            self.note(f"{key} is {value!r}, not a date")
            return date.min
        return value

    def checked(self) -> dict[str, Any]:
        """The fields of `Checked`."""
        approved_by = self.content.get("approved_by")
        if not isinstance(approved_by, str):
            self.note(f"approved_by is {approved_by!r}")
        best_before = None if self.content.get("best_before") is None else self.day("best_before")
        checked = self.day("checked")
        if best_before and best_before <= checked:
            self.note("best_before is not after checked")
        return {
            "id": self.text("id", ID),
            "source": self.text("source"),
            "checked": checked,
            "best_before": best_before,
            "approved_by": approved_by if isinstance(approved_by, str) else "",
        }

    def names(self, keys: tuple[str, ...]) -> dict[str, str]:
        """The texts under `names`, one for each of `keys`."""
        entry = Entry(f"{self.where} names", self.content.get("names"), self.problems)
        return {key: entry.text(key) for key in keys}

    def mappings(self, key: str) -> dict[str, "Entry"]:
        """The mappings in the mapping under `key`, by name."""
        value = self.content.get(key)
        if not isinstance(value, dict):
            self.note(f"{key} is not a mapping")
            return {}
        return {str(name): Entry(f"{key} {name}", entry, self.problems) for name, entry in value.items()}

    def entries(self, key: str) -> list["Entry"]:
        """The mappings in the list under `key`."""
        value = self.content.get(key)
        if not isinstance(value, list):
            self.note(f"{key} is not a list")
            return []
        return [
            Entry(f"{key} {entry.get('id') if isinstance(entry, dict) else number}", entry, self.problems)
            for number, entry in enumerate(value, 1)
        ]


def phrases_of(text: str) -> frozenset[str]:
    """The phrases of a text that `|` separates, folded as messages are that they are compared with."""
    return frozenset(" ".join(words_of(phrase)) for phrase in text.split("|")) - {""}


def read_file(path: Path, build: Callable[[Entry], _Content]) -> _Content:
    """What `build` makes of the YAML file.

    Raises:
        ConfigError: naming every problem of the file.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"{path}: {error}") from error
    problems: list[str] = []
    built = build(Entry("file", content, problems))
    if problems:
        raise ConfigError("\n".join(f"{path}: {problem}" for problem in problems))
    return built


def read_by_id(top: Entry, key: str, build: Callable[[Entry], _Thing]) -> Mapping[str, _Thing]:
    """The list under `key` by the id of its entries, in order."""
    found: dict[str, _Thing] = {}
    for entry in top.entries(key):
        thing = build(entry)
        if thing.id in found:
            entry.note("stands twice")
        found[thing.id] = thing
    return MappingProxyType(found)
