"""Receipt codes: with one a citizen comes back to a report on any channel, without a name.

Sixteen letters and digits in four groups: fourteen carry 70 bits, two check them. The code is made from the report's
reference with the house's key and stored nowhere but as an HMAC; what is stored of a message that holds one is hidden.
"""

import re
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
_SIGN, _BETWEEN = r"[^\W_]", r"[\s.,·–—-]"
_SHAPE = re.compile(rf"(?<!{_SIGN})(?=({_SIGN}{{4}}(?:{_BETWEEN}{{0,3}}{_SIGN}{{4}}){{3}})(?!{_SIGN}))")
"""Looks ahead only: a word of four letters before a code would else be taken for its first group."""
_ALONE = re.compile(rf"\W*{_SIGN}{{4}}(?:{_BETWEEN}{{1,3}}{_SIGN}{{4}}){{3}}\W*")
"""What can be nothing but a code, also with a slip in it: four groups and no word beside them."""
_MIXED = re.compile(r"(?=.*\d)(?=.*[^\W\d_])", re.DOTALL)
"""Every code has a digit and a letter, so that no four words and no number of a card are taken for one."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text without the codes in it."""

    text: str
    code: str | None
    """The last code that was in it, as `make` writes it."""
    is_wrong: bool = False
    """Whether it is nothing but a code with a slip in it."""


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

    Other numbers that look alike, as an IBAN, stay: they do not pass the check.
    """
    code, covered = None, text
    for match in _SHAPE.finditer(text):
        found = _read(match[1])
        if found:
            code, covered = found, covered.replace(match[1], HIDDEN)
    if code is None and _ALONE.fullmatch(text) and _MIXED.match(text):
        return Hidden(HIDDEN, None, is_wrong=True)
    return Hidden(covered, code)


def reveal(keys: Keys, text: str, reference: str) -> str:
    """What the bot told when a report was passed on, with its code: for the citizen's own eyes, on the way out.

    `reference` is the one that was told, never one read from a text: the bot repeats what citizens write.
    """
    return text.replace(HIDDEN, make(keys, reference)) if HIDDEN in text else text


def _read(shape: str) -> str | None:
    """The code, typed with Latin letters or with Cyrillic ones that look or sound like them; none for anything else."""
    signs = "".join(filter(str.isalnum, shape.upper()))
    for typed in dict.fromkeys((signs, seen_as_latin(signs), to_latin(signs))):
        if len(typed) != len(signs) or not set(typed) <= set(LETTERS) or not _MIXED.match(typed):
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
