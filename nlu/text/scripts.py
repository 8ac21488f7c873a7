"""Scripts of a text, and Cyrillic read as Latin letters; used by normalising, language and the tripwire."""

import re
from enum import StrEnum

__all__ = ["Script", "script_of", "seen_as_latin", "to_latin"]


class Script(StrEnum):
    """ISO 15924 codes of the scripts that Dialog writes."""

    LATIN = "Latn"
    CYRILLIC = "Cyrl"


_SERBIAN = dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True))
_DIGRAPHS = {"љ": "lj", "њ": "nj", "џ": "dž"}
# Letters of neighbours' alphabets, so that a Macedonian or Russian keyboard is still readable.
_FOREIGN = {
    "ѓ": "đ", "ќ": "ć", "ѕ": "dz", "й": "j", "ы": "i", "э": "e", "я": "ja", "ю": "ju", "щ": "šč", "ё": "e",
    "ъ": "", "ь": "", "і": "i", "ї": "ji", "є": "je", "ґ": "g", "ѐ": "e", "ѝ": "i",
}  # fmt: skip
_LOWER = _SERBIAN | _DIGRAPHS | _FOREIGN
_TO_LATIN = str.maketrans(_LOWER | {key.upper(): value.capitalize() for key, value in _LOWER.items()})
# ЉУДИ is LJUDI, Људи is Ljudi.
_CAPITAL_DIGRAPHS = {key.upper(): value.upper() for key, value in _DIGRAPHS.items()}
_IN_CAPITALS = re.compile(r"(?<=[A-ZČĆŠŽĐ\u0400-\u042f])[ЉЊЏ]|[ЉЊЏ](?=[A-ZČĆŠŽĐ\u0400-\u042f])")

# A keyboard left in the other script gives letters that only look right.
_LATIN_LOOKALIKES, _CYRILLIC_LOOKALIKES = "aeopcxyjkmtABEKMHOPCTXYJ", "аеорсхујкмтАВЕКМНОРСТХУЈ"
_SEEN_AS_CYRILLIC = str.maketrans(_LATIN_LOOKALIKES, _CYRILLIC_LOOKALIKES)
_SEEN_AS_LATIN = str.maketrans(_CYRILLIC_LOOKALIKES, _LATIN_LOOKALIKES)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_RUN = re.compile(r"[\u0400-\u04ff]+|[^\u0400-\u04ff]+")


def seen_as_latin(text: str) -> str:
    """The text with Cyrillic letters that look like Latin ones as those: `ВК7` is no Latin text, and reads as one."""
    return text.translate(_SEEN_AS_LATIN)


def script_of(text: str) -> Script | None:
    """The script that most letters of `text` are written in; none when it has no Latin or Cyrillic letter."""
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if not cyrillic and not latin:
        return None
    return Script.CYRILLIC if cyrillic > latin else Script.LATIN


def to_latin(text: str) -> str:
    """`text` with every Cyrillic letter written in Serbian Latin; a word typed with both scripts is read as one."""
    if not _CYRILLIC.search(text):
        return text
    text = _WORD.sub(lambda match: _unmix(match.group()), text)
    return _IN_CAPITALS.sub(lambda match: _CAPITAL_DIGRAPHS[match.group()], text).translate(_TO_LATIN)


def _unmix(word: str) -> str:
    """A run of look-alikes belongs to the script of the word's clear letters; any other run means what it says."""
    if not _LATIN.search(word) or not _CYRILLIC.search(word):
        return word
    clear = word.translate(dict.fromkeys(map(ord, _LATIN_LOOKALIKES + _CYRILLIC_LOOKALIKES)))
    is_latin = script_of(clear) is Script.LATIN
    own, seen_as = (_CYRILLIC_LOOKALIKES, _SEEN_AS_LATIN) if is_latin else (_LATIN_LOOKALIKES, _SEEN_AS_CYRILLIC)
    return _RUN.sub(lambda run: run.group().translate(seen_as) if set(run.group()) <= set(own) else run.group(), word)
