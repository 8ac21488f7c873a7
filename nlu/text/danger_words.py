"""Which words go with danger now: weights learnt from the examples, read without any library.

`nlu.tuning.danger` learns them and writes `danger_words.txt`. A text becomes the set of its pieces: parts of words,
words, and pairs of words; the sum of their weights, divided by the root of their number so that a long text is not
surer than a short one, and what the rules read, make log-odds.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from nlu.text.danger_rules import Signs
from nlu.text.normalise import fold

__all__ = ["MODEL_FILE", "SCALE", "Model", "pieces", "weigh"]

MODEL_FILE = Path(__file__).with_name("danger_words.txt")
SCALE = 20
"""The file's weights are whole numbers."""

_WORD = re.compile(r"[^\W_]+")
_SIZES = (3, 4, 5)


def weigh(text: str, signs: Signs) -> float:
    """The probability that `text` tells of danger now, given the signs that the rules read; 0 when no word is known."""
    return _model().weigh(text, signs)


def pieces(text: str) -> set[str]:
    """The pieces of `text`: `_` stands at a word's ends, `+` between two words, `++` where one is left out."""
    words = _WORD.findall(fold(text))
    found = set(_parts(words))
    if words:
        found.update(f"{one}+{other}" for one, other in pairwise(["", *words, ""]))
    found.update(f"{one}++{other}" for one, other in zip(words, words[2:], strict=False))
    if words and "!!" in text:
        found.add("!!")
    return found


def _parts(words: list[str]) -> Iterator[str]:
    for word in words:
        word = f"_{word}_"
        yield word
        for size in _SIZES:
            for start in range(len(word) - size + 1):
                yield word[start : start + size]


@dataclass(frozen=True, slots=True)
class Model:
    """What `danger_words.txt` holds."""

    bias: float
    signs: dict[str, float]
    """What the rules' score counts when this is the strongest sign."""
    weights: dict[str, float]

    @classmethod
    def parse(cls, content: str) -> "Model":
        """Reads a line of the bias and the weight of each sign, then lines of a weight and the pieces that have it."""
        first, *lines = content.splitlines()
        bias, *of_signs = first.split(" ")
        signs = {name: float(weight) for name, _, weight in (it.partition("=") for it in of_signs)}
        weights = {}
        for line in lines:
            weight, *some = line.split(" ")
            weights.update(dict.fromkeys(some, int(weight) / SCALE))
        return cls(float(bias), signs, weights)

    def weigh(self, text: str, signs: Signs) -> float:
        """The probability of danger now."""
        known = [self.weights[piece] for piece in pieces(text) if piece in self.weights]
        if not known:
            return 0.0
        odds = self.bias + sum(known) / math.sqrt(len(known))
        if signs.sign:
            odds += self.signs.get(signs.sign, 0.0) * signs.score
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


@cache
def _model() -> Model:
    return Model.parse(MODEL_FILE.read_text(encoding="utf-8"))
