"""Which language a message is written in; the dialogue asks this for every text that a citizen sends.

A naive Bayes model over the letters of each word, which `nlu.text.build_language` learns and writes to `language.txt`.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from nlu.text.normalise import clean, fold
from nlu.text.scripts import Script, script_of

__all__ = ["MODEL_FILE", "NEUTRAL", "SCALE", "Guess", "Language", "Model", "features", "identify", "words_of"]


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
NEUTRAL = "neutral"
SCALE = 10  # the file's weights are whole numbers

_CHARACTERS_READ = 2000
_LONGEST_PIECE = 4
_LONGEST_NAME = 3  # words
_NOISE = re.compile(
    r"(?:https?://|www\.)\S+|(?<!\S)\S*@\S+|(?<![\w-])[\w-]+\.(?:com|net|org|eu)\b\S*|(?<!\S)/\w+|(?<![\w-])[\w-]*\d[\w-]*"
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?")
_LETTER = re.compile(r"[^\W\d_]")

# In units of evidence. A citizen of Kosovo seldom writes a language of others, so it has to show clearly.
_HANDICAP = {"sq": 0.0, "sr": 0.0, "en": 0.0, "tr": 5.0, "mk": 6.0}
_HANDICAP_OF_OTHERS = 7.5
_LEAST_EVIDENCE = 1.0
_LETTER_EVIDENCE = 6.0
# The pieces of a word overlap and so repeat each other; fitted until the confidence was a probability.
_SHARPNESS = 0.6
_CLEARLY = 0.6

_CYRILLIC = frozenset({"sr", "mk", "bg", "ru", "uk"})
_NEVER_LATIN = frozenset({"bg", "ru", "uk"})
_LETTERS = {
    letter: codes.split()
    for letters, codes in {
        "ë": "sq", "ç": "sq tr fr", "čžš": "sr", "ć": "sr pl", "đ": "sr", "ığş": "tr", "ö": "de tr sv hu",
        "ü": "de tr hu",        "ä": "de sv", "ß": "de", "å": "sv",
        "țăș": "ro", "łąęśźż": "pl", "őű": "hu", "ñ": "es", "êîô": "fr ro",
        "àèìò": "it fr",
        "ѓќѕ": "mk", "ђћ": "sr", "љњјџ": "sr mk", "ыэё": "ru", "іїєґ": "uk", "ъ": "bg ru", "щ": "bg ru uk",
        "йьюя": "bg ru uk",
    }.items()
    for letter in letters
}  # fmt: skip


def identify(text: str) -> Guess:
    """The language of `text`, however short, in any of our spellings and scripts."""
    text = _NOISE.sub(" ", clean(text[:_CHARACTERS_READ]).lower())
    script = script_of(text)
    if script is None:
        return Guess(None, 0.0, "und" if _LETTER.search(text) else None, None)
    chances = _chances(text, script)
    if not chances:
        return Guess(None, 0.0, None, script)
    likeliest = max(chances, key=lambda code: chances[code])
    if likeliest not in set(Language) and chances[likeliest] >= _CLEARLY:
        return Guess(None, chances[likeliest], likeliest, script)
    language = max(Language, key=lambda own: chances.get(own, 0.0))
    return Guess(language, chances[language], None, script)


def words_of(text: str) -> list[str]:
    """The words of `text` in folded spelling."""
    return _WORD.findall(fold(text))


def features(word: str) -> Iterator[str]:
    """The pieces of up to four letters of a folded word, then the word, so that a short one counts twice.

    `_` stands where the word begins and ends.
    """
    word = f"_{word}_"
    for size in range(1, _LONGEST_PIECE + 1):
        for start in range(len(word) - size + 1):
            yield word[start : start + size]
    yield word


def _chances(text: str, script: Script) -> dict[str, float]:
    """The probability of each language that `script` allows; empty when no word tells anything."""
    evidence = _load().weigh(words_of(text))
    if max(evidence.values(), default=0.0) < _LEAST_EVIDENCE:
        return {}
    for letter in set(text):
        for code in _LETTERS.get(letter, ()):
            evidence[code] = evidence.get(code, 0.0) + _LETTER_EVIDENCE
    scores = {
        code: _SHARPNESS * (amount - _HANDICAP.get(code, _HANDICAP_OF_OTHERS))
        for code, amount in (dict.fromkeys(Language, 0.0) | evidence).items()
        if (code in _CYRILLIC if script is Script.CYRILLIC else code not in _NEVER_LATIN)
    }
    highest = max(scores.values())
    powers = {code: math.exp(score - highest) for code, score in scores.items()}
    total = sum(powers.values())
    return {code: power / total for code, power in powers.items()}


@dataclass(frozen=True, slots=True)
class Model:
    """What `language.txt` holds: how much a piece of a word speaks for a language, and what speaks for none."""

    weights: dict[str, list[tuple[str, float]]]
    neutral: frozenset[tuple[str, ...]]

    @classmethod
    def parse(cls, content: str) -> "Model":
        """Reads lines of a language's code, a weight, and the pieces that have it."""
        weights: dict[str, list[tuple[str, float]]] = {}
        neutral: set[tuple[str, ...]] = set()
        for line in content.splitlines():
            code, weight, *pieces = line.split(" ")
            if code == NEUTRAL:
                neutral.update(tuple(piece.split("_")) for piece in pieces)
                continue
            share = (code, int(weight) / SCALE)
            for piece in pieces:
                weights.setdefault(piece, []).append(share)
        return cls(weights, frozenset(neutral))

    def weigh(self, words: list[str]) -> dict[str, float]:
        """The evidence for each language; a long word is damped, since its pieces repeat each other."""
        evidence: dict[str, float] = {}
        for word in self._without_neutral(words):
            damping = 1 / math.sqrt(len(word) + 2)
            for feature in features(word):
                for code, weight in self.weights.get(feature, ()):
                    evidence[code] = evidence.get(code, 0.0) + weight * damping
        return evidence

    def _without_neutral(self, words: list[str]) -> Iterator[str]:
        at = 0
        while at < len(words):
            for size in range(_LONGEST_NAME, 0, -1):
                if tuple(words[at : at + size]) in self.neutral:
                    at += size
                    break
            else:
                yield words[at]
                at += 1


@lru_cache(maxsize=1)
def _load() -> Model:
    return Model.parse(MODEL_FILE.read_text(encoding="utf-8"))
