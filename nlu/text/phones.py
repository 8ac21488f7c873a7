"""Telephone numbers of people that a message names; emergency numbers and free lines belong to nobody."""

import re
from typing import TYPE_CHECKING

from nlu.text.plain import Found, Plain

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

__all__ = ["find_phones"]

_HOME = "XK"
_COUNTRY_CODE = "383"
# Groups of digits with up to three spaces, points, strokes, dashes or brackets between them.
_CANDIDATE = re.compile(r"(?<![\w+])(?<![0-9][./-])(?:\(?\+|\(?0|383)(?:[0-9]|[ ./()-]{1,3}(?=[0-9])){7,24}(?![^\W_])")
_GROUP_END = re.compile(r"(?<=[0-9])(?![0-9])")
_DATE = re.compile(r"[0-9]{1,2}[./ -]{1,2}[0-9]{1,2}[./ -]{1,2}(?:19|20)[0-9]{2}\b")
_TRUNK_ZERO = re.compile(r"\(0\)")
_FEWEST_DIGITS, _MOST_DIGITS = 8, 16
_MOST = 20
"""Numbers looked at in one message; reading one takes up to 1 ms, and nobody reports more."""


def find_phones(text: str | Plain) -> list[Found]:
    """The telephone numbers in `text`, in order, each in the form of E.164: `+38344123456`. Never raises."""
    plain = Plain.of(text)
    found: list[Found] = []
    at = 0
    for _ in range(_MOST):
        candidate = _CANDIDATE.search(plain.text, at)
        if candidate is None:
            break
        value, at = _read(candidate)
        if value:
            start, end = plain.span(candidate.start(), at)
            found.append(Found(start, end, value))
    return found


def _read(candidate: re.Match[str]) -> tuple[str | None, int]:
    """The number at the beginning of `candidate`, and where it ends; other numbers may follow it."""
    written = candidate.group()
    if _DATE.match(written):
        return None, candidate.end()
    for cut in reversed(list(_GROUP_END.finditer(written))):
        value = _read_whole(written[: cut.start()])
        if value:
            return value, candidate.start() + cut.start()
    return None, candidate.end()


def _read_whole(written: str) -> str | None:
    if not _FEWEST_DIGITS <= sum(letter.isdigit() for letter in written) <= _MOST_DIGITS:
        return None
    if written.startswith(_COUNTRY_CODE):
        written = f"+{written}"
    return _valid(_TRUNK_ZERO.sub("", written).replace("/", " "))


def _valid(written: str) -> str | None:
    """`written` in E.164 if somebody can have that number."""
    import phonenumbers  # loads in 0.2 s, for the few messages that hold many digits

    try:
        number = phonenumbers.parse(written, _HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or _is_free(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_free(number: "PhoneNumber") -> bool:
    import phonenumbers

    return phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.TOLL_FREE
