"""Where a citizen says that it was: a shared location, a point in the text, or a town and the words before it."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.content.geography import distances_from, is_in_kosovo, nearest_to
from bot.content.municipalities import get_municipality, load
from bot.content.reports import load_reports
from nlu.text.gazetteer import find_abroad, find_municipalities
from nlu.text.map_points import Point, find_points, without_points
from nlu.text.normalise import fold

__all__ = ["At", "Place", "is_abroad", "municipality_of", "read_abroad", "read_place"]

At = tuple[float, float]
"""Latitude and longitude in degrees, WGS 84."""
NAMED_KM = 10.0
"""So much farther than the nearest centre that of a named town may be: municipalities are no circles."""
WORDS_BEFORE = 6
"""Words before a town's name in which `near the market in` begins."""
_CLAUSE_END = re.compile(r"[.,;:!?\n()]")
_WORD = re.compile(r"\w+")


class Place(NamedTuple):
    """A place as it was told, and as it was understood."""

    text: str
    municipality: str | None
    """Its id; none outside Kosovo, and where several may be meant."""
    at: At | None


def read_place(text: str, shared: Mapping[str, float] | None, named: Sequence[tuple[str, str]]) -> Place | None:
    """The place that a message tells, of several the last; none if there is none or its map link cannot be read.

    `shared` is the location that came with it, `named` the municipalities in the text: what they mean, and the words.
    """
    said = without_points(text)
    named = [(value, words) for value, words in named if words in said]
    value, words = named[-1] if named else ("", "")
    municipality = value if value in load().municipalities else None
    phrase = _with_words_before(text, words) if words else ""
    if shared is not None:
        at = (shared["latitude"], shared["longitude"])
        return Place(phrase or f"{at[0]:.5f}, {at[1]:.5f}", municipality_of(at, municipality), at)
    for point in reversed(_points(text, municipality)):
        if point.at is not None:
            told = text[point.start : point.end]
            return Place(f"{phrase}, {told}" if phrase else told, municipality_of(point.at, municipality), point.at)
    return Place(phrase, municipality, None) if named else None


def read_abroad(text: str) -> Place | None:
    """The place outside Kosovo at which a story happened, with the words before it; none beside one of Kosovo."""
    found = find_abroad(text, is_answer=False)
    if not found or find_municipalities(text):
        return None
    return Place(_with_words_before(text, found[-1].text), None, None)


def is_abroad(told: str) -> bool:
    """Whether the words that tell a place name one outside Kosovo, and none of Kosovo."""
    said = without_points(told)
    return bool(find_abroad(said, is_answer=True)) and not find_municipalities(said)


def municipality_of(at: At, named: str | None = None) -> str | None:
    """The municipality in which a point seems to lie: the one that was `named` if that can be, else the nearest.

    None outside Kosovo, and where nobody can tell which of two is meant.
    """
    if not is_in_kosovo(*at):
        return None
    nearest, km = nearest_to(*at)
    if named is not None and distances_from(*at)[named] <= km + NAMED_KM:
        return named
    return nearest[0] if len(nearest) == 1 else None


def _points(text: str, municipality: str | None) -> list[Point]:
    town = get_municipality(municipality) if municipality else None
    return find_points(text, near=(town.latitude, town.longitude) if town else None)


def _with_words_before(text: str, name: str) -> str:
    """`near the market in Peja` for Peja, if that is how it stands in the text."""
    end = text.rfind(name)
    clause = _CLAUSE_END.split(text[:end])[-1]
    words = list(_WORD.finditer(clause))[-WORDS_BEFORE:]
    for at, word in enumerate(words):
        rest = " ".join(fold(it.group()) for it in words[at:])
        if any(f"{rest} ".startswith(f"{it} ") for it in load_reports().words["near"]):
            return clause[word.start() :] + name
    return name
