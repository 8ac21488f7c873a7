"""One spelling for the many ways in which people type a word; feeds the n-grams, the gazetteer and the tripwire."""

import re
import unicodedata

from nlu.text.scripts import to_latin

__all__ = ["clean", "fold", "skeleton"]

_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ud800-\udfff]"
)
_APOSTROPHES = re.compile(r"[’‘`´ʼ′‛]")
_SPACES = re.compile(r"\s+")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_LATER_VOWELS = re.compile(r"(?<=\w)[aeiouy]")
_LETTERS = str.maketrans({"đ": "dj", "ð": "dj", "ı": "i", "ø": "o", "ł": "l", "æ": "ae", "ß": "ss"})


def clean(text: str) -> str:
    """`text` as a person sees it: compatibility forms unified, invisible and broken characters gone, spaces single."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", _APOSTROPHES.sub("'", text)).strip()


def fold(text: str) -> str:
    """`text` in lower-case Latin letters without diacritics: `Ђаковица` and `ĐAKOVICA` become `djakovica`."""
    text = to_latin(clean(text)).lower().translate(_LETTERS)
    text = _MARKS.sub("", unicodedata.normalize("NFD", text))
    return _REPEATED.sub(r"\1", text)


def skeleton(folded: str) -> str:
    """A folded text's words without vowels after the first letter, q as c.

    `policia` and `plcia`, `qka` and `cka` become one: dialect and haste change vowels most.
    """
    return _LATER_VOWELS.sub("", folded.replace("q", "c"))
