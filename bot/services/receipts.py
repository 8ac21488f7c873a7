"""Receipt codes: with one a citizen comes back to a report on any channel, without a name.

Sixteen letters and digits in four groups: fourteen carry 70 bits, two check them. The code is made from the report's
reference with the house's key and stored nowhere but as an HMAC; what is stored of a message that holds one is hidden.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from bot.services.keys import Keys
from nlu.text.scripts import seen_as_latin, to_latin

__all__ = ["HIDDEN", "LETTERS", "TOLD_IN", "Hidden", "hash_of", "hide", "make", "reveal"]

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""What references and codes are made of: nothing that is misheard or misread for another, as 0 and O."""
HIDDEN = "••••-••••-••••-••••"
"""What stands in a stored message in the place of a code."""
TOLD_IN = frozenset({"utter_report_filed", "utter_report_filed_victim"})
"""The responses in which the bot tells a code."""

_CARRYING, _CHECKING, _GROUP = 14, 2, 4
_PRIME = 1021
"""The largest below 1,024: one wrong sign, or two that changed places, are always found."""
_SIGN, _BETWEEN, _DASH = r"[^\W_]", r"[\W_]", r"[‐-―−-]"
_GROUPED = "|".join(
    rf"{_SIGN}{{{size}}}(?:{_BETWEEN}{{{least},4}}{_SIGN}{{{size}}}){{{16 // size - 1}}}"
    for size, least in ((4, 0), (2, 1), (1, 1))
)
_SHAPE = re.compile(rf"(?<!{_SIGN})(?=({_GROUPED})(?!{_SIGN}))|(?=({_SIGN}{{4}}(?:{_DASH}{_SIGN}{{4}}){{3}}))")
"""Groups, however parted, or read out sign by sign; with its dashes also where it is stuck to a word.

Looks ahead only: a word of four letters before a code would else be taken for its first group.
"""
_ALONE = re.compile(rf"{_BETWEEN}*{_SIGN}{{4}}(?:{_BETWEEN}{{1,4}}{_SIGN}{{4}}){{3}}{_BETWEEN}*")
"""What can hardly be anything but a code, also with a slip in it: four groups and no word beside them."""
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
"""What keyboards and web pages put between letters without a trace on the screen."""
_MIXED = re.compile(r"(?=.*\d)(?=.*[^\W\d_])", re.DOTALL)
"""Every code has a digit and a letter, so that no four words and no number of a card are taken for one."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text without the codes in it."""

    text: str
    code: str | None
    """The last code that was in it, as `make` writes it."""
    is_wrong: bool = False
    """Whether it looks like nothing but a code with a slip in it."""


def make(keys: Keys, reference: str) -> str:
    """The code of a report, always the same."""
    for attempt in count():
        number = int.from_bytes(keys.receipt(f"{reference}.{attempt}")) >> (256 - 5 * _CARRYING)
        signs = _spelt(number, _CARRYING)
        if _MIXED.match(signs):
            return _written(signs + _check(number))
    raise AssertionError


def hash_of(keys: Keys, code: str) -> str:
    """As what a code is stored and looked for: 64 hexadecimal digits."""
    return keys.hash_receipt(code)


def hide(text: str) -> Hidden:
    """The text as it may be stored, with the code that it holds, however that is spaced, in small letters or Cyrillic.

    Other numbers that look alike, as an IBAN, stay: they do not pass the check, or hold signs that codes have not.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_UNSEEN)
    code, covered = None, plain
    for match in _SHAPE.finditer(plain):
        shape = match[1] or match[2]
        found = _read(shape)
        if found:
            code, covered = found, covered.replace(shape, HIDDEN)
    if code is not None:
        return Hidden(covered, code)
    return Hidden(HIDDEN, None, is_wrong=True) if _ALONE.fullmatch(plain) and _is_slip(plain) else Hidden(text, None)


def reveal(keys: Keys, text: str, reference: str) -> str:
    """What the bot told when a report was passed on, with its code: for the citizen's own eyes, on the way out.

    `reference` is the one that was told, never one read from a text: the bot repeats what citizens write.
    """
    return text.replace(HIDDEN, make(keys, reference)) if HIDDEN in text else text


def _is_slip(text: str) -> bool:
    """Whether it can be a code in which a sign is wrong: one at most is none that codes are made of."""
    return any(
        len(typed) == _CARRYING + _CHECKING and sum(it not in LETTERS for it in typed) <= 1 and _MIXED.match(typed)
        for typed in _typed(text)
    )


def _typed(shape: str) -> Iterable[str]:
    """Its signs, as Latin letters: typed as such, or as Cyrillic ones that look or sound like them."""
    signs = "".join(filter(str.isalnum, shape.upper()))
    return dict.fromkeys((signs, seen_as_latin(signs), to_latin(signs)))


def _read(shape: str) -> str | None:
    """The code; none for anything else."""
    for typed in _typed(shape):
        if len(typed) != _CARRYING + _CHECKING or not set(typed) <= set(LETTERS) or not _MIXED.match(typed):
            continue
        number = 0
        for sign in typed[:_CARRYING]:
            number = number * len(LETTERS) + LETTERS.index(sign)
        if _check(number) == typed[_CARRYING:]:
            return _written(typed)
    return None


def _check(number: int) -> str:
    return _spelt(number % _PRIME, _CHECKING)


def _spelt(number: int, length: int) -> str:
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(length)))


def _written(signs: str) -> str:
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))
