"""The 38 municipalities and the police directorate of each, from `municipalities.yml`; for answers, pages, filters."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

from bot.errors import ConfigError, NotFound

__all__ = ["Directorate", "DirectorateNames", "Directory", "Municipality", "Names", "get_municipality", "load", "read"]

_FILE = Path(__file__).with_name("municipalities.yml")
_ID = re.compile(r"[a-z]+(?:_[a-z]+)*")
# The marks of the facts page: number of independent sources, from memory, inferred; -off: an official source.
_CONFIDENCE = re.compile(r"C[1-9](?:-off)?|M|INF|M / INF")
_LATITUDES, _LONGITUDES = (41.8, 43.3), (20.0, 21.8)

_DIRECTORATE_NAMES = ("sq", "sr", "sr_cyrillic", "en")
_NAMES = ("sq", "sq_after_preposition", "sr", "sr_locative", "sr_cyrillic", "sr_cyrillic_locative", "en")


@dataclass(frozen=True, slots=True)
class Names:
    """A municipality's name as a subject in each language, and as it stands after Albanian `në` and Serbian `u`."""

    sq: str
    sq_after_preposition: str
    sr: str
    sr_locative: str
    sr_cyrillic: str
    sr_cyrillic_locative: str
    en: str


@dataclass(frozen=True, slots=True)
class DirectorateNames:
    """A directorate's name as it follows `DRP`, `RDP` or `Regional Police Directorate`."""

    sq: str
    sr: str
    sr_cyrillic: str
    en: str


@dataclass(frozen=True, slots=True)
class Directorate:
    """One of the eight regional police directorates."""

    id: str
    names: DirectorateNames
    confidence: str
    source: str
    checked: date


@dataclass(frozen=True, slots=True)
class Municipality:
    """One of the 38; the point is the centre of its town, not a police station."""

    id: str
    names: Names
    latitude: float
    longitude: float
    coordinates_source: str
    coordinates_confidence: str
    directorate: Directorate
    directorate_confidence: str
    source: str
    checked: date

    @property
    def is_directorate_confirmed(self) -> bool:
        """Whether the police or two sources name the directorate; else the citizen is asked to confirm it."""
        return self.directorate_confidence.startswith("C") and self.directorate_confidence != "C1"


@dataclass(frozen=True, slots=True)
class Directory:
    """Both lists by id, in the order of the file."""

    directorates: Mapping[str, Directorate]
    municipalities: Mapping[str, Municipality]


_T = TypeVar("_T", Directorate, Municipality)


@cache
def load() -> Directory:
    """The directory that Dialog ships with."""
    return read(_FILE)


def get_municipality(municipality_id: str) -> Municipality:
    """The municipality with this id, such as `fushe_kosova`."""
    try:
        return load().municipalities[municipality_id]
    except KeyError:
        raise NotFound(f"no municipality {municipality_id!r}") from None


def read(path: Path) -> Directory:
    """The directory in `path`; every problem of the file is told in one `ConfigError`."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"{path}: {error}") from error
    problems: list[str] = []
    top = _Entry("file", content, problems)
    directorates = _by_id(top, "directorates", _directorate)
    municipalities = _by_id(top, "municipalities", lambda entry: _municipality(entry, directorates))
    if problems:
        raise ConfigError("\n".join(f"{path}: {problem}" for problem in problems))
    return Directory(MappingProxyType(directorates), MappingProxyType(municipalities))


class _Entry:
    """A mapping of the file; a value that is missing or wrong is noted in `problems`, and a harmless one stands in."""

    def __init__(self, where: str, content: object, problems: list[str]) -> None:
        self.where = where
        self.content: dict[Any, Any] = content if isinstance(content, dict) else {}
        self.problems = problems
        if not isinstance(content, dict):
            self.note("is not a mapping")

    def note(self, problem: str) -> None:
        self.problems.append(f"{self.where}: {problem}")

    def text(self, key: str, pattern: re.Pattern[str] | None = None) -> str:
        value = self.content.get(key)
        if not isinstance(value, str) or not value.strip() or (pattern and not pattern.fullmatch(value)):
            self.note(f"{key} is {value!r}")
            return ""
        return value

    def number(self, key: str, least: float, most: float) -> float:
        value = self.content.get(key)
        if not isinstance(value, float) or not least <= value <= most:
            self.note(f"{key} is {value!r}, not between {least} and {most}")
            return least
        return value

    def day(self, key: str) -> date:
        value = self.content.get(key)
        if type(value) is not date:
            self.note(f"{key} is {value!r}, not a date")
            return date.min
        return value

    def names(self, keys: tuple[str, ...]) -> dict[str, str]:
        entry = _Entry(f"{self.where} names", self.content.get("names"), self.problems)
        return {key: entry.text(key) for key in keys}

    def entries(self, key: str) -> list["_Entry"]:
        value = self.content.get(key)
        if not isinstance(value, list):
            self.note(f"{key} is not a list")
            return []
        return [
            _Entry(f"{key} {entry.get('id') if isinstance(entry, dict) else number}", entry, self.problems)
            for number, entry in enumerate(value, 1)
        ]


def _by_id(top: _Entry, key: str, build: Callable[[_Entry], _T]) -> dict[str, _T]:
    found: dict[str, _T] = {}
    for entry in top.entries(key):
        thing = build(entry)
        if thing.id in found:
            entry.note("stands twice")
        found[thing.id] = thing
    return found


def _directorate(entry: _Entry) -> Directorate:
    return Directorate(
        id=entry.text("id", _ID),
        names=DirectorateNames(**entry.names(_DIRECTORATE_NAMES)),
        confidence=entry.text("confidence", _CONFIDENCE),
        source=entry.text("source"),
        checked=entry.day("checked"),
    )


def _municipality(entry: _Entry, directorates: Mapping[str, Directorate]) -> Municipality:
    directorate = entry.text("directorate", _ID)
    if directorate not in directorates:
        entry.note(f"directorate {directorate!r} is not in the list")
        directorates = {directorate: Directorate(directorate, DirectorateNames("", "", "", ""), "", "", date.min)}
    return Municipality(
        id=entry.text("id", _ID),
        names=Names(**entry.names(_NAMES)),
        latitude=entry.number("latitude", *_LATITUDES),
        longitude=entry.number("longitude", *_LONGITUDES),
        coordinates_source=entry.text("coordinates_source"),
        coordinates_confidence=entry.text("coordinates_confidence", _CONFIDENCE),
        directorate=directorates[directorate],
        directorate_confidence=entry.text("directorate_confidence", _CONFIDENCE),
        source=entry.text("source"),
        checked=entry.day("checked"),
    )
