"""Questions that lean on what was said before: "how much?", "and in Peja?", "where is that?"; and speeds in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from nlu.text.amounts import find_amounts
from nlu.text.normalise import fold

__all__ = [
    "Speeding",
    "asked_of",
    "asking_words",
    "is_continued",
    "is_empty_beside",
    "opening_words",
    "read_speeding",
    "words_of",
]

_FILE = Path(__file__).with_name("questions.yml")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*|[0-9]+")
_LONGEST = 9
"""Words; a longer message names its subject somewhere."""
_ZONES = frozenset({20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130})
_LEAST_SPEED, _MOST_SPEED = 5, 300
_TOWN_LIMIT, _DIGITS = 50, 3


@dataclass(frozen=True, slots=True)
class Speeding:
    """What a message tells of driving too fast."""

    over: float | None = None
    """km/h over the limit."""
    is_built_up: bool | None = None


@dataclass(frozen=True, slots=True)
class _Tables:
    kinds: Sequence[tuple[tuple[str, ...], str]]
    """Phrases, the longest first, with what they ask."""
    small: frozenset[str]
    joining: frozenset[str]
    built_up: Sequence[tuple[str, ...]]
    outside: Sequence[tuple[str, ...]]
    over: frozenset[str]
    asking: frozenset[str]
    opening: frozenset[str]


def words_of(text: str) -> list[str]:
    """The folded words and numbers of a text, in order."""
    return _WORD.findall(fold(text))


def asked_of(text: str) -> str | None:
    """What a question without a subject asks: `cost`, `where`, `when`, `long`, `papers`, `phone`, `how`; else none."""
    words, tables = words_of(text), _tables()
    if not 0 < len(words) <= _LONGEST:
        return None
    for phrase, kind in tables.kinds:
        at = _find(words, phrase)
        if at is not None:
            rest = words[:at] + words[at + len(phrase) :]
            if all(word in tables.small or word in tables.joining for word in rest):
                return kind
    return None


def is_continued(text: str) -> bool:
    """Whether a message begins with a word that ties it to what was said before, as in `a po në Pejë?`."""
    words = words_of(text)
    return bool(words) and words[0] in _tables().joining


def is_empty_beside(words: Sequence[str]) -> bool:
    """Whether folded words name nothing by themselves."""
    tables = _tables()
    return all(word in tables.small or word in tables.joining for word in words)


def read_speeding(text: str) -> Speeding:
    """How far over the limit somebody drove, and where: 33 in town for `vozio sam 83 u zoni 50`.

    A speed alone tells nothing, since the limit may be another than the usual one.
    """
    words, tables = words_of(_without_sums(text)), _tables()
    is_outside = any(_find(words, phrase) is not None for phrase in tables.outside)
    is_built_up = any(_find(words, phrase) is not None for phrase in tables.built_up)
    where = False if is_outside else True if is_built_up else None
    numbers = [int(word) for word in words if word.isdigit() and len(word) <= _DIGITS]
    speeds = [number for number in numbers if _LEAST_SPEED <= number <= _MOST_SPEED]
    zones = [speed for speed in speeds if speed in _ZONES]
    if len(speeds) > 1 and zones and max(speeds) > min(zones):
        # Only low limits tell where they stand: a town may have a sign of 60.
        is_town = True if min(zones) <= _TOWN_LIMIT else None
        return Speeding(max(speeds) - min(zones), is_town if where is None else where)
    is_over = len(speeds) == 1 and any(word.startswith(tuple(tables.over)) for word in words)
    # "Over 100" is a speed, "30 over" is not.
    return Speeding(speeds[0] if is_over and speeds[0] < _TOWN_LIMIT else None, where)


def asking_words() -> frozenset[str]:
    """Folded words that ask wherever they stand: `where`, `sa`, `kako`."""
    return _tables().asking


def opening_words() -> frozenset[str]:
    """Folded words that make a question of the sentence that they begin: `a`, `da`, `is`."""
    return _tables().opening


def _without_sums(text: str) -> str:
    for found in reversed(find_amounts(text)):
        text = f"{text[: found.start]} {text[found.end :]}"
    return text


def _find(words: Sequence[str], phrase: Sequence[str]) -> int | None:
    size = len(phrase)
    return next((at for at in range(len(words) - size + 1) if tuple(words[at : at + size]) == tuple(phrase)), None)


@cache
def _tables() -> _Tables:
    content = yaml.safe_load(_FILE.read_text("utf-8"))
    kinds = [(phrase, kind) for kind, lines in content["kinds"].items() for line in lines for phrase in _phrases(line)]
    return _Tables(
        kinds=sorted(kinds, key=lambda it: -len(it[0])),
        small=frozenset(fold(content["small"]).split()),
        joining=frozenset(fold(content["and"].replace("|", " ")).split()),
        built_up=_phrases(content["built_up"]),
        outside=_phrases(content["outside"]),
        over=frozenset(word for phrase in _phrases(content["over"]) for word in phrase),
        asking=frozenset(fold(content["asking"]).split()),
        opening=frozenset(fold(content["opening"]).split()),
    )


def _phrases(line: str) -> list[tuple[str, ...]]:
    return [tuple(words_of(phrase)) for phrase in line.split("|")]
