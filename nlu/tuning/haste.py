"""Typing errors as made in haste, so that the encoder learns to read over them."""

import random

__all__ = ["hurried"]

RATE, JOINED = 0.06, 0.04
"""Letters that go wrong, and spaces that are left out; as in the most hurried messages of the development set."""
LEFT_OUT, SWAPPED, DOUBLED = 0.35, 0.75, 0.9
"""Shares of the kinds of error, added up; the rest are one letter more."""
LETTERS = "aeioutrnsdlkm"


def hurried(text: str) -> str:
    """`text` as somebody types it who does not look; the global random numbers decide."""
    typed: list[str] = []
    letters = iter(range(len(text)))
    for at in letters:
        letter, chance = text[at], random.random()
        if letter == " " and chance < JOINED:
            continue
        if not letter.isalpha() or chance >= RATE:
            typed.append(letter)
            continue
        kind = random.random()
        if kind < LEFT_OUT:
            continue
        if kind < SWAPPED and text[at + 1 : at + 2].isalpha():
            typed += [text[at + 1], letter]
            next(letters)
        elif kind < DOUBLED:
            typed += [letter, letter]
        else:
            typed.append(random.choice(LETTERS))
    return "".join(typed) or text
