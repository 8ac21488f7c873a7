"""A message as the sentence encoder gets it, in training as in talk."""

from nlu.text.normalise import clean
from nlu.text.scripts import to_latin

__all__ = ["for_encoder"]

MAX_CHARACTERS = 500
"""The encoder's time grows faster than the text, and one long message must not hold up the others' answers; the
n-grams read all of it."""


def for_encoder(text: str) -> str:
    """`text` in Latin letters, where the encoder has read more Serbian, and cut at `MAX_CHARACTERS`."""
    return to_latin(clean(text))[:MAX_CHARACTERS]
