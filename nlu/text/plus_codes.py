"""Plus codes (Open Location Code), `8GJ3M598+FQ` or, beside a town, `M598+FQ`, as degrees."""

import re

__all__ = ["FULL", "SHORT", "decode", "recover"]

_DIGITS = "23456789CFGHJMPQRVWX"
_LETTER = r"(?=[0-9]*[A-Z])"
FULL = re.compile(rf"(?<![\w+]){_LETTER}[{_DIGITS}]{{8}}\+[{_DIGITS}]{{2,7}}(?![\w+])", re.IGNORECASE | re.ASCII)
"""A whole code; one of digits alone is a number with a sign."""
SHORT = re.compile(
    rf"(?<![\w+])(?=[0-9+]*[A-Z])[{_DIGITS}]{{4}}\+[{_DIGITS}]{{2,3}}(?![\w+])", re.IGNORECASE | re.ASCII
)
"""A code without its first four digits, which the town beside it stands for."""
_ROWS, _COLUMNS = 5, 4


def decode(code: str) -> tuple[float, float]:
    """Latitude and longitude in degrees of the middle of what `FULL` matched; it may lie beyond the poles."""
    digits = [_DIGITS.index(digit) for digit in code.upper().replace("+", "")]
    latitude, longitude, high, wide = -90.0, -180.0, 20.0, 20.0
    for north, east in zip(digits[:10:2], digits[1:10:2], strict=True):
        latitude, longitude = latitude + north * high, longitude + east * wide
        high, wide = high / 20, wide / 20
    high, wide = high * 20, wide * 20
    for digit in digits[10:]:
        high, wide = high / _ROWS, wide / _COLUMNS
        latitude, longitude = latitude + digit // _COLUMNS * high, longitude + digit % _COLUMNS * wide
    return round(latitude + high / 2, 7), round(longitude + wide / 2, 7)


def recover(code: str, near: tuple[float, float]) -> tuple[float, float]:
    """The point of what `SHORT` matched that is nearest to `near`: latitude and longitude in degrees."""
    north, east = int(near[0] + 90), int(near[1] + 180)
    first = [_DIGITS[it] for it in (north // 20, east // 20, north % 20, east % 20)]
    latitude, longitude = decode("".join(first) + code)
    # The first four digits name a square of one degree; the nearest may be the next one.
    return latitude + round(near[0] - latitude), longitude + round(near[1] - longitude)
