"""A text in small Latin letters that still knows where each of them stood; the entities are searched in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from nlu.text.normalise import fold
from nlu.text.scripts import to_latin

__all__ = ["Found", "Plain", "Token", "is_number"]

_LINE_ENDS = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_TOKEN = re.compile(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9-])|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}(?![0-9-])"
    r"|[0-9]+(?:[.,:/][0-9]+)*|[^\W\d_]+|[^\s\w']|\n"
)


class Found(NamedTuple):
    """Something that a text names; `start` and `end` are offsets in the text as it was sent."""

    start: int
    end: int
    value: str


class Token(NamedTuple):
    """A word, a number with the points inside it, or a sign; `start` and `end` are offsets in `Plain.text`."""

    start: int
    end: int
    key: str


@dataclass(frozen=True)
class Plain:
    """`sent` folded letter by letter; `places` says where in `sent` each letter of `text` stood.

    Invisible characters, accents and lone surrogates are gone, dashes are `-`, digits are ASCII, spaces stay spaces.
    """

    sent: str
    text: str
    places: Sequence[int]

    @classmethod
    def of(cls, text: str | Plain) -> Plain:
        """`text` as it can be searched; never raises, in time proportional to its length."""
        if isinstance(text, Plain):
            return text
        if text.isascii() and text.isprintable():
            return cls(text, text.lower(), range(len(text) + 1))
        letters: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(_in_one_script(text)):
            folded = _fold(letter)
            letters.append(folded)
            places.extend([place] * len(folded))
        return cls(text, "".join(letters), [*places, len(text)])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in `sent`, with the accents that were typed as characters of their own."""
        first, last = self.places[start], self.places[end - 1] + 1
        while last < self.places[end] and unicodedata.combining(self.sent[last]):
            last += 1
        return first, last

    @cached_property
    def tokens(self) -> list[Token]:
        """The words, numbers and signs, in order; a line's end is a sign, apostrophes and spaces are none."""
        return [Token(*match.span(), _key(match.group())) for match in _TOKEN.finditer(self.text)]


def is_number(token: Token) -> bool:
    """Whether the token is written in digits."""
    return token.key[0].isdigit()


def _key(word: str) -> str:
    return _REPEATED.sub(r"\1", word)


def _in_one_script(text: str) -> Iterator[str]:
    """What each character of `text` stands for, in order; only words in two scripts must be read as a whole."""
    at = 0
    for word in _WORD.finditer(text):
        if _CYRILLIC.search(word.group()) and _LATIN.search(word.group()):
            yield from text[at : word.start()]
            yield from _letters(word.group())
            at = word.end()
    yield from text[at:]


def _letters(word: str) -> list[str]:
    """What each letter of a word in two scripts is in Latin letters; look-alikes are one letter in either."""
    latin = to_latin(word)
    sizes = [len(to_latin(letter)) for letter in word]
    if sum(sizes) != len(latin):
        return list(word)
    return [latin[end - size : end] for size, end in zip(sizes, accumulate(sizes), strict=True)]


@lru_cache(maxsize=4096)
def _fold(letter: str) -> str:
    if letter in _LINE_ENDS:
        return "\n"
    if letter.isspace():
        return " "
    if letter in _DASHES:
        return "-"
    if letter.isdecimal():
        return str(int(letter))
    return fold(letter)
