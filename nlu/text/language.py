"""Which language a message is written in; the dialogue asks this for every text that a citizen sends.

A naive Bayes model over words and their letters: `nlu.text.language_model`, which `nlu.text.build_language` learns.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from nlu.text.language_model import Model, words_of
from nlu.text.normalise import clean
from nlu.text.scripts import Script, script_of

__all__ = ["MODEL_FILE", "Guess", "Language", "identify"]


class Language(StrEnum):
    """The languages that Dialog speaks; Croatian, Bosnian and Montenegrin are read as Serbian."""

    ALBANIAN = "sq"
    SERBIAN = "sr"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Guess:
    """What one message tells without the rest of the conversation.

    `language` is none when nothing can be told ("ok", "192", the name of a town), or when it is another language: then
    `other` is its ISO 639 code, or "und" for an alphabet that Dialog does not read. `confidence` is the probability of
    whichever of the two is given; 0 when neither is.
    """

    language: Language | None
    confidence: float
    other: str | None
    script: Script | None


MODEL_FILE = Path(__file__).with_name("language.txt")

_CHARACTERS_READ = 2000
_NOISE = re.compile(
    r"(?:https?://|www\.)\S+|(?<!\S)\S*@\S+|(?<![\w-])[\w-]+\.(?:com|net|org|eu)\b\S*|(?<!\S)/\w+|(?<![\w-])[\w-]*\d[\w-]*"
)
_LETTER = re.compile(r"[^\W\d_]")

# In natural logarithms. A citizen of Kosovo seldom writes a language of others, so it has to show clearly.
_HANDICAP = {"sq": 0.0, "sr": 0.0, "en": 0.0, "tr": 2.0, "mk": 5.2}
_HANDICAP_OF_OTHERS = 4.0
_HANDICAP_IN_LATIN = {"mk": 6.0}
_LETTER_EVIDENCE = 3.0
# Words of a message repeat each other; fitted until the confidence was a probability.
_SHARPNESS = 0.8
_CLEARLY = 0.5

_CYRILLIC = frozenset({"sr", "mk", "bg", "ru", "uk"})
_NEVER_LATIN = frozenset({"bg", "ru", "uk"})
_LETTERS = {
    letter: codes.split()
    for letters, codes in {
        "ë": "sq", "ç": "sq tr fr", "čžš": "sr sl rom", "ć": "sr pl", "đ": "sr", "ığş": "tr", "ö": "de tr sv hu",
        "ü": "de tr hu",        "ä": "de sv", "ß": "de", "å": "sv",
        "țăș": "ro", "łąęśźż": "pl", "őű": "hu", "ñ": "es", "êîô": "fr ro",
        "àèìò": "it fr",
        "ѓќѕ": "mk mk", "ђћ": "sr", "љњјџ": "sr mk", "ыэё": "ru", "іїєґ": "uk", "ъ": "bg ru", "щ": "bg ru uk",
        "йьюя": "bg ru uk",
    }.items()
    for letter in letters
}  # fmt: skip


def identify(text: str, model: Model | None = None) -> Guess:
    """The language of `text`, however short, in any of our spellings and scripts; `model` is that of `MODEL_FILE`."""
    text = _NOISE.sub(" ", clean(text[:_CHARACTERS_READ]).lower())
    script = script_of(text)
    if script is None:
        return Guess(None, 0.0, "und" if _LETTER.search(text) else None, None)
    chances = _chances(text, script, model or _load())
    if not chances:
        return Guess(None, 0.0, None, script)
    likeliest = max(chances, key=lambda code: chances[code])
    if likeliest not in set(Language) and chances[likeliest] >= _CLEARLY:
        return Guess(None, chances[likeliest], likeliest, script)
    language = max(Language, key=lambda own: chances.get(own, 0.0))
    return Guess(language, chances[language], None, script)


def _chances(text: str, script: Script, model: Model) -> dict[str, float]:
    """The probability of each language that `script` allows; empty when no word tells anything."""
    is_cyrillic = script is Script.CYRILLIC
    words = words_of(text)
    evidence = model.weigh(words)
    # Cyrillic letters speak for Serbian by themselves; a single Latin letter for nothing.
    if not is_cyrillic and (not evidence or sum(map(len, words)) == 1):
        return {}
    handicaps = _HANDICAP if is_cyrillic else _HANDICAP | _HANDICAP_IN_LATIN
    letters = Counter(code for letter in set(text) for code in _LETTERS.get(letter, ()))
    scores = {
        code: _SHARPNESS
        * (evidence.get(code, 0.0) + letters[code] * _LETTER_EVIDENCE - handicaps.get(code, _HANDICAP_OF_OTHERS))
        for code in model.codes
        if (code in _CYRILLIC if is_cyrillic else code not in _NEVER_LATIN)
    }
    highest = max(scores.values())
    powers = {code: math.exp(score - highest) for code, score in scores.items()}
    total = sum(powers.values())
    return {code: power / total for code, power in powers.items()}


@lru_cache(maxsize=1)
def _load() -> Model:
    return Model.parse(MODEL_FILE.read_text(encoding="utf-8"))
