"""Places on a map that needs no other server: Kosovo's outline, its towns, and how far a place is from the next one."""

import math
from collections.abc import Mapping
from typing import Any

from bot.content.geography import distances_from, load_outline
from bot.content.municipalities import get_municipality, load
from bot.i18n import N_, Locale, translate
from bot.rendering import name_in

__all__ = ["describe_place", "draw_map"]

HERE = 0.5
"""Kilometres from a town's centre that count as being in it."""
DIRECTIONS = (
    # Translators: directions of the compass, from a town's centre.
    N_("north"),
    N_("north-east"),
    N_("east"),
    N_("south-east"),
    N_("south"),
    N_("south-west"),
    N_("west"),
    N_("north-west"),
)


def draw_map(locale: Locale) -> dict[str, Any]:
    """The outline as longitude and latitude in degrees (WGS 84), and the towns with their names."""
    towns = [
        {"id": it.id, "name": name_in(it.names, locale), "latitude": it.latitude, "longitude": it.longitude}
        for it in load().municipalities.values()
    ]
    attribution = "Natural Earth; GeoNames (CC BY 4.0)"
    return {"outline": load_outline(), "towns": towns, "attribution": attribution}


def describe_place(location: Mapping[str, float], locale: Locale) -> dict[str, Any]:
    """A place in degrees (WGS 84), and the nearest town with distance in kilometres and direction from there."""
    latitude, longitude = location["latitude"], location["longitude"]
    distances = distances_from(latitude, longitude)
    town, km = get_municipality(next(iter(distances))), next(iter(distances.values()))
    direction = None if km < HERE else translate(_direction(town.latitude, town.longitude, latitude, longitude), locale)
    near = {"name": name_in(town.names, locale), "km": round(km, 1), "direction": direction}
    return {"latitude": latitude, "longitude": longitude, "near": near}


def _direction(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> str:
    east = (to_longitude - longitude) * math.cos(math.radians(latitude))
    degrees = math.degrees(math.atan2(east, to_latitude - latitude)) % 360
    return DIRECTIONS[round(degrees / 45) % 8]
