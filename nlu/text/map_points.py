"""Points on the map that a text names: map links, `geo:`, degrees in any usual form, plus codes. No link is opened."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from nlu.text import plus_codes

__all__ = ["Point", "find_points", "is_point_alone", "without_points"]

_LINK = re.compile(
    r"(?<![\w.@-])(?:https?://)?(?P<address>(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,18}[/?#][^\s<>\"]*)", re.IGNORECASE
)
_GEO = re.compile(r"(?<!\w)geo:[^\s<>\"]+", re.IGNORECASE)
_TRAILING = ".,;:!?'’»”)]}"
_GOOGLE = r"google\.[a-z]{2,3}(?:\.[a-z]{2})?"
_MAP = re.compile(
    rf"(?:[a-z0-9-]+\.){{0,4}}(?:{_GOOGLE}/maps|maps\.{_GOOGLE}[/?]|maps\.app\.goo\.gl/|goo\.gl/maps|openstreetmap\.org[/?#]"
    r"|osm\.org[/?#]|maps\.apple(?:\.com)?[/?]|waze\.com/|here\.com/|her\.is/|bing\.com/maps|osmand\.net/|omaps\.app/"
    r"|ge0\.me/|w3w\.co/|what3words\.com/|plus\.codes/)",
    re.IGNORECASE,
)
_LATITUDE, _LONGITUDE = r"(?P<north>[-+]?[0-9]{1,3}\.[0-9]+)", r"(?P<east>[-+]?[0-9]{1,3}\.[0-9]+)"
_PAIR = rf" ?{_LATITUDE} ?[,~;] ?{_LONGITUDE}"
_IN_LINK = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # The pin, and of a way its end, before what the window shows.
        rf"!3d{_LATITUDE}!4d{_LONGITUDE}",
        rf"!2m2!1d{_LONGITUDE}!2d{_LATITUDE}",
        rf"[?&#]m?lat=?{_LATITUDE}&m?(?:lon|lng)={_LONGITUDE}",
        rf"[?&#](?:destination|daddr|to|q|query|pin|coordinate|latlng|where1)=(?:loc:|ll\.)?{_PAIR}",
        rf"/{_PAIR}(?=[/?#,]|$)",
        rf"[?&#](?:ll|sll|center|cp|map)={_PAIR}",
        rf"@{_PAIR}",
        rf"#map=[0-9.]{{1,5}}/{_LATITUDE}/{_LONGITUDE}",
    )
]
_IN_GEO = re.compile(r"geo:(?P<north>-?[0-9]{1,2}(?:\.[0-9]+)?),(?P<east>-?[0-9]{1,3}(?:\.[0-9]+)?)", re.IGNORECASE)
_GAP = r"(?:[ \t]{0,3}[,;/][ \t\n]{0,3}|[ \t\n]{1,3})"


def _bare(point: str, decimals: str) -> re.Pattern[str]:
    # A month and its year is none, nor is what begins like a telephone number.
    number = rf"(?!1?[0-9]{point}20[0-9]{{2}}(?![0-9]))(?:0|[1-9][0-9]{{0,2}}){point}[0-9]{decimals}"
    return re.compile(
        rf"(?<![\w.,+-])(?P<north>[-+]?{number}) ?°? ?(?P<to>[NS]?){_GAP}"
        rf"(?P<east>[-+]?{number}) ?°?(?: ?(?P<across>[EW])\b)?(?![\w°]|[.,][0-9])"
    )


# Sums are written with two or three decimals; what names a house has four and more.
_BARE = [_bare(r"\.", "{4,20}"), _bare(",", "{4,20}")]
_ROUGH = [_bare(r"\.", "{2,3}"), _bare(",", "{2,3}")]
_AROUND = (41.5, 43.6), (19.5, 22.2)
"""Latitudes and longitudes, in degrees, in which two numbers with few decimals are a place if nothing else is said."""


def _angle(name: str) -> str:
    part = r"[0-9]{1,2}(?:[.,][0-9]{1,12})?"
    return (
        rf"(?P<{name}>[0-9]{{1,3}}(?:[.,][0-9]{{1,12}})?) ?[°º˚] ?(?:(?P<{name}_minutes>{part}) ?['’′´] ?)?"
        rf"(?:(?P<{name}_seconds>{part}) ?(?:[\"”“″]|''|’’|′′) ?)?"
    )


_DEGREES = [
    re.compile(rf"(?<![\w.,]){_angle('north')}(?P<to>[NS])\b{_GAP}?{_angle('east')}(?P<across>[EW])\b"),
    re.compile(rf"\b(?P<to>[NS]) ?{_angle('north')}{_GAP}?(?P<across>[EW]) ?{_angle('east')}(?!\w)"),
]


class Point(NamedTuple):
    """A point that a text names; `start` and `end` are offsets in the text as it was given."""

    start: int
    end: int
    at: tuple[float, float] | None
    """Latitude and longitude in degrees (WGS 84); none for a map link that does not tell them unless it is opened."""


def find_points(text: str, near: tuple[float, float] | None = None) -> list[Point]:
    """The points that `text` names, in order; short plus codes only with a place `near` them. Never raises."""
    found: list[Point] = []
    taken = bytearray(len(text))
    for point, is_known in _find(text, near):
        # What stands in the address of another page is none of ours.
        if not any(taken[point.start : point.end]):
            taken[point.start : point.end] = b"\1" * (point.end - point.start)
            found += [point] if is_known else []
    return sorted(found, key=lambda it: it.start)


def is_point_alone(text: str) -> bool:
    """Whether `text` names a point, or holds a map link that cannot be read, and says nothing else."""
    return bool(find_points(text)) and not without_points(text)


def without_points(text: str) -> str:
    """What `text` says beside its points, without the signs that tied them in."""
    kept, at = [], 0
    for point in find_points(text):
        kept.append(text[at : point.start])
        at = point.end
    if not kept:
        return text
    parts = (part.strip().rstrip("([{,;: ").lstrip(")]},;:. ") for part in (*kept, text[at:]))
    return "\n".join(part for part in parts if any(map(str.isalnum, part)))


def _find(text: str, near: tuple[float, float] | None) -> Iterator[tuple[Point, bool]]:
    for match in _LINK.finditer(text):
        end = match.start() + len(_without_end(match.group()))
        address = text[match.start("address") : end]
        yield Point(match.start(), end, _of_link(address)), _MAP.match(address) is not None
    for match in _GEO.finditer(text):
        link = _without_end(match.group())
        at = next(filter(None, (_last(it, _plain(link)) for it in (*_IN_LINK, _IN_GEO))), None)
        yield Point(match.start(), match.start() + len(link), at), at is not None
    for pattern in (*_DEGREES, *_BARE):
        yield from _matched(pattern, text)
    for rough in filter(None, (pattern.fullmatch(text.strip()) for pattern in _ROUGH)):
        start, at = text.index(rough.group()), _read(rough)
        yield Point(start, start + len(rough.group()), at), at is not None and _is_around(at)
    for match in plus_codes.FULL.finditer(text):
        at = _valid(*plus_codes.decode(match.group()))
        yield Point(*match.span(), at), at is not None
    if near is not None:
        for match in plus_codes.SHORT.finditer(text):
            yield Point(*match.span(), plus_codes.recover(match.group(), near)), True


def _matched(pattern: re.Pattern[str], text: str) -> Iterator[tuple[Point, bool]]:
    for match in pattern.finditer(text):
        at = _read(match)
        if at is not None:
            yield Point(*match.span(), at), True


def _of_link(address: str) -> tuple[float, float] | None:
    written = _plain(address)
    for pattern in _IN_LINK:
        if (at := _last(pattern, written)) is not None:
            return at
    degrees = (point.at for pattern in _DEGREES for point, _ in _matched(pattern, written))
    codes = (_valid(*plus_codes.decode(it.group())) for it in plus_codes.FULL.finditer(unquote(address)))
    return next(filter(None, (*degrees, *codes)), None)


def _without_end(link: str) -> str:
    """The link without what ends the sentence, or closes the bracket, in which it stands."""
    while link[-1] in _TRAILING and not (link[-1] == ")" and link.count("(") >= link.count(")")):
        link = link[:-1]
    return link


def _plain(address: str) -> str:
    return unquote(address.replace("+", " "))


def _last(pattern: re.Pattern[str], written: str) -> tuple[float, float] | None:
    points = [_read(match) for match in pattern.finditer(written)]
    return points[-1] if points else None


def _read(match: re.Match[str]) -> tuple[float, float] | None:
    groups = match.groupdict()
    north, east = _degrees("north", groups), _degrees("east", groups)
    if north is None or east is None:
        return None
    return _valid(-north if groups.get("to") == "S" else north, -east if groups.get("across") == "W" else east)


def _degrees(name: str, groups: dict[str, str | None]) -> float | None:
    whole, minutes, seconds = (
        float((groups.get(it) or "0").replace(",", ".")) for it in (name, f"{name}_minutes", f"{name}_seconds")
    )
    if minutes >= 60 or seconds >= 60:
        return None
    return round(whole + minutes / 60 + seconds / 3600, 7) if minutes or seconds else whole


def _valid(latitude: float, longitude: float) -> tuple[float, float] | None:
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _is_around(at: tuple[float, float]) -> bool:
    return all(low <= part <= high for part, (low, high) in zip(at, _AROUND, strict=True))
