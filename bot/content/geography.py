"""Where a point lies: in Kosovo or not, and how far from the towns. Degrees are WGS 84, distances in kilometres."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import asin, cos, hypot, radians, sin, sqrt
from pathlib import Path

from bot.content.municipalities import load

__all__ = ["distance", "distances_from", "is_in_kosovo", "load_outline", "nearest_to"]

_FILE = Path(__file__).with_name("outline.json")
EARTH_KM = 6371.0
MARGIN_KM = 2.0
"""The outline is that of a map of 1 : 10 million: a village so near beyond its line may well lie on this side."""
TWINS, TWINS_APART_KM = frozenset({"mitrovica_north", "mitrovica_south"}), 2.0
"""Two towns on one river: between them nobody can tell from a point which of both is meant."""


@cache
def load_outline() -> Sequence[Sequence[float]]:
    """Kosovo's border as longitude and latitude, closed (Natural Earth, 1:10m)."""
    outline: list[list[float]] = json.loads(_FILE.read_text("utf-8"))["outline"]
    return outline


def is_in_kosovo(latitude: float, longitude: float) -> bool:
    """Whether a point lies inside the outline, or at most `MARGIN_KM` beyond it."""
    # Seen from the point, in kilometres on a plane: over such distances the earth is flat enough.
    squeeze = cos(radians(latitude))
    border = [(_km(east - longitude) * squeeze, _km(north - latitude)) for east, north in load_outline()]
    edges = list(pairwise(border))
    return sum(map(_is_crossed, edges)) % 2 == 1 or min(map(_reach, edges)) <= MARGIN_KM


def distances_from(latitude: float, longitude: float) -> Mapping[str, float]:
    """How far each municipality's centre is as the crow flies, the nearest first."""
    distances = {
        it.id: distance(latitude, longitude, it.latitude, it.longitude) for it in load().municipalities.values()
    }
    return dict(sorted(distances.items(), key=lambda it: it[1]))


def nearest_to(latitude: float, longitude: float) -> tuple[Sequence[str], float]:
    """The municipality whose centre is nearest, or both `TWINS` where either may be meant, and how far it is."""
    distances = distances_from(latitude, longitude)
    (nearest, km), (second, farther) = list(distances.items())[:2]
    if {nearest, second} == TWINS and farther - km < TWINS_APART_KM:
        return sorted(TWINS), km
    return [nearest], km


def distance(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Kilometres on a great circle (haversine formula), the same both ways."""
    north, south = radians(to_latitude), radians(latitude)
    part = sin((north - south) / 2) ** 2
    part += cos(north) * cos(south) * sin(radians(to_longitude - longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(part)))


_Edge = tuple[tuple[float, float], tuple[float, float]]


def _km(degrees: float) -> float:
    return radians(degrees) * EARTH_KM


def _is_crossed(edge: _Edge) -> bool:
    """Whether a line from the origin to the east crosses the edge."""
    (x, y), (to_x, to_y) = edge
    return (y > 0) != (to_y > 0) and x - y * (to_x - x) / (to_y - y) > 0


def _reach(edge: _Edge) -> float:
    """How far the edge is from the origin."""
    (x, y), (to_x, to_y) = edge
    length = hypot(to_x - x, to_y - y)
    along = min(1.0, max(0.0, (x * (x - to_x) + y * (y - to_y)) / length**2)) if length else 0.0
    return hypot(x + along * (to_x - x), y + along * (to_y - y))
